import sql from 'sql-template-tag';
import type { Region, SubjectId } from '#core/kernel';
import type { Tx } from '#platform/db';

/** Subjects after `after` that have a live obligation whose day was computed with another version of the calendar. */
export async function listTimedOtherwise(
  tx: Tx,
  region: Region,
  calendar: string,
  after: SubjectId | null,
  limit: number,
): Promise<SubjectId[]> {
  const rows = await tx.query<{ subject_id: SubjectId }>(sql`
    select distinct subject_id from ledger.obligation
    where region = ${region} and state in ('open', 'held') and due_at is not null and body->>'calendar' <> ${calendar}
      and subject_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by subject_id limit ${limit}`);
  return rows.map((row) => row.subject_id);
}
