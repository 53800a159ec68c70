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
  const begun = new Set(
    facts.filter((fact) => factDefinition(fact.kind).begins === true).map((fact) => fact.subject.id),
  );
  const existing = [...new Set(facts.map((fact) => fact.subject.id))].filter((id) => !begun.has(id));
  const subjects = existing.length === 0 ? [] : await lockSubjects(tx, recorder.region, existing);
  return recordOn(tx, recorder, subjects, facts);
}

/** Records facts on subjects that the caller has locked. */
export async function recordOn(
  tx: Tx,
  recorder: Recorder,
  locked: readonly Subject[],
  facts: readonly NewFact[],
): Promise<Decision> {
  const recording = await recordingOf(tx, recorder.region, recorder.now, recorder.person ?? CLOCK);
  const subjects = new Map<SubjectId, Subject>(locked.map((subject) => [subject.ref.id, subject]));
  const decision = orRefuse(decide(recording, subjects, facts));
  await write(tx, recorder.region, decision);
  return decision;
}
