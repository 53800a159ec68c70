import sql from 'sql-template-tag';
import type { Instant, PersonId, Region } from '#core/kernel';
import type { Tx } from '#platform/db';

/** Where somebody stood when taking the merged table last. */
export type Taken = { readonly at: Instant; readonly mark: string };
export type TakenBy = { readonly region: Region; readonly person: PersonId; readonly filter: string };

export async function findTaken(tx: Tx, { region, person, filter }: TakenBy): Promise<Taken | undefined> {
  return tx.maybe(sql`
    select taken_at as at, ledger_mark as mark from worksheet.merged_taken
    where region = ${region} and person_id = ${person}::uuid and filter = ${filter}`);
}

export async function markTaken(tx: Tx, { region, person, filter }: TakenBy, { at, mark }: Taken): Promise<void> {
  await tx.query(sql`
    insert into worksheet.merged_taken (region, person_id, filter, taken_at, ledger_mark)
    values (${region}, ${person}::uuid, ${filter}, ${at}, ${mark})
    on conflict (region, person_id, filter) do update set taken_at = excluded.taken_at, ledger_mark = excluded.ledger_mark`);
}
