import { epochOf, type Instant, instantOf, type Region, type SubjectId } from '#core/kernel';
import { type Db, isDataFault } from '#platform/db';
import { dueSignals } from './decide.ts';
import { recordOn } from './ledger.service.ts';
import { findWatermark, listDueSubjects, listRegions, lockIdleSubjects, markWatermark } from './ledger.store.ts';

const BATCH = 500;
const WATERMARK = 'signals';
/** Longer than any transaction stays open: what it writes behind the watermark is still found. */
const MARGIN_MILLISECONDS = 10 * 60_000;
/** A sweep without a lower bound, so that nothing is missed for ever. */
const WHOLE_EVERY_MILLISECONDS = 3_600_000;
const WRITTEN_EVERY_MILLISECONDS = 60_000;

/**
 * The clock moves: raises every signal that has come due, each exactly once, and returns how many.
 * Any number of workers may run it at once, and it may be killed between any two steps: a signal and its mark are one fact in one transaction.
 */
export async function sweep(db: Db, now: Instant): Promise<number> {
  let raised = 0;
  for (const region of await listRegions(db)) raised += await sweepRegion(db, region, now);
  return raised;
}

const lastWhole = new WeakMap<Db, Map<Region, number>>();

async function sweepRegion(db: Db, region: Region, now: Instant): Promise<number> {
  const nowAt = epochOf(now);
  const wholeSweeps = lastWhole.get(db) ?? new Map<Region, number>();
  lastWhole.set(db, wholeSweeps);
  const lastWholeAt = wholeSweeps.get(region);
  const isWhole = lastWholeAt === undefined || nowAt - lastWholeAt >= WHOLE_EVERY_MILLISECONDS || nowAt < lastWholeAt;
  const watermark = isWhole ? null : await findWatermark(db, region, WATERMARK);

  let raised = 0;
  const faults = new Map<SubjectId, unknown>();
  for (;;) {
    const due = await listDueSubjects(db, region, watermark, now, BATCH);
    const able = due.filter((subject) => !faults.has(subject));
    const served = able.length === 0 ? 0 : await serveApart(db, region, now, able, faults);
    raised += served;
    if (due.length === 0) {
      await drained(db, region, nowAt, watermark);
      if (isWhole) wholeSweeps.set(region, nowAt);
      break;
    }
    // What is left is held by somebody else, or at fault: the next sweep finds it, for the watermark stays where it is.
    if (served === 0) break;
  }
  if (faults.size > 0) {
    const [first] = faults.values();
    const why = first instanceof Error ? first.message : String(first);
    throw new AggregateError(
      faults.values(),
      `${region}: ${faults.size} subjects could not be signalled, the first: ${why}`,
    );
  }
  return raised;
}

/** Everything up to now is served. Written once in a while only: an idle clock should leave the disk alone. */
async function drained(db: Db, region: Region, nowAt: number, watermark: Instant | null): Promise<void> {
  const margin = nowAt - MARGIN_MILLISECONDS;
  if (watermark !== null && margin - epochOf(watermark) < WRITTEN_EVERY_MILLISECONDS) return;
  await markWatermark(db, region, WATERMARK, instantOf(margin));
}

/** All together; where that fails, each by itself, so that one subject at fault stops the clock for itself only. */
async function serveApart(
  db: Db,
  region: Region,
  now: Instant,
  due: readonly SubjectId[],
  faults: Map<SubjectId, unknown>,
): Promise<number> {
  try {
    return await serve(db, region, now, due);
  } catch (fault) {
    if (!isDataFault(fault) && isOfDatabase(fault)) throw fault;
  }
  let served = 0;
  for (const subject of due) {
    try {
      served += await serve(db, region, now, [subject]);
    } catch (fault) {
      faults.set(subject, fault);
    }
  }
  return served;
}

/** The database itself: gone, full, stopped. Asking it again for each subject would help nobody. */
function isOfDatabase(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault;
}

async function serve(db: Db, region: Region, now: Instant, due: readonly SubjectId[]): Promise<number> {
  return db.transaction(async (tx) => {
    const subjects = await lockIdleSubjects(tx, region, due);
    const signals = subjects.flatMap((subject) => dueSignals(subject, now));
    if (signals.length === 0) return 0;
    await recordOn(tx, { region, now }, subjects, signals);
    return signals.length;
  });
}
