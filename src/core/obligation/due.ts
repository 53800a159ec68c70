import type { Instant, PlainDate } from '#core/kernel';

export type Level = 'warning' | 'yellow' | 'red';
/** From the mildest to the gravest: signals are served in this order where their instants fall together. */
export const LEVELS: readonly Level[] = ['warning', 'yellow', 'red'];

export type TermUnit = 'workday' | 'day' | 'month' | 'year' | 'workhour' | 'hour';
export type TermSpec = { readonly amount: number; readonly unit: TermUnit };
export type SignalSpec = { readonly at: 'before' | 'after' } & (TermSpec | { readonly percent: number });
export type SignalSpecs = Partial<Record<Level, SignalSpec>>;

/** How the due instant of a duty is found: a day that a plan or an order fixes, a term that runs from a start, or none. */
export type DueSpec =
  | { readonly by: 'day'; readonly day: PlainDate; readonly since: Instant }
  | { readonly by: 'term'; readonly term: TermSpec; readonly start: Instant }
  | { readonly by: 'none' };

/** Time that does not count, half-open; while `to` is null the clock stands still. */
export type Suspension = {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly ground: string;
};

/** The instants that follow from a DueSpec. All null where there is no due day, or while the clock is paused. */
export type DueTimes = {
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly signals: { readonly [L in Level]: Instant | null };
};

export const NEVER: DueTimes = {
  dueAt: null,
  provisional: false,
  signals: { warning: null, yellow: null, red: null },
};

/** Computes due times with one version of the calendar. */
export interface Timekeeper {
  readonly version: string;
  times(due: DueSpec, suspensions: readonly Suspension[], signals: SignalSpecs): DueTimes;
}
