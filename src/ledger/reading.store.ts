import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { Instant, ObligationId, Region, SubjectId, UnitId } from '#core/kernel';
import type { Fact, Json, Lamp, Obligation } from '#core/obligation';
import type { Reach } from '#directory';
import type { Tx } from '#platform/db';
import { performanceSql } from './performance.store.ts';
import type { Performance } from './performance.ts';
import type { SubjectFilter } from './subject-filter.ts';

/**
 * The second face of the access policy: the subjects within a person's reach, as a predicate over `subject s` or over
 * another column that names subjects. A reach by relation is asked of `party`; no reach yields nothing.
 */
export function visible(region: Region, reach: Reach, subject: Sql = sql`s.id`): Sql {
  switch (reach.scope) {
    case 'jurisdiction':
      return sql`true`;
    case 'none':
      return sql`false`;
    case 'relations':
      return sql`exists (select 1 from ledger.party v where v.region = ${region} and v.subject_id = ${subject}
        and v.unit_id = any(${reach.unitIds}::uuid[]) and v.relation = any(${reach.relations}::text[]))`;
  }
}

/** A line of a list: what it is called, how it stands, who stands where. */
export type SubjectLine = {
  readonly id: SubjectId;
  readonly type: string;
  readonly parent: SubjectId | null;
  readonly state: string;
  readonly lamp: Lamp | null;
  readonly dueAt: Instant | null;
  readonly openedAt: Instant;
  readonly recordedAt: Instant;
  /** The content `title` of its first fact; null where it was erased by law. */
  readonly title: Json | null;
  readonly performance: Performance;
  readonly parties: readonly { readonly unit: UnitId; readonly relation: string; readonly lamp: Lamp | null }[];
};

/** Where the next page begins: after the line with this due instant and id. */
export type After = { readonly dueAt: Instant | null; readonly id: SubjectId };

const FAR = '9999-12-31T00:00:00.000Z';

/** Where a list is of what one unit leads, lamp, due day and performance are that unit's own: the row `l`, else `s`. */
function own({ performance }: SubjectFilter): Sql {
  return performance?.lead === undefined ? sql`s` : sql`l`;
}

function subjects({ performance }: SubjectFilter): Sql {
  if (performance?.lead === undefined) return sql`ledger.subject s`;
  return sql`ledger.subject s join ledger.party l on l.region = s.region and l.subject_id = s.id and l.relation = 'lead'
    and l.unit_id = ${performance.lead}::uuid`;
}

function conditions(region: Region, reach: Reach, filter: SubjectFilter): Sql {
  const parts: Sql[] = [sql`s.region = ${region} and s.type = ${filter.type}`, visible(region, reach)];
  if (filter.parent !== undefined) parts.push(sql`s.parent_id = ${filter.parent}::uuid`);
  if (filter.lamp !== undefined) parts.push(sql`${own(filter)}.lamp = ${filter.lamp}`);
  if (filter.states !== undefined) parts.push(sql`s.state = any(${filter.states}::text[])`);
  if (filter.dueBefore !== undefined) parts.push(sql`${own(filter)}.due_at <= ${filter.dueBefore}`);
  if (filter.unit !== undefined) {
    const relation = filter.relation === undefined ? empty : sql` and u.relation = ${filter.relation}`;
    parts.push(sql`exists (select 1 from ledger.party u where u.region = ${region} and u.subject_id = s.id
      and u.unit_id = ${filter.unit}::uuid${relation})`);
  }
  if (filter.rule !== undefined) {
    parts.push(sql`exists (select 1 from ledger.obligation r where r.region = ${region} and r.subject_id = s.id
      and r.rule = ${filter.rule}) = ${filter.isOfRule ?? true}`);
  }
  if (filter.performance !== undefined) parts.push(...performanceSql(own(filter), filter.performance));
  if (filter.words !== undefined && filter.words !== '') {
    parts.push(sql`exists (select 1 from ledger.content t where t.region = ${region} and t.subject_id = s.id and t.name = 'title'
      and position(lower(${filter.words}) in lower(concat(t.body->>'number', t.body->>'text'))) > 0)`);
  }
  return join(parts, ' and ');
}

