import { isRefusal, orRefuse, type Refusal, Refused, type Region } from '#core/kernel';
import { type BatchOptions, batcher, type Db, isDeadlock, type Tx } from '#platform/db';
import { type Claim, claimAnswers } from '#platform/http';
import { type Decision, decide } from './decide.ts';
import { type Law, lawLastSeen, type Recorder, readLaw, recordingBy } from './law.service.ts';
import { isBeginning, writeNew } from './ledger.service.ts';
import { ledgerRefusals } from './refusals.ts';
import type { NewFact } from './subject.ts';

/** Facts that arrive by themselves, each request with its own recorder: from counters, other systems, machines. */
export type Intake = Recorder & {
  readonly facts: readonly NewFact[];
  /** A repeat with the same key gets the first answer and records nothing; with another digest it is refused (HTTP-09). */
  readonly once?: { readonly key: string; readonly digest: string };
};

/** What was recorded, in the order of the facts given; the signals that followed are not among them. */
export type Recorded = {
  readonly facts: readonly { readonly id: string; readonly seq: number; readonly hash: string }[];
};

export type Intakes = {
  /** Resolves after the commit. Refuses as `record` does, and with DB-01 where too many are waiting. */
  record(intake: Intake): Promise<Recorded>;
};

/**
 * The door for hot intake: requests that arrive together are decided each by itself and written together, in one
 * transaction. Only for facts that begin new subjects: these have no chain to wait for. A request that is refused, or
 * whose data the database does not take, harms no other.
 */
export function recordMany(db: Db, options: BatchOptions = {}): Intakes {
  const batchers = new Map<Region, { add(intake: Intake): Promise<Recorded | Refusal> }>();
  return {
    async record(intake) {
      if (!intake.facts.every((fact) => isBeginning(fact) || isBegunWith(intake, fact)))
        throw new Error('recordMany takes facts that begin their subject, and what follows them');
      let region = batchers.get(intake.region);
      if (region === undefined) {
        // One batcher for each region: a transaction never spans two.
        region = batcher((intakes) => writeTogether(db, intake.region, intakes), options);
        batchers.set(intake.region, region);
      }
      return orRefuse(await region.add(intake));
    },
  };
}

function isBegunWith({ facts }: Intake, fact: NewFact): boolean {
  return facts.some((first) => isBeginning(first) && first.subject.id === fact.subject.id);
}

type Outcome = Recorded | Refusal;
type Decided = { readonly intake: Intake; readonly decision: Decision; readonly recorded: Recorded };

async function writeTogether(db: Db, region: Region, intakes: readonly Intake[]): Promise<readonly Outcome[]> {
  // What two of a batch share is for the second to find, in a batch of its own: the batcher then takes them one by one.
  if (intakes.length > 1 && haveSomethingInCommon(intakes)) throw new Refused(ledgerRefusals.begunTwice());
  for (let law = await lawLastSeen(db, region), tries = 1; ; tries += 1) {
    const outcomes = intakes.map((intake) => decideOne(law, intake));
    const decided = outcomes.filter((outcome): outcome is Decided => !isRefusal(outcome));
    try {
      const written = await writeDecided(db, region, law, decided);
      if (written !== undefined)
        return outcomes.map((outcome) =>
          isRefusal(outcome) ? outcome : (written.get(outcome.intake) ?? outcome.recorded),
        );
    } catch (fault) {
      // Undone whole, and nobody's fault: another batch took the same rows in another order.
      if (!isDeadlock(fault) || tries >= 3) throw fault;
    }
    law = await readLaw(db, region);
  }
}

function decideOne(law: Law, intake: Intake): Decided | Refusal {
  const decision = decide(recordingBy(law, intake), new Map(), intake.facts);
  if (isRefusal(decision)) return decision;
  const facts = decision.facts
    .slice(0, intake.facts.length)
    .map(({ fact, hash }) => ({ id: fact.id, seq: fact.seq, hash }));
  return { intake, decision, recorded: { facts } };
}

/** Undefined where the law had changed: nothing was written. Else the answers of requests that had been answered before. */
async function writeDecided(
  db: Db,
  region: Region,
  law: Law,
  decided: readonly Decided[],
): Promise<Map<Intake, Outcome> | undefined> {
  if (decided.length === 0) return new Map();
  // Without keys to claim, one statement is all, and is its own transaction.
  if (decided.every(({ intake }) => intake.once === undefined))
    return (await writeNew(db, region, together(decided), law)) ? new Map() : undefined;
  try {
    return await db.transaction(async (tx) => {
      const repeats = await claim(tx, decided);
      const fresh = decided.filter(({ intake }) => !repeats.has(intake));
      if (fresh.length > 0 && !(await writeNew(tx, region, together(fresh), law))) throw new LawChanged();
      return repeats;
    });
  } catch (fault) {
    if (fault instanceof LawChanged) return undefined;
    throw fault;
  }
}

/** Undoes the claims together with the rest. */
class LawChanged extends Error {}

async function claim(tx: Tx, decided: readonly Decided[]): Promise<Map<Intake, Outcome>> {
  const claims = decided.flatMap(({ intake, recorded }): (Claim & { answer: Recorded; intake: Intake })[] => {
    const { once, region, person = 'clock', now } = intake;
    return once === undefined ? [] : [{ region, actor: person, ...once, at: now, answer: recorded, intake }];
  });
  const answered = await claimAnswers(tx, claims);
  return new Map(
    claims.flatMap(({ intake, actor, key }): [Intake, Outcome][] => {
      const before = answered.get(`${actor} ${key}`);
      return before === undefined ? [] : [[intake, before]];
    }),
  );
}

function together(decided: readonly Decided[]): Decision {
  const [only] = decided;
  if (decided.length === 1 && only !== undefined) return only.decision;
  return {
    facts: decided.flatMap(({ decision }) => decision.facts),
    contents: decided.flatMap(({ decision }) => decision.contents),
    subjects: decided.flatMap(({ decision }) => decision.subjects),
    obligations: decided.flatMap(({ decision }) => decision.obligations),
  };
}

function haveSomethingInCommon(intakes: readonly Intake[]): boolean {
  const seen = new Set<string>();
  for (const { facts, once, person } of intakes) {
    const own = new Set(facts.map((fact) => fact.subject.id as string));
    if (once !== undefined) own.add(`${person ?? 'clock'} ${once.key}`);
    for (const each of own) {
      if (seen.has(each)) return true;
      seen.add(each);
    }
  }
  return false;
}
