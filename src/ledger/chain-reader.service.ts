import type { Region, SubjectId } from '#core/kernel';
import type { Db, Tx } from '#platform/db';
import { type FactRow, listChains, listSubjectIds, snapshot } from './ledger.store.ts';

const SUBJECTS_AT_ONCE = 500;

/** The chains of some hundred subjects, and what was read beside them, all of one moment. */
export type ChainBatch<Beside> = {
  readonly ids: readonly SubjectId[];
  /** A registered subject without any fact has an empty chain. */
  readonly chains: ReadonlyMap<SubjectId, readonly FactRow[]>;
  readonly facts: number;
  readonly beside: Beside;
  readonly upTo: SubjectId;
};

/** Reads all chains of a region in the order of the subjects' ids. The next batch is on its way while one is worked on. */
export async function* readChains<Beside>(
  db: Db,
  region: Region,
  after: SubjectId | null,
  beside: (tx: Tx, ids: readonly SubjectId[]) => Promise<Beside>,
): AsyncGenerator<ChainBatch<Beside>> {
  const read = (from: SubjectId | null) => {
    const batch = snapshot(db, (tx) => readBatch(tx, region, from, beside));
    // Awaited below; a reader who stops early leaves it alone.
    batch.catch(() => {});
    return batch;
  };
  let next = read(after);
  for (;;) {
    const batch = await next;
    if (batch === undefined) return;
    next = read(batch.upTo);
    yield batch;
  }
}

async function readBatch<Beside>(
  tx: Tx,
  region: Region,
  after: SubjectId | null,
  beside: (tx: Tx, ids: readonly SubjectId[]) => Promise<Beside>,
): Promise<ChainBatch<Beside> | undefined> {
  const ids = await listSubjectIds(tx, region, after, SUBJECTS_AT_ONCE);
  const upTo = ids.at(-1);
  if (upTo === undefined) return undefined;
  const rows = await listChains(tx, region, ids);
  return { ids, chains: chainsOf(ids, rows), facts: rows.length, beside: await beside(tx, ids), upTo };
}

export function chainsOf(ids: readonly SubjectId[], rows: readonly FactRow[]): Map<SubjectId, FactRow[]> {
  const chains = new Map<SubjectId, FactRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) chains.get(row.subject_id)?.push(row);
  return chains;
}
