import { currentCalendar } from '#calendars';
import type { Instant, Region, SubjectId } from '#core/kernel';
import {
  canonicalText,
  isLive,
  type Obligation,
  RETIMED,
  retimed,
  type Timekeeper,
  timekeeperOf,
} from '#core/obligation';
import type { Db } from '#platform/db';
import { recordOn } from './ledger.service.ts';
import { findWatermark, listRegions, lockIdleSubjects, markWatermark } from './ledger.store.ts';
import { listTimedOtherwise } from './retime.store.ts';
import type { NewFact, Subject } from './subject.ts';

const BATCH = 500;

/**
 * A notice has changed the calendar: computes every live obligation anew that it touches, each change a fact with the old
 * day, the new day and the version that moved it. Returns how many moved. Served signals stay (OBL-11).
 * Done once for each version; may be stopped and run again at any point.
 */
export async function retime(db: Db, now: Instant): Promise<number> {
  let moved = 0;
  for (const region of await listRegions(db)) moved += await retimeRegion(db, region, now);
  return moved;
}

async function retimeRegion(db: Db, region: Region, now: Instant): Promise<number> {
  const timekeeper = timekeeperOf(await currentCalendar(db, region));
  const mark = `retimed ${timekeeper.version}`;
  if ((await findWatermark(db, region, mark)) !== null) return 0;
  let moved = 0;
  let isComplete = true;
  let after: SubjectId | null = null;
  for (;;) {
    const ids: SubjectId[] = await listTimedOtherwise(db, region, timekeeper.version, after, BATCH);
    if (ids.length === 0) break;
    const batch = await db.transaction(async (tx) => {
      const subjects = await lockIdleSubjects(tx, region, ids);
      const facts = subjects.flatMap((subject) => movesOf(subject, timekeeper));
      if (facts.length > 0) await recordOn(tx, { region, now }, subjects, facts);
      return { moved: facts.length, isWhole: subjects.length === ids.length };
    });
    moved += batch.moved;
    // Somebody is writing to one of them: the next run takes it up.
    isComplete &&= batch.isWhole;
    after = ids.at(-1) ?? null;
  }
  if (isComplete) await db.transaction((tx) => markWatermark(tx, region, mark, now));
  return moved;
}

function movesOf(subject: Subject, timekeeper: Timekeeper): NewFact[] {
  return subject.obligations.filter(isLive).flatMap((obligation): NewFact[] => {
    const after = retimed(obligation, obligation.suspensions, timekeeper);
    if (sameTimes(obligation, after)) return [];
    const data = {
      obligation: obligation.id,
      before: obligation.times.dueAt,
      after: after.times.dueAt,
      notice: timekeeper.version,
    };
    return [{ subject: subject.ref, kind: RETIMED, data }];
  });
}

function sameTimes(before: Obligation, after: Obligation): boolean {
  return canonicalText(before.times) === canonicalText(after.times);
}
