import type { SignalLevel } from '#core/calendar';
import type { ParameterValue } from './contract.ts';

type Term = Extract<ParameterValue, { kind: 'term' }>['term'];
type Signals = Extract<ParameterValue, { kind: 'signals' }>['signals'];
type Signal = NonNullable<Signals[SignalLevel]>;
type Unit = Term['unit'];

export const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  workday: '个工作日',
  day: '日 (自然日)',
  month: '个月',
  year: '年',
  workhour: '个工作小时',
  hour: '小时',
};

export const LEVELS: readonly SignalLevel[] = ['warning', 'yellow', 'red'];
export const LEVEL_WORDS: Readonly<Record<SignalLevel, string>> = { warning: '预警', yellow: '黄牌', red: '红牌' };

/** 5 个工作日 */
export function termWords({ amount, unit }: Term): string {
  return `${amount} ${UNIT_WORDS[unit]}`;
}

/** 到期前 5 个工作日, 到期未办结 … */
export function signalWords(signal: Signal): string {
  if ('percent' in signal) return `期限剩下 ${signal.percent}%`;
  if (signal.amount === 0) return signal.at === 'after' ? '到期未办结' : '到期时';
  return `到期${signal.at === 'before' ? '前' : '后'} ${termWords(signal)}`;
}

/** The value of a parameter in words, a line each. */
export function valueLines(value: ParameterValue): string[] {
  if (value.kind === 'term') return [termWords(value.term)];
  if (value.kind === 'switch') return [value.on ? '启用' : '停用'];
  if (value.kind === 'count') return [String(value.count)];
  const { signals } = value;
  return LEVELS.flatMap((level) => {
    const signal = signals[level];
    return signal === undefined ? [] : [`${LEVEL_WORDS[level]}: ${signalWords(signal)}`];
  });
}

export function valueWords(value: ParameterValue): string {
  const lines = valueLines(value);
  return lines.length === 0 ? '不发信号' : lines.join('; ');
}

/** 签收时限 and what it means, of 「签收时限: 任务交办后, …」. */
export function nameAndMeaning(title: string): { readonly name: string; readonly meaning: string } {
  const [, name = title, meaning = ''] = /^(.*?)[:：]\s*(.*)$/.exec(title) ?? [];
  return { name, meaning };
}

/** 「签收时限」由 2 个工作日改为 1 个工作日: what a new value changes, a sentence each; none where it changes nothing. */
export function changeSentences(title: string, before: ParameterValue, after: ParameterValue, from: string): string[] {
  const { name } = nameAndMeaning(title);
  const changes = changesOf(name, before, after);
  if (changes.length === 0) return [];
  return [`自 ${from} 起发生的事项, ${changes.join(', ')}`, '这一天之前已经发生的, 仍按原来的规定计到底, 不重算'];
}

function changesOf(name: string, before: ParameterValue, after: ParameterValue): string[] {
  if (before.kind !== 'signals' || after.kind !== 'signals') {
    const [was, will] = [valueWords(before), valueWords(after)];
    return was === will ? [] : [`「${name}」由 ${was} 改为 ${will}`];
  }
  return LEVELS.flatMap((level) => {
    const [was, will] = [before.signals[level], after.signals[level]].map((signal) =>
      signal === undefined ? '不发' : signalWords(signal),
    );
    return was === will ? [] : [`${LEVEL_WORDS[level]}由 ${was} 改为 ${will}`];
  });
}

/** Signals that come in the wrong order, or a card that may come before its warning; a remark for whoever sets them. */
export function signalDoubts(value: ParameterValue): string[] {
  if (value.kind !== 'signals') return [];
  const { warning, yellow, red } = value.signals;
  const doubts: string[] = [];
  if (red === undefined) doubts.push('没有红牌: 逾期之后不再有信号');
  if (isLater(warning, yellow)) doubts.push('预警晚于黄牌');
  if (isLater(yellow, red) || isLater(warning, red)) doubts.push('红牌早于前面的信号');
  return doubts;
}

/** Whether `a` surely comes after `b`. Workdays against days is left open. */
function isLater(a: Signal | undefined, b: Signal | undefined): boolean {
  if (a === undefined || b === undefined || 'percent' in a || 'percent' in b) return false;
  const place = (signal: { at: 'before' | 'after'; amount: number }) =>
    signal.at === 'before' ? -signal.amount : signal.amount;
  if (a.unit !== b.unit && place(a) * place(b) > 0) return false;
  return place(a) > place(b);
}
