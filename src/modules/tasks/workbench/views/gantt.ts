import type { Lamp } from '#core/obligation';

type Days = { readonly from: string; readonly to: string };
export type PlanTimes = {
  readonly period: Days | null;
  readonly phases: readonly (Days & { readonly name: string })[];
};

/** Whole days since 1970: the first and the last that are drawn, both included. */
export type Stretch = { readonly first: number; readonly last: number };

/** A task on the line of time, in days. */
export type GanttBar = {
  readonly from: number;
  /** The day it is due; null where it has none. */
  readonly due: number | null;
  /** The day it was reported as done. */
  readonly done: number | null;
  /** Days after the one it was due, until it was done or until today; null where it is not late. */
  readonly late: Stretch | null;
};

type Timed = {
  readonly openedAt: string;
  readonly deadlineAt: string | null;
  readonly performedAt: string | null;
  readonly timing: string | null;
  readonly lamp: Lamp | null;
};

/** `index` turns a day or an instant into whole days since 1970. */
export function barOf(task: Timed, today: number, index: (day: string) => number): GanttBar {
  const from = index(task.openedAt);
  const due = task.deadlineAt === null ? null : index(task.deadlineAt);
  const done = task.performedAt === null ? null : index(task.performedAt);
  const isLate = task.timing === 'late' || task.timing === 'overdue';
  const until = done ?? today;
  const late = isLate && due !== null && until > due ? { first: due + 1, last: until } : null;
  return { from: due === null ? from : Math.min(from, due), due, done, late };
}

/** All that is drawn: the plan's period and phases, every task, and today, with a week on either side. */
export function stretchOf(
  bars: readonly GanttBar[],
  plan: PlanTimes | undefined,
  today: number,
  index: (day: string) => number,
): Stretch {
  const ranges = [...(plan?.period ? [plan.period] : []), ...(plan?.phases ?? [])];
  const days = [
    today,
    ...ranges.flatMap(({ from, to }) => [index(from), index(to)]),
    ...bars.flatMap((bar) => [bar.from, bar.due ?? bar.from, bar.done ?? bar.from, bar.late?.last ?? bar.from]),
  ].filter((day) => !Number.isNaN(day));
  let [first, last] = [today, today];
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { first: first - 7, last: last + 7 };
}

/** The first days of months within a stretch, with what to write there: 3月, or 2027年1月. */
export function monthsIn(stretch: Stretch, dayAt: (index: number) => string): { at: number; words: string }[] {
  const months: { at: number; words: string }[] = [];
  for (let at = stretch.first; at <= stretch.last; at += 1) {
    const day = dayAt(at);
    if (!day.endsWith('-01')) continue;
    const month = `${Number(day.slice(5, 7))}月`;
    months.push({
      at,
      words: months.length === 0 || day.slice(5, 7) === '01' ? `${day.slice(0, 4)}年${month}` : month,
    });
  }
  return months;
}
