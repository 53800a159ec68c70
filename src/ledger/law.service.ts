import { randomBytes } from 'node:crypto';
import { currentCalendar } from '#calendars';
import type { Instant, PersonId, Region } from '#core/kernel';
import { CLOCK, type Lawbook, timekeeperOf } from '#core/obligation';
import { type Tx, uuid } from '#platform/db';
import type { Recording } from './decide.ts';
import { lawbookFrom, sm3 } from './lawbook.service.ts';
import { getLawStamp, type LawStamp, listParameterOverrides } from './ledger.store.ts';

/** Whose ledger, when, and who records; no person means that the clock itself does. */
export type Recorder = { readonly region: Region; readonly now: Instant; readonly person?: PersonId };

/** The law of a region as it was read: rules, parameters, calendar, and the stamp that tells whether it still is the law. */
export type Law = { readonly lawbook: Lawbook; readonly calendar: string; readonly stamp: LawStamp };

/** Read once and kept: whoever writes by it has the stamp compared in the same statement. */
const kept = new Map<Region, Law>();
const MOST_KEPT = 1_000;

/** The law that was last seen in force. It may have changed since; `write` tells. */
export async function lawLastSeen(tx: Tx, region: Region): Promise<Law> {
  return kept.get(region) ?? readLaw(tx, region);
}

export async function readLaw(tx: Tx, region: Region): Promise<Law> {
  // The stamp first: what changes between these statements makes the stamp wrong, not the law that it is taken for.
  const stamp = await getLawStamp(tx, region);
  const timekeeper = timekeeperOf(await currentCalendar(tx, region));
  const lawbook = lawbookFrom(await listParameterOverrides(tx, region), new Map([[timekeeper.version, timekeeper]]));
  const law = { lawbook, calendar: timekeeper.version, stamp };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(region, law);
  return law;
}

export function recordingBy(law: Law, recorder: Recorder): Recording {
  return {
    region: recorder.region,
    now: recorder.now,
    actor: recorder.person ?? CLOCK,
    lawbook: law.lawbook,
    calendar: law.calendar,
    digest: sm3,
    newId: uuid,
    newSalt: () => randomBytes(16).toString('hex'),
  };
}
