import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ItemContent, PlanDraft } from '../contract.ts';
import { CADENCE_UNITS, planDateWords } from '../item-words.ts';
import { UnitNamesField } from './UnitNamesField.tsx';

const SAVE_AFTER = 900;

/** The fields of an item; what is changed is saved by itself a moment later. */
export function ItemForm({
  item,
  plan,
  isSaving,
  isRefused,
  onSave,
}: {
  item: ItemContent;
  plan: PlanDraft;
  isSaving: boolean;
  /** What was sent last was not taken. */
  isRefused: boolean;
  onSave: (content: ItemContent) => void;
}) {
  const [content, setContent] = useState<ItemContent>(() => ({ kind: item.kind, body: item.body }) as ItemContent);
  const [isKept, setKept] = useState(true);
  const timer = useRef<number | undefined>(undefined);
  const pending = useRef<ItemContent | null>(null);
  const saved = useRef(onSave);
  saved.current = onSave;
  const flush = () => {
    window.clearTimeout(timer.current);
    if (pending.current !== null) saved.current(pending.current);
    pending.current = null;
    setKept(true);
  };
  // What was typed last is saved also when the card is closed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: flush reads only refs
  useEffect(() => flush, []);
  const change = (next: ItemContent) => {
    setContent(next);
    setKept(false);
    pending.current = next;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(flush, SAVE_AFTER);
  };
  return (
    <Form layout="vertical" size="middle" onBlur={flush} onSubmitCapture={flush}>
      <Fields content={content} plan={plan} onChange={change} />
      <p className="wb-muted" role="status">
        {!isKept || isSaving ? '正在保存…' : isRefused ? '还没有保存' : '已保存'}
      </p>
      {isKept && !isSaving && isRefused && <Button onClick={() => onSave(content)}>保存我写的</Button>}
    </Form>
  );
}

type FieldsProps = { content: ItemContent; plan: PlanDraft; onChange: (next: ItemContent) => void };

function Fields({ content, plan, onChange }: FieldsProps) {
  switch (content.kind) {
    case 'task': {
      const { body } = content;
      const set = (more: Partial<typeof body>) => onChange({ kind: 'task', body: { ...body, ...more } });
      return (
        <>
          <div className="plan-row">
            <Labelled label="编号" narrow>
              <Input
                aria-label="编号"
                value={body.number}
                maxLength={40}
                onChange={(event) => set({ number: event.target.value })}
              />
            </Labelled>
            <DueField due={body.due} onChange={(due) => set({ due })} />
          </div>
          <Words label="任务" value={body.text} onChange={(text) => set({ text })} />
          <Labelled label="牵头单位">
            <UnitNamesField
              label="牵头单位"
              plan={plan}
              value={body.leadUnits}
              onChange={(leadUnits) => set({ leadUnits: [...leadUnits] })}
            />
          </Labelled>
          <Labelled label="配合单位">
            <UnitNamesField
              label="配合单位"
              plan={plan}
              value={body.supportUnits}
              onChange={(supportUnits) => set({ supportUnits: [...supportUnits] })}
            />
          </Labelled>
        </>
      );
    }
    case 'deadline': {
      const { body } = content;
      const set = (more: Partial<typeof body>) => onChange({ kind: 'deadline', body: { ...body, ...more } });
      return (
        <>
          <Words label="要做的事" value={body.quote} onChange={(quote) => set({ quote })} />
          <RangeFields range={body} onChange={set} />
          <Labelled label="由谁完成" hint="每个单位各报各的">
            <UnitNamesField
              label="由谁完成"
              plan={plan}
              value={body.units}
              onChange={(units) => set({ units: [...units] })}
            />
          </Labelled>
          <RecipientField plan={plan} value={body.recipient} onChange={(recipient) => set({ recipient })} />
        </>
      );
    }
    case 'cadence': {
      const { body } = content;
      const set = (more: Partial<typeof body>) => onChange({ kind: 'cadence', body: { ...body, ...more } });
      return (
        <>
          <Words label="要做的事" value={body.quote} onChange={(quote) => set({ quote })} />
          <div className="plan-row">
            <Labelled label="每几个" narrow>
              <InputNumber
                aria-label="每几个"
                min={1}
                max={60}
                precision={0}
                value={body.interval}
                onChange={(interval) => set({ interval: interval ?? 1 })}
              />
            </Labelled>
            <Labelled label="周期">
              <Select
                aria-label="周期"
                value={body.unit}
                options={[...CADENCE_UNITS]}
                onChange={(unit) =>
                  set({
                    unit,
                    weekday: unit === 'week' ? body.weekday : null,
                    day: unit === 'week' || unit === 'day' ? null : body.day,
                  })
                }
              />
            </Labelled>
            <Labelled label="次数" narrow>
              <InputNumber
                aria-label="次数"
                min={1}
                max={31}
                precision={0}
                value={body.count}
                onChange={(count) => set({ count: count ?? 1, day: count === null || count === 1 ? body.day : null })}
              />
            </Labelled>
            {body.unit !== 'week' && body.unit !== 'day' && body.count === 1 && (
              <Labelled label={body.unit === 'month' ? '几日前' : '末月几日前'} narrow>
                <InputNumber
                  aria-label="几日前"
                  min={1}
                  max={31}
                  precision={0}
                  placeholder="期末"
                  value={body.day}
                  onChange={(day) => set({ day })}
                />
              </Labelled>
            )}
            {body.unit === 'week' && (
              <Labelled label="星期">
                <Select
                  aria-label="星期"
                  allowClear
                  placeholder="周内任一天"
                  value={body.weekday}
                  options={['一', '二', '三', '四', '五', '六', '日'].map((name, n) => ({
                    value: n + 1,
                    label: `周${name}`,
                  }))}
                  onChange={(weekday) => set({ weekday: weekday ?? null })}
                />
              </Labelled>
            )}
          </div>
          <Form.Item>
            <Checkbox checked={body.atLeast} onChange={(event) => set({ atLeast: event.target.checked })}>
              原文说「至少」
            </Checkbox>
          </Form.Item>
          <Labelled label="由谁完成" hint="每个单位每期各一项">
            <UnitNamesField
              label="由谁完成"
              plan={plan}
              value={body.units}
              onChange={(units) => set({ units: [...units] })}
            />
          </Labelled>
          <RecipientField plan={plan} value={body.recipient} onChange={(recipient) => set({ recipient })} />
        </>
      );
    }
    case 'phase': {
      const { body } = content;
      const set = (more: Partial<typeof body>) => onChange({ kind: 'phase', body: { ...body, ...more } });
      return (
        <>
          <div className="plan-row">
            <Labelled label="第几阶段" narrow>
              <InputNumber
                aria-label="第几阶段"
                min={1}
                max={50}
                precision={0}
                value={body.ordinal}
                onChange={(ordinal) => set({ ordinal: ordinal ?? 1 })}
              />
            </Labelled>
            <Labelled label="名称">
              <Input aria-label="名称" value={body.name} onChange={(event) => set({ name: event.target.value })} />
            </Labelled>
          </div>
          <RangeFields range={body} onChange={set} />
        </>
      );
    }
    case 'body':
      return (
        <Words
          label="机构名称"
          value={content.body.name}
          onChange={(name) => onChange({ kind: 'body', body: { ...content.body, name } })}
        />
      );
    case 'mechanism':
      return (
        <Words
          label="机制"
          value={content.body.name}
          onChange={(name) => onChange({ kind: 'mechanism', body: { ...content.body, name } })}
        />
      );
  }
}

