import {
  type Deadline,
  deadline,
  type LimitTerm,
  onDay,
  SIGNAL_LEVELS,
  type SignalLevel,
  type SignalRules,
  type WorkingCalendar,
} from '#core/calendar';
import { type Instant, orRefuse, type PlainDate } from '#core/kernel';

/** How the due instant of a duty is found: a day that a plan or an order fixes, a term that runs from a start, or none. */
export type DueSpec =
  | { readonly by: 'day'; readonly day: PlainDate; readonly since: Instant }
  | { readonly by: 'term'; readonly term: LimitTerm; readonly start: Instant }
  | { readonly by: 'none' };

/** Time that does not count, half-open; while `to` is null the clock stands still. */
export type Suspension = { readonly from: Instant; readonly to: Instant | null; readonly ground: string };

/** The instants that follow from a DueSpec. All null where there is no due day, or while the clock is paused. */
export type DueTimes = {
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly signals: { readonly [Level in SignalLevel]: Instant | null };
};

export const NEVER: DueTimes = { dueAt: null, provisional: false, signals: { warning: null, yellow: null, red: null } };

/** Computes due times with one version of the calendar. */
export interface Timekeeper {
  readonly version: string;
  times(due: DueSpec, suspensions: readonly Suspension[], signals: SignalRules): DueTimes;
}

export function timekeeperOf(calendar: WorkingCalendar): Timekeeper {
  return {
    version: calendar.version,
    times(due, suspensions, signals) {
      const computed = deadlineOf(due, suspensions, signals, calendar);
      if (computed === null) return NEVER;
      const at = (level: SignalLevel) => computed.signals[level] ?? null;
      const [warning, yellow, red] = SIGNAL_LEVELS.map(at);
      return {
        dueAt: computed.due,
        provisional: computed.provisional,
        signals: { warning: warning ?? null, yellow: yellow ?? null, red: red ?? null },
      };
    },
  };
}

/** The computed limit behind the due times of a duty, from which its reasons are told. Null where there is no due day. */
export function deadlineOf(
  due: DueSpec,
  suspensions: readonly Suspension[],
  signals: SignalRules,
  calendar: WorkingCalendar,
): Deadline | null {
  if (due.by === 'none') return null;
  const excluded = suspensions.map(({ from, to, ground }) => (to === null ? { from, ground } : { from, to, ground }));
  const term = due.by === 'day' ? onDay(due.day) : due.term;
  const start = due.by === 'day' ? due.since : due.start;
  return orRefuse(deadline(term, { start, excluded, signals }, calendar));
}
