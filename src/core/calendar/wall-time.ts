import { type Instant, idOf, isRefusal, parseInstant, type Refusal } from '#core/kernel';
import { type DayNumber, dayNumber, daysInMonth, digits, pad, plainDateOf } from './plain-date.ts';

/**
 * Milliseconds on the wall clock of the installation (Asia/Shanghai), counted from 1970-01-01 00:00 there.
 * The zone has been a fixed +08:00 since 1992; the summer time of 1986 to 1991 lies before the first day that a
 * calendar knows (2004), so that the offset may be a constant here.
 */
export type WallTime = number;

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
const OFFSET = 8 * HOUR;
const OFFSET_TEXT = '+08:00';

/** The local day of a wall time. */
export function dayOf(time: WallTime): DayNumber {
  return Math.floor(time / DAY);
}

/** Milliseconds since local midnight. */
export function timeOfDay(time: WallTime): number {
  return time - Math.floor(time / DAY) * DAY;
}

/** The wall time of an instant that has been read before. */
export function wallTimeOf(instant: Instant): WallTime {
  return utcMilliseconds(instant, 24) + OFFSET;
}

/**
 * Reads an instant with its offset. The usual spellings (`2026-03-02T10:00[:00[.000]]` and `Z` or `±08:00`) take a
 * short way; everything else goes to the kernel, which accepts or refuses it.
 */
export function parseWallTime(text: string): WallTime | Refusal {
  const zone = zoneStart(text);
  if (zone > 0) {
    const local = utcMilliseconds(text, zone);
    const offset = offsetMilliseconds(text, zone);
    if (!Number.isNaN(local) && !Number.isNaN(offset)) return local - offset + OFFSET;
  }
  const instant = parseInstant(text);
  return isRefusal(instant) ? instant : wallTimeOf(instant);
}

/** Where the offset begins in a text of a usual length, or -1. */
function zoneStart(text: string): number {
  const { length } = text;
  if (length >= 17 && length <= 24 && text.charCodeAt(length - 1) === 90) return length - 1;
  return length >= 22 && length <= 29 && text.charCodeAt(length - 3) === 58 ? length - 6 : -1;
}

function offsetMilliseconds(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === 90) return 0;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if ((sign !== 43 && sign !== 45) || hours > 23 || minutes > 59) return Number.NaN;
  return (sign === 43 ? 1 : -1) * (hours * HOUR + minutes * MINUTE);
}

/** `YYYY-MM-DDTHH:mm`, with seconds and milliseconds if it is 19 or 23 characters long, as if it were UTC; NaN if it is not so. */
function utcMilliseconds(text: string, end: number): number {
  const long = end >= 19;
  const fraction = end >= 23;
  if (end !== 16 && end !== 19 && end !== 23 && end !== 24) return Number.NaN;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return Number.NaN;
  if (text.charCodeAt(13) !== 58 || (long && text.charCodeAt(16) !== 58)) return Number.NaN;
  if (fraction && text.charCodeAt(19) !== 46) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = long ? digits(text, 17, 2) : 0;
  const millisecond = fraction ? digits(text, 20, 3) : 0;
  if (!(month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  return dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000 + millisecond;
}

/** The instant of a wall time, in the kernel's 24 characters of UTC. */
export function instantAt(time: WallTime): Instant {
  const utc = time - OFFSET;
  const day = Math.floor(utc / DAY);
  return idOf<Instant>(`${plainDateOf(day)}T${clockText(utc - day * DAY)}Z`);
}

/** The wall time as text with the installation's offset, to the second: `2026-03-16T17:00:00+08:00`. */
export function wallText(time: WallTime): string {
  const day = dayOf(time);
  return `${plainDateOf(day)}T${clockText(time - day * DAY).slice(0, 8)}${OFFSET_TEXT}`;
}

const clocks = new Map<number, string>();

/** `HH:mm:ss.sss`. Whole minutes are kept: there are 1,440 of them, and nearly every limit ends on one. */
function clockText(milliseconds: number): string {
  const kept = clocks.get(milliseconds);
  if (kept !== undefined) return kept;
  const hour = Math.floor(milliseconds / HOUR);
  const minute = Math.floor((milliseconds % HOUR) / MINUTE);
  const second = Math.floor((milliseconds % MINUTE) / 1000);
  const text = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${pad(milliseconds % 1000, 3)}`;
  if (milliseconds % MINUTE === 0) clocks.set(milliseconds, text);
  return text;
}

/** `17:00`, or `17:00:30` where there are seconds. */
export function formatClock(time: WallTime): string {
  const text = clockText(timeOfDay(time));
  return text.slice(6, 8) === '00' ? text.slice(0, 5) : text.slice(0, 8);
}
