import { idOf, type PlainDate, type Refusal } from '#core/kernel';
import { dataRefusals } from './refusals.ts';

/**
 * Days counted from 1970-01-01 (day 0). Inside the calendar days are these whole numbers; text only crosses its door.
 * Plain integer arithmetic, because limits are computed by the million and Temporal is too slow for that.
 */
export type DayNumber = number;

const DAYS_PER_ERA = 146_097; // 400 years

/** The day number of a civil date of the Gregorian calendar. Month and day are taken as they are, unchecked. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

export type Civil = { readonly year: number; readonly month: number; readonly day: number };

/** Year, month and day of a day number. */
export function civilOf(day: DayNumber): Civil {
  const z = day + 719_468;
  const era = Math.floor(z / DAYS_PER_ERA);
  const dayOfEra = z - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** How many days the month has: 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The same day number of the month so many months later, or that month's last day. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return dayNumber(targetYear, targetMonth, Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)));
}

/** The day number of a `PlainDate`. The text has been checked where it came in. */
export function dayNumberOf(date: PlainDate): DayNumber {
  return dayNumber(digits(date, 0, 4), digits(date, 5, 2), digits(date, 8, 2));
}

/** Decimal digits at a place of a text as a number; NaN if one of them is none. */
export function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const CACHE_UNTIL = dayNumber(2101, 2, 1);
const written: PlainDate[] = [];

/** The day as `YYYY-MM-DD`. */
export function plainDateOf(day: DayNumber): PlainDate {
  if (day < 0 || day >= CACHE_UNTIL) return writeDate(day);
  let text = written[day];
  if (text === undefined) {
    // Filled in order, so that the array stays dense.
    for (let i = written.length; i <= day; i += 1) written.push(writeDate(i));
    text = written[day] ?? writeDate(day);
  }
  return text;
}

function writeDate(day: DayNumber): PlainDate {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return idOf<PlainDate>(`${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`);
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Reads `YYYY-MM-DD` of a day that exists. */
export function parseDay(text: string): DayNumber | Refusal {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-' || Number.isNaN(year + month + day)) {
    return dataRefusals.dayShape(text);
  }
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return dataRefusals.noSuchDay(text);
  }
  return dayNumber(year, month, day);
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** 周一 … 周日. */
export function weekdayName(day: DayNumber): string {
  return WEEKDAYS[weekdayOf(day) - 1] ?? '';
}

/** `3月2日`, with the year in front where it is another than the given one. */
export function formatDay(day: DayNumber, knownYear?: number): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return `${year === knownYear ? '' : `${year}年`}${month}月${dayOfMonth}日`;
}

/** `3月2日`, `3月2日至4日`, `2月27日至3月2日`: both ends included. */
export function formatDays(from: DayNumber, to: DayNumber, knownYear?: number): string {
  const first = formatDay(from, knownYear);
  if (to <= from) return first;
  const a = civilOf(from);
  const b = civilOf(to);
  if (a.year === b.year && a.month === b.month) return `${first}至${b.day}日`;
  return `${first}至${formatDay(to, a.year)}`;
}
