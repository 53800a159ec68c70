import { Select } from 'antd';
import { useState } from 'react';
import { useApiQuery, useSettled } from '#ui/workbench';
import type { PeopleAnswer } from '../contract.ts';

export type KnownPerson = { readonly id: string; readonly name: string };

/** Search by name or staff number; one person. Fits `Form.Item` (value, onChange). */
export function PersonPicker({
  value,
  onChange,
  known = [],
  id,
  placeholder = '输入姓名或工号查找',
}: {
  value?: string | null;
  onChange?: (id: string | null) => void;
  known?: readonly KnownPerson[];
  id?: string;
  placeholder?: string;
}) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<KnownPerson | null>(null);
  const wanted = useSettled(text.trim(), 200);
  const query = useApiQuery<PeopleAnswer>('/api/directory/people', { q: wanted, size: 30 }, { enabled: open });
  const found = query.data?.people ?? [];
  const rest = [...known, ...(chosen === null ? [] : [chosen])].filter(
    ({ id: one }) => !found.some((p) => p.id === one),
  );
  const options = [
    ...found.map((person) => ({
      value: person.id,
      label: person.name,
      hint: [person.unitName, person.title, person.staffNumber].filter(Boolean).join(' · '),
    })),
    ...(wanted === '' ? rest.map((person) => ({ value: person.id, label: person.name, hint: '' })) : []),
  ];
  return (
    <Select<string>
      allowClear
      placeholder={placeholder}
      {...(id === undefined ? {} : { id })}
      {...(value ? { value } : {})}
      showSearch={{ searchValue: text, onSearch: setText, filterOption: false }}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setText('');
      }}
      onChange={(next: string | undefined) => {
        const person = found.find((one) => one.id === next);
        if (person) setChosen({ id: person.id, name: person.name });
        onChange?.(next ?? null);
      }}
      loading={query.isFetching}
      notFoundContent={query.isFetching ? '正在查找…' : (query.error?.sentence ?? '没有找到这样的人')}
      options={options}
      optionRender={(option) => (
        <span className="wb-choice">
          <span>{option.label}</span>
          <span className="wb-muted">{option.data.hint}</span>
        </span>
      )}
    />
  );
}
