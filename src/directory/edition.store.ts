import sql from 'sql-template-tag';
import type { Instant, Region } from '#core/kernel';
import { type Tx, uuid } from '#platform/db';

/** 名录版本: one change of the directory. `actor` is a person, or setup. */
export type Edition = {
  readonly at: Instant;
  readonly actor: string;
  /** Past tense: unit.created. */
  readonly act: string;
  readonly objectType: 'jurisdiction' | 'unit' | 'post' | 'person' | 'body' | 'role-grant' | 'account' | 'directory';
  readonly objectId: string | null;
  readonly summary: string;
  readonly change: unknown;
};

export async function insertEdition(tx: Tx, region: Region, edition: Edition): Promise<void> {
  const { at, actor, act, objectType, objectId, summary, change } = edition;
  await tx.query(sql`
    insert into directory.edition (region, id, at, actor, act, object_type, object_id, summary, change)
    values (${region}, ${uuid()}::uuid, ${at}, ${actor}, ${act}, ${objectType}, ${objectId}::uuid, ${summary}, ${JSON.stringify(change)}::jsonb)`);
}

export type EditionLine = Omit<Edition, 'change'> & { readonly id: string; readonly actorName: string | null };

/** Changes, the latest first: of one object, or of the whole directory. */
export async function listEditions(
  tx: Tx,
  region: Region,
  filter: { readonly objectId?: string | undefined; readonly limit: number },
): Promise<EditionLine[]> {
  const only = filter.objectId === undefined ? sql`true` : sql`e.object_id = ${filter.objectId}::uuid`;
  return tx.query<EditionLine>(sql`
    select e.id, e.at, e.actor, e.act, e.object_type as "objectType", e.object_id as "objectId", e.summary,
      (select p.name from directory.person p where p.region = e.region and p.id::text = e.actor) as "actorName"
    from directory.edition e where e.region = ${region} and ${only}
    order by e.at desc, e.id desc limit ${filter.limit}`);
}
