import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { UnitPicker, UnitsPicker } from '#ui/workbench';
import type { ChangeKind } from '../contract.ts';
import type { Draft, PartDraft, TaskInBrief } from './change-draft.ts';

const MOST_PARTS = 20;

/** The fields of one kind of change. */
export function ChangeForm({
  kind,
  tasks,
  draft,
  onChange,
}: {
  kind: ChangeKind;
  tasks: readonly TaskInBrief[];
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const leads = tasks[0]?.leads ?? [];
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  switch (kind) {
    case 'lead':
      return (
        <div className="adjustment-fields">
          <Form.Item label="原牵头单位" required htmlFor="adjustment-from">
            <Select
              id="adjustment-from"
              value={draft.from}
              options={leads.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(from: string) => set({ from })}
            />
          </Form.Item>
          <Form.Item label="改由谁牵头" required>
            <UnitPicker
              aria-label="改由谁牵头"
              known={draft.to === null ? [] : [draft.to]}
              {...(draft.to === null ? {} : { value: draft.to.id })}
              onChange={(_, unit) => set({ to: unit === undefined ? null : { id: unit.id, name: unit.name } })}
            />
          </Form.Item>
          <Day label="新的期限 (不填则不变)" value={draft.dueDay} onChange={(dueDay) => set({ dueDay })} />
        </div>
      );
    case 'date':
      return (
        <div className="adjustment-fields">
          <Leads draft={draft} leads={leads} label="哪些单位改期" onChange={(units) => set({ units })} />
          <Day label="改到哪一天" required value={draft.dueDay} onChange={(dueDay) => set({ dueDay })} />
        </div>
      );
    case 'exclude': {
      const left = leads.filter(({ id }) => !draft.excluded.includes(id));
      return (
        <div className="adjustment-fields">
          <Leads draft={draft} leads={left} label="哪些单位不计入" onChange={(units) => set({ units })} />
        </div>
      );
    }
    case 'split': {
      const setPart = (n: number, part: PartDraft) =>
        set({ parts: draft.parts.map((one, index) => (index === n ? part : one)) });
      return (
        <>
          {draft.parts.map((part, n) => (
            <fieldset
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name
              key={n}
              className="adjustment-part"
            >
              <legend>
                第 {n + 1} 项
                {draft.parts.length > 2 && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined aria-hidden="true" />}
                    aria-label={`去掉第 ${n + 1} 项`}
                    onClick={() => set({ parts: draft.parts.filter((_, index) => index !== n) })}
                  />
                )}
              </legend>
              <PartFields name={`第 ${n + 1} 项`} part={part} onChange={(next) => setPart(n, next)} />
            </fieldset>
          ))}
          <Button
            icon={<PlusOutlined aria-hidden="true" />}
            disabled={draft.parts.length >= MOST_PARTS}
            onClick={() => set({ parts: [...draft.parts, { text: '', leads: [], supports: [], dueDay: '' }] })}
          >
            再加一项
          </Button>
        </>
      );
    }
    case 'merge':
      return <PartFields name="并成的任务" part={draft.into} onChange={(into) => set({ into })} />;
  }
}

function PartFields({ name, part, onChange }: { name: string; part: PartDraft; onChange: (part: PartDraft) => void }) {
  const set = (change: Partial<PartDraft>) => onChange({ ...part, ...change });
  const plain = (units: readonly { id: string; name: string }[]) =>
    units.map(({ id, name: unit }) => ({ id, name: unit }));
  return (
    <>
      <Form.Item label="任务" required>
        <Input.TextArea
          aria-label={`${name}: 任务`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          value={part.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </Form.Item>
      <div className="adjustment-fields">
        <Form.Item label="牵头单位" required>
          <UnitsPicker
            aria-label={`${name}: 牵头单位`}
            known={part.leads}
            value={part.leads.map(({ id }) => id)}
            onChange={(_, units) => set({ leads: plain(units) })}
          />
        </Form.Item>
        <Form.Item label="配合单位">
          <UnitsPicker
            aria-label={`${name}: 配合单位`}
            known={part.supports}
            value={part.supports.map(({ id }) => id)}
            onChange={(_, units) => set({ supports: plain(units) })}
          />
        </Form.Item>
        <Day
          label="期限 (不填则不设期限)"
          name={`${name}: 期限`}
          value={part.dueDay}
          onChange={(dueDay) => set({ dueDay })}
        />
      </div>
    </>
  );
}

function Leads({
  draft,
  leads,
  label,
  onChange,
}: {
  draft: Draft;
  leads: TaskInBrief['leads'];
  label: string;
  onChange: (units: string[]) => void;
}) {
  return (
    <Form.Item label={label} required>
      <Checkbox.Group
        aria-label={label}
        value={draft.units.filter((unit) => leads.some(({ id }) => id === unit))}
        options={leads.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(units) => onChange(units.map(String))}
      />
    </Form.Item>
  );
}

function Day({
  label,
  name = label,
  required = false,
  value,
  onChange,
}: {
  label: string;
  name?: string;
  required?: boolean;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <Form.Item label={label} required={required}>
      <DatePicker
        aria-label={name}
        value={value === '' ? null : dayjs(value)}
        onChange={(day) => onChange(day === null ? '' : day.format('YYYY-MM-DD'))}
      />
    </Form.Item>
  );
}
