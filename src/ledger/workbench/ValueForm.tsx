import { Checkbox, Form, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { Lamp } from '#ui/workbench';
import type { ParameterValue } from '../contract.ts';
import { MEBIBYTE, type SettingValue } from '../setting.ts';
import { LEVEL_WORDS, LEVELS, UNIT_WORDS } from '../value-words.ts';

type TermUnit = Extract<ParameterValue, { kind: 'term' }>['term']['unit'];
type SignalUnit = 'workday' | 'day' | 'workhour' | 'hour';
type Level = (typeof LEVELS)[number];

const TERM_UNITS: readonly TermUnit[] = ['workday', 'day', 'month', 'year', 'workhour', 'hour'];
const SIGNAL_UNITS: readonly SignalUnit[] = ['workday', 'day', 'workhour', 'hour'];
const unitChoices = <Unit extends TermUnit>(units: readonly Unit[]) =>
  units.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }));

/** The form of a value, by its kind. Says null while something is missing. */
export function ValueForm({
  value,
  onChange,
}: {
  value: SettingValue;
  onChange: (value: SettingValue | null) => void;
}) {
  if (value.of === 'rule') {
    const give = (next: ParameterValue | null) => onChange(next === null ? null : { of: 'rule', value: next });
    switch (value.value.kind) {
      case 'term':
        return <TermForm term={value.value.term} onChange={give} />;
      case 'signals':
        return <SignalsForm signals={value.value.signals} onChange={give} />;
      case 'count':
        return <CountForm count={value.value.count} onChange={give} />;
      case 'switch':
        return <SwitchForm on={value.value.on} onChange={give} />;
    }
  }
  const give = (next: number | string[] | null) =>
    onChange(next === null ? null : { of: 'evidence', unit: value.unit, value: next });
  return typeof value.value === 'number' ? (
    <AmountForm amount={value.value} unit={value.unit} onChange={give} />
  ) : (
    <ExtensionsForm extensions={value.value} onChange={give} />
  );
}

function SwitchForm({ on, onChange }: { on: boolean; onChange: (value: ParameterValue | null) => void }) {
  const [chosen, setChosen] = useState(on);
  return (
    <Form.Item label="这条规则">
      <Radio.Group
        value={chosen}
        onChange={(event) => {
          setChosen(event.target.value);
          onChange({ kind: 'switch', on: event.target.value });
        }}
        options={[
          { value: true, label: '启用' },
          { value: false, label: '停用' },
        ]}
      />
    </Form.Item>
  );
}

function CountForm({ count, onChange }: { count: number; onChange: (value: ParameterValue | null) => void }) {
  const [chosen, setChosen] = useState<number | null>(count);
  return (
    <Form.Item label="数目" required htmlFor="setting-count">
      <InputNumber
        id="setting-count"
        min={1}
        max={10_000}
        precision={0}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          onChange(next === null ? null : { kind: 'count', count: next });
        }}
      />
    </Form.Item>
  );
}

type Term = Extract<ParameterValue, { kind: 'term' }>['term'];

function TermForm({ term, onChange }: { term: Term; onChange: (value: ParameterValue | null) => void }) {
  const [amount, setAmount] = useState<number | null>(term.amount);
  const [unit, setUnit] = useState<TermUnit>(term.unit);
  const give = (next: { amount?: number | null; unit?: TermUnit }) => {
    const [much, of] = [next.amount === undefined ? amount : next.amount, next.unit ?? unit];
    setAmount(much);
    setUnit(of);
    onChange(much === null ? null : { kind: 'term', term: { amount: much, unit: of } });
  };
  return (
    <Form.Item label="期限" required htmlFor="setting-amount">
      <span className="ledger-amount">
        <InputNumber
          id="setting-amount"
          min={0}
          max={10_000}
          precision={0}
          value={amount}
          onChange={(next) => give({ amount: next })}
        />
        <Select
          aria-label="单位"
          value={unit}
          options={unitChoices(TERM_UNITS)}
          onChange={(next) => give({ unit: next })}
        />
      </span>
    </Form.Item>
  );
}

type Signals = Extract<ParameterValue, { kind: 'signals' }>['signals'];
type Line = {
  readonly on: boolean;
  readonly at: 'before' | 'after';
  readonly amount: number | null;
  readonly unit: SignalUnit;
};

const USUAL: Readonly<Record<Level, Line>> = {
  warning: { on: false, at: 'before', amount: 3, unit: 'workday' },
  yellow: { on: false, at: 'before', amount: 1, unit: 'workday' },
  red: { on: false, at: 'after', amount: 0, unit: 'workday' },
};

