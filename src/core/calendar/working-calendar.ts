import { isRefusal, type PlainDate, type Refusal } from '#core/kernel';
import { FESTIVAL_DAYS } from './festival-days.ts';
import { type DayNumber, dayNumber, dayNumberOf, digits, parseDay, plainDateOf, weekdayOf } from './plain-date.ts';
import { dataRefusals } from './refusals.ts';
import { MINUTE } from './wall-time.ts';

/** A run of days that a notice names, both ends included. */
export type NamedDays = { readonly name: string; readonly from: PlainDate; readonly to: PlainDate };

/** The arrangement of one year as published: holidays and the make-up workdays that pay for them (调休上班日). */
export type YearNotice = {
  readonly year: number;
  /** The source documents, latest last. */
  readonly titles: readonly string[];
  readonly holidays: readonly NamedDays[];
  readonly makeUp: readonly { readonly name: string; readonly date: PlainDate }[];
};

/** A further layer above the State's notice: a regional festival (三月三), or a unit's own arrangement. Later entries win. */
export type LocalDays = NamedDays & { readonly rest: boolean; readonly source: string };

/** An office period of the day, `HH:mm` to `HH:mm`. */
export type OfficePeriod = { readonly open: string; readonly close: string };

/** Everything a calendar is computed from. Data with its sources: kept by version, never changed in place. */
export type CalendarData = {
  readonly version: string;
  /** The last day for which the State's notice is known. Later days are provisional. */
  readonly coveredUntil: PlainDate;
  readonly notices: readonly YearNotice[];
  readonly local?: readonly LocalDays[];
  readonly officeHours: readonly OfficePeriod[];
};

/** Why a day is a workday or a rest day. */
export type DayKind = {
  readonly isWorkday: boolean;
  readonly kind: 'weekday' | 'weekend' | 'holiday' | 'make-up' | 'festival' | 'local';
  /** The holiday's name, where the day belongs to one. */
  readonly name?: string;
  readonly source?: string;
};

/** Office hours as milliseconds of the day. */
export type Office = {
  readonly periods: readonly { readonly open: number; readonly close: number }[];
  readonly open: number;
  readonly close: number;
  /** Office time of one day. */
  readonly length: number;
};

/** A calendar ready to count with. Not data: never stored, never sent. */
export type WorkingCalendar = {
  readonly version: string;
  readonly coveredUntil: PlainDate;
  readonly office: Office;
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly covered: DayNumber;
  /** 1 for a workday, by day since `first`. */
  readonly work: Uint8Array;
  /** `before[i]`: how many workdays lie before day `first + i`. One entry more than there are days. */
  readonly before: Int32Array;
  /** `at[k]`: the day number of the k-th workday, from 0. */
  readonly at: Int32Array;
  readonly data: CalendarData;
  readonly kinds: ReadonlyMap<DayNumber, DayKind>;
};

/** The first day any calendar knows. Earlier years have no notice here, and Chinese time had summer time until 1991. */
export const FIRST_DAY = dayNumber(2004, 1, 1);
/** The last: the lunar festivals are tabulated until then. */
export const LAST_DAY = dayNumber(2100, 12, 31);

/** Builds the calendar of the data. `from` and `to` narrow it (default 2004-01-01 to 2100-12-31). */
export function workingCalendar(
  data: CalendarData,
  span: { readonly from?: PlainDate; readonly to?: PlainDate } = {},
): WorkingCalendar {
  const first = span.from === undefined ? FIRST_DAY : Math.max(FIRST_DAY, dayNumberOf(span.from));
  const last = span.to === undefined ? LAST_DAY : Math.min(LAST_DAY, dayNumberOf(span.to));
  const covered = dayNumberOf(data.coveredUntil);
  const kinds = kindsOf(data, covered);
  const work = new Uint8Array(last - first + 1);
  for (let i = 0; i < work.length; i += 1) work[i] = weekdayOf(first + i) <= 5 ? 1 : 0;
  for (const [day, kind] of kinds) if (day >= first && day <= last) work[day - first] = kind.isWorkday ? 1 : 0;
  return {
    version: data.version,
    coveredUntil: data.coveredUntil,
    office: officeOf(data.officeHours),
    first,
    last,
    covered,
    work,
    ...indexOf(work, first),
    data,
    kinds,
  };
}

/** The same calendar with the notices known no further than a day: later days become provisional. Never further than the data. */
export function coveredOnlyUntil(calendar: WorkingCalendar, until: PlainDate): WorkingCalendar {
  if (dayNumberOf(until) >= calendar.covered) return calendar;
  const span = { from: plainDateOf(calendar.first), to: plainDateOf(calendar.last) };
  return workingCalendar({ ...calendar.data, coveredUntil: until }, span);
}

/** The same days with the office hours of a unit or window. */
export function withOfficeHours(calendar: WorkingCalendar, hours: readonly OfficePeriod[]): WorkingCalendar {
  return { ...calendar, office: officeOf(hours), data: { ...calendar.data, officeHours: hours } };
}