/** A page of subjects within reach, by due instant; those without one come last. */
export async function listSubjects(
  tx: Tx,
  region: Region,
  reach: Reach,
  filter: SubjectFilter,
  page: { readonly limit: number; readonly after?: After | undefined },
): Promise<SubjectLine[]> {
  const row = own(filter);
  const after =
    page.after === undefined
      ? empty
      : sql` and (coalesce(${row}.due_at, ${FAR}::timestamptz), s.id) > (${page.after.dueAt ?? FAR}::timestamptz, ${page.after.id}::uuid)`;
  const rows = await tx.query<{
    id: SubjectId;
    type: string;
    parent_id: SubjectId | null;
    state: string;
    lamp: Lamp | null;
    due_at: Instant | null;
    opened_at: Instant;
    recorded_at: Instant;
    outcome: Performance['outcome'];
    deadline_at: Instant | null;
    performed_at: Instant | null;
    title: Json | null;
    parties: SubjectLine['parties'] | null;
  }>(sql`
    with page as (
      select s.id, s.type, s.parent_id, s.state, ${row}.lamp, ${row}.due_at, s.opened_at, s.recorded_at,
        ${row}.outcome, ${row}.deadline_at, ${row}.performed_at
      from ${subjects(filter)} where ${conditions(region, reach, filter)}${after}
      order by coalesce(${row}.due_at, ${FAR}::timestamptz), s.id limit ${page.limit})
    select page.*,
      (select t.body from ledger.content t where t.region = ${region} and t.subject_id = page.id and t.name = 'title'
        order by t.recorded_at desc, t.id desc limit 1) as title,
      (select jsonb_agg(jsonb_build_object('unit', p.unit_id, 'relation', p.relation, 'lamp', p.lamp) order by p.relation, p.unit_id)
        from ledger.party p where p.region = ${region} and p.subject_id = page.id) as parties
    from page order by coalesce(page.due_at, ${FAR}::timestamptz), page.id`);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    parent: row.parent_id,
    state: row.state,
    lamp: row.lamp,
    dueAt: row.due_at,
    openedAt: row.opened_at,
    recordedAt: row.recorded_at,
    title: row.title,
    performance: { outcome: row.outcome, deadlineAt: row.deadline_at, performedAt: row.performed_at },
    parties: row.parties ?? [],
  }));
}

/** How many subjects within reach stand under each lamp and in each state. */
export async function countSubjects(
  tx: Tx,
  region: Region,
  reach: Reach,
  filter: SubjectFilter,
): Promise<{ lamp: Lamp | null; state: string; count: number }[]> {
  return tx.query(sql`
    select ${own(filter)}.lamp, s.state, count(*) as count from ${subjects(filter)}
    where ${conditions(region, reach, filter)} group by 1, 2`);
}

/** Of these subjects, those within reach. */
export async function listVisible(
  tx: Tx,
  region: Region,
  reach: Reach,
  ids: readonly SubjectId[],
): Promise<SubjectId[]> {
  const rows = await tx.query<{ id: SubjectId }>(sql`
    select s.id from ledger.subject s
    where s.region = ${region} and s.id = any(${ids}::uuid[]) and ${visible(region, reach)} order by s.id`);
  return rows.map(({ id }) => id);
}

/** Of these subjects, those that have a duty under a rule. */
export async function listOfRule(
  tx: Tx,
  region: Region,
  rule: string,
  ids: readonly SubjectId[],
): Promise<SubjectId[]> {
  const rows = await tx.query<{ id: SubjectId }>(sql`
    select distinct subject_id as id from ledger.obligation
    where region = ${region} and subject_id = any(${ids}::uuid[]) and rule = ${rule}`);
  return rows.map(({ id }) => id);
}

/** A duty of one rule, live or not, with what it is about, how that stands and the fact that opened it. */
export type RuleLine = DutyLine & { readonly state: string; readonly opening: Fact };

