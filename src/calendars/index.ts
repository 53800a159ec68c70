export {
  addLocalDays,
  addNotice,
  type CalendarChanged,
  calendarHistory,
  calendarOfVersion,
  currentCalendar,
  seedCalendar,
  setOfficeHours,
} from './calendar.service.ts';
export { versionInForce } from './calendar.store.ts';
export { calendarsModule } from './calendars.module.ts';
export type { Edition, EditionChange, EditionDay } from './edition.ts';
