import { Select, type SelectProps } from 'antd';
import { useEffect, useState } from 'react';
import { useApiQuery } from './queries.ts';

/** A unit as the picker shows it. */
export type UnitChoice = {
  readonly id: string;
  readonly name: string;
  /** Tells namesakes apart: the unit above, or the kind. */
  readonly hint?: string | undefined;
};

type Props = {
  /** Units already known (of the form's first value), so that a name stands there and not an id. */
  known?: readonly UnitChoice[] | undefined;
  placeholder?: string | undefined;
  /** Where the choices come from: answers `{ units: UnitChoice[] }`. */
  path?: string | undefined;
  disabled?: boolean;
  id?: string;
  status?: 'error' | 'warning';
  'aria-label'?: string;
};

/** Search by name; one unit. Fits `Form.Item` (value, onChange). */
export function UnitPicker({
  value,
  onChange,
  ...rest
}: Props & { value?: string; onChange?: (id: string | undefined, unit: UnitChoice | undefined) => void }) {
  const { props, find } = useUnitSelect(rest);
  return (
    <Select<string>
      {...props}
      allowClear
      {...(value === undefined ? {} : { value })}
      onChange={(id: string | undefined) => onChange?.(id, id === undefined ? undefined : find(id))}
    />
  );
}

/** Several units, in the order chosen. */
export function UnitsPicker({
  value,
  onChange,
  ...rest
}: Props & { value?: readonly string[]; onChange?: (ids: readonly string[], units: readonly UnitChoice[]) => void }) {
  const { props, find } = useUnitSelect(rest);
  return (
    <Select<string[]>
      {...props}
      mode="multiple"
      value={[...(value ?? [])]}
      onChange={(ids) =>
        onChange?.(
          ids,
          ids.flatMap((id) => find(id) ?? []),
        )
      }
    />
  );
}

function useUnitSelect({
  known = [],
  placeholder = '输入单位名称查找',
  path = '/api/directory/units',
  ...rest
}: Props) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<readonly UnitChoice[]>([]);
  const wanted = useSettled(text.trim(), 200);
  const query = useApiQuery<{ units: readonly UnitChoice[] }>(
    path,
    { q: wanted, limit: 30 },
    { enabled: open, staleTime: 60_000 },
  );
  const found = query.data?.units ?? [];
  useEffect(() => {
    const units = query.data?.units;
    if (units) setSeen((before) => [...before.filter((one) => !units.some((other) => other.id === one.id)), ...units]);
  }, [query.data]);
  const find = (id: string) => [...known, ...seen, ...found].find((one) => one.id === id);
  const matches = (unit: UnitChoice) => text.trim() === '' || unit.name.includes(text.trim());
  const choices = dedupe([...found, ...known.filter(matches), ...seen]);
  const props: SelectProps = {
    ...rest,
    placeholder,
    showSearch: {
      searchValue: text,
      onSearch: setText,
      filterOption: (_, option) => found.some((one) => one.id === option?.value),
    },
    onOpenChange: (next: boolean) => {
      setOpen(next);
      if (!next) setText('');
    },
    loading: query.isFetching,
    notFoundContent: query.isFetching
      ? '正在查找…'
      : query.error
        ? query.error.sentence
        : wanted === ''
          ? '输入名称中的几个字'
          : `没有名称含「${wanted}」的单位`,
    options: choices.map((unit) => ({ value: unit.id, label: unit.name, hint: unit.hint })),
    optionRender: (option) => (
      <span className="wb-choice">
        <span>{option.label}</span>
        {typeof option.data.hint === 'string' && <span className="wb-muted">{option.data.hint}</span>}
      </span>
    ),
    popupMatchSelectWidth: 320,
  };
  return { props, find };
}

function dedupe(units: readonly UnitChoice[]): readonly UnitChoice[] {
  return units.filter((unit, index) => units.findIndex((other) => other.id === unit.id) === index);
}

/** The value once it has not changed for a while. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), milliseconds);
    return () => window.clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
