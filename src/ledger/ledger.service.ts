import { type Instant, orRefuse, type PersonId, type Region, type SubjectId } from '#core/kernel';
import { CLOCK } from '#core/obligation';
import type { Tx } from '#platform/db';
import { factDefinition } from '#rulebook';
import { type Decision, decide } from './decide.ts';
import { recordingOf } from './lawbook.service.ts';
import { lockSubjects, write } from './ledger.store.ts';
import type { NewFact, Subject } from './subject.ts';

/** Whose ledger, when, and who records; no person means that the clock itself does. */
export type Recorder = { readonly region: Region; readonly now: Instant; readonly person?: PersonId };

/**
 * The one door: records facts in the caller's transaction, with everything that follows from them, and returns what changed.
 * Locks the subjects in the order of their ids. Refuses with LED-01 to LED-03.
 */
export async function record(tx: Tx, recorder: Recorder, facts: readonly NewFact[]): Promise<Decision> {
  return recordOn(tx, recorder, await lockExisting(tx, recorder.region, facts), facts);
}

/** Records facts on subjects that the caller has locked. */
export async function recordOn(
  tx: Tx,
  recorder: Recorder,
  locked: readonly Subject[],
  facts: readonly NewFact[],
): Promise<Decision> {
  const decision = await decideOn(tx, recorder, locked, facts);
  await write(tx, recorder.region, decision);
  return decision;
}

/** What recording the facts would change, without recording them. */
export async function preview(tx: Tx, recorder: Recorder, facts: readonly NewFact[]): Promise<Decision> {
  return decideOn(tx, recorder, await lockExisting(tx, recorder.region, facts), facts);
}

async function decideOn(
  tx: Tx,
  recorder: Recorder,
  locked: readonly Subject[],
  facts: readonly NewFact[],
): Promise<Decision> {
  const recording = await recordingOf(tx, recorder.region, recorder.now, recorder.person ?? CLOCK);
  const subjects = new Map<SubjectId, Subject>(locked.map((subject) => [subject.ref.id, subject]));
  return orRefuse(decide(recording, subjects, facts));
}

/** A subject that a fact begins has no head to lock, and needs no read. */
async function lockExisting(tx: Tx, region: Region, facts: readonly NewFact[]): Promise<Subject[]> {
  const begun = new Set(
    facts.filter((fact) => factDefinition(fact.kind).begins === true).map((fact) => fact.subject.id),
  );
  const existing = [...new Set(facts.map((fact) => fact.subject.id))].filter((id) => !begun.has(id));
  return existing.length === 0 ? [] : lockSubjects(tx, region, existing);
}
