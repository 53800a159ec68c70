import { orRefuse, Refused, type Region, type SubjectId } from '#core/kernel';
import { isTaken, type Tx } from '#platform/db';
import { factDefinition } from '#rulebook';
import { type Decision, decide } from './decide.ts';
import { type Law, lawLastSeen, type Recorder, readLaw, recordingBy } from './law.service.ts';
import { lockSubjects, write } from './ledger.store.ts';
import { ledgerRefusals } from './refusals.ts';
import type { NewFact, Subject } from './subject.ts';

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
  for (let law = await lawLastSeen(tx, recorder.region); ; law = await readLaw(tx, recorder.region)) {
    const decision = decideBy(law, recorder, locked, facts);
    if (await writeNew(tx, recorder.region, decision, law)) return decision;
  }
}

/** What recording the facts would change, without recording them. */
export async function preview(tx: Tx, recorder: Recorder, facts: readonly NewFact[]): Promise<Decision> {
  const locked = await lockExisting(tx, recorder.region, facts);
  return decideBy(await readLaw(tx, recorder.region), recorder, locked, facts);
}

function decideBy(law: Law, recorder: Recorder, locked: readonly Subject[], facts: readonly NewFact[]): Decision {
  const subjects = new Map<SubjectId, Subject>(locked.map((subject) => [subject.ref.id, subject]));
  return orRefuse(decide(recordingBy(law, recorder), subjects, facts));
}

/** Which of them the database looks at first is its own affair. */
const PLACES = ['subject_pkey', 'fact_chain', 'party_pkey'];

/** A subject that is begun was not looked up; that it was there already shows when its place is found taken. */
export async function writeNew(tx: Tx, region: Region, decision: Decision, law: Law): Promise<boolean> {
  try {
    return await write(tx, region, decision, law.stamp);
  } catch (fault) {
    const isBegun = decision.facts.some(({ fact }) => fact.seq === 1);
    if (isBegun && PLACES.some((place) => isTaken(fault, place))) throw new Refused(ledgerRefusals.begunTwice());
    throw fault;
  }
}

/** Whether a fact begins its subject. */
export function isBeginning(fact: NewFact): boolean {
  return factDefinition(fact.kind).begins === true;
}

/** A subject that a fact begins has no head to lock, and needs no read. */
async function lockExisting(tx: Tx, region: Region, facts: readonly NewFact[]): Promise<Subject[]> {
  const begun = new Set(facts.filter(isBeginning).map((fact) => fact.subject.id));
  const existing = [...new Set(facts.map((fact) => fact.subject.id))].filter((id) => !begun.has(id));
  return existing.length === 0 ? [] : lockSubjects(tx, region, existing);
}