function lineOf(level: Level, signals: Signals): Line {
  const signal = signals[level];
  if (signal === undefined || 'percent' in signal) return USUAL[level];
  const unit = SIGNAL_UNITS.find((one) => one === signal.unit) ?? 'day';
  return { on: true, at: signal.at, amount: signal.amount, unit };
}

function SignalsForm({ signals, onChange }: { signals: Signals; onChange: (value: ParameterValue | null) => void }) {
  const [lines, setLines] = useState<Readonly<Record<Level, Line>>>({
    warning: lineOf('warning', signals),
    yellow: lineOf('yellow', signals),
    red: lineOf('red', signals),
  });
  const give = (level: Level, change: Partial<Line>) => {
    const next = { ...lines, [level]: { ...lines[level], ...change } };
    setLines(next);
    onChange(signalsFrom(next));
  };
  return (
    <Form.Item label="何时发信号">
      <div className="ledger-signals">
        {LEVELS.map((level) => {
          const line = lines[level];
          return (
            <fieldset key={level}>
              <legend className="wb-visually-hidden">{LEVEL_WORDS[level]}</legend>
              <Checkbox checked={line.on} onChange={(event) => give(level, { on: event.target.checked })}>
                <Lamp lamp={level} bare />
              </Checkbox>
              {line.on ? (
                <span className="ledger-amount">
                  <Select
                    aria-label={`${LEVEL_WORDS[level]}在到期之前或之后`}
                    value={line.at}
                    options={[
                      { value: 'before', label: '到期前' },
                      { value: 'after', label: '到期后' },
                    ]}
                    onChange={(at) => give(level, { at })}
                  />
                  <InputNumber
                    aria-label={`${LEVEL_WORDS[level]}的数额`}
                    min={0}
                    max={1_000}
                    precision={0}
                    value={line.amount}
                    onChange={(amount) => give(level, { amount })}
                  />
                  <Select
                    aria-label={`${LEVEL_WORDS[level]}的单位`}
                    value={line.unit}
                    options={unitChoices(SIGNAL_UNITS)}
                    onChange={(unit) => give(level, { unit })}
                  />
                </span>
              ) : (
                <span className="wb-muted">不发</span>
              )}
            </fieldset>
          );
        })}
        <p className="wb-muted">「到期后 0」即一到期而未办结就发。</p>
      </div>
    </Form.Item>
  );
}

function signalsFrom(lines: Readonly<Record<Level, Line>>): ParameterValue | null {
  const signals: { [L in Level]?: { at: 'before' | 'after'; amount: number; unit: SignalUnit } } = {};
  for (const level of LEVELS) {
    const { on, at, amount, unit } = lines[level];
    if (!on) continue;
    if (amount === null) return null;
    signals[level] = { at, amount, unit };
  }
  return { kind: 'signals', signals };
}

function AmountForm({
  amount,
  unit,
  onChange,
}: {
  amount: number;
  unit: 'bytes' | 'days' | 'extensions';
  onChange: (value: number | null) => void;
}) {
  const factor = unit === 'bytes' ? MEBIBYTE : 1;
  return (
    <Form.Item label="数值" required htmlFor="setting-amount">
      <InputNumber
        id="setting-amount"
        min={unit === 'bytes' ? 0 : 1}
        max={unit === 'bytes' ? 1_048_576 : 3_650}
        precision={0}
        suffix={unit === 'bytes' ? 'MB' : '日'}
        style={{ width: 180 }}
        defaultValue={Math.round(amount / factor)}
        onChange={(next) => onChange(next === null ? null : next * factor)}
      />
    </Form.Item>
  );
}

function ExtensionsForm({
  extensions,
  onChange,
}: {
  extensions: readonly string[];
  onChange: (value: string[] | null) => void;
}) {
  return (
    <Form.Item label="不收的扩展名" htmlFor="setting-extensions" extra="输入扩展名后按回车, 不要写点">
      <Select
        id="setting-extensions"
        mode="tags"
        tokenSeparators={[' ', ',', '，', '、']}
        defaultValue={[...extensions]}
        onChange={(next: string[]) => {
          const clean = [...new Set(next.map((one) => one.trim().toLowerCase().replace(/^\./, '')))].sort();
          onChange(clean.every((one) => /^[a-z0-9]{1,20}$/.test(one)) ? clean : null);
        }}
      />
    </Form.Item>
  );
}
