import type { PlainDate, Refusal } from '#core/kernel';
import {
  addMonths,
  civilOf,
  type DayNumber,
  dayNumber,
  dayNumberOf,
  daysInMonth,
  pad,
  plainDateOf,
  weekdayOf,
} from './plain-date.ts';
import { termRefusals } from './refusals.ts';
import type { RollTo } from './term.ts';
import { type WorkingCalendar, workdayFrom, workdayUntil } from './working-calendar.ts';

type EveryTurn = {
  /** Where a due day goes that is a rest day. Absent: it stands as written (每周六调度 is a Saturday by order). */
  readonly rollTo?: RollTo;
  /** Due so many periods later: 每月5日前报上月 is `{ every: 'month', day: 5, lag: 1 }`. Default 0. */
  readonly lag?: number;
};

/** A duty that comes again (每周六, 每月5日, 每季度). Where no day is named, the period's last day is meant. */
export type Recurrence =
  | ({ readonly every: 'day' } & EveryTurn)
  | ({ readonly every: 'week' /** Monday 1 … Sunday 7. */; readonly weekday?: number } & EveryTurn)
  /** 旬: 1–10, 11–20, 21 to the end. */
  | ({ readonly every: 'ten-days' } & EveryTurn)
  /** 每月双报: 1–15, 16 to the end. */
  | ({ readonly every: 'half-month' } & EveryTurn)
  | ({ readonly every: 'month' /** 1–31; a shorter month ends it. */; readonly day?: number } & EveryTurn)
  | ({
      readonly every: 'quarter' | 'halfyear' | 'year';
      /** The month within the period, from 1; default its last. */
      readonly month?: number;
      readonly day?: number;
    } & EveryTurn);

/** One turn of a recurrence. */
export type Period = {
  /** `2026-03-02`, `2026-W11`, `2026-03-T1`, `2026-03-S2`, `2026-03`, `2026-Q1`, `2026-H1`, `2026`. */
  readonly id: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly due: PlainDate;
};

type Run = { readonly id: string; readonly from: DayNumber; readonly to: DayNumber };

const MONTHS = { month: 1, quarter: 3, halfyear: 6, year: 12 } as const;

/** Refuses a recurrence with a day that does not exist. */
export function checkRecurrence(recurrence: Recurrence): Refusal | undefined {
  const { lag = 0 } = recurrence;
  if (!Number.isInteger(lag) || lag < 0 || lag > 12) return termRefusals.noSuchTurn('顺延的期数', 0, 12, lag, 'lag');
  if (recurrence.every === 'week') return within(recurrence.weekday, 7, '星期', 'weekday');
  if (recurrence.every === 'month') return within(recurrence.day, 31, '日', 'day');
  if (recurrence.every === 'quarter' || recurrence.every === 'halfyear' || recurrence.every === 'year') {
    return (
      within(recurrence.month, MONTHS[recurrence.every], '期内第几个月', 'month') ??
      within(recurrence.day, 31, '日', 'day')
    );
  }
  return undefined;
}

function within(value: number | undefined, most: number, what: string, field: string): Refusal | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return undefined;
  return termRefusals.noSuchTurn(what, 1, most, value, field);
}

/**
 * [CAL-19] The periods of a recurrence whose turn comes between two days, both included: the day on which it is due, or
 * with a `lag` the period's last day, lies between them. In order; a rest day is left only if `rollTo` says so.
 */
export function periodsBetween(
  recurrence: Recurrence,
  from: PlainDate,
  to: PlainDate,
  calendar: WorkingCalendar,
): readonly Period[] {
  const first = dayNumberOf(from);
  const last = dayNumberOf(to);
  const periods: Period[] = [];
  for (let run = runAt(recurrence, first); run.from <= last; run = runAt(recurrence, run.to + 1)) {
    const written = dueDay(recurrence, later(recurrence, run));
    const turn = recurrence.lag ? run.to : written;
    if (turn < first || turn > last) continue;
    periods.push({
      id: run.id,
      from: plainDateOf(run.from),
      to: plainDateOf(run.to),
      due: plainDateOf(rolled(written, recurrence.rollTo, calendar)),
    });
  }
  return periods;
}

