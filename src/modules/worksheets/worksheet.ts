import { isRefusal, type Refusal } from '#core/kernel';
import { CLOCK, type Fact } from '#core/obligation';
import { type Checked, type Effect, type Entry, type Fault, type Field, MOST_TEXT } from './contract.ts';
import { isFilled, keyOf } from './entries.ts';

/** How the task of a row stands for the unit of that row, for the person who asks. */
export type Standing = {
  readonly number: string;
  readonly title: string;
  /** Why this unit may not report on it, where it may not. */
  readonly refusal: Refusal | null;
  /** Its last fact now. */
  readonly base: string;
  /** Whether the base that the row came with is a place of the task's own chain. */
  readonly isBaseKnown: boolean;
  /** What has happened since, in words. */
  readonly changes: readonly string[];
  /** By the unit's last report. */
  readonly percent: number | null;
};

/** A place in a task's chain. Nobody makes one up: it holds the beginning of that fact's chain value. */
export function baseOf(seq: number, hash: string): string {
  return `${seq}-${hash.slice(0, 16)}`;
}

/** The place in the chain that a base speaks of; null where it is none. */
export function seqOf(base: string): number | null {
  const [, digits] = /^(\d{1,9})-[0-9a-f]{16}$/.exec(base) ?? [];
  const seq = Number(digits ?? 0);
  return seq > 0 ? seq : null;
}

/** Whether the bearer of a row must see a fact before reporting: what the clock did and what other units reported is no change of it. */
export function concerns(fact: Fact, unit: string): boolean {
  if (fact.actor === CLOCK || fact.kind === 'task.received') return false;
  const isReport = fact.kind === 'task.progress-reported' || fact.kind === 'task.support-reported';
  return !isReport || fact.onBehalfOf === unit;
}

const NAMES: Readonly<Record<Field, string>> = {
  percent: '进度',
  progress: '进展',
  problem: '问题',
  nextStep: '下一步',
};

/** `40`, `40%` or nothing; undefined where it is anything else. */
export function parsePercent(text: string): number | null | undefined {
  const bare = text
    .trim()
    .replace(/[%％]$/, '')
    .trim();
  if (bare === '') return text.trim() === '' ? null : undefined;
  if (!/^\d{1,3}$/.test(bare)) return undefined;
  const percent = Number(bare);
  return percent <= 100 ? percent : undefined;
}

/** Judges every row by itself; all faults are named. Rows without entries are passed over. */
export function checkEntries(entries: readonly Entry[], standings: ReadonlyMap<string, Standing>): Checked {
  const effects: Effect[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, Entry>();
  for (const entry of entries.filter(isFilled)) {
    const fault = (field: Fault['field'], sentence: string, newBase: string | null = null): void => {
      faults.push({ task: entry.task, unit: entry.unit, row: entry.row, cell: null, field, sentence, newBase });
    };
    const before = faults.length;
    const twin = seen.get(keyOf(entry));
    if (twin !== undefined)
      fault('row', `与${twin.row === null ? '前面一行' : `第 ${twin.row} 行`}是同一项任务, 只留一行`);
    seen.set(keyOf(entry), entry);
    const standing = standings.get(keyOf(entry));
    if (standing === undefined) {
      fault('row', '没有这项任务, 或不是您可以查看的任务; 请重新下载填报表');
      continue;
    }
    checkStanding(standing, fault);
    const percent = parsePercent(entry.percent);
    if (percent === undefined)
      fault('percent', `进度须为 0 到 100 的整数, 现为「${entry.percent.trim().slice(0, 20)}」`);
    if (entry.progress.trim() === '') fault('progress', '请填写进展');
    for (const field of ['progress', 'problem', 'nextStep'] as const) {
      const length = entry[field].trim().length;
      if (length > MOST_TEXT) fault(field, `${NAMES[field]}最多 ${MOST_TEXT} 字, 现有 ${length} 字`);
    }
    if (faults.length === before)
      effects.push({
        task: entry.task,
        unit: entry.unit,
        number: standing.number,
        title: standing.title,
        percentBefore: standing.percent,
        percent: percent ?? null,
        progress: entry.progress.trim(),
        problem: entry.problem.trim(),
        nextStep: entry.nextStep.trim(),
      });
  }
  return { effects, faults };
}

function checkStanding(
  standing: Standing,
  fault: (field: 'row' | 'base', sentence: string, newBase?: string) => void,
): void {
  const since = standing.changes.length === 0 ? '' : ` (${standing.changes.join('; ')})`;
  if (isRefusal(standing.refusal)) fault('row', `${standing.refusal.sentence}${since}`);
  else if (!standing.isBaseKnown) fault('row', '校验列被改动过, 认不出是哪一次下载的; 请重新下载填报表');
  else if (standing.changes.length > 0) fault('base', `下载或打开之后有了变化${since}; 请看过再提交`, standing.base);
}
