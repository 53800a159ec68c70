import { Select } from 'antd';
import { useState } from 'react';
import { type UnitChoice, useApiQuery, useSettled } from '#ui/workbench';
import type { PlanDraft } from '../contract.ts';

/** Names of units as the plan writes them: chosen from the plan, from the directory, or typed. */
export function UnitNamesField({
  label,
  plan,
  value,
  onChange,
}: {
  label: string;
  plan: PlanDraft;
  value: readonly string[];
  onChange: (next: readonly string[]) => void;
}) {
  const [text, setText] = useState('');
  const asked = useSettled(text.trim(), 250);
  const found = useApiQuery<{ units: readonly UnitChoice[] }>(
    '/api/directory/units',
    { q: asked, limit: 20 },
    { enabled: asked !== '' },
  );
  const names = new Set([
    ...plan.names.map((name) => name.name),
    ...(found.data?.units ?? []).map((unit) => unit.name),
  ]);
  return (
    <Select<string[]>
      mode="tags"
      aria-label={label}
      placeholder="输入单位名称"
      tokenSeparators={['、', ',', '，', ';', '；']}
      value={[...value]}
      searchValue={text}
      onSearch={setText}
      onChange={(next) => {
        setText('');
        onChange(next);
      }}
      options={[...names].map((name) => ({ value: name, label: name }))}
    />
  );
}
