import type { ContentId, FileId, Instant, Region, SubjectId, UnitId } from '#core/kernel';
import {
  gravest,
  isLive,
  type Json,
  type JsonObject,
  type Lamp,
  lampOf,
  type Obligation,
  type SubjectRef,
} from '#core/obligation';
import type { PartyOf } from '#rulebook';
import { isPrincipalDuty } from './performance.ts';

/** What a subject has become by its facts: the head of its chain, its state, its parties and its obligations. */
export type Subject = {
  readonly region: Region;
  readonly ref: SubjectRef;
  /** The subject it belongs to: the plan of a task. */
  readonly parent: SubjectId | null;
  readonly state: string;
  readonly seq: number;
  /** SM3 chain value of its last fact; empty before the first. */
  readonly head: string;
  readonly openedAt: Instant;
  readonly recordedAt: Instant;
  readonly parties: readonly PartyOf[];
  readonly obligations: readonly Obligation[];
};

/** Words that a fact brings along: kept in `ledger.content`, erasable. */
export type NewContent = { readonly name: string; readonly retention: Retention; readonly body: Json };

/** How long words are kept: with the business they belong to, or until a person asks for erasure. */
export type Retention = 'business' | 'personal';

/** A fact as a module asks for it to be recorded. */
export type NewFact = {
  readonly subject: SubjectRef;
  readonly kind: string;
  /** Defaults to now. May lie in the past: facts arrive late from other systems and from phones. */
  readonly occurredAt?: Instant;
  readonly onBehalfOf?: UnitId;
  readonly data: JsonObject;
  readonly evidence?: readonly FileId[];
  readonly contents?: readonly NewContent[];
};

export type StoredContent = NewContent & {
  readonly id: ContentId;
  readonly salt: string;
  readonly subject: SubjectRef;
};

/** The lamp of the whole subject: the gravest of what is still live, else of what has ended. */
export function lampOfAll(obligations: readonly Obligation[]): Lamp | null {
  const live = obligations.filter(isLive);
  return gravest((live.length > 0 ? live : obligations).map(lampOf));
}

/** The due instant that stands for the subject: the earliest of what is still live, of principal duties where there are any. */
export function dueOfAll(obligations: readonly Obligation[]): Instant | null {
  const main = obligations.filter(isPrincipalDuty);
  let earliest: Instant | null = null;
  for (const obligation of main.length > 0 ? main : obligations) {
    const dueAt = obligation.times.dueAt;
    if (isLive(obligation) && dueAt !== null && (earliest === null || dueAt < earliest)) earliest = dueAt;
  }
  return earliest;
}

/** What a party sees of the subject: a lead unit its own obligations, everybody else the whole. */
export function obligationsSeenBy(party: PartyOf, obligations: readonly Obligation[]): readonly Obligation[] {
  if (party.relation !== 'lead') return obligations;
  return obligations.filter((obligation) => obligation.bearerUnit === party.unit);
}