function indexOf(work: Uint8Array, first: DayNumber): { before: Int32Array; at: Int32Array } {
  const before = new Int32Array(work.length + 1);
  let total = 0;
  for (let i = 0; i < work.length; i += 1) {
    before[i] = total;
    total += work[i] ?? 0;
  }
  before[work.length] = total;
  const at = new Int32Array(total);
  for (let i = 0; i < work.length; i += 1) if (work[i] === 1) at[before[i] ?? 0] = first + i;
  return { before, at };
}

function kindsOf(data: CalendarData, covered: DayNumber): Map<DayNumber, DayKind> {
  const kinds = new Map<DayNumber, DayKind>();
  const put = (from: DayNumber, to: DayNumber, kind: DayKind) => {
    for (let day = from; day <= to; day += 1) kinds.set(day, kind);
  };
  for (const festival of statutoryFestivals()) {
    if (festival.day > covered)
      put(festival.day, festival.day, { isWorkday: false, kind: 'festival', name: festival.name });
  }
  for (const notice of data.notices) {
    const source = notice.titles.join(', ');
    for (const { name, from, to } of notice.holidays) {
      put(dayNumberOf(from), Math.min(dayNumberOf(to), covered), { isWorkday: false, kind: 'holiday', name, source });
    }
    for (const { name, date } of notice.makeUp) {
      const day = dayNumberOf(date);
      if (day <= covered) put(day, day, { isWorkday: true, kind: 'make-up', name, source });
    }
  }
  for (const { name, from, to, rest, source } of data.local ?? []) {
    put(dayNumberOf(from), dayNumberOf(to), { isWorkday: !rest, kind: 'local', name, source });
  }
  return kinds;
}

/**
 * 《全国年节及纪念日放假办法》(2025年1月1日起施行) 第二条: 元旦1天, 春节4天 (除夕至正月初三), 清明1天, 劳动节2天, 端午1天, 中秋1天,
 * 国庆节3天. For every year of the table; only used where no notice is known.
 */
export function statutoryFestivals(): readonly FestivalDay[] {
  festivals ??= FESTIVAL_DAYS.flatMap(festivalsOf);
  return festivals;
}

type FestivalDay = { readonly day: DayNumber; readonly name: string };
let festivals: readonly FestivalDay[] | undefined;

function festivalsOf(line: string): FestivalDay[] {
  const year = digits(line, 0, 4);
  const [spring = 0, clear = 0, dragon = 0, autumn = 0] = [5, 11, 17, 23].map((at) =>
    dayNumber(year, digits(line, at, 2), digits(line, at + 3, 2)),
  );
  return [
    ...named('元旦', dayNumber(year, 1, 1), 1),
    ...named('春节', spring - 1, 4), // 除夕 is the day before 初一, whether the twelfth month has 29 days or 30
    ...named('清明', clear, 1),
    ...named('劳动节', dayNumber(year, 5, 1), 2),
    ...named('端午', dragon, 1),
    ...named('国庆节', dayNumber(year, 10, 1), 3),
    ...named('中秋', autumn, 1),
  ];
}

function named(name: string, from: DayNumber, days: number): FestivalDay[] {
  return Array.from({ length: days }, (_, i) => ({ day: from + i, name }));
}

function officeOf(hours: readonly OfficePeriod[]): Office {
  const periods = hours.map(({ open, close }) => ({ open: clockOf(open), close: clockOf(close) }));
  return {
    periods,
    open: periods[0]?.open ?? 0,
    close: periods.at(-1)?.close ?? 0,
    length: periods.reduce((sum, period) => sum + period.close - period.open, 0),
  };
}

function clockOf(text: string): number {
  return text.length === 5 && text[2] === ':' ? (digits(text, 0, 2) * 60 + digits(text, 3, 2)) * MINUTE : Number.NaN;
}

/** Checks calendar data that comes from outside: days that exist, runs in order, no day both holiday and make-up, office hours in order. */
export function checkCalendarData(data: CalendarData): Refusal | undefined {
  const covered = parseDay(data.coveredUntil);
  if (isRefusal(covered)) return covered;
  for (const notice of data.notices) {
    const refusal = checkNotice(notice);
    if (refusal !== undefined) return refusal;
  }
  for (const days of data.local ?? []) {
    const refusal = checkRun(days);
    if (refusal !== undefined) return refusal;
  }
  return checkOfficeHours(data.officeHours);
}

