import { idOf, localDay, orRefuse, type PlanId, type SubjectId, type UnitId } from '#core/kernel';
import type { Obligation } from '#core/obligation';
import { compilePlan } from '#core/plantext';
import { listUnits } from '#directory';
import { type Decision, listTitles, lockSubjects, type NewFact, preview, record, sm3 } from '#ledger';
import { type Tx, uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { isPrincipalRule } from '#rulebook';
import { amendmentOf } from './amendment.ts';
import { openPeriods, tasksOfCadence } from './cadence.service.ts';
import { formatCadence } from './cadence.ts';
import type { LaunchPreview, OrderPreview } from './contract.ts';
import { carryOver, type Item, itemsOf } from './draft.ts';
import { itemHeadline } from './item-words.ts';
import { amendmentFacts, launchedOrder, launchFacts, type Opening, planSubject, sourceAt } from './launch.ts';
import { type Conflict, ordersOf } from './orders.ts';
import { planForChange, textOf } from './plan.service.ts';
import {
  findPlan,
  getNextVersion,
  getVersion,
  insertItems,
  insertLaunched,
  insertVersion,
  listItems,
  listOrdersInForce,
  markCadence,
  markHeader,
  markLaunchedHeader,
  markPublished,
  markVersion,
  markVoided,
  type PlanRecord,
} from './plan.store.ts';
import { matchNames, unitsByName } from './reading.service.ts';

import { planRefusals } from './refusals.ts';
import { listSuccessors } from './successor.service.ts';

/** What launching (or amending) will do, worked out from the draft as it stands. */
type Intention = {
  readonly openings: readonly Opening[];
  readonly voided: readonly {
    readonly subject: SubjectId;
    readonly type: 'task' | 'cadence';
    readonly number: string;
    readonly title: string;
  }[];
  readonly kept: number;
  readonly conflicts: readonly Conflict[];
  readonly items: readonly Item[];
  readonly digest: string;
  readonly textDigest: string;
};

/** Shows exactly which obligations will arise for whom and when, by deciding the very facts that launching records. */
export async function previewLaunch(ctx: Ctx, id: PlanId): Promise<LaunchPreview> {
  return ctx.db.transaction(async (tx) => {
    const { plan } = await planForChange(ctx, tx, id, 'plan.launch');
    const intention = await intentionOf(ctx, tx, plan);
    const decision = await preview(tx, ctx, factsOf(plan, intention));
    const units = new Map((await listUnits(tx, ctx.region, localDay(ctx.now))).map((unit) => [unit.id, unit.name]));
    const named = (unit: UnitId) => ({ id: unit, name: units.get(unit) ?? '已撤并的单位' });
    return {
      digest: intention.digest,
      orders: intention.openings.map((opening) => orderPreview(opening, decision.obligations, named, ctx)),
      voided: intention.voided.map(({ subject, number, title }) => ({ subject, number, title })),
      kept: intention.kept,
      obligations: countByAct(decision.obligations.filter((obligation) => obligation.openedAt === ctx.now)),
      conflicts: intention.conflicts.map((conflict) => ({ ...conflict, about: aboutOf(conflict, intention.items) })),
    };
  });
}

function aboutOf(conflict: Conflict, items: readonly Item[]): string | null {
  const item = items.find((candidate) => candidate.id === conflict.item);
  return item === undefined ? null : itemHeadline(item);
}

function orderPreview(
  { order, subject }: Opening,
  obligations: readonly Obligation[],
  named: (unit: UnitId) => { id: string; name: string },
  ctx: Ctx,
): OrderPreview {
  const duty = obligations.find((obligation) => obligation.subject.id === subject && isPrincipalRule(obligation.rule));
  const isTask = order.as === 'task';
  return {
    item: order.item,
    as: order.as,
    number: isTask ? order.number : '',
    text: order.text,
    leads: order.leads.map(named),
    supports: isTask ? order.supports.map(named) : [],
    acceptor: named(order.acceptor),
    dueDay: isTask ? order.dueDay : null,
    dueBasis: isTask ? order.dueBasis : 'none',
    cadence: isTask ? null : formatCadence(order),
    dueAt: duty?.times.dueAt ?? null,
    warningAt: duty?.times.signals.warning ?? null,
    overdue: duty?.times.dueAt !== undefined && duty.times.dueAt !== null && duty.times.dueAt <= ctx.now,
  };
}

function countByAct(obligations: readonly Obligation[]): { act: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const obligation of obligations) counts.set(obligation.act, (counts.get(obligation.act) ?? 0) + 1);
  return [...counts].map(([act, count]) => ({ act, count }));
}