/** The period that the day belongs to. */
export function periodOf(recurrence: Recurrence, day: PlainDate, calendar: WorkingCalendar): Period {
  const run = runAt(recurrence, dayNumberOf(day));
  const due = rolled(dueDay(recurrence, later(recurrence, run)), recurrence.rollTo, calendar);
  return { id: run.id, from: plainDateOf(run.from), to: plainDateOf(run.to), due: plainDateOf(due) };
}

function later(recurrence: Recurrence, run: Run): Run {
  let found = run;
  for (let i = 0; i < (recurrence.lag ?? 0); i += 1) found = runAt(recurrence, found.to + 1);
  return found;
}

function runAt(recurrence: Recurrence, day: DayNumber): Run {
  switch (recurrence.every) {
    case 'day':
      return { id: plainDateOf(day), from: day, to: day };
    case 'week':
      return weekAt(day);
    case 'ten-days':
      return partOfMonth(day, [1, 11, 21], 'T');
    case 'half-month':
      return partOfMonth(day, [1, 16], 'S');
    default:
      return monthsAt(day, recurrence.every);
  }
}

/** ISO 8601: a week runs from Monday, and belongs to the year of its Thursday. */
function weekAt(day: DayNumber): Run {
  const from = day - weekdayOf(day) + 1;
  const { year } = civilOf(from + 3);
  const week = Math.floor((from + 3 - dayNumber(year, 1, 1)) / 7) + 1;
  return { id: `${year}-W${pad(week, 2)}`, from, to: from + 6 };
}

function partOfMonth(day: DayNumber, begins: readonly number[], letter: string): Run {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const part = begins.filter((begin) => begin <= dayOfMonth).length;
  const next = begins[part];
  return {
    id: `${year}-${pad(month, 2)}-${letter}${part}`,
    from: dayNumber(year, month, begins[part - 1] ?? 1),
    to: next === undefined ? dayNumber(year, month, daysInMonth(year, month)) : dayNumber(year, month, next - 1),
  };
}

function monthsAt(day: DayNumber, every: keyof typeof MONTHS): Run {
  const { year, month } = civilOf(day);
  const length = MONTHS[every];
  const part = Math.ceil(month / length);
  const from = dayNumber(year, (part - 1) * length + 1, 1);
  const ids = {
    month: `${year}-${pad(part, 2)}`,
    quarter: `${year}-Q${part}`,
    halfyear: `${year}-H${part}`,
    year: `${year}`,
  };
  return { id: ids[every], from, to: addMonths(from, length) - 1 };
}

function dueDay(recurrence: Recurrence, run: Run): DayNumber {
  switch (recurrence.every) {
    case 'week':
      return run.from + (recurrence.weekday ?? 7) - 1;
    case 'month':
      return dayOfMonth(run.from, recurrence.day);
    case 'quarter':
    case 'halfyear':
    case 'year':
      return dayOfMonth(addMonths(run.from, (recurrence.month ?? MONTHS[recurrence.every]) - 1), recurrence.day);
    default:
      return run.to;
  }
}

function dayOfMonth(firstOfMonth: DayNumber, day: number | undefined): DayNumber {
  const { year, month } = civilOf(firstOfMonth);
  const length = daysInMonth(year, month);
  return firstOfMonth + Math.min(day ?? length, length) - 1;
}

function rolled(day: DayNumber, rollTo: RollTo | undefined, calendar: WorkingCalendar): DayNumber {
  if (rollTo === undefined) return day;
  return (rollTo === 'next' ? workdayFrom(calendar, day) : workdayUntil(calendar, day)) ?? day;
}
