import type { DayNumber } from './plain-date.ts';
import { DAY, dayOf, timeOfDay, type WallTime } from './wall-time.ts';
import { isWorkdayNumber, type Office, type WorkingCalendar, workdayAt, workdaysBefore } from './working-calendar.ts';

/**
 * A measure of counted time: `at` is how much of it has passed at a point, and the two inverses find the first and the
 * last point at which so much has passed. Days (points are day numbers) and clock time (points are wall times) share it,
 * so that excluded time is skipped by one and the same walk.
 */
export type Measure = {
  readonly at: (point: number) => number;
  /** The first point at which so much has passed: an end stays at the close, and at the beginning of excluded time. */
  readonly first: (passed: number) => number | undefined;
  /** The last such point, for counting backwards: a beginning stands at the opening. */
  readonly last: (passed: number) => number | undefined;
};

/** Calendar days: point and measure are the day number. */
export const CALENDAR_DAYS: Measure = { at: same, first: (passed) => passed - 1, last: same };

/** Clock time in milliseconds. */
export const CLOCK_TIME: Measure = { at: same, first: same, last: same };

function same(value: number): number {
  return value;
}

/** Workdays: `at(d)` counts those before the day d, so that the n-th is `first(n)`. */
export function workdayMeasure(calendar: WorkingCalendar): Measure {
  return {
    at: (day) => workdaysBefore(calendar, day),
    first: (passed) => workdayAt(calendar, passed - 1),
    last: (passed) => workdayAt(calendar, passed),
  };
}

/** Office time in milliseconds since the calendar's first day. */
export function officeMeasure(calendar: WorkingCalendar): Measure {
  const { office } = calendar;
  return {
    at: (time) => {
      const day = dayOf(time);
      const whole = workdaysBefore(calendar, day) * office.length;
      return isWorkdayNumber(calendar, day) ? whole + officePassed(office, timeOfDay(time)) : whole;
    },
    first: (passed) => {
      const days = Math.ceil(passed / office.length) - 1;
      return onDay(workdayAt(calendar, days), clockAtFirst(office, passed - days * office.length));
    },
    last: (passed) => {
      const days = Math.floor(passed / office.length);
      return onDay(workdayAt(calendar, days), clockAtLast(office, passed - days * office.length));
    },
  };
}

function onDay(day: DayNumber | undefined, time: number): WallTime | undefined {
  return day === undefined ? undefined : day * DAY + time;
}

function officePassed(office: Office, time: number): number {
  let passed = 0;
  for (const { open, close } of office.periods) {
    if (time >= close) passed += close - open;
    else if (time > open) passed += time - open;
  }
  return passed;
}

function clockAtFirst(office: Office, passed: number): number {
  let left = passed;
  for (const { open, close } of office.periods) {
    if (left <= close - open) return open + left;
    left -= close - open;
  }
  return office.close;
}

function clockAtLast(office: Office, passed: number): number {
  let left = passed;
  for (const { open, close } of office.periods) {
    if (left < close - open) return open + left;
    left -= close - open;
  }
  return office.close;
}
