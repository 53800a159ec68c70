import sql from 'sql-template-tag';
import {
  type Instant,
  idOf,
  type PersonId,
  type PlainDate,
  type PlanId,
  type Region,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import type { OutlineNode, PlanNote, Span } from '#core/plantext';
import type { Tx } from '#platform/db';
import type { Item, ItemContent, PlanHeader } from './draft.ts';

/** 方案 as it is stored: its header, where it stands, and how often it was changed. */
export type PlanRecord = {
  readonly id: PlanId;
  readonly header: PlanHeader;
  readonly version: number;
  readonly launchedVersion: number | null;
  /** The header as it was launched; an amendment under way may have changed `header`. */
  readonly launchedHeader: PlanHeader | null;
  readonly publishedAt: Instant | null;
  readonly revision: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

type PlanRow = {
  id: PlanId;
  title: string;
  issuer: string | null;
  base_year: number | null;
  period_from: string | null;
  period_to: string | null;
  office_unit: UnitId | null;
  undated_due: 'period-end' | 'none';
  version: number;
  launched_version: number | null;
  launched_header: PlanHeader | null;
  published_at: Instant | null;
  revision: number;
  created_at: Instant;
  updated_at: Instant;
};

function planOf(row: PlanRow): PlanRecord {
  const period =
    row.period_from === null || row.period_to === null ? null : { from: row.period_from, to: row.period_to };
  return {
    id: row.id,
    header: {
      title: row.title,
      issuer: row.issuer,
      baseYear: row.base_year,
      period,
      officeUnit: row.office_unit,
      undatedDue: row.undated_due,
    },
    version: row.version,
    launchedVersion: row.launched_version,
    launchedHeader: row.launched_header,
    publishedAt: row.published_at,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const COLUMNS = sql`id, title, issuer, base_year, period_from, period_to, office_unit, undated_due, version, launched_version,
  launched_header, published_at, revision, created_at, updated_at`;

export async function listPlans(tx: Tx, region: Region): Promise<PlanRecord[]> {
  const rows = await tx.query<PlanRow>(
    sql`select ${COLUMNS} from plan.plan where region = ${region} order by created_at desc, id`,
  );
  return rows.map(planOf);
}

/** 阶段 of every plan in force, in the order of the text. */
export async function listLaunchedPhases(
  tx: Tx,
  region: Region,
): Promise<ReadonlyMap<PlanId, { name: string; from: string; to: string }[]>> {
  const rows = await tx.query<{ plan: PlanId; name: string; from: string; to: string }>(sql`
    select p.id as plan, i.body->>'name' as name, i.body->>'from' as "from", i.body->>'to' as "to" from plan.plan p
    join plan.item i on i.region = p.region and i.plan_id = p.id and i.version = p.launched_version
    where p.region = ${region} and i.kind = 'phase' and i.dropped_reason is null order by p.id, i.ordinal, i.id`);
  return Map.groupBy(rows, ({ plan }) => plan);
}

export async function findPlan(tx: Tx, region: Region, id: PlanId): Promise<PlanRecord | undefined> {
  const row = await tx.maybe<PlanRow>(
    sql`select ${COLUMNS} from plan.plan where region = ${region} and id = ${id}::uuid`,
  );
  return row === undefined ? undefined : planOf(row);
}

/** The plan, held until the transaction ends: two people who press 启动 at once go one after the other. */
export async function lockPlan(tx: Tx, region: Region, id: PlanId): Promise<PlanRecord | undefined> {
  const row = await tx.maybe<PlanRow>(
    sql`select ${COLUMNS} from plan.plan where region = ${region} and id = ${id}::uuid for update`,
  );
  return row === undefined ? undefined : planOf(row);
}

export async function insertPlan(
  tx: Tx,
  region: Region,
  plan: { id: PlanId; header: PlanHeader; by: string; at: Instant },
): Promise<void> {
  const { header } = plan;
  await tx.query(sql`
    insert into plan.plan (region, id, title, issuer, base_year, period_from, period_to, office_unit, undated_due, version, launched_version,
      published_at, revision, created_by, created_at, updated_at)
    values (${region}, ${plan.id}, ${header.title}, ${header.issuer}, ${header.baseYear}, ${header.period?.from ?? null}, ${header.period?.to ?? null},
      ${header.officeUnit}, ${header.undatedDue}, 1, null, null, 1, ${plan.by}, ${plan.at}, ${plan.at})`);
}

/** Writes the header if nobody has changed the plan meanwhile; says whether it did. */
export async function markHeader(
  tx: Tx,
  region: Region,
  id: PlanId,
  header: PlanHeader,
  revision: number,
  at: Instant,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update plan.plan set title = ${header.title}, issuer = ${header.issuer}, base_year = ${header.baseYear},
      period_from = ${header.period?.from ?? null}, period_to = ${header.period?.to ?? null}, office_unit = ${header.officeUnit},
      undated_due = ${header.undatedDue}, revision = revision + 1, updated_at = ${at}
    where region = ${region} and id = ${id}::uuid and revision = ${revision} returning id`);
  return rows.length === 1;
}

export async function markVersion(
  tx: Tx,
  region: Region,
  id: PlanId,
  mark: { version: number; launchedVersion: number | null; at: Instant },
): Promise<void> {
  await tx.query(sql`
    update plan.plan set version = ${mark.version}, launched_version = ${mark.launchedVersion}, revision = revision + 1, updated_at = ${mark.at}
    where region = ${region} and id = ${id}::uuid`);
}

/** Keeps the header under which a plan, or its amendment, was launched. */
export async function markLaunchedHeader(tx: Tx, region: Region, id: PlanId, header: PlanHeader): Promise<void> {
  await tx.query(sql`
    update plan.plan set launched_header = ${JSON.stringify(header)}::jsonb where region = ${region} and id = ${id}::uuid`);
}

export async function markPublished(
  tx: Tx,
  region: Region,
  id: PlanId,
  publishedAt: Instant | null,
  at: Instant,
): Promise<void> {
  await tx.query(sql`
    update plan.plan set published_at = ${publishedAt}, revision = revision + 1, updated_at = ${at} where region = ${region} and id = ${id}::uuid`);
}

/** A remark on the text; a contradiction stands in the way of the items it touches. */
export type TextNote = Omit<PlanNote, 'kind'> & { readonly kind: PlanNote['kind'] | 'contradiction' };

export type PlanText = {
  readonly text: string;
  readonly fileName: string | null;
  readonly outline: readonly OutlineNode[];
  readonly notes: readonly TextNote[];
};

export async function insertVersion(
  tx: Tx,
  region: Region,
  id: PlanId,
  version: number,
  text: PlanText,
  by: string,
  at: Instant,
): Promise<void> {
  await tx.query(sql`
    insert into plan.version (region, plan_id, version, text, file_name, outline, notes, created_by, created_at)
    values (${region}, ${id}, ${version}, ${text.text}, ${text.fileName}, ${JSON.stringify(text.outline)}::jsonb, ${JSON.stringify(text.notes)}::jsonb, ${by}, ${at})`);
}

/** The number of the next version: a version that was given up keeps its own. */
export async function getNextVersion(tx: Tx, region: Region, id: PlanId): Promise<number> {
  const row = await tx.one<{ next: number }>(sql`
    select max(version) + 1 as next from plan.version where region = ${region} and plan_id = ${id}::uuid`);
  return row.next;
}

export async function getVersion(tx: Tx, region: Region, id: PlanId, version: number): Promise<PlanText> {
  const row = await tx.one<{ text: string; file_name: string | null; outline: OutlineNode[]; notes: TextNote[] }>(sql`
    select text, file_name, outline, notes from plan.version where region = ${region} and plan_id = ${id}::uuid and version = ${version}`);
  return { text: row.text, fileName: row.file_name, outline: row.outline, notes: row.notes };
}

type ItemRow = {
  id: string;
  kind: ItemContent['kind'];
  span_from: number | null;
  span_to: number | null;
  confidence: number;
  origin: Item['origin'];
  dropped_reason: string | null;
  confirmed: boolean;
  revision: number;
  body: ItemContent['body'];
};

function itemOf(row: ItemRow): Item {
  const span: Span | null =
    row.span_from === null || row.span_to === null ? null : { from: row.span_from, to: row.span_to };
  return {
    id: row.id,
    span,
    confidence: row.confidence,
    origin: row.origin,
    droppedReason: row.dropped_reason,
    confirmed: row.confirmed,
    revision: row.revision,
    kind: row.kind,
    body: row.body,
  } as Item;
}

export async function listItems(tx: Tx, region: Region, id: PlanId, version: number): Promise<Item[]> {
  const rows = await tx.query<ItemRow>(sql`
    select id, kind, span_from, span_to, confidence, origin, dropped_reason, confirmed, revision, body from plan.item
    where region = ${region} and plan_id = ${id}::uuid and version = ${version} order by ordinal, id`);
  return rows.map(itemOf);
}

export async function insertItems(
  tx: Tx,
  region: Region,
  id: PlanId,
  version: number,
  items: readonly Item[],
  by: string,
  at: Instant,
): Promise<void> {
  const rows = items.map((item, n) => ({
    id: item.id,
    kind: item.kind,
    ordinal: item.span?.from ?? 1_000_000_000 + n,
    span_from: item.span?.from ?? null,
    span_to: item.span?.to ?? null,
    confidence: item.confidence,
    origin: item.origin,
    dropped_reason: item.droppedReason,
    confirmed: item.confirmed,
    body: item.body,
    revision: item.revision,
  }));
  await tx.query(sql`
    insert into plan.item (region, plan_id, version, id, kind, ordinal, span_from, span_to, confidence, origin, dropped_reason, confirmed, body, revision, updated_by, updated_at)
    select ${region}, ${id}::uuid, ${version}, id, kind, ordinal, span_from, span_to, confidence, origin, dropped_reason, confirmed, body, revision, ${by}, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i (id text, kind text, ordinal integer, span_from integer, span_to integer,
      confidence real, origin text, dropped_reason text, confirmed boolean, body jsonb, revision integer)`);
}

/** Writes an item if nobody has changed it meanwhile; says whether it did. */
export async function markItem(
  tx: Tx,
  region: Region,
  id: PlanId,
  version: number,
  item: { id: string; content: ItemContent | null; droppedReason: string | null; revision: number },
  by: string,
  at: Instant,
): Promise<boolean> {
  const body = item.content === null ? null : JSON.stringify(item.content.body);
  const rows = await tx.query(sql`
    update plan.item set body = coalesce(${body}::jsonb, body), kind = coalesce(${item.content?.kind ?? null}, kind), dropped_reason = ${item.droppedReason},
      confirmed = true, revision = revision + 1, updated_by = ${by}, updated_at = ${at}
    where region = ${region} and plan_id = ${id}::uuid and version = ${version} and id = ${item.id} and revision = ${item.revision} returning id`);
  return rows.length === 1;
}

/** The units that a person has said a name means. */
export async function listUnitNames(tx: Tx, region: Region, id: PlanId): Promise<Map<string, UnitId[]>> {
  const rows = await tx.query<{ name: string; unit_ids: UnitId[] }>(sql`
    select name, to_jsonb(unit_ids) as unit_ids from plan.unit_name where region = ${region} and plan_id = ${id}::uuid`);
  return new Map(rows.map((row) => [row.name, row.unit_ids]));
}

export async function markUnitName(
  tx: Tx,
  region: Region,
  id: PlanId,
  name: string,
  units: readonly string[],
  by: string,
  at: Instant,
): Promise<void> {
  await tx.query(sql`
    insert into plan.unit_name (region, plan_id, name, unit_ids, set_by, set_at)
    values (${region}, ${id}, ${name}, ${units}::uuid[], ${by}, ${at})
    on conflict (region, plan_id, name) do update set unit_ids = excluded.unit_ids, set_by = excluded.set_by, set_at = excluded.set_at`);
}

export type LaunchedOrder = { readonly subject: SubjectId; readonly item: string; readonly orderText: string };

export async function listOrdersInForce(tx: Tx, region: Region, id: PlanId): Promise<LaunchedOrder[]> {
  const rows = await tx.query<{ subject_id: SubjectId; item_id: string; order_text: string }>(sql`
    select subject_id, item_id, order_text from plan.launched
    where region = ${region} and plan_id = ${id}::uuid and voided_version is null order by item_id, subject_id`);
  return rows.map((row) => ({ subject: row.subject_id, item: row.item_id, orderText: row.order_text }));
}

export async function insertLaunched(
  tx: Tx,
  region: Region,
  id: PlanId,
  version: number,
  orders: readonly LaunchedOrder[],
): Promise<void> {
  await tx.query(sql`
    insert into plan.launched (region, plan_id, subject_id, item_id, version, order_text, voided_version)
    select ${region}, ${id}::uuid, subject, item, ${version}::integer, "orderText", null
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as o (subject uuid, item text, "orderText" text)`);
}

export async function markVoided(
  tx: Tx,
  region: Region,
  id: PlanId,
  version: number,
  subjects: readonly SubjectId[],
): Promise<void> {
  await tx.query(sql`
    update plan.launched set voided_version = ${version}
    where region = ${region} and plan_id = ${id}::uuid and subject_id = any(${subjects}::uuid[])`);
}

/** When the next period of a cadence begins; null once none is left. */
export async function markCadence(
  tx: Tx,
  region: Region,
  plan: PlanId,
  subject: SubjectId,
  nextOpensOn: PlainDate | null,
): Promise<void> {
  await tx.query(sql`
    insert into plan.cadence (region, subject_id, plan_id, next_opens_on) values (${region}, ${subject}, ${plan}, ${nextOpensOn})
    on conflict (region, subject_id) do update set next_opens_on = excluded.next_opens_on`);
}

/** The cadences whose next period has begun by a day. */
export async function listBegunCadences(
  tx: Tx,
  region: Region,
  today: PlainDate,
): Promise<{ subject: SubjectId; plan: PlanId }[]> {
  const rows = await tx.query<{ subject_id: SubjectId; plan_id: PlanId }>(sql`
    select subject_id, plan_id from plan.cadence where region = ${region} and next_opens_on <= ${today} order by subject_id`);
  return rows.map((row) => ({ subject: idOf<SubjectId>(row.subject_id), plan: row.plan_id }));
}

export async function markPresent(tx: Tx, region: Region, id: PlanId, person: string, at: Instant): Promise<void> {
  await tx.query(sql`
    insert into plan.presence (region, plan_id, person_id, seen_at) values (${region}, ${id}, ${person}, ${at})
    on conflict (region, plan_id, person_id) do update set seen_at = excluded.seen_at`);
}

export async function listPresent(
  tx: Tx,
  region: Region,
  id: PlanId,
  since: Instant,
): Promise<{ person: PersonId; seenAt: Instant }[]> {
  const rows = await tx.query<{ person_id: PersonId; seen_at: Instant }>(sql`
    select person_id, seen_at from plan.presence where region = ${region} and plan_id = ${id}::uuid and seen_at >= ${since} order by seen_at desc`);
  return rows.map((row) => ({ person: row.person_id, seenAt: row.seen_at }));
}
