import { type Refusal, refuse } from '#core/kernel';

/** Refusals of the calendar's keeping; explained in docs/refusals.md. Those of counting are declared by core/calendar. */
export const calendarRefusals = {
  unknownVersion: (version: string): Refusal => refuse('CALENDAR-404', `没有这一版日历: ${version}`),
  overtaken: (): Refusal => refuse('CALENDAR-10', '日历刚被别人更新过, 请重新载入, 核对后再提交'),
  unchanged: (): Refusal => refuse('CALENDAR-11', '这份安排不改变现行日历的任何一天, 不需要再次录入'),
  gap: (year: number): Refusal =>
    refuse('CALENDAR-12', `${year}年的放假安排还没有录入, 请按年份依次录入`, { field: 'year' }),
};