/** The duties of one rule within reach, by due instant and then by bearer: for lists that show what has ended too. */
export async function listDutiesOfRule(
  tx: Tx,
  region: Region,
  reach: Reach,
  filter: {
    readonly rule: string;
    readonly parent?: SubjectId | undefined;
    readonly units?: readonly UnitId[] | undefined;
    /** Of one order of the plan, and of one period of it: the number in its title. */
    readonly item?: string | undefined;
    readonly number?: string | undefined;
    /** Due from then on; what is live or has no due instant always. */
    readonly dueFrom?: Instant | undefined;
    readonly limit: number;
  },
): Promise<RuleLine[]> {
  const parts: Sql[] = [sql`o.region = ${region} and o.rule = ${filter.rule}`, visible(region, reach)];
  const title = sql`(select t.body from ledger.content t
    where t.region = ${region} and t.subject_id = s.id and t.name = 'title' order by t.recorded_at desc, t.id desc limit 1)`;
  if (filter.parent !== undefined) parts.push(sql`s.parent_id = ${filter.parent}::uuid`);
  if (filter.units !== undefined) parts.push(sql`o.bearer_unit = any(${filter.units}::uuid[])`);
  if (filter.item !== undefined) parts.push(sql`f.body->'data'->>'item' = ${filter.item}`);
  if (filter.number !== undefined) parts.push(sql`${title}->>'number' = ${filter.number}`);
  if (filter.dueFrom !== undefined)
    parts.push(sql`(o.due_at is null or o.due_at >= ${filter.dueFrom} or o.state in ('open', 'held'))`);
  return tx.query<RuleLine>(sql`
    select o.body as obligation, o.lamp, s.parent_id as parent, s.state, f.body as opening, ${title} as title
    from ledger.obligation o join ledger.subject s on s.region = o.region and s.id = o.subject_id
      join ledger.fact f on f.region = o.region and f.subject_id = o.subject_id and f.id = (o.body->>'openedBy')::uuid
    where ${join(parts, ' and ')}
    order by coalesce(o.due_at, ${FAR}::timestamptz), o.bearer_unit, o.id limit ${filter.limit}`);
}

/** How many subjects of a type, within reach, each of these parents has under each lamp. */
export async function countByParent(
  tx: Tx,
  region: Region,
  reach: Reach,
  of: { readonly type: string; readonly parents: readonly SubjectId[] },
): Promise<{ parent: SubjectId; lamp: Lamp; count: number }[]> {
  return tx.query(sql`
    select s.parent_id as parent, s.lamp, count(*) as count from ledger.subject s
    where s.region = ${region} and s.parent_id = any(${of.parents}::uuid[]) and s.type = ${of.type} and s.lamp is not null
      and ${visible(region, reach)} group by s.parent_id, s.lamp order by s.parent_id, s.lamp`);
}

/** A duty with what it is about. */
export type DutyLine = {
  readonly obligation: Obligation;
  readonly lamp: Lamp;
  readonly title: Json | null;
  readonly parent: SubjectId | null;
};

/** Obligations within reach, borne by certain units or by any, by lamp and due instant. */
export async function listDuties(
  tx: Tx,
  region: Region,
  reach: Reach,
  filter: {
    readonly units?: readonly UnitId[] | undefined;
    readonly states: readonly string[];
    readonly lamps?: readonly Lamp[] | undefined;
    readonly after?: { readonly dueAt: Instant | null; readonly id: ObligationId } | undefined;
    readonly limit: number;
  },
): Promise<DutyLine[]> {
  const units = filter.units === undefined ? sql`true` : sql`o.bearer_unit = any(${filter.units}::uuid[])`;
  const lamps = filter.lamps === undefined ? sql`true` : sql`o.lamp = any(${filter.lamps}::text[])`;
  const after =
    filter.after === undefined
      ? empty
      : sql` and (coalesce(o.due_at, ${FAR}::timestamptz), o.id) > (${filter.after.dueAt ?? FAR}::timestamptz, ${filter.after.id}::uuid)`;
  return tx.query<DutyLine>(sql`
    select o.body as obligation, o.lamp, s.parent_id as parent,
      (select t.body from ledger.content t where t.region = ${region} and t.subject_id = s.id and t.name = 'title'
        order by t.recorded_at desc, t.id desc limit 1) as title
    from ledger.obligation o join ledger.subject s on s.region = o.region and s.id = o.subject_id
    where o.region = ${region} and o.state = any(${filter.states}::text[]) and ${units} and ${lamps}
      and ${visible(region, reach)}${after}
    order by coalesce(o.due_at, ${FAR}::timestamptz), o.id limit ${filter.limit}`);
}

