import { epochOf, type Instant, type UnitId } from '#core/kernel';
import { isLive, type Obligation } from '#core/obligation';
import { isPrincipalRule } from '#rulebook';

/** Whether its due day is that of the subject as a whole: 完成任务, not 签收. */
export function isPrincipalDuty(obligation: Obligation): boolean {
  return isPrincipalRule(obligation.rule);
}

/**
 * 办理结果 of the principal duties of a subject. `excluded` counts neither way: void, waived, excluded from rates by a fact,
 * or done without ever having had a due day.
 */
export type Outcome = 'open' | 'on-time' | 'late' | 'excluded';

/** How a subject was performed, by the duty that stands for it. Kept after the end, which `due_at` is not. */
export type Performance = {
  /** Null where it has no principal duty. */
  readonly outcome: Outcome | null;
  readonly deadlineAt: Instant | null;
  /** When it was performed: claimed and not returned, or settled. */
  readonly performedAt: Instant | null;
};

/**
 * 时效, at an instant: 按期办结 on-time, 逾期办结 late, 逾期未办结 overdue (a late claim that still is examined too),
 * 待验收 held, 在办 running, 不计 excluded.
 */
export const TIMINGS = ['on-time', 'late', 'overdue', 'held', 'running', 'excluded'] as const;
export type Timing = (typeof TIMINGS)[number];

/** Which subjects are asked for by their performance; with `lead` that unit's own. Ranges are half-open. */
export type PerformanceFilter = {
  readonly now: Instant;
  readonly lead?: UnitId | undefined;
  readonly timings?: readonly Timing[] | undefined;
  readonly due?: Range | undefined;
  /** By when it was performed. */
  readonly done?: Range | undefined;
  /** Only what nobody has claimed to have performed. */
  readonly isUnperformed?: boolean | undefined;
};
export type Range = { readonly from: Instant | null; readonly to: Instant | null };

const NONE: Performance = { outcome: null, deadlineAt: null, performedAt: null };

/** The worst of several duties stands for the whole: one lead unit that is late makes the task late. */
export function performanceOf(obligations: readonly Obligation[]): Performance {
  const principal = obligations.filter(isPrincipalDuty);
  if (principal.length === 0) return NONE;
  const duties = principal.filter(({ excludedFromRate }) => excludedFromRate !== true);
  const live = duties.filter(isLive);
  if (live.length > 0) return pair('open', live.toSorted(byUrgency)[0]);
  const late = duties.filter(({ state }) => state === 'met-late');
  if (late.length > 0) return pair('late', late.toSorted((a, b) => lateness(b) - lateness(a))[0]);
  const onTime = duties.filter(({ state, times }) => state === 'met' && times.dueAt !== null);
  if (onTime.length === 0) return { ...NONE, outcome: 'excluded' };
  return pair('on-time', onTime.toSorted((a, b) => compare(performedAt(b), performedAt(a)))[0]);
}

/** How it stands at an instant. */
export function timingOf({ outcome, deadlineAt, performedAt }: Performance, now: Instant): Timing | null {
  if (outcome !== 'open') return outcome;
  if (deadlineAt !== null && deadlineAt < (performedAt ?? now)) return 'overdue';
  return performedAt === null ? 'running' : 'held';
}

function pair(outcome: Outcome, duty: Obligation | undefined): Performance {
  if (duty === undefined) return NONE;
  return { outcome, deadlineAt: duty.times.dueAt, performedAt: performedAt(duty) };
}

/** OBL-7: by the claim, not by the acceptance. */
function performedAt(duty: Obligation): Instant | null {
  return duty.claimedAt ?? duty.settledAt;
}

/** Claimed too late; then what nobody has claimed, the earliest first; then what waits to be examined. */
function byUrgency(a: Obligation, b: Obligation): number {
  return rank(a) - rank(b) || compare(a.times.dueAt ?? '9', b.times.dueAt ?? '9') || compare(a.claimedAt, b.claimedAt);
}

function rank({ claimedAt, times }: Obligation): number {
  if (claimedAt === null) return 1;
  return times.dueAt !== null && claimedAt > times.dueAt ? 0 : 2;
}

function lateness(duty: Obligation): number {
  const [done, due] = [performedAt(duty), duty.times.dueAt];
  return done === null || due === null ? 0 : epochOf(done) - epochOf(due);
}

function compare(a: string | null, b: string | null): number {
  const [first, second] = [a ?? '', b ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}
