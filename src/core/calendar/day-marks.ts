import type { PlainDate } from '#core/kernel';
import type { Deadline } from './deadline.ts';
import { dayGaps, type Gap, gapAt, passedBetween, type Span, timeGaps } from './excluded-time.ts';
import { addMonths, type DayNumber, plainDateOf } from './plain-date.ts';
import { spansOf } from './progress.ts';
import { CLOCK_TIME, officeMeasure } from './running-time.ts';
import { isHours } from './term.ts';
import { DAY, dayOf, HOUR, type WallTime, wallTimeOf } from './wall-time.ts';
import { type DayKind, kindOfDay, type WorkingCalendar } from './working-calendar.ts';

/** What a day did in the counting of a limit. */
export type DayMark = {
  readonly day: PlainDate;
  /**
   * `start` the day of the start or the event, not counted; `waiting` between the arrival outside office hours and the
   * receipt; `counted`; `rest`; `excluded`; `moved` passed over because the end fell on a rest day; `buffer` the day of
   * the act before the counted days; `open` nothing to count.
   */
  readonly mark: 'start' | 'waiting' | 'counted' | 'rest' | 'excluded' | 'moved' | 'buffer' | 'open';
  readonly isDue: boolean;
  readonly kind: DayKind;
  /** Which counted day it is, from 1; for limits in hours the hours counted on it. */
  readonly nth?: number;
  readonly hours?: number;
  /** The ground of the exclusion, where it names one. */
  readonly ground?: string;
};

/** [CAL-20] Every day from the start to the due day with what it did, in order: the material of the calculator's calendar. */
export function dayMarks(limit: Deadline, calendar: WorkingCalendar): readonly DayMark[] {
  const start = wallTimeOf(limit.start);
  const received = wallTimeOf(limit.received);
  const spans = spansOf(limit.excluded);
  const due = limit.due === null ? (spans.at(-1)?.from ?? start) : wallTimeOf(limit.due);
  const from = Math.min(dayOf(start), dayOf(due));
  const to = Math.max(dayOf(start), dayOf(due));
  const marks: DayMark[] = [];
  const mark = marker(limit, calendar, spans, received, due);
  for (let day = from; day <= to; day += 1) {
    const isDue = limit.due !== null && day === dayOf(due);
    marks.push({ day: plainDateOf(day), kind: kindOfDay(calendar, day), isDue, ...mark(day) });
  }
  return marks;
}

type Mark = Pick<DayMark, 'mark' | 'nth' | 'hours' | 'ground'>;

function marker(
  limit: Deadline,
  calendar: WorkingCalendar,
  spans: readonly Span[],
  received: WallTime,
  due: WallTime,
): (day: DayNumber) => Mark {
  const { term } = limit;
  if (term.unit === 'fixed') return (day) => ({ mark: day === dayOf(received) ? 'start' : 'open' });
  if (limit.direction === 'before') return backward(limit, calendar, received, due);
  if (isHours(term.unit)) return hourly(term.unit, calendar, spans, received, due);
  const startDay = dayOf(received);
  const gaps = dayGaps(spans);
  const workdaysOnly = term.unit === 'workday';
  const amount =
    term.unit === 'month' || term.unit === 'year' ? monthsIn(startDay, term.unit, term.amount) : term.amount;
  let nth = 0;
  return (day) => {
    if (day < startDay) return { mark: 'waiting' };
    if (day === startDay) return { mark: 'start' };
    const gap = excludedAt(gaps, spans, day);
    if (gap !== undefined) return gap;
    if (workdaysOnly && !kindOfDay(calendar, day).isWorkday) return { mark: 'rest' };
    if (nth >= amount) return { mark: 'moved' };
    nth += 1;
    return { mark: 'counted', nth };
  };
}

function monthsIn(startDay: DayNumber, unit: 'month' | 'year', amount: number): number {
  return addMonths(startDay, unit === 'year' ? amount * 12 : amount) - startDay;
}

function excludedAt(gaps: readonly Gap[], spans: readonly Span[], day: DayNumber): Mark | undefined {
  if (gapAt(gaps, day) === undefined) return undefined;
  const span = spans.find(({ from, to }) => dayOf(from) <= day && day < dayOf(to));
  const ground = span?.exclusion.ground;
  return ground === undefined ? { mark: 'excluded' } : { mark: 'excluded', ground };
}

function backward(
  limit: Deadline,
  calendar: WorkingCalendar,
  event: WallTime,
  due: WallTime,
): (day: DayNumber) => Mark {
  const workdaysOnly = limit.term.unit === 'workday';
  const amount = limit.term.unit === 'fixed' ? 0 : limit.term.amount;
  const eventDay = dayOf(event);
  const counted: DayNumber[] = [];
  for (let day = eventDay - 1; counted.length < amount && day > dayOf(due); day -= 1) {
    if (!workdaysOnly || kindOfDay(calendar, day).isWorkday) counted.unshift(day);
  }
  const first = counted[0] ?? eventDay;
  return (day) => {
    if (day === eventDay) return { mark: 'start' };
    if (day === dayOf(due)) return { mark: 'buffer' };
    const nth = counted.indexOf(day);
    if (nth >= 0) return { mark: 'counted', nth: counted.length - nth };
    return { mark: day < first ? 'moved' : 'rest' };
  };
}

function hourly(
  unit: 'hour' | 'workhour',
  calendar: WorkingCalendar,
  spans: readonly Span[],
  received: WallTime,
  due: WallTime,
): (day: DayNumber) => Mark {
  const measure = unit === 'hour' ? CLOCK_TIME : officeMeasure(calendar);
  const gaps = timeGaps(spans);
  return (day) => {
    if (day < dayOf(received)) return { mark: 'waiting' };
    const begin = Math.max(received, day * DAY);
    const end = Math.min(due, (day + 1) * DAY);
    const hours = passedBetween(measure, begin, end, gaps) / HOUR;
    if (hours > 0) return { mark: 'counted', hours };
    if (unit === 'workhour' && !kindOfDay(calendar, day).isWorkday) return { mark: 'rest' };
    const span = spans.find(({ from, to }) => from < (day + 1) * DAY && to > day * DAY);
    if (span === undefined) return { mark: day === dayOf(received) ? 'start' : 'open' };
    const ground = span.exclusion.ground;
    return ground === undefined ? { mark: 'excluded' } : { mark: 'excluded', ground };
  };
}
