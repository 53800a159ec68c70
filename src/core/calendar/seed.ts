import { idOf, type PlainDate } from '#core/kernel';
import { SEED_DAYS } from './seed-days.ts';
import type { CalendarData, OfficePeriod, YearNotice } from './working-calendar.ts';

const day = (text: string) => idOf<PlainDate>(text);

/** 09:00–12:00 and 13:00–17:00: seven working hours. A place or a window with other hours says so in its own data. */
export const DEFAULT_OFFICE_HOURS: readonly OfficePeriod[] = [
  { open: '09:00', close: '12:00' },
  { open: '13:00', close: '17:00' },
];

/** The State Council's arrangements of 2004 to 2026, the first import into a new installation. */
export const SEED_NOTICES: readonly YearNotice[] = SEED_DAYS.map(({ year, titles, holidays, makeUp }) => ({
  year,
  titles,
  holidays: holidays.map(([name, from, to]) => ({ name, from: day(from), to: day(to) })),
  makeUp: makeUp.map(([name, date]) => ({ name, date: day(date) })),
}));

/** The calendar that a new installation begins with, and that works without a database. */
export const SEED_CALENDAR: CalendarData = {
  version: 'seed-2026',
  coveredUntil: day('2026-12-31'),
  notices: SEED_NOTICES,
  officeHours: DEFAULT_OFFICE_HOURS,
};
