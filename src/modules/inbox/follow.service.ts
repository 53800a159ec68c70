import { epochOf, type Instant, idOf, instantOf, type Region, type SubjectId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { listBeginners, listNews, listStanding, type Mark } from '#ledger';
import type { Db, Tx } from '#platform/db';
import { type Standing, TOLD_KINDS, UNTELLING } from '#rulebook';
import { addresseesOf } from './addressees.ts';
import {
  deleteMessagesBefore,
  deleteMessagesOf,
  type Follower,
  findFollower,
  insertFollower,
  insertMessages,
  lockFollower,
  markFollower,
  NOTHING_SEEN,
} from './inbox.store.ts';

/** Longer than any transaction stays open: what commits late was still recorded after this. */
const MARGIN_MILLISECONDS = 10 * 60_000;
/** The mark moves at least so often, or it would keep the search for news long; seldom enough to leave an idle disk alone. */
const MARKED_EVERY_MILLISECONDS = 60_000;
/** Facts whose subjects are held in memory together. */
const AT_ONCE = 2_000;
const KEPT_DAYS = 180;
const DAY_MILLISECONDS = 86_400_000;

/** A mark of the ledger, as it is looked back from now. A clock that was set back must hide nothing. */
export function markOf(seen: string, seenAt: Instant, now: Instant): Mark {
  return { seen, since: instantOf(Math.min(epochOf(seenAt), epochOf(now)) - MARGIN_MILLISECONDS) };
}

/**
 * Follows the ledger: works out whom the facts since the last time inform, and returns how many facts that were. Any number
 * of programs may follow at once, and be killed at any moment: messages and mark are one transaction.
 */
export async function follow(db: Db, region: Region, now: Instant): Promise<number> {
  let idle = await findFollower(db, region);
  if (idle === undefined) {
    // A city is new: what was recorded between its founding and the first look is told too.
    await insertFollower(db, region, now);
    idle = { seen: NOTHING_SEEN, seenAt: now, lastNumber: 0 };
  }
  // Looked at without a lock first: nearly every time there is nothing.
  const { facts } = await listNews(db, region, markOf(idle.seen, idle.seenAt, now), TOLD_KINDS);
  const isStale = Math.abs(epochOf(now) - epochOf(idle.seenAt)) >= MARKED_EVERY_MILLISECONDS;
  return facts.length > 0 || isStale ? db.transaction((tx) => followLocked(tx, region, now)) : 0;
}

async function followLocked(tx: Tx, region: Region, now: Instant): Promise<number> {
  const before = await lockFollower(tx, region);
  const { facts, seen } = await listNews(tx, region, markOf(before.seen, before.seenAt, now), TOLD_KINDS);
  let lastNumber = before.lastNumber;
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const some = facts.slice(from, from + AT_ONCE);
    const standingOf = await standingsOf(tx, region, some);
    const addressees = some.flatMap((fact) => {
      const told = addresseesOf(fact, standingOf(fact));
      if (told.length === 0) return [];
      lastNumber += 1;
      return told.map((one) => ({ ...one, number: lastNumber }));
    });
    await insertMessages(tx, region, addressees);
    const takenBack = some.filter(({ kind }) => UNTELLING.includes(kind)).map(({ subject }) => subject.id);
    await deleteMessagesOf(tx, region, takenBack);
  }
  const after: Follower = { seen, seenAt: now, lastNumber };
  await markFollower(tx, region, after);
  return facts.length;
}

/** What is known of the subjects of some facts. */
async function standingsOf(tx: Tx, region: Region, facts: readonly Fact[]): Promise<(fact: Fact) => Standing> {
  const ids = [...new Set(facts.map(({ subject }) => idOf<SubjectId>(subject.id)))];
  const subjects = new Map((await listStanding(tx, region, ids)).map((subject) => [String(subject.ref.id), subject]));
  const beginners = await listBeginners(tx, region, ids);
  return ({ subject }) => ({
    parties: subjects.get(subject.id)?.parties ?? [],
    obligations: subjects.get(subject.id)?.obligations ?? [],
    begunBy: beginners.get(idOf<SubjectId>(subject.id)) ?? null,
  });
}

/** Messages are a help to memory; the facts behind them stay. */
export async function forgetOldMessages(db: Db, region: Region, now: Instant): Promise<void> {
  await deleteMessagesBefore(db, region, instantOf(epochOf(now) - KEPT_DAYS * DAY_MILLISECONDS));
}
