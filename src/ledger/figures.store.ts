import sql, { type Sql } from 'sql-template-tag';
import {
  type FactId,
  type Instant,
  type PlainDate,
  type Region,
  type SubjectId,
  type UnitId,
  ZONE,
} from '#core/kernel';
import type { JsonObject } from '#core/obligation';
import type { Reach } from '#directory';
import type { Tx } from '#platform/db';
import { timingSql } from './performance.store.ts';
import type { Timing } from './performance.ts';
import { visible } from './reading.store.ts';

/** Which subjects figures are about. What has ended counts if it was performed from `from` on; what is open always counts. */
export type FigureScope = {
  readonly type: string;
  readonly now: Instant;
  readonly from: Instant;
  readonly parent?: SubjectId | undefined;
  /** With a lead unit its own performance is counted, not that of the whole. */
  readonly lead?: UnitId | undefined;
};

const row = sql`r`;

/** The performance of subjects, or of one lead unit in them, as `r` with id, parent_id, outcome, deadline_at, performed_at. */
function performances(region: Region, reach: Reach, scope: FigureScope, of: Sql): Sql {
  const parent = scope.parent === undefined ? sql`true` : sql`s.parent_id = ${scope.parent}::uuid`;
  if (scope.lead === undefined)
    return sql`(select s.id, s.parent_id, s.outcome, s.deadline_at, s.performed_at from ${reached(region, reach, scope.type)}
      where s.region = ${region} and s.type = ${scope.type} and ${of} and ${parent}) r`;
  return sql`(select s.subject_id as id, s.unit_id, s.outcome, s.deadline_at, s.performed_at from ledger.party s
    where s.region = ${region} and s.subject_type = ${scope.type} and s.relation = 'lead' and s.unit_id = ${scope.lead}::uuid and ${of}
      and ${parentOfParty(region, scope.parent)} and ${visible(region, reach, sql`s.subject_id`)}) r`;
}

/** `subject s` within reach. Who reaches a few units begins with what these take part in, not with the whole ledger. */
function reached(region: Region, reach: Reach, type: string): Sql {
  if (reach.scope !== 'relations') return sql`(select * from ledger.subject s where ${visible(region, reach)}) s`;
  return sql`(select distinct v.subject_id from ledger.party v where v.region = ${region} and v.unit_id = any(${reach.unitIds}::uuid[])
      and v.subject_type = ${type} and v.relation = any(${reach.relations}::text[])) mine
    join ledger.subject s on s.region = ${region} and s.id = mine.subject_id`;
}

function parentOfParty(region: Region, parent: SubjectId | undefined): Sql {
  if (parent === undefined) return sql`true`;
  return sql`exists (select 1 from ledger.subject b where b.region = ${region} and b.id = s.subject_id and b.parent_id = ${parent}::uuid)`;
}

const open = sql`s.outcome = 'open'`;
const ended = (from: Instant) => sql`s.outcome in ('on-time', 'late') and s.performed_at >= ${from}::timestamptz`;

/** How many of each timing: what ended since the beginning of the period, and what is open now. */
export async function countTimings(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
): Promise<{ timing: Timing; count: number }[]> {
  return tx.query(sql`
    select r.outcome as timing, count(*) as count from ${performances(region, reach, scope, ended(scope.from))} group by 1
    union all
    select ${timingSql(row, scope.now)} as timing, count(*) as count from ${performances(region, reach, scope, open)} group by 1`);
}

