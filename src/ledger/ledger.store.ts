import sql, { empty, type Sql } from 'sql-template-tag';
import { versionInForce } from '#calendars';
import type { Instant, PersonId, PlainDate, Region, SubjectId } from '#core/kernel';
import {
  type Fact,
  type Json,
  lampOf,
  nextSignal,
  type Obligation,
  type ParameterOverride,
  type ParameterValue,
} from '#core/obligation';
import type { Db, Tx } from '#platform/db';
import type { PartyOf } from '#rulebook';
import type { ChainedFact, Decision } from './decide.ts';
import { performanceOf } from './performance.ts';
import { dueOfAll, lampOfAll, obligationsSeenBy, type Subject } from './subject.ts';

type SubjectRow = {
  id: SubjectId;
  type: string;
  parent_id: SubjectId | null;
  state: string;
  seq: number;
  head: string;
  opened_at: Instant;
  recorded_at: Instant;
};

/** Locks the heads of subjects in the order of their ids, and returns what exists of them. Waits for whoever holds one. */
export async function lockSubjects(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<Subject[]> {
  const rows = await tx.query<SubjectRow>(sql`
    select id, type, parent_id, state, seq, head, opened_at, recorded_at from ledger.subject
    where region = ${region} and id = any(${ids}::uuid[]) order by id for update`);
  return withProjections(tx, region, rows);
}

/** Locks the heads that nobody else holds at the moment: for the sweep, which comes again. */
export async function lockIdleSubjects(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<Subject[]> {
  const rows = await tx.query<SubjectRow>(sql`
    select id, type, parent_id, state, seq, head, opened_at, recorded_at from ledger.subject
    where region = ${region} and id = any(${ids}::uuid[]) order by id for update skip locked`);
  return withProjections(tx, region, rows);
}

/** A subject as it stands, without a lock; for reading. */
export async function findSubject(tx: Tx, region: Region, id: SubjectId): Promise<Subject | undefined> {
  const [subject] = await listStanding(tx, region, [id]);
  return subject;
}

/** Subjects as they stand, without a lock; for reading. */
export async function listStanding(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<Subject[]> {
  const rows = await tx.query<SubjectRow>(sql`
    select id, type, parent_id, state, seq, head, opened_at, recorded_at from ledger.subject
    where region = ${region} and id = any(${ids}::uuid[])`);
  return withProjections(tx, region, rows);
}

// Read after the lock is held, in a statement of its own: a statement that waited for a lock would see other tables as they were before the wait.
async function withProjections(tx: Tx, region: Region, rows: readonly SubjectRow[]): Promise<Subject[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const projections = await tx.query<{ subject_id: SubjectId; obligations: Obligation[]; parties: PartyOf[] }>(sql`
    select s.subject_id,
      coalesce((select jsonb_agg(o.body order by (o.body->>'openedAt'), o.id) from ledger.obligation o
        where o.region = ${region} and o.subject_id = s.subject_id), '[]') as obligations,
      coalesce((select jsonb_agg(jsonb_build_object('unit', p.unit_id, 'relation', p.relation) order by p.relation, p.unit_id) from ledger.party p
        where p.region = ${region} and p.subject_id = s.subject_id), '[]') as parties
    from unnest(${ids}::uuid[]) as s (subject_id)`);
  const byId = new Map(projections.map((projection) => [projection.subject_id, projection]));
  return rows.map((row) => {
    const projection = byId.get(row.id);
    return {
      region,
      ref: { type: row.type, id: row.id },
      parent: row.parent_id,
      state: row.state,
      seq: row.seq,
      head: row.head,
      openedAt: row.opened_at,
      recordedAt: row.recorded_at,
      parties: projection?.parties ?? [],
      obligations: projection?.obligations ?? [],
    };
  });
}

/** What the law of a region was read from. Two equal stamps are the same law. */
export type LawStamp = string;

/** In every statement by itself, so that a fact is never recorded under a law that was changed a moment before. */
function stampOf(region: Region): Sql {
  return sql`coalesce(${versionInForce(region)}, '') || coalesce((
    select md5(string_agg(jsonb_build_array(id, effective_from, set_at, value)::text, '' order by set_at, id, effective_from))
    from ledger.parameter where region = ${region}), '')`;
}

export async function getLawStamp(tx: Tx, region: Region): Promise<LawStamp> {
  const { stamp } = await tx.one<{ stamp: LawStamp }>(sql`select ${stampOf(region)} as stamp`);
  return stamp;
}

/**
 * Inserts everything that decisions change, in one statement however much that is. The only code that writes facts and obligations.
 * With a stamp it writes nothing, and says false, where the law is no longer the one that was decided by.
 */
export async function write(
  tx: Tx,
  region: Region,
  decision: Decision,
  stamp: LawStamp | null = null,
): Promise<boolean> {
  // What is begun is not there yet: to insert it plainly costs the database a sixth less.
  const orElse = (update: Sql) => (isAllNew(decision) ? empty : update);
  const { in_force } = await tx.one<{ in_force: boolean }>(sql`
    with law as materialized (
      select 1 where ${stamp}::text is null or ${stamp} = (${stampOf(region)})
    ), subjects as (
      insert into ledger.subject (region, id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at,
        outcome, deadline_at, performed_at)
      select ${region}, id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at, outcome, deadline_at, performed_at
      from law, jsonb_to_recordset(${JSON.stringify(decision.subjects.map(subjectRow))}::jsonb) as s (
        id uuid, type text, parent_id uuid, state text, seq integer, head text, opened_at timestamptz, recorded_at timestamptz, lamp text, due_at timestamptz,
        outcome text, deadline_at timestamptz, performed_at timestamptz)
      ${orElse(sql`on conflict (region, id) do update set state = excluded.state, seq = excluded.seq, head = excluded.head,
        recorded_at = excluded.recorded_at, lamp = excluded.lamp, due_at = excluded.due_at, outcome = excluded.outcome,
        deadline_at = excluded.deadline_at, performed_at = excluded.performed_at`)}
    ), facts as (
      insert into ledger.fact (region, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash)
      select ${region}, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash
      from law, jsonb_to_recordset(${JSON.stringify(decision.facts.map(factRow))}::jsonb) as f (
        id uuid, subject_id uuid, seq integer, kind text, occurred_at timestamptz, recorded_at timestamptz, actor text, text text, hash text)
    ), contents as (
      insert into ledger.content (region, id, subject_id, name, retention, salt, body, recorded_at)
      select ${region}, id, subject_id, name, retention, salt, body, recorded_at
      from law, jsonb_to_recordset(${JSON.stringify(contentRows(decision))}::jsonb) as c (
        id uuid, subject_id uuid, name text, retention text, salt text, body jsonb, recorded_at timestamptz)
    ), obligations as (
      insert into ledger.obligation (region, id, subject_id, subject_type, rule, bearer_unit, act, opened_at, due_at, provisional, next_at, state, lamp, settled_at, body)
      select ${region}, id, subject_id, subject_type, rule, bearer_unit, act, opened_at, due_at, provisional, next_at, state, lamp, settled_at, body
      from law, jsonb_to_recordset(${JSON.stringify(decision.obligations.map(obligationRow))}::jsonb) as o (
        id uuid, subject_id uuid, subject_type text, rule text, bearer_unit uuid, act text, opened_at timestamptz, due_at timestamptz,
        provisional boolean, next_at timestamptz, state text, lamp text, settled_at timestamptz, body jsonb)
      ${orElse(sql`on conflict (region, id) do update set due_at = excluded.due_at, provisional = excluded.provisional, next_at = excluded.next_at,
        state = excluded.state, lamp = excluded.lamp, settled_at = excluded.settled_at, body = excluded.body`)}
    ), parties as (
      insert into ledger.party (region, unit_id, subject_id, relation, subject_type, state, lamp, due_at, opened_at,
        outcome, deadline_at, performed_at)
      select ${region}, unit_id, subject_id, relation, subject_type, state, lamp, due_at, opened_at, outcome, deadline_at, performed_at
      from law, jsonb_to_recordset(${JSON.stringify(decision.subjects.flatMap(partyRows))}::jsonb) as p (
        unit_id uuid, subject_id uuid, relation text, subject_type text, state text, lamp text, due_at timestamptz, opened_at timestamptz,
        outcome text, deadline_at timestamptz, performed_at timestamptz)
      ${orElse(sql`on conflict (region, unit_id, subject_id, relation) do update set state = excluded.state, lamp = excluded.lamp,
        due_at = excluded.due_at, outcome = excluded.outcome, deadline_at = excluded.deadline_at, performed_at = excluded.performed_at`)}
    )
    select exists (select from law) as in_force`);
  return in_force;
}

/** Whether all the subjects begin with these facts. */
function isAllNew({ facts, subjects }: Decision): boolean {
  const begun = new Set(facts.filter(({ fact }) => fact.seq === 1).map(({ fact }) => fact.subject.id));
  return subjects.every(({ ref }) => begun.has(ref.id));
}

export function subjectRow(subject: Subject) {
  return {
    id: subject.ref.id,
    type: subject.ref.type,
    parent_id: subject.parent,
    state: subject.state,
    seq: subject.seq,
    head: subject.head,
    opened_at: subject.openedAt,
    recorded_at: subject.recordedAt,
    lamp: lampOfAll(subject.obligations),
    due_at: dueOfAll(subject.obligations),
    ...performanceColumns(subject.obligations),
  };
}

function factRow({ fact, text, hash }: ChainedFact) {
  return {
    id: fact.id,
    subject_id: fact.subject.id,
    seq: fact.seq,
    kind: fact.kind,
    occurred_at: fact.occurredAt,
    recorded_at: fact.recordedAt,
    actor: fact.actor,
    text,
    hash,
  };
}

function contentRows(decision: Decision) {
  const recordedAt = new Map(decision.subjects.map((subject) => [subject.ref.id, subject.recordedAt]));
  return decision.contents.map((content) => ({
    id: content.id,
    subject_id: content.subject.id,
    name: content.name,
    retention: content.retention,
    salt: content.salt,
    body: content.body,
    recorded_at: recordedAt.get(content.subject.id),
  }));
}

export function obligationRow(obligation: Obligation) {
  return {
    id: obligation.id,
    subject_id: obligation.subject.id,
    subject_type: obligation.subject.type,
    rule: obligation.rule,
    bearer_unit: obligation.bearerUnit,
    act: obligation.act,
    opened_at: obligation.openedAt,
    due_at: obligation.times.dueAt,
    provisional: obligation.times.provisional,
    next_at: nextSignal(obligation)?.at ?? null,
    state: obligation.state,
    lamp: lampOf(obligation),
    settled_at: obligation.settledAt,
    body: obligation,
  };
}

export function partyRows(subject: Subject) {
  return subject.parties.map((party) => {
    const seen = obligationsSeenBy(party, subject.obligations);
    return {
      unit_id: party.unit,
      subject_id: subject.ref.id,
      relation: party.relation,
      subject_type: subject.ref.type,
      state: subject.state,
      lamp: lampOfAll(seen),
      due_at: dueOfAll(seen),
      opened_at: subject.openedAt,
      ...performanceColumns(seen),
    };
  });
}

function performanceColumns(obligations: readonly Obligation[]) {
  const { outcome, deadlineAt, performedAt } = performanceOf(obligations);
  return { outcome, deadline_at: deadlineAt, performed_at: performedAt };
}

/** An office's own values of parameters, in the order in which they were set. */
export async function listParameterOverrides(tx: Tx, region: Region): Promise<ParameterOverride[]> {
  const rows = await tx.query<{
    id: string;
    effective_from: PlainDate;
    set_at: Instant;
    value: ParameterValue;
    basis: string;
  }>(sql`
    select id, effective_from, set_at, value, basis from ledger.parameter where region = ${region} order by set_at, id`);
  return rows.map((row) => ({
    id: row.id,
    from: row.effective_from,
    setAt: row.set_at,
    value: row.value,
    basis: row.basis,
  }));
}

/** Who set each own value, by `id setAt`. */
export async function listParameterSetters(tx: Tx, region: Region): Promise<Map<string, PersonId>> {
  const rows = await tx.query<{ id: string; set_at: Instant; set_by: PersonId }>(sql`
    select id, set_at, set_by from ledger.parameter where region = ${region}`);
  return new Map(rows.map((row) => [`${row.id} ${row.set_at}`, row.set_by]));
}

export async function insertParameterOverride(
  tx: Tx,
  region: Region,
  by: string,
  override: ParameterOverride,
): Promise<void> {
  await tx.query(sql`
    insert into ledger.parameter (region, id, effective_from, set_at, set_by, value, basis)
    values (${region}, ${override.id}, ${override.from}, ${override.setAt}, ${by}, ${JSON.stringify(override.value)}::jsonb, ${override.basis})`);
}

/** The subjects about which a signal has come due: by index, its cost follows what is due, not what is open. */
export async function listDueSubjects(
  tx: Tx,
  region: Region,
  after: Instant | null,
  now: Instant,
  limit: number,
): Promise<SubjectId[]> {
  const from = after ?? '1900-01-01T00:00:00.000Z';
  const rows = await tx.query<{ subject_id: SubjectId }>(sql`
    select subject_id from ledger.obligation
    where region = ${region} and next_at > ${from} and next_at <= ${now} order by next_at limit ${limit}`);
  return [...new Set(rows.map((row) => row.subject_id))];
}

export async function findWatermark(tx: Tx, region: Region, name: string): Promise<Instant | null> {
  const row = await tx.maybe<{ at: Instant }>(
    sql`select at from ledger.watermark where region = ${region} and name = ${name}`,
  );
  return row?.at ?? null;
}

export async function markWatermark(tx: Tx, region: Region, name: string, at: Instant): Promise<void> {
  await tx.query(sql`
    insert into ledger.watermark (region, name, at) values (${region}, ${name}, ${at})
    on conflict (region, name) do update set at = excluded.at`);
}

export type FactRow = {
  readonly region: Region;
  readonly id: string;
  readonly subject_id: SubjectId;
  readonly seq: number;
  readonly kind: string;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly actor: string;
  readonly text: string;
  readonly hash: string;
};

/** What the statements of the work read is all of one moment, whatever is recorded meanwhile. Nothing may be written. */
export function snapshot<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read, read only`);
    return work(tx);
  });
}

/** The subjects with an id after `after`, at most so many: those that are registered, and those that only facts speak of. */
export async function listSubjectIds(
  tx: Tx,
  region: Region,
  after: SubjectId | null,
  limit: number,
): Promise<SubjectId[]> {
  const from = after ?? '00000000-0000-0000-0000-000000000000';
  const rows = await tx.query<{ id: SubjectId }>(sql`
    select id from (
      (select id from ledger.subject where region = ${region} and id > ${from}::uuid order by id limit ${limit})
      union
      (select distinct subject_id from ledger.fact where region = ${region} and subject_id > ${from}::uuid
        order by subject_id limit ${limit})) ids
    order by id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** The facts of subjects, chain by chain. */
export async function listChains(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<FactRow[]> {
  return tx.query<FactRow>(sql`
    select region, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash from ledger.fact
    where region = ${region} and subject_id = any(${ids}::uuid[]) order by subject_id, seq`);
}

/** The chain of one subject, in order. */
export async function listFacts(tx: Tx, region: Region, subject: SubjectId): Promise<{ fact: Fact; hash: string }[]> {
  const rows = await tx.query<{ body: Fact; hash: string }>(sql`
    select body, hash from ledger.fact where region = ${region} and subject_id = ${subject}::uuid order by seq`);
  return rows.map((row) => ({ fact: row.body, hash: row.hash }));
}

/** For each subject its facts from a place of its chain on, that place included, in their order. */
export async function listFactsFrom(
  tx: Tx,
  region: Region,
  places: readonly { readonly id: SubjectId; readonly seq: number }[],
): Promise<{ fact: Fact; hash: string }[]> {
  const rows = await tx.query<{ body: Fact; hash: string }>(sql`
    select f.body, f.hash from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place (id uuid, seq integer)
    join ledger.fact f on f.region = ${region} and f.subject_id = place.id and f.seq >= place.seq
    order by f.subject_id, f.seq`);
  return rows.map((row) => ({ fact: row.body, hash: row.hash }));
}

/** The last fact of a kind that each unit is the bearer of, about each of the subjects, with its words; null where they were erased. */
export async function listLastFacts(
  tx: Tx,
  region: Region,
  subjects: readonly SubjectId[],
  kind: string,
): Promise<{ fact: Fact; words: { readonly [name: string]: Json } }[]> {
  const rows = await tx.query<{ body: Fact; words: { [name: string]: Json } | null }>(sql`
    with last as (
      select distinct on (subject_id, body->>'onBehalfOf') subject_id, body from ledger.fact
      where region = ${region} and subject_id = any(${subjects}::uuid[]) and kind = ${kind}
      order by subject_id, body->>'onBehalfOf', seq desc)
    select last.body, (
      select jsonb_object_agg(c.name, c.body) from jsonb_array_elements(last.body->'contents') e
      join ledger.content c on c.region = ${region} and c.id = (e->>'id')::uuid) as words
    from last`);
  return rows.map((row) => ({ fact: row.body, words: row.words ?? {} }));
}

/** Which facts can be seen now, to be asked later what has been recorded since. */
export async function getMark(tx: Tx): Promise<string> {
  const { mark } = await tx.one<{ mark: string }>(sql`select pg_current_snapshot()::text as mark`);
  return mark;
}

/**
 * The facts of subjects that could not be seen at a mark, in order. Not one that was committed late is missed, as it would
 * be by its instant. `since` bounds the search, and holds where transactions were numbered anew by a restored database:
 * nothing recorded before it counts.
 */
export async function listFactsSince(
  tx: Tx,
  region: Region,
  subjects: readonly SubjectId[],
  mark: string,
  since: Instant,
): Promise<Fact[]> {
  const rows = await tx.query<{ body: Fact }>(sql`
    select body from ledger.fact where region = ${region} and subject_id = any(${subjects}::uuid[]) and recorded_at >= ${since}
      and not pg_visible_in_snapshot(position::text::xid8, ${mark}::pg_snapshot)
    order by subject_id, seq`);
  return rows.map((row) => row.body);
}

/** A moment to be asked about later: which facts could be seen then, and the instant before which nothing is looked for. */
export type Mark = { readonly seen: string; readonly since: Instant };

/**
 * The facts of a region that could not be seen at a mark. `since` bounds the search, and stands alone where transactions
 * were numbered anew by a restored database: there the mark says nothing.
 */
function unseen(region: Region, { seen, since }: Mark): Sql {
  const isOfAnotherNumbering = sql`pg_snapshot_xmax(${seen}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())`;
  return sql`f.region = ${region} and f.recorded_at >= ${since}
    and f.position >= case when ${isOfAnotherNumbering} then 0 else pg_snapshot_xmin(${seen}::pg_snapshot)::text::bigint end
    and (${isOfAnotherNumbering} or not pg_visible_in_snapshot(f.position::text::xid8, ${seen}::pg_snapshot))`;
}

/** The facts of some kinds that could not be seen at a mark, and what can be seen now: of one moment, so that none falls between. */
export async function listNews(
  tx: Tx,
  region: Region,
  mark: Mark,
  kinds: readonly string[],
): Promise<{ facts: Fact[]; seen: string }> {
  const rows = await tx.query<{ seen: string; body: Fact | null }>(sql`
    select pg_current_snapshot()::text as seen, news.body from (select 1) as always left join lateral (
      select f.body, f.recorded_at, f.id from ledger.fact f
      where ${unseen(region, mark)} and f.kind = any(${kinds}::text[])) as news on true
    order by news.recorded_at, news.id`);
  return { facts: rows.flatMap(({ body }) => body ?? []), seen: rows[0]?.seen ?? mark.seen };
}

/** A subject about which something was recorded. */
export type Touched = {
  readonly id: SubjectId;
  readonly type: string;
  readonly parent: SubjectId | null;
  readonly kinds: readonly string[];
};

/** The subjects of the facts that could not be seen at a mark, and what can be seen now. */
export async function listTouched(tx: Tx, region: Region, mark: Mark): Promise<{ subjects: Touched[]; seen: string }> {
  const rows = await tx.query<{ seen: string; subject: Touched | null }>(sql`
    select pg_current_snapshot()::text as seen, touched.subject from (select 1) as always left join lateral (
      select jsonb_build_object('id', s.id, 'type', s.type, 'parent', s.parent_id, 'kinds', t.kinds) as subject
      from (select f.subject_id, jsonb_agg(distinct f.kind) as kinds from ledger.fact f
        where ${unseen(region, mark)} group by f.subject_id) t
      join ledger.subject s on s.region = ${region} and s.id = t.subject_id) as touched on true`);
  return { subjects: rows.flatMap(({ subject }) => subject ?? []), seen: rows[0]?.seen ?? mark.seen };
}

/** Facts by their ids, with their words; null where these were erased. */
export async function listFactsById(
  tx: Tx,
  region: Region,
  ids: readonly string[],
): Promise<{ fact: Fact; words: { readonly [name: string]: Json } }[]> {
  const rows = await tx.query<{ body: Fact; words: { [name: string]: Json } | null }>(sql`
    select f.body, (
      select jsonb_object_agg(c.name, c.body) from jsonb_array_elements(f.body->'contents') e
      join ledger.content c on c.region = ${region} and c.id = (e->>'id')::uuid) as words
    from ledger.fact f where f.region = ${region} and f.id = any(${ids}::uuid[])`);
  return rows.map((row) => ({ fact: row.body, words: row.words ?? {} }));
}

/** Who recorded the first fact of each subject. */
export async function listBeginners(
  tx: Tx,
  region: Region,
  ids: readonly SubjectId[],
): Promise<ReadonlyMap<SubjectId, string>> {
  const rows = await tx.query<{ id: SubjectId; actor: string }>(sql`
    select subject_id as id, actor from ledger.fact
    where region = ${region} and subject_id = any(${ids}::uuid[]) and seq = 1`);
  return new Map(rows.map(({ id, actor }) => [id, actor]));
}

export type ContentRow = {
  readonly id: string;
  readonly subject_id: SubjectId;
  readonly name: string;
  readonly salt: string;
  readonly body: Json | null;
  readonly erased_at: Instant | null;
};

export async function listContents(tx: Tx, region: Region, subjects: readonly SubjectId[]): Promise<ContentRow[]> {
  return tx.query<ContentRow>(sql`
    select id, subject_id, name, salt, body, erased_at from ledger.content
    where region = ${region} and subject_id = any(${subjects}::uuid[])`);
}

/** Takes the words of a subject away; the facts keep their digests. Why is kept with them. */
export async function eraseContents(
  tx: Tx,
  region: Region,
  subject: SubjectId,
  erasure: { readonly at: Instant; readonly basis: string },
): Promise<void> {
  await tx.query(sql`
    update ledger.content set body = null, erased_at = ${erasure.at}, erasure_basis = ${erasure.basis}
    where region = ${region} and subject_id = ${subject}::uuid and erased_at is null`);
}

/** The regions that have a ledger. */
export async function listRegions(tx: Tx): Promise<Region[]> {
  const rows = await tx.query<{ region: Region }>(sql`
    with recursive regions as (
      (select region from ledger.subject order by region limit 1)
      union all
      select (select s.region from ledger.subject s where s.region > regions.region order by s.region limit 1)
      from regions where regions.region is not null)
    select region from regions where region is not null`);
  return rows.map((row) => row.region);
}

/** The chain heads of subjects, as registered. */
export async function listHeads(
  tx: Tx,
  region: Region,
  ids: readonly SubjectId[],
): Promise<{ id: SubjectId; seq: number; head: string }[]> {
  return tx.query(sql`select id, seq, head from ledger.subject where region = ${region} and id = any(${ids}::uuid[])`);
}

export type Projections = {
  readonly subjects: readonly ReturnType<typeof subjectRow>[];
  readonly obligations: readonly ReturnType<typeof obligationRow>[];
  readonly parties: readonly ReturnType<typeof partyRows>[number][];
};

/** The projections of subjects, column by column as they are stored. */
export async function listProjections(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<Projections> {
  return {
    subjects: await tx.query(sql`
      select id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at, outcome, deadline_at, performed_at from ledger.subject
      where region = ${region} and id = any(${ids}::uuid[])`),
    obligations: await tx.query(sql`
      select id, subject_id, subject_type, rule, bearer_unit, act, opened_at, due_at, provisional, next_at, state, lamp, settled_at, body
      from ledger.obligation where region = ${region} and subject_id = any(${ids}::uuid[])`),
    parties: await tx.query(sql`
      select unit_id, subject_id, relation, subject_type, state, lamp, due_at, opened_at, outcome, deadline_at, performed_at from ledger.party
      where region = ${region} and subject_id = any(${ids}::uuid[])`),
  };
}

/** Removes projections that no fact supports, before those that facts do support are written again. */
export async function deleteProjections(tx: Tx, region: Region, ids: readonly SubjectId[]): Promise<void> {
  await tx.query(sql`delete from ledger.obligation where region = ${region} and subject_id = any(${ids}::uuid[])`);
  await tx.query(sql`delete from ledger.party where region = ${region} and subject_id = any(${ids}::uuid[])`);
}

/** What one step of an applied rebuild replaced, and why. */
export type RebuildRow = {
  readonly id: string;
  readonly run: string;
  readonly at: Instant;
  readonly actor: string;
  readonly reason: string;
  readonly upTo: SubjectId;
  readonly differences: Json;
};

export async function insertRebuild(tx: Tx, region: Region, row: RebuildRow): Promise<void> {
  await tx.query(sql`
    insert into ledger.rebuild (region, id, run_id, at, actor, reason, up_to, differences)
    values (${region}, ${row.id}, ${row.run}, ${row.at}, ${row.actor}, ${row.reason}, ${row.upTo}, ${JSON.stringify(row.differences)}::jsonb)`);
}
