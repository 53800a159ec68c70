import { addGap, type Gap, gapAt, type Span } from './excluded-time.ts';
import { addMonths, type DayNumber } from './plain-date.ts';
import { CALENDAR_DAYS, CLOCK_TIME, type Measure, officeMeasure, workdayMeasure } from './running-time.ts';
import { isHours, type LimitTerm, type Receipt } from './term.ts';
import { DAY, dayOf, MINUTE, timeOfDay, type WallTime } from './wall-time.ts';
import {
  isWorkdayNumber,
  type WorkingCalendar,
  workdayAt,
  workdayFrom,
  workdaysBefore,
  workdayUntil,
} from './working-calendar.ts';

/** The outcome of counting. `due` is null while an open exclusion stands still the clock. */
export type Counted = {
  readonly due: WallTime | null;
  /** How many of the spans, in order, have effect. */
  readonly applied: number;
  /** The last counted day before a rest day moved the end; only for limits in days, months and years. */
  readonly counted?: DayNumber;
};

/**
 * [CAL-5] When the matter counts as received. `next-workday`: after the close of a workday, or on a rest day, it is
 * received on the next workday at its first office instant. Undefined beyond the calendar.
 */
export function receivedAt(start: WallTime, receipt: Receipt, calendar: WorkingCalendar): WallTime | undefined {
  if (receipt === 'same-day') return start;
  const day = dayOf(start);
  if (isWorkdayNumber(calendar, day) && timeOfDay(start) <= calendar.office.close) return start;
  const next = workdayFrom(calendar, day + 1);
  return next === undefined ? undefined : next * DAY + calendar.office.open;
}

/** Counts a limit from its start. The spans come in the order of their beginnings. Undefined beyond the calendar. */
export function countForward(
  term: LimitTerm,
  start: WallTime,
  spans: readonly Span[],
  calendar: WorkingCalendar,
): Counted | undefined {
  const { amount, unit } = term;
  if (isHours(unit)) {
    const measure = unit === 'hour' ? CLOCK_TIME : officeMeasure(calendar);
    return countTime(measure, start, Math.round(amount * 60) * MINUTE, spans);
  }
  const startDay = dayOf(start);
  if (amount === 0) return { due: Math.max(start, closeOf(startDay, calendar)), applied: 0, counted: startDay };
  if (unit === 'workday') return countDays(workdayMeasure(calendar), startDay, amount, spans, calendar);
  const days = unit === 'day' ? amount : addMonths(startDay, unit === 'year' ? amount * 12 : amount) - startDay;
  return countDays(CALENDAR_DAYS, startDay, days, spans, calendar);
}

/** The close of office hours of a day; a rest day is taken to close at the usual hour. */
export function closeOf(day: DayNumber, calendar: WorkingCalendar): WallTime {
  return day * DAY + calendar.office.close;
}

/**
 * [CAL-6, CAL-8] The n-th counted day after the start day. Moving the end of a month by its excluded days, again while
 * that brings in further ones, is the same as counting so many days that are not excluded; hence one walk for all.
 */
function countDays(
  measure: Measure,
  startDay: DayNumber,
  amount: number,
  spans: readonly Span[],
  calendar: WorkingCalendar,
): Counted | undefined {
  const gaps: Gap[] = [];
  let position = measure.at(startDay + 1);
  let cursor = startDay + 1;
  let left = amount;
  let settled = false; // the last counted day lies before the newest gap, which can only move the end off a rest day
  let counted = measure.first(position + left);
  let applied = 0;
  for (;;) {
    if (counted === undefined || counted > calendar.last) return undefined;
    const dueDay = offRestDays(counted, gaps, calendar);
    if (dueDay === undefined) return undefined;
    const due = closeOf(dueDay, calendar);
    const span = spans[applied];
    if (span === undefined || span.from >= due) return { due, applied, counted };
    applied += 1;
    if (span.to === Number.POSITIVE_INFINITY) return { due: null, applied };
    const from = dayOf(span.from);
    const to = dayOf(span.to);
    addGap(gaps, from, to);
    if (settled || to <= from) continue;
    const begin = Math.max(from, cursor);
    const between = measure.at(begin) - position;
    if (left <= between) {
      settled = true;
      continue;
    }
    left -= between;
    cursor = Math.max(to, begin);
    position = measure.at(cursor);
    counted = measure.first(position + left);
  }
}

/** 民法典第二百零三条: 期间的最后一日是法定休假日的, 以法定休假日结束的次日为期间的最后一日. Excluded days are passed over too. */
function offRestDays(day: DayNumber, gaps: readonly Gap[], calendar: WorkingCalendar): DayNumber | undefined {
  let found = workdayFrom(calendar, day);
  while (found !== undefined && found !== day) {
    const gap = gapAt(gaps, found);
    if (gap === undefined) return found;
    found = workdayFrom(calendar, gap.to);
  }
  return found;
}

/** [CAL-6, CAL-8] The instant at which so much running time has been consumed. */
function countTime(measure: Measure, start: WallTime, amount: number, spans: readonly Span[]): Counted | undefined {
  let cursor = start;
  let position = measure.at(cursor);
  let left = amount;
  let applied = 0;
  for (;;) {
    const due = measure.first(position + left);
    if (due === undefined) return undefined;
    const span = spans[applied];
    if (span === undefined || span.from >= due) return { due, applied };
    applied += 1;
    if (span.to === Number.POSITIVE_INFINITY) return { due: null, applied };
    const begin = Math.max(span.from, cursor);
    left -= measure.at(begin) - position;
    cursor = Math.max(span.to, begin);
    position = measure.at(cursor);
  }
}

/**
 * [CAL-11] Counting back: n full counted days lie between the act and the event. The act is due at the close of the last
 * workday before them. Undefined before the calendar.
 */
export function countBackward(term: LimitTerm, event: WallTime, calendar: WorkingCalendar): Counted | undefined {
  const day = dayOf(event);
  const act =
    term.unit === 'workday'
      ? workdayAt(calendar, workdaysBefore(calendar, day) - term.amount - 1)
      : workdayUntil(calendar, day - term.amount - 1);
  return act === undefined ? undefined : { due: closeOf(act, calendar), applied: 0 };
}