/** How many live obligations stand under each lamp, within reach: of certain units, or of any. */
export async function countDuties(
  tx: Tx,
  region: Region,
  reach: Reach,
  units: readonly UnitId[] | undefined,
): Promise<{ lamp: Lamp; count: number }[]> {
  const borne = units === undefined ? sql`true` : sql`o.bearer_unit = any(${units}::uuid[])`;
  return tx.query(sql`
    select o.lamp, count(*) as count
    from ledger.obligation o join ledger.subject s on s.region = o.region and s.id = o.subject_id
    where o.region = ${region} and o.state in ('open', 'held') and ${borne} and ${visible(region, reach)} group by o.lamp`);
}

/** How many live obligations each unit bears under each lamp, within reach. */
export async function countDutiesByUnit(
  tx: Tx,
  region: Region,
  reach: Reach,
): Promise<{ unit: UnitId; lamp: Lamp; count: number }[]> {
  return tx.query(sql`
    select o.bearer_unit as unit, o.lamp, count(*) as count
    from ledger.obligation o join ledger.subject s on s.region = o.region and s.id = o.subject_id
    where o.region = ${region} and o.state in ('open', 'held') and ${visible(region, reach)} group by o.bearer_unit, o.lamp`);
}

export async function findDuty(tx: Tx, region: Region, id: ObligationId): Promise<Obligation | undefined> {
  const row = await tx.maybe<{ body: Obligation }>(sql`
    select body from ledger.obligation where region = ${region} and id = ${id}::uuid`);
  return row?.body;
}

/** The obligations that a rule opened about these subjects. */
export async function listObligations(
  tx: Tx,
  region: Region,
  subjects: readonly SubjectId[],
  rule: string,
): Promise<Obligation[]> {
  const rows = await tx.query<{ body: Obligation }>(sql`
    select body from ledger.obligation where region = ${region} and subject_id = any(${subjects}::uuid[]) and rule = ${rule}`);
  return rows.map(({ body }) => body);
}

/** What subjects are called, and how they stand, in the order asked for; those that do not exist are left out. */
export async function listTitles(
  tx: Tx,
  region: Region,
  ids: readonly SubjectId[],
): Promise<{ id: SubjectId; type: string; state: string; title: Title }[]> {
  const rows = await tx.query<{ id: SubjectId; type: string; state: string; title: Json | null }>(sql`
    select s.id, s.type, s.state,
      (select t.body from ledger.content t where t.region = ${region} and t.subject_id = s.id and t.name = 'title'
        order by t.recorded_at desc, t.id desc limit 1) as title
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, n)
    join ledger.subject s on s.region = ${region} and s.id = wanted.id order by wanted.n`);
  return rows.map((row) => ({ ...row, title: titleOf(row.title) }));
}

/** The content `title` of a subject: its number in the plan, and its words. */
export type Title = { readonly number: string; readonly text: string };

/** Says so where the words were erased by law. */
export function titleOf(body: Json | null): Title {
  if (body === null || typeof body !== 'object' || !('text' in body)) return { number: '', text: '内容已依法删除' };
  return { number: String(body.number ?? ''), text: String(body.text) };
}

/** The latest words of a name that a subject has; null where there are none, or they were erased by law. */
export async function findContent<Body>(
  tx: Tx,
  region: Region,
  subject: SubjectId,
  name: string,
): Promise<Body | null> {
  const row = await tx.maybe<{ body: Body | null }>(sql`
    select body from ledger.content where region = ${region} and subject_id = ${subject}::uuid and name = ${name}
    order by recorded_at desc, id desc limit 1`);
  return row?.body ?? null;
}