function Labelled({
  label,
  hint,
  narrow,
  children,
}: {
  label: string;
  hint?: string;
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <Form.Item
      label={label}
      {...(hint === undefined ? {} : { extra: hint })}
      {...(narrow ? { style: { flex: '0 1 96px' } } : {})}
    >
      {/* Enclosed, so that the form does not take the field over; each field carries its own name. */}
      <span>{children}</span>
    </Form.Item>
  );
}

function Words({ label, value, onChange }: { label: string; value: string; onChange: (next: string) => void }) {
  return (
    <Form.Item label={label}>
      <Input.TextArea
        aria-label={label}
        autoSize={{ minRows: 1, maxRows: 8 }}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Form.Item>
  );
}

type Range = { from: string; to: string };

function RangeFields({ range, onChange }: { range: Range; onChange: (next: Range) => void }) {
  return (
    <div className="plan-row">
      <DayField
        label="从"
        value={range.from}
        onChange={(from) => onChange({ from, to: range.to < from ? from : range.to })}
      />
      <DayField label="到" value={range.to} onChange={(to) => onChange({ from: range.from, to })} />
    </div>
  );
}

/** A task's own day. Emptied, the task has none of its own. */
function DueField({ due, onChange }: { due: Range | null; onChange: (next: Range | null) => void }) {
  return (
    <DayField
      label="期限"
      value={due?.to ?? ''}
      onChange={(to) => onChange(to === '' ? null : { from: due === null || due.from > to ? to : due.from, to })}
    />
  );
}

/** A day; one whose year nobody has given is shown in words until it gets one. */
export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (next: string) => void;
}) {
  const lacksYear = value.startsWith('--');
  return (
    <Form.Item label={label} {...(lacksYear ? { extra: `原文: ${planDateWords(value)}` } : {})}>
      <DatePicker
        aria-label={label}
        className="plan-day"
        value={lacksYear || value === '' ? null : dayjs(value)}
        onChange={(day) => onChange(day === null ? '' : day.format('YYYY-MM-DD'))}
      />
    </Form.Item>
  );
}

function RecipientField({
  plan,
  value,
  onChange,
}: {
  plan: PlanDraft;
  value: string | null;
  onChange: (next: string | null) => void;
}) {
  return (
    <Labelled label="报送给" hint="由它验收; 不填由主管单位验收">
      <UnitNamesField
        label="报送给"
        plan={plan}
        value={value === null ? [] : [value]}
        onChange={(names) => onChange(names.at(-1) ?? null)}
      />
    </Labelled>
  );
}
