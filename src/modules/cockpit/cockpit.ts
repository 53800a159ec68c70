import { civilOf, dayNumber, dayNumberOf, plainDateOf, weekdayOf } from '#core/calendar';
import type { PlainDate } from '#core/kernel';
import type { PeriodName, Rate, Tally } from './contract.ts';

export type Days = { readonly from: PlainDate; readonly to: PlainDate };

/** Weeks of the trend, this one included. */
export const WEEKS = 12;

/** The month, quarter or year of a day, from its beginning to that day. */
export function periodOf(name: PeriodName, today: PlainDate): Days {
  const { year, month } = civilOf(dayNumberOf(today));
  const first = name === 'year' ? 1 : name === 'quarter' ? month - ((month - 1) % 3) : month;
  return { from: plainDateOf(dayNumber(year, first, 1)), to: today };
}

/** Monday to Sunday. */
export function weekOf(day: PlainDate): Days {
  const monday = dayNumberOf(day) - weekdayOf(dayNumberOf(day)) + 1;
  return { from: plainDateOf(monday), to: plainDateOf(monday + 6) };
}

/** The weeks up to that of a day, the earliest first. */
export function lastWeeks(today: PlainDate, count = WEEKS): Days[] {
  const monday = dayNumberOf(weekOf(today).from);
  return Array.from({ length: count }, (_, n) => {
    const from = monday - 7 * (count - 1 - n);
    return { from: plainDateOf(from), to: plainDateOf(from + 6) };
  });
}

export function dayAfter(day: PlainDate): PlainDate {
  return plainDateOf(dayNumberOf(day) + 1);
}

export function tallyOf(counts: readonly { readonly timing: string; readonly count: number }[]): Tally {
  const of = (timing: keyof Tally) => counts.reduce((sum, one) => sum + (one.timing === timing ? one.count : 0), 0);
  return {
    'on-time': of('on-time'),
    late: of('late'),
    overdue: of('overdue'),
    held: of('held'),
    running: of('running'),
  };
}

/** 按期率 = 按期办结 ÷ (办结 + 逾期未办结). */
export function rateOf(tally: Tally): Rate {
  const closed = tally['on-time'] + tally.late;
  const all = closed + tally.overdue;
  return { share: all === 0 ? null : tally['on-time'] / all, onTime: tally['on-time'], closed, overdue: tally.overdue };
}

/**
 * 平均逾期: `ordinal` counts days of a kind, so that the balance of all days is what all late ones are late together.
 * One decimal.
 */
export function latenessOf(
  days: readonly { readonly day: PlainDate; readonly balance: number; readonly late: number }[],
  ordinal: (day: PlainDate) => number,
): { workdays: number | null; tasks: number } {
  const tasks = days.reduce((sum, { late }) => sum + late, 0);
  if (tasks === 0) return { workdays: null, tasks };
  const together = days.reduce((sum, { day, balance }) => sum + balance * ordinal(day), 0);
  return { workdays: Math.round((together / tasks) * 10) / 10, tasks };
}
