import { ClearOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, DatePicker, Dropdown, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readViews, writeViews } from './views.ts';

export type FilterChoice = { readonly value: string; readonly label: ReactNode; readonly count?: number };

export type FilterField =
  | { readonly kind: 'text'; readonly key: string; readonly label: string; readonly width?: number }
  | {
      readonly kind: 'choice' | 'select' | 'multiple';
      /** Of a choice: what it is called where nothing is chosen; 全部 by itself. */
      readonly none?: string;
      readonly key: string;
      readonly label: string;
      readonly choices: readonly FilterChoice[];
      readonly width?: number | undefined;
    }
  /** Kept as `key=2026-03-01..2026-03-31`, either end may be empty. */
  | { readonly kind: 'days'; readonly key: string; readonly label: string };

export type Filters = {
  readonly get: (key: string) => string;
  readonly all: (key: string) => readonly string[];
  /** An empty value removes the key. `page` is forgotten with every change. */
  readonly set: (changes: Readonly<Record<string, string | readonly string[] | undefined>>) => void;
  readonly text: string;
};

/** Filters live in the URL: a list can be sent, kept and come back to. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams();
  return {
    get: (key) => params.get(key) ?? '',
    all: (key) => params.getAll(key),
    set: (changes) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('page');
          for (const [key, value] of Object.entries(changes)) {
            next.delete(key);
            if (value === undefined || value === '') continue;
            if (typeof value === 'string') next.set(key, value);
            else for (const one of value) next.append(key, one);
          }
          return next;
        },
        { replace: true },
      ),
    text: params.toString(),
  };
}

/** Sticky above a list. `views` names the list under which this person keeps views in this browser. */
export function FilterBar({
  fields,
  views,
  extra,
}: {
  fields: readonly FilterField[];
  views?: string | undefined;
  extra?: ReactNode | undefined;
}) {
  const filters = useFilters();
  const active = fields.some((field) => filters.get(field.key) !== '');
  return (
    <search className="wb-filters">
      {fields.map((field) => (
        <FilterControl key={field.key} field={field} filters={filters} />
      ))}
      {active && (
        <Button
          type="text"
          icon={<ClearOutlined aria-hidden="true" />}
          onClick={() => filters.set(Object.fromEntries(fields.map((field) => [field.key, undefined])))}
        >
          清除筛选
        </Button>
      )}
      {views !== undefined && <SavedViews list={views} filters={filters} />}
      {extra !== undefined && <div className="wb-filters-extra">{extra}</div>}
    </search>
  );
}

function FilterControl({ field, filters }: { field: FilterField; filters: Filters }) {
  const value = filters.get(field.key);
  switch (field.kind) {
    case 'text':
      return (
        <TextFilter key={value} field={field} value={value} onChange={(text) => filters.set({ [field.key]: text })} />
      );
    case 'choice':
      return (
        <Segmented
          aria-label={field.label}
          value={value}
          onChange={(next) => filters.set({ [field.key]: next })}
          options={[
            { value: '', label: field.none ?? '全部' },
            ...field.choices.map((choice) => ({ value: choice.value, label: <ChoiceLabel choice={choice} /> })),
          ]}
        />
      );
    case 'select':
      return (
        <Select<string>
          aria-label={field.label}
          placeholder={field.label}
          allowClear
          showSearch={{ optionFilterProp: 'search' }}
          style={{ width: field.width ?? 160 }}
          popupMatchSelectWidth={false}
          {...(value === '' ? {} : { value })}
          onChange={(next: string | undefined) => filters.set({ [field.key]: next })}
          options={field.choices.map(optionOf)}
        />
      );
    case 'multiple':
      return (
        <Select<string[]>
          aria-label={field.label}
          placeholder={field.label}
          mode="multiple"
          maxTagCount="responsive"
          style={{ width: field.width ?? 200 }}
          popupMatchSelectWidth={false}
          value={[...filters.all(field.key)]}
          onChange={(next) => filters.set({ [field.key]: next })}
          options={field.choices.map(optionOf)}
        />
      );
    case 'days': {
      const [from = '', to = ''] = value.split('..');
      return (
        <DatePicker.RangePicker
          aria-label={field.label}
          style={{ width: 248 }}
          placeholder={[`${field.label}自`, '至']}
          allowEmpty={[true, true]}
          value={[from === '' ? null : dayjs(from), to === '' ? null : dayjs(to)]}
          onChange={(range) => {
            const text = `${range?.[0]?.format('YYYY-MM-DD') ?? ''}..${range?.[1]?.format('YYYY-MM-DD') ?? ''}`;
            filters.set({ [field.key]: text === '..' ? undefined : text });
          }}
        />
      );
    }
  }
}

function TextFilter({
  field,
  value,
  onChange,
}: {
  field: { readonly label: string; readonly width?: number };
  value: string;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  // Typing filters by itself after a pause; Enter at once. An unfinished pinyin is left alone.
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    if (composing || text === value) return;
    const timer = window.setTimeout(() => onChange(text.trim()), 400);
    return () => window.clearTimeout(timer);
  });
  return (
    <Input
      aria-label={field.label}
      placeholder={field.label}
      prefix={<SearchOutlined aria-hidden="true" />}
      allowClear
      style={{ width: field.width ?? 200 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onPressEnter={() => onChange(text.trim())}
    />
  );
}

function ChoiceLabel({ choice }: { choice: FilterChoice }) {
  return (
    <span className="wb-choice-label">
      {choice.label}
      {choice.count !== undefined && <span className="wb-count">{choice.count}</span>}
    </span>
  );
}

function optionOf(choice: FilterChoice) {
  return {
    value: choice.value,
    label: <ChoiceLabel choice={choice} />,
    search: typeof choice.label === 'string' ? choice.label : choice.value,
  };
}

function SavedViews({ list, filters }: { list: string; filters: Filters }) {
  const [views, setViews] = useState(() => readViews(list));
  const [naming, setNaming] = useState('');
  const [, setParams] = useSearchParams();
  const keep = () => {
    const name = naming.trim();
    if (name === '') return;
    const next = [...views.filter((view) => view.name !== name), { name, query: filters.text }];
    writeViews(list, next);
    setViews(next);
    setNaming('');
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items:
          views.length === 0
            ? [{ key: 'none', disabled: true, label: '还没有常用视图' }]
            : views.map((view) => ({ key: view.name, label: view.name })),
        onClick: ({ key }) => {
          const view = views.find((one) => one.name === key);
          if (view) setParams(new URLSearchParams(view.query));
        },
      }}
      popupRender={(menu) => (
        <div className="wb-views">
          {menu}
          <div className="wb-views-new">
            <Input
              aria-label="视图名称"
              placeholder="给当前筛选起个名字"
              value={naming}
              maxLength={20}
              onChange={(event) => setNaming(event.target.value)}
              onPressEnter={keep}
            />
            <Button onClick={keep} disabled={naming.trim() === ''}>
              保存
            </Button>
          </div>
        </div>
      )}
    >
      <Button type="text">常用视图</Button>
    </Dropdown>
  );
}
