import type { Branded } from './ids.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A moment in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`: always 24 characters, so that it sorts as it passes. */
export type Instant = Branded<'Instant'>;

/** A day of the calendar without a time or a zone, `YYYY-MM-DD`. */
export type PlainDate = Branded<'PlainDate'>;

/** The one zone of the installation. China keeps a single time. */
export const ZONE = 'Asia/Shanghai';

const OFFSET_OR_ZULU = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Reads an instant that carries its offset. Refuses text without one: a bare local time is ambiguous. */
export function parseInstant(text: string): Instant | Refusal {
  if (!OFFSET_OR_ZULU.test(text)) return refuse('TIME-01', `时刻须带时区偏移, 如 2026-03-02T10:00:00+08:00: ${text}`);
  try {
    return instantOf(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return refuse('TIME-02', `不是有效的时刻: ${text}`);
  }
}

/** Names a count of milliseconds since 1970 (UTC) as an instant. */
export function instantOf(epochMilliseconds: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString({
    fractionalSecondDigits: 3,
  }) as Instant;
}

/** Milliseconds since 1970 (UTC). */
export function epochOf(instant: Instant): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** Reads a day. Refuses days that do not exist (2月30日). */
export function parsePlainDate(text: string): PlainDate | Refusal {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return refuse('TIME-03', `日期须写作 2026-03-02 的样子: ${text}`);
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as PlainDate;
  } catch {
    return refuse('TIME-04', `没有这一天: ${text}`);
  }
}

/** The day on the wall calendar of the installation at that instant. */
export function localDay(instant: Instant): PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString() as PlainDate;
}

/** The first instant of that day in the zone of the installation. */
export function startOfDay(day: PlainDate): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);
}

/** The instant as text with the installation's offset, to the second: `2026-03-16T17:00:00+08:00`. */
export function localText(instant: Instant): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(ZONE)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