/**
 * 启动, or 启动修订: records what the preview showed. Two who press at once go one after the other, and the second is told.
 * Refuses PLAN-06 if anything changed since the preview, PLAN-07 if nothing would be opened.
 */
export async function launchPlan(ctx: Ctx, id: PlanId, input: { digest: string }) {
  return once(ctx, async (tx) => {
    const { plan } = await planForChange(ctx, tx, id, 'plan.launch');
    if (plan.launchedVersion === plan.version) return orRefuse(planRefusals.launchedAlready());
    const intention = await intentionOf(ctx, tx, plan);
    if (intention.digest !== input.digest) {
      return orRefuse(planRefusals.outdatedPreview());
    }
    if (intention.openings.length === 0 && intention.voided.length === 0 && plan.launchedVersion === null) {
      return orRefuse(planRefusals.nothingToLaunch());
    }
    const decision = await record(tx, ctx, factsOf(plan, intention));
    await insertLaunched(tx, ctx.region, id, plan.version, intention.openings.map(launchedOrder));
    await markVoided(
      tx,
      ctx.region,
      id,
      plan.version,
      intention.voided.map((gone) => gone.subject),
    );
    await markVersion(tx, ctx.region, id, { version: plan.version, launchedVersion: plan.version, at: ctx.now });
    await markLaunchedHeader(tx, ctx.region, id, plan.header);
    const cadences = intention.openings.filter((opening) => opening.order.as === 'cadence');
    for (const gone of intention.voided)
      if (gone.type === 'cadence') await markCadence(tx, ctx.region, id, gone.subject, null);
    for (const cadence of cadences) await openPeriods(tx, ctx, id, cadence.subject);
    return {
      tasks: intention.openings.length - cadences.length,
      cadences: cadences.length,
      obligations: openedBy(decision),
      voided: intention.voided.length,
    };
  });
}

function openedBy(decision: Decision): number {
  const facts = new Set(decision.facts.map(({ fact }) => fact.id));
  return decision.obligations.filter((obligation) => facts.has(obligation.openedBy)).length;
}

async function intentionOf(ctx: Ctx, tx: Tx, plan: PlanRecord): Promise<Intention> {
  const items = await listItems(tx, ctx.region, plan.id, plan.version);
  const names = unitsByName(await matchNames(ctx, tx, plan, items));
  const { text, notes } = await getVersion(tx, ctx.region, plan.id, plan.version);
  const { orders, conflicts } = ordersOf({ header: plan.header, items, names, notes }, localDay(ctx.now));
  const inForce = await listOrdersInForce(tx, ctx.region, plan.id);
  const { added, voided, kept } = amendmentOf(orders, inForce);
  const live = await takenBack(
    ctx,
    tx,
    voided.map(({ subject }) => subject),
  );
  return {
    openings: added.map((order) => ({ order, subject: idOf<SubjectId>(uuid()), source: sourceAt(text, order.span) })),
    textDigest: sm3(text),
    kept,
    conflicts,
    items,
    voided: live.map(({ id, type, title }) => ({
      subject: id,
      type: type === 'cadence' ? 'cadence' : 'task',
      number: title.number,
      title: title.text,
    })),
    digest: sm3(JSON.stringify([plan.version, added, live.map(({ id }) => id)])),
  };
}

/**
 * Of the subjects whose order is gone, those that an amendment takes back, and with a cadence the periods of it that are
 * open. Held from here on: nobody can accept one between the look at its state and the fact that voids it.
 */
async function takenBack(ctx: Ctx, tx: Tx, ids: readonly SubjectId[]) {
  await lockSubjects(tx, ctx.region, ids);
  const gone = await listTitles(tx, ctx.region, ids);
  const periods: SubjectId[] = [];
  for (const { id, type } of gone) if (type === 'cadence') periods.push(...(await tasksOfCadence(tx, ctx.region, id)));
  await lockSubjects(tx, ctx.region, periods);
  gone.push(...(await listTitles(tx, ctx.region, periods)));
  // What has taken the place of a task since (调整) goes with it, unless it stands for a task of another plan too.
  const { of, shared } = await listSuccessors(
    tx,
    ctx.region,
    gone.map(({ id }) => id),
  );
  const successors = [...new Set([...of.values()].flat())].filter((id) => !shared.has(id));
  await lockSubjects(tx, ctx.region, successors);
  gone.push(...(await listTitles(tx, ctx.region, successors)));
  // What has been accepted is done: an amendment does not take it back.
  return gone.filter((subject) => !['accepted', 'closed', 'void', 'ended'].includes(subject.state));
}

