export { type DayMark, dayMarks } from './day-marks.ts';
export { closeOfDay, type Deadline, type DeadlineInput, deadline, isLimit, type Signals } from './deadline.ts';
export type { Exclusion } from './excluded-time.ts';
export { LAWFUL_GROUNDS, mayExclude, NEVER_GROUNDS } from './excluded-time.ts';
export { explain, formatMoment } from './explain.ts';
export { type NoticeRead, readNoticeText } from './notice-text.ts';
export {
  addMonths,
  civilOf,
  type DayNumber,
  dayNumber,
  dayNumberOf,
  formatDay,
  formatDays,
  parseDay,
  plainDateOf,
  weekdayName,
  weekdayOf,
} from './plain-date.ts';
export { type ExtensionRequest, extend, type Progress, progress } from './progress.ts';
export { checkRecurrence, type Period, periodOf, periodsBetween, type Recurrence } from './recurrence.ts';
export { DEFAULT_OFFICE_HOURS, SEED_CALENDAR, SEED_NOTICES } from './seed.ts';
export { SIGNAL_LEVELS, type SignalLevel, type SignalRule, type SignalRules } from './signal.ts';
export {
  calendarDays,
  clockHours,
  type Direction,
  type FixedTerm,
  formatTerm,
  isLimitUnit,
  type LimitTerm,
  type LimitUnit,
  months,
  onDay,
  type Receipt,
  type RollTo,
  type Term,
  workdays,
  workHours,
  years,
} from './term.ts';
export {
  computeTimeLimit,
  parseTimeLimitCase,
  type TimeLimitAnswer,
  type TimeLimitCase,
  timeLimitAnswer,
} from './time-limit-case.ts';
export { dayOf, formatClock, instantAt, parseWallTime, type WallTime, wallText, wallTimeOf } from './wall-time.ts';
export {
  addWorkdays,
  type CalendarData,
  checkCalendarData,
  checkNotice,
  checkOfficeHours,
  coveredOnlyUntil,
  type DayKind,
  dayKind,
  differingDays,
  isWorkday,
  type LocalDays,
  type NamedDays,
  type OfficePeriod,
  type WorkingCalendar,
  withOfficeHours,
  workdayAfter,
  workdaysBetween,
  workingCalendar,
  type YearNotice,
} from './working-calendar.ts';
