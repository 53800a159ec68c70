import sql, { type Sql } from 'sql-template-tag';
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
  readonly receivedAt: Instant | null;
  readonly receivedBy: PersonId | null;
};

const FIELDS = sql`n.id, n.task_id as task, n.unit_id as unit, n.person_id as person, n.year, n.number, n.chased_at as at,
  c.received_at as "receivedAt", c.person_id as "receivedBy"`;

const NOTICES = sql`chasing.notice n left join chasing.receipt c on c.region = n.region and c.notice_id = n.id`;

/** Takes so many numbers and returns the first. The row stays locked until the commit: no gap, no double. */
export async function takeNumbers(tx: Tx, region: Region, year: number, count: number): Promise<number> {
  const { last } = await tx.one<{ last: number }>(sql`
    insert into chasing.series (region, series, year, last_number) values (${region}, 'chase', ${year}, ${count})
    on conflict (region, series, year) do update set last_number = series.last_number + excluded.last_number
    returning last_number as last`);
  return last - count + 1;
}

export async function addNotices(
  tx: Tx,
  region: Region,
  notices: readonly Omit<Notice, 'receivedAt' | 'receivedBy'>[],
): Promise<void> {
  await tx.query(sql`
    insert into chasing.notice (region, id, task_id, unit_id, person_id, year, number, chased_at)
    select ${region}, r.id, r.task, r.unit, r.person, r.year, r.number, r.at
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
      as r (id uuid, task uuid, unit uuid, person uuid, year bigint, number bigint, at timestamptz)`);
}

/** Which notices a list shows. Everything absent is not asked for. */
export type NoticeFilter = {
  /** Of these units only; all where null. */
  readonly units: readonly UnitId[] | null;
  readonly received?: boolean | undefined;
  /** From then on, and before then. */
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
};

/** The latest first. */
export async function listNotices(tx: Tx, region: Region, filter: NoticeFilter, limit: number): Promise<Notice[]> {
  return tx.query(sql`
    select ${FIELDS} from ${NOTICES} where ${conditions(region, filter)}
    order by n.chased_at desc, n.number desc limit ${limit}`);
}

function conditions(region: Region, { units, received, since, until }: NoticeFilter): Sql {
  return sql`n.region = ${region} and (${units === null} or n.unit_id = any(${units ?? []}::uuid[]))
    and (${received ?? null}::boolean is null or (c.received_at is not null) = ${received ?? false})
    and (${since ?? null}::timestamptz is null or n.chased_at >= ${since ?? null})
    and (${until ?? null}::timestamptz is null or n.chased_at < ${until ?? null})`;
}

export async function findNotices(tx: Tx, region: Region, ids: readonly string[]): Promise<Notice[]> {
  return tx.query(sql`
    select ${FIELDS} from ${NOTICES} where n.region = ${region} and n.id = any(${ids}::uuid[])
    order by n.year, n.number`);
}

export async function addReceipt(tx: Tx, region: Region, id: string, at: Instant, by: PersonId): Promise<void> {
  await tx.query(sql`
    insert into chasing.receipt (region, notice_id, person_id, received_at)
    values (${region}, ${id}::uuid, ${by}::uuid, ${at})`);
}