/** How many that nobody has reported on yet fall due from now to an instant. */
export async function countDueBefore(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
  to: Instant,
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*) as count from ${performances(region, reach, scope, open)}
    where r.performed_at is null and r.deadline_at >= ${scope.now}::timestamptz and r.deadline_at < ${to}::timestamptz`);
  return count;
}

/** How many of each timing each lead unit has, of its own performance. */
export async function countTimingsByLead(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
): Promise<{ unit: UnitId; timing: Timing; count: number }[]> {
  const mine =
    reach.scope === 'relations'
      ? sql`(select distinct v.subject_id from ledger.party v where v.region = ${region} and v.unit_id = any(${reach.unitIds}::uuid[])
          and v.subject_type = ${scope.type} and v.relation = any(${reach.relations}::text[])) mine
          join ledger.party s on s.region = ${region} and s.subject_id = mine.subject_id`
      : sql`(select * from ledger.party s where ${visible(region, reach, sql`s.subject_id`)}) s`;
  const of = (which: Sql) => sql`(select s.unit_id, s.outcome, s.deadline_at, s.performed_at from ${mine}
    where s.region = ${region} and s.subject_type = ${scope.type} and s.relation = 'lead' and ${which}
      and ${parentOfParty(region, scope.parent)}) r`;
  return tx.query(sql`
    select r.unit_id as unit, r.outcome as timing, count(*) as count from ${of(ended(scope.from))} group by 1, 2
    union all
    select r.unit_id as unit, ${timingSql(row, scope.now)} as timing, count(*) as count from ${of(open)} group by 1, 2`);
}

/** How many ended in each week, which is named by its Monday. */
export async function countByWeek(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
): Promise<{ week: PlainDate; timing: 'on-time' | 'late'; count: number }[]> {
  return tx.query(sql`
    select date_trunc('week', r.performed_at at time zone ${ZONE})::date as week, r.outcome as timing, count(*) as count
    from ${performances(region, reach, scope, ended(scope.from))} group by 1, 2 order by 1, 2`);
}

/**
 * The days between which lateness is counted: for each day, how many late ones were performed on it (or are not yet, on
 * the day of `now`) less how many of them were due on it. So few rows say how late all are together, in any kind of day.
 */
export async function countLateDays(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
): Promise<{ day: PlainDate; balance: number; late: number }[]> {
  return tx.query(sql`
    with late as (
      select r.deadline_at, r.performed_at from ${performances(region, reach, scope, sql`s.outcome = 'late' and s.performed_at >= ${scope.from}::timestamptz`)}
      union all
      select r.deadline_at, coalesce(r.performed_at, ${scope.now}::timestamptz) from ${performances(region, reach, scope, open)}
      where r.deadline_at < coalesce(r.performed_at, ${scope.now}::timestamptz)
    ), ends as (
      select (performed_at at time zone ${ZONE})::date as day, count(*) as ended, 0 as due from late group by 1
      union all
      select (deadline_at at time zone ${ZONE})::date, 0, count(*) from late group by 1
    )
    select day, (sum(ended) - sum(due))::bigint as balance, sum(ended)::bigint as late from ends group by day order by day`);
}

/** For each parent that has something open: how many of all its subjects stand at each timing, by the day they are due. */
export async function countByParentAndDay(
  tx: Tx,
  region: Region,
  reach: Reach,
  scope: FigureScope,
): Promise<{ parent: SubjectId; day: PlainDate | null; timing: Timing; count: number }[]> {
  const parents = await tx.query<{ parent: SubjectId }>(sql`
    select distinct r.parent_id as parent from ${performances(region, reach, { ...scope, lead: undefined }, open)}
    where r.parent_id is not null`);
  const ids = parents.map(({ parent }) => parent);
  return tx.query(sql`
    select s.parent_id as parent, (s.deadline_at at time zone ${ZONE})::date as day, ${timingSql(sql`s`, scope.now)} as timing, count(*) as count
    from ${reached(region, reach, scope.type)}
    where s.region = ${region} and s.parent_id = any(${ids}::uuid[]) and s.type = ${scope.type} and s.outcome is not null
    group by 1, 2, 3 order by 1, 2, 3`);
}

/** Something that has happened, with the subject that it is about. */
export type UnitFact = {
  readonly id: FactId;
  readonly kind: string;
  readonly subject: SubjectId;
  readonly recordedAt: Instant;
  readonly onBehalfOf: UnitId | null;
  readonly data: JsonObject;
};

/** The latest facts about a unit's subjects of a type, as far as they are within reach. */
export async function listFactsOfUnit(
  tx: Tx,
  region: Region,
  reach: Reach,
  of: { readonly type: string; readonly unit: UnitId; readonly limit: number },
): Promise<UnitFact[]> {
  // The latest facts of some subjects are facts of the subjects that were written to last.
  const touched = sql`f.subject_id in (
    select s.id from ledger.subject s join ledger.party p on p.region = s.region and p.subject_id = s.id
    where s.region = ${region} and s.type = ${of.type} and p.unit_id = ${of.unit}::uuid and ${visible(region, reach)}
    group by s.region, s.id order by s.recorded_at desc, s.id limit ${of.limit})`;
  return tx.query(sql`
    select f.id, f.kind, f.subject_id as subject, f.recorded_at as "recordedAt", (f.body->>'onBehalfOf')::uuid as "onBehalfOf", f.body->'data' as data
    from ledger.fact f join ledger.subject s on s.region = f.region and s.id = f.subject_id
    where f.region = ${region} and s.type = ${of.type} and ${touched} and ${visible(region, reach)}
    order by f.recorded_at desc, f.id desc limit ${of.limit}`);
}
