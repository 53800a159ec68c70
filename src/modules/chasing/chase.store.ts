import sql from 'sql-template-tag';
import type { Instant, PersonId, Region, SubjectId, UnitId } from '#core/kernel';
import type { Tx } from '#platform/db';

export type Notice = {
  readonly id: string;
  readonly task: SubjectId;
  readonly unit: UnitId;
  readonly person: PersonId;
  readonly year: number;
  readonly number: number;
  readonly at: Instant;
};

/** Takes so many numbers and returns the first. The row stays locked until the commit: no gap, no double. */
export async function takeNumbers(tx: Tx, region: Region, year: number, count: number): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`
    insert into chasing.series (region, series, year, last_number) values (${region}, 'chase', ${year}, ${count})
    on conflict (region, series, year) do update set last_number = series.last_number + excluded.last_number
    returning last_number as last`);
  return last - count + 1;
}

export async function addNotices(tx: Tx, region: Region, notices: readonly Notice[]): Promise<void> {
  for (const { id, task, unit, person, year, number, at } of notices)
    await tx.query(sql`
      insert into chasing.notice (region, id, task_id, unit_id, person_id, year, number, chased_at)
      values (${region}, ${id}::uuid, ${task}::uuid, ${unit}::uuid, ${person}::uuid, ${year}, ${number}, ${at})`);
}

/** The latest first; of these units only, or of all where null. */
export async function listNotices(
  tx: Tx,
  region: Region,
  units: readonly UnitId[] | null,
  limit: number,
): Promise<Notice[]> {
  return tx.query(sql`
    select id, task_id as task, unit_id as unit, person_id as person, year, number, chased_at as at from chasing.notice
    where region = ${region} and (${units === null} or unit_id = any(${units ?? []}::uuid[]))
    order by year desc, number desc limit ${limit}`);
}