/** Checks one year's arrangement. */
export function checkNotice(notice: YearNotice): Refusal | undefined {
  if (notice.titles.length === 0 || notice.titles.some((title) => title.trim() === '')) {
    return dataRefusals.noSource(notice.year);
  }
  const resting = new Set<DayNumber>();
  for (const days of notice.holidays) {
    const refusal = checkRun(days);
    if (refusal !== undefined) return refusal;
    const from = dayNumberOf(days.from);
    const to = dayNumberOf(days.to);
    if (from < dayNumber(notice.year - 1, 12, 1) || to > dayNumber(notice.year, 12, 31)) {
      return dataRefusals.outsideYear(`${days.name} ${days.from} 至 ${days.to}`, notice.year);
    }
    for (let day = from; day <= to; day += 1) resting.add(day);
  }
  for (const { name, date } of notice.makeUp) {
    const day = parseDay(date);
    if (isRefusal(day)) return day;
    if (resting.has(day)) return dataRefusals.restAndWork(date, name);
    if (weekdayOf(day) <= 5) {
      return dataRefusals.worksAnyway(date, name);
    }
  }
  return undefined;
}

function checkRun(days: NamedDays): Refusal | undefined {
  const from = parseDay(days.from);
  if (isRefusal(from)) return from;
  const to = parseDay(days.to);
  if (isRefusal(to)) return to;
  return to < from ? dataRefusals.reversed(days.name, days.from, days.to) : undefined;
}

/** Checks office hours: at least one period, each ending after it begins, in order. */
export function checkOfficeHours(hours: readonly OfficePeriod[]): Refusal | undefined {
  let free = 0;
  for (const { open, close } of hours) {
    const from = clockOf(open);
    const to = clockOf(close);
    if (!(from >= free && to > from && to <= 24 * 60 * MINUTE)) {
      return dataRefusals.officeOrder(open, close);
    }
    free = to;
  }
  return hours.length === 0 ? dataRefusals.noOffice() : undefined;
}

// Counting. All of these take and give day numbers; days outside the calendar are clamped or undefined, never guessed.

/** How many workdays lie before the day (the day itself not counted). */
export function workdaysBefore(calendar: WorkingCalendar, day: DayNumber): number {
  const i = day - calendar.first;
  if (i <= 0) return 0;
  return calendar.before[i] ?? calendar.at.length;
}

/** The workday with that many workdays of the calendar before it; undefined beyond either end. */
export function workdayAt(calendar: WorkingCalendar, index: number): DayNumber | undefined {
  return calendar.at[index];
}

/** The n-th workday after the day: the hot path of every limit in workdays. Undefined beyond the calendar. */
export function addWorkdays(calendar: WorkingCalendar, day: DayNumber, n: number): DayNumber | undefined {
  return calendar.at[workdaysBefore(calendar, day + 1) + n - 1];
}

export function isWorkdayNumber(calendar: WorkingCalendar, day: DayNumber): boolean {
  return calendar.work[day - calendar.first] === 1;
}

/** The first workday on or after the day. */
export function workdayFrom(calendar: WorkingCalendar, day: DayNumber): DayNumber | undefined {
  return calendar.at[workdaysBefore(calendar, day)];
}

/** The last workday on or before the day. */
export function workdayUntil(calendar: WorkingCalendar, day: DayNumber): DayNumber | undefined {
  return calendar.at[workdaysBefore(calendar, day + 1) - 1];
}

/** Whether the day is a workday (工作日). */
export function isWorkday(calendar: WorkingCalendar, date: PlainDate): boolean {
  return isWorkdayNumber(calendar, dayNumberOf(date));
}

/** What the day is and by which source. */
export function dayKind(calendar: WorkingCalendar, date: PlainDate): DayKind {
  return kindOfDay(calendar, dayNumberOf(date));
}

export function kindOfDay(calendar: WorkingCalendar, day: DayNumber): DayKind {
  const special = calendar.kinds.get(day);
  if (special !== undefined) return special;
  return weekdayOf(day) <= 5 ? { isWorkday: true, kind: 'weekday' } : { isWorkday: false, kind: 'weekend' };
}

/** Workdays after `from` up to and including `to`; negative when `to` is the earlier. For "还有 3 个工作日". */
export function workdaysBetween(calendar: WorkingCalendar, from: PlainDate, to: PlainDate): number {
  return workdaysBefore(calendar, dayNumberOf(to) + 1) - workdaysBefore(calendar, dayNumberOf(from) + 1);
}

/** The n-th workday after the day, or before it if n is negative. Undefined beyond the calendar. */
export function workdayAfter(calendar: WorkingCalendar, date: PlainDate, n: number): PlainDate | undefined {
  const day = dayNumberOf(date);
  const index = n >= 0 ? workdaysBefore(calendar, day + 1) + n - 1 : workdaysBefore(calendar, day) + n;
  const found = calendar.at[index];
  return found === undefined ? undefined : plainDateOf(found);
}

/** The days on which two calendars differ: a workday in one and not in the other, or known in one and provisional in the other. */
export function differingDays(before: WorkingCalendar, after: WorkingCalendar): readonly PlainDate[] {
  const days: PlainDate[] = [];
  const last = Math.min(before.last, after.last);
  for (let day = Math.max(before.first, after.first); day <= last; day += 1) {
    const known = day > before.covered === day > after.covered;
    if (!known || isWorkdayNumber(before, day) !== isWorkdayNumber(after, day)) days.push(plainDateOf(day));
  }
  return days;
}
