import type { EvidenceParameterView } from '#contract/evidence';
import type { Parameter, ParameterValue } from './contract.ts';
import { changeSentences, nameAndMeaning, signalDoubts, valueLines, valueWords } from './value-words.ts';

type EvidenceValue = EvidenceParameterView['inForce']['value'];

/** The value that is being set, with what it may be. */
export type SettingValue =
  | { readonly of: 'rule'; readonly value: ParameterValue }
  | { readonly of: 'evidence'; readonly unit: EvidenceParameterView['unit']; readonly value: EvidenceValue };

/** One edition, in words. */
export type SettingEdition = {
  readonly from: string;
  readonly value: SettingValue;
  readonly lines: readonly string[];
  readonly basis: string;
  /** Null in what comes with the platform. */
  readonly setAt: string | null;
  readonly setBy: string | null;
};

/** A parameter of a rule or of evidence, as the page shows it. */
export type Setting = {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  /** Where it is set. */
  readonly path: string;
  readonly value: SettingValue;
  readonly lines: readonly string[];
  readonly from: string;
  readonly basis: string;
  readonly own: boolean;
  /** The latest begun first. */
  readonly editions: readonly SettingEdition[];
};

export function settingOfRule(parameter: Parameter): Setting {
  const { id, title, inForce } = parameter;
  const lines = (value: ParameterValue) => (valueLines(value).length === 0 ? [valueWords(value)] : valueLines(value));
  return {
    id,
    ...nameAndMeaning(title),
    path: `/api/parameters/${id}`,
    value: { of: 'rule', value: inForce.value },
    lines: lines(inForce.value),
    from: inForce.from,
    basis: inForce.basis,
    own: inForce.own,
    editions: latestFirst(
      parameter.editions.map(({ value, ...edition }) => ({
        ...edition,
        value: { of: 'rule', value },
        lines: lines(value),
      })),
    ),
  };
}

export function settingOfEvidence(parameter: EvidenceParameterView): Setting {
  const { id, unit, inForce } = parameter;
  const title = parameter.title.replace(/ \((?:字节|自然日|扩展名)\)/, '');
  const [, name = title, meaning = ''] = /^(.*?)[;,] (.*)$/.exec(title) ?? [];
  return {
    id,
    name,
    meaning,
    path: `/api/evidence/parameters/${id}`,
    value: { of: 'evidence', unit, value: inForce.value },
    lines: [evidenceWords(unit, inForce.value)],
    from: inForce.from,
    basis: inForce.basis,
    own: inForce.own,
    editions: latestFirst(
      parameter.editions.map(({ value, ...edition }) => ({
        ...edition,
        value: { of: 'evidence', unit, value },
        lines: [evidenceWords(unit, value)],
      })),
    ),
  };
}

/** The edition that will follow the one in force, if one is set already. */
export function nextEdition(setting: Setting, today: string): SettingEdition | undefined {
  const coming = setting.editions.filter((edition) => edition.from > today);
  const first = coming.at(-1)?.from;
  return coming.find((edition) => edition.from === first);
}

/** The value that governs a day, of all that is set by now; an own value goes before the platform's. */
export function valueOn(setting: Setting, day: string): SettingValue {
  const begun = setting.editions.filter((edition) => edition.from <= day);
  return (begun.find((edition) => edition.setAt !== null) ?? begun[0] ?? setting).value;
}

/** The latest begun first; of one day, the one set last. */
function latestFirst(editions: readonly SettingEdition[]): SettingEdition[] {
  const order = ({ from, setAt }: SettingEdition) => `${from} ${setAt ?? ''}`;
  return editions.toSorted((a, b) => (order(a) < order(b) ? 1 : -1));
}

/** What comes with the platform is in force from this day on: from the beginning, for all that it will ever count. */
export const BEGINNING = '2000-01-01';

export const MEBIBYTE = 1_048_576;

/** 100 MB, 30 日, apk、bat … */
export function evidenceWords(unit: EvidenceParameterView['unit'], value: EvidenceValue): string {
  if (typeof value !== 'number') return value.length === 0 ? '没有' : value.join('、');
  if (unit === 'days') return `${value} 日 (自然日)`;
  if (value >= 1024 * MEBIBYTE && value % (1024 * MEBIBYTE) === 0) return `${value / (1024 * MEBIBYTE)} GB`;
  return `${Math.round((value / MEBIBYTE) * 100) / 100} MB`;
}

/** What the new value changes from a day on, a sentence each; none where it changes nothing. */
export function settingChanges(setting: Setting, next: SettingValue, day: string, from = day): string[] {
  const before = valueOn(setting, day);
  if (before.of === 'rule' && next.of === 'rule') return changeSentences(setting.name, before.value, next.value, from);
  if (before.of === 'rule' || next.of === 'rule') return [];
  const [was, will] = [evidenceWords(before.unit, before.value), evidenceWords(next.unit, next.value)];
  if (was === will) return [];
  const kept = next.unit === 'days' ? [] : ['已经收下的凭证不受影响'];
  if (typeof before.value === 'number' || typeof next.value === 'number')
    return [`自 ${from} 起, 「${setting.name}」由 ${was} 改为 ${will}`, ...kept];
  const [old, fresh] = [before.value, next.value];
  const added = fresh.filter((one) => !old.includes(one));
  const gone = old.filter((one) => !fresh.includes(one));
  return [
    ...(added.length === 0 ? [] : [`自 ${from} 起不再收: ${added.join('、')}`]),
    ...(gone.length === 0 ? [] : [`自 ${from} 起可以收: ${gone.join('、')}`]),
    ...kept,
  ];
}

/** What whoever sets it should look at once more. */
export function settingDoubts(setting: Setting, next: SettingValue, day: string): string[] {
  const later = nextEdition(setting, day);
  return [
    ...(next.of === 'rule' ? signalDoubts(next.value) : []),
    ...(later === undefined ? [] : [`自 ${later.from} 起已另有设定, 到时改用那时的数值`]),
  ];
}
