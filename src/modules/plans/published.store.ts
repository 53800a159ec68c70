import sql, { type Sql } from 'sql-template-tag';
import type { PlanId, Region, SubjectId } from '#core/kernel';
import type { OutlineNode } from '#core/plantext';
import type { Tx } from '#platform/db';
import type { PhaseBody } from './draft.ts';
import type { PublishedPlan } from './published.ts';

/** What every statement here asks of plan `p`: launched, and shown on the portal. */
const PUBLISHED: Sql = sql`p.published_at is not null and p.launched_version is not null and p.launched_header is not null`;

/** The published plans, the latest first. */
export async function listPublished(
  tx: Tx,
  region: Region,
  page: { readonly limit: number; readonly offset: number },
): Promise<PublishedPlan[]> {
  return tx.query(sql`
    select p.id, p.launched_header as header, p.published_at as "publishedAt" from plan.plan p
    where p.region = ${region} and ${PUBLISHED} order by p.published_at desc, p.id limit ${page.limit} offset ${page.offset}`);
}

export async function countPublished(tx: Tx, region: Region): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*) as count from plan.plan p where p.region = ${region} and ${PUBLISHED}`,
  );
  return row.count;
}

export async function findPublished(tx: Tx, region: Region, id: PlanId): Promise<PublishedPlan | undefined> {
  return tx.maybe(sql`
    select p.id, p.launched_header as header, p.published_at as "publishedAt" from plan.plan p
    where p.region = ${region} and p.id = ${id}::uuid and ${PUBLISHED}`);
}

/** The text of the launched version of a published plan. */
export async function findPublishedText(
  tx: Tx,
  region: Region,
  id: PlanId,
): Promise<{ text: string; outline: readonly OutlineNode[] } | undefined> {
  return tx.maybe(sql`
    select v.text, v.outline from plan.plan p
    join plan.version v on v.region = p.region and v.plan_id = p.id and v.version = p.launched_version
    where p.region = ${region} and p.id = ${id}::uuid and ${PUBLISHED}`);
}

/** The phases of the launched version of a published plan, in the order of the text. */
export async function listPublishedPhases(tx: Tx, region: Region, id: PlanId): Promise<PhaseBody[]> {
  const rows = await tx.query<{ body: PhaseBody }>(sql`
    select i.body from plan.plan p
    join plan.item i on i.region = p.region and i.plan_id = p.id and i.version = p.launched_version
    where p.region = ${region} and p.id = ${id}::uuid and ${PUBLISHED} and i.kind = 'phase' and i.dropped_reason is null
    order by i.ordinal, i.id`);
  return rows.map((row) => row.body);
}

export type PublishedOrder = {
  readonly plan: PlanId;
  readonly subject: SubjectId;
  readonly item: string;
  readonly orderText: string;
};

/** The orders in force of published plans, in the order of the text. */
export async function listPublishedOrders(tx: Tx, region: Region, ids: readonly PlanId[]): Promise<PublishedOrder[]> {
  return tx.query(sql`
    select l.plan_id as plan, l.subject_id as subject, l.item_id as item, l.order_text as "orderText" from plan.plan p
    join plan.launched l on l.region = p.region and l.plan_id = p.id and l.voided_version is null
    left join plan.item i on i.region = p.region and i.plan_id = p.id and i.version = p.launched_version and i.id = l.item_id
    where p.region = ${region} and p.id = any(${ids}::uuid[]) and ${PUBLISHED}
    order by p.id, i.ordinal nulls last, l.item_id, l.subject_id`);
}