function factsOf(plan: PlanRecord, intention: Intention): NewFact[] {
  const { openings, voided, textDigest } = intention;
  const { title, officeUnit } = plan.header;
  const { version } = plan;
  if (plan.launchedVersion !== null) return amendmentFacts(plan.id, { version, textDigest }, openings, voided);
  if (officeUnit === null) return orRefuse(planRefusals.noOffice());
  return launchFacts(plan.id, { title, office: idOf<UnitId>(officeUnit), version, textDigest }, openings);
}

/** 修订: a new version to work on, from a new text or from the items as they stand. What is in force stays in force until it is launched. */
export async function amendPlan(
  ctx: Ctx,
  id: PlanId,
  input: { text?: string | undefined; fileName?: string | undefined },
) {
  // Read before anything is held: a long text takes a second or two. Whose year it has is fixed while the plan is in force.
  const compiled = input.text === undefined ? undefined : compilePlan(input.text, await yearOf(ctx, id));
  return once(ctx, async (tx) => {
    const { plan, actor } = await planForChange(ctx, tx, id);
    if (plan.launchedVersion === null) return orRefuse(planRefusals.notLaunched());
    if (plan.launchedVersion !== plan.version) return orRefuse(planRefusals.beingAmended());
    const before = await listItems(tx, ctx.region, id, plan.version);
    const version = await getNextVersion(tx, ctx.region, id);
    const items = compiled === undefined ? before : carryOver(before, itemsOf(compiled));
    const text =
      compiled === undefined || input.text === undefined
        ? await getVersion(tx, ctx.region, id, plan.version)
        : textOf({ text: input.text, fileName: input.fileName }, compiled);
    await insertVersion(tx, ctx.region, id, version, text, actor.person, ctx.now);
    await insertItems(tx, ctx.region, id, version, items, actor.person, ctx.now);
    await markVersion(tx, ctx.region, id, { version, launchedVersion: plan.launchedVersion, at: ctx.now });
    return { revision: plan.revision + 1 };
  });
}

async function yearOf(ctx: Ctx, id: PlanId): Promise<{ baseYear?: number }> {
  const baseYear = (await findPlan(ctx.db, ctx.region, id))?.header.baseYear ?? null;
  return baseYear === null ? {} : { baseYear };
}

/** 放弃修订: the plan is again as it was launched. What was being worked on stays in the database, and is shown to nobody. */
export async function discardAmendment(ctx: Ctx, id: PlanId) {
  return once(ctx, async (tx) => {
    const { plan } = await planForChange(ctx, tx, id);
    const { launchedVersion, launchedHeader } = plan;
    if (launchedVersion === null || launchedVersion === plan.version) return orRefuse(planRefusals.noAmendment());
    await markHeader(tx, ctx.region, id, launchedHeader ?? plan.header, plan.revision, ctx.now);
    await markVersion(tx, ctx.region, id, { version: launchedVersion, launchedVersion, at: ctx.now });
    return { revision: plan.revision + 2 };
  });
}

/** Shows the launched plan on the portal, or takes it down. */
export async function publishPlan(ctx: Ctx, id: PlanId, isPublic: boolean) {
  return once(ctx, async (tx) => {
    const { plan } = await planForChange(ctx, tx, id, 'plan.launch');
    if (plan.launchedVersion === null) return orRefuse(planRefusals.notYetPublic());
    if ((plan.publishedAt !== null) === isPublic) return { revision: plan.revision };
    const kind = isPublic ? 'plan.published' : 'plan.withdrawn';
    const data = isPublic ? { version: plan.launchedVersion } : {};
    await record(tx, ctx, [{ subject: planSubject(id), kind, data }]);
    await markPublished(tx, ctx.region, id, isPublic ? ctx.now : null, ctx.now);
    return { revision: plan.revision + 1 };
  });
}
