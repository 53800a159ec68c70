import { epochOf, type Instant, instantOf, type Region } from '#core/kernel';
import type { Db } from '#platform/db';
import { dueSignals } from './decide.ts';
import { recordOn } from './ledger.service.ts';
import { findWatermark, listDueSubjects, listRegions, lockIdleSubjects, markWatermark } from './ledger.store.ts';

const BATCH = 500;
const WATERMARK = 'signals';
/** Longer than any transaction stays open: what it writes behind the watermark is still found. */
const MARGIN_MILLISECONDS = 10 * 60_000;
/** A sweep without a lower bound, so that nothing is missed for ever. */
const WHOLE_EVERY_MILLISECONDS = 3_600_000;

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
  for (let done = false; !done; ) {
    const due = await listDueSubjects(db, region, watermark, now, BATCH);
    const served = due.length === 0 ? 0 : await serve(db, region, now, due);
    raised += served;
    // Less than a batch was due, or the rest is held by somebody else, who is serving it or will be followed by the next sweep.
    done = due.length === 0 || served === 0;
  }
  const margin = instantOf(nowAt - MARGIN_MILLISECONDS);
  await db.transaction((tx) => markWatermark(tx, region, WATERMARK, margin));
  if (isWhole) wholeSweeps.set(region, nowAt);
  return raised;
}

async function serve(
  db: Db,
  region: Region,
  now: Instant,
  due: Parameters<typeof lockIdleSubjects>[2],
): Promise<number> {
  return db.transaction(async (tx) => {
    const subjects = await lockIdleSubjects(tx, region, due);
    const signals = subjects.flatMap((subject) => dueSignals(subject, now));
    if (signals.length === 0) return 0;
    await recordOn(tx, { region, now }, subjects, signals);
    return signals.length;
  });
}
