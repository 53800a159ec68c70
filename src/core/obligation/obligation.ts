import { SIGNAL_LEVELS, type SignalLevel, type SignalRules } from '#core/calendar';
import {
  type FactId,
  type Instant,
  idOf,
  type ObligationId,
  type PlainDate,
  type PostId,
  type Region,
  type UnitId,
} from '#core/kernel';
import { type DueSpec, type DueTimes, NEVER, type Suspension, type Timekeeper } from './due.ts';
import type { Fact, SubjectRef } from './fact.ts';
import type { Effect } from './rule.ts';

export type ObligationState = 'open' | 'held' | 'met' | 'met-late' | 'waived' | 'void';

/** 正常 预警 黄牌 红牌 中止 待验收 办结 逾期办结 免除 作废 */
export type Lamp = 'normal' | SignalLevel | 'paused' | 'held' | 'done' | 'done-late' | 'waived' | 'void';

/** 责任事项: a duty of a unit, folded from facts. A projection: never written but by the ledger. */
export type Obligation = {
  readonly id: ObligationId;
  readonly region: Region;
  readonly subject: SubjectRef;
  readonly rule: string;
  readonly edition: PlainDate;
  readonly key: string;
  readonly bearerUnit: UnitId;
  readonly bearerPost: PostId | null;
  readonly act: string;
  readonly openedBy: FactId;
  readonly openedAt: Instant;
  readonly due: DueSpec;
  readonly signalSpecs: SignalRules;
  readonly suspensions: readonly Suspension[];
  readonly times: DueTimes;
  /** Version of the calendar that `times` were computed with. */
  readonly calendar: string;
  /** When each level was served, frozen. */
  readonly served: { readonly [L in SignalLevel]?: Instant };
  readonly state: ObligationState;
  /** When performance was claimed, while it is examined or once it was accepted. */
  readonly claimedAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly settledBy: FactId | null;
  /** 不计入及时率 (OBL-20); absent where it counts. */
  readonly excludedFromRate?: true;
};

/** Whether anything can still happen to it. */
export function isLive(obligation: Obligation): boolean {
  return obligation.state === 'open' || obligation.state === 'held';
}

/** Whether the clock stands still for it (OBL-14). */
export function isPaused(obligation: Obligation): boolean {
  return obligation.state === 'open' && obligation.due.by !== 'none' && obligation.times.dueAt === null;
}

/** The signal that the clock must raise next, and when; null where none is left or none may be raised now (OBL-6, OBL-9). */
export function nextSignal(obligation: Obligation): { level: SignalLevel; at: Instant } | null {
  if (obligation.state !== 'open') return null;
  let next: { level: SignalLevel; at: Instant } | null = null;
  for (const level of SIGNAL_LEVELS) {
    const at = obligation.times.signals[level];
    if (at === null || obligation.served[level] !== undefined) continue;
    if (next === null || at < next.at) next = { level, at };
  }
  return next;
}

/** OBL-13. */
export function lampOf(obligation: Obligation): Lamp {
  switch (obligation.state) {
    case 'met':
      return 'done';
    case 'met-late':
      return 'done-late';
    case 'held':
      return 'held';
    case 'waived':
    case 'void':
      return obligation.state;
    case 'open': {
      if (isPaused(obligation)) return 'paused';
      return SIGNAL_LEVELS.findLast((level) => obligation.served[level] !== undefined) ?? 'normal';
    }
  }
}

const GRAVITY: readonly Lamp[] = [
  'void',
  'waived',
  'done',
  'done-late',
  'held',
  'paused',
  'normal',
  'warning',
  'yellow',
  'red',
];

/** The gravest of several lamps: what one subject shows for all its obligations. Null for none. */
export function gravest(lamps: readonly Lamp[]): Lamp | null {
  let worst = -1;
  for (const lamp of lamps) worst = Math.max(worst, GRAVITY.indexOf(lamp));
  return GRAVITY[worst] ?? null;
}

/** What a fact does to an obligation of its subject. A settled one is returned as it is (OBL-4), but for OBL-20. */
export function advance(obligation: Obligation, effect: Effect, fact: Fact, timekeeper: Timekeeper): Obligation {
  if (effect === 'exclude-from-rate') return { ...obligation, excludedFromRate: true };
  if (!isLive(obligation)) return obligation;
  switch (effect) {
    case 'hold':
      return obligation.state === 'held' ? obligation : { ...obligation, state: 'held', claimedAt: fact.occurredAt };
    case 'release':
      return obligation.state === 'held' ? { ...obligation, state: 'open', claimedAt: null } : obligation;
    case 'settle': {
      const performedAt = obligation.claimedAt ?? fact.occurredAt;
      const late = obligation.times.dueAt !== null && performedAt > obligation.times.dueAt;
      return end(obligation, late ? 'met-late' : 'met', fact);
    }
    case 'waive':
      return end(obligation, 'waived', fact);
    case 'void':
      return end(obligation, 'void', fact);
    case 'suspend': {
      const ground = typeof fact.data.ground === 'string' ? fact.data.ground : fact.kind;
      return retimed(obligation, [...obligation.suspensions, { from: fact.occurredAt, to: null, ground }], timekeeper);
    }
    case 'reschedule':
      return rescheduled(obligation, fact, timekeeper);
    case 'resume': {
      const suspensions = obligation.suspensions.map((s) => (s.to === null ? { ...s, to: fact.occurredAt } : s));
      return retimed(obligation, suspensions, timekeeper);
    }
  }
}

/** The obligation with its due times computed anew; served signals stay (OBL-11). */
export function retimed(
  obligation: Obligation,
  suspensions: readonly Suspension[],
  timekeeper: Timekeeper,
): Obligation {
  const times =
    obligation.due.by === 'none' ? NEVER : timekeeper.times(obligation.due, suspensions, obligation.signalSpecs);
  return { ...obligation, suspensions, times, calendar: timekeeper.version };
}

/** OBL-19: another day by the authority that may set it; the fact keeps both days. */
function rescheduled(obligation: Obligation, fact: Fact, timekeeper: Timekeeper): Obligation {
  const day = fact.data.dueDay;
  if (typeof day !== 'string') throw new Error(`a fact that reschedules names no day: ${fact.kind}`);
  const due: DueSpec = { by: 'day', day: idOf<PlainDate>(day), since: obligation.openedAt };
  return retimed({ ...obligation, due }, obligation.suspensions, timekeeper);
}

function end(obligation: Obligation, state: ObligationState, fact: Fact): Obligation {
  return { ...obligation, state, settledAt: fact.occurredAt, settledBy: fact.id };
}
