import type { CalendarYear } from '../contract.ts';

type Day = CalendarYear['days'][number];

/** Days that follow one another and are special for the same reason. */
export type SpecialRun = {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly name: string;
  readonly isWorkday: boolean;
  readonly kind: string;
  readonly source: string | undefined;
};

/** What a year has beside ordinary weekdays and weekends, in order. */
export function specialRuns(days: readonly Day[]): readonly SpecialRun[] {
  const runs: SpecialRun[] = [];
  let previous: Day | undefined;
  for (const day of days) {
    const last = runs.at(-1);
    if (isSpecial(day)) {
      if (last !== undefined && previous !== undefined && isSpecial(previous) && isSame(previous, day)) {
        runs[runs.length - 1] = { ...last, to: day.day, count: last.count + 1 };
      } else {
        const { isWorkday, kind, name = '', source } = day;
        runs.push({ from: day.day, to: day.day, count: 1, name, isWorkday, kind, source });
      }
    }
    previous = day;
  }
  return runs;
}

function isSpecial(day: Day): boolean {
  return day.kind !== 'weekday' && day.kind !== 'weekend';
}

function isSame(a: Day, b: Day): boolean {
  return a.name === b.name && a.isWorkday === b.isWorkday && a.kind === b.kind;
}
