import sql from 'sql-template-tag';
import { idOf, type Region } from '#core/kernel';
import type { Db } from '#platform/db';

/** The jurisdictions that a database holds, whatever edition of the product made it; none in one that is empty. */
export async function regionsIn(db: Db): Promise<readonly Region[]> {
  const [table] = await db.query<{ there: boolean }>(
    sql`select to_regclass('directory.jurisdiction') is not null as there`,
  );
  if (table?.there !== true) return [];
  const rows = await db.query<{ region: string }>(sql`select region from directory.jurisdiction order by region`);
  return rows.map(({ region }) => idOf<Region>(region));
}
