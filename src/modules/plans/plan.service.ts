import { epochOf, idOf, instantOf, isRefusal, localDay, orRefuse, type PlanId, type UnitId } from '#core/kernel';
import { type CompiledPlan, compilePlan } from '#core/plantext';
import { type AccessObject, type Actor, actorIn, listUnits, may, namesOfPeople, reach } from '#directory';
import { countByParent, findSubject, listVisible, objectOf } from '#ledger';
import { type Tx, uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { ItemContent, PlanHeader, PlanSummary } from './contract.ts';
import { type Item, itemsOf } from './draft.ts';
import { planSubject } from './launch.ts';
import {
  findPlan,
  getVersion,
  insertItems,
  insertPlan,
  insertVersion,
  listLaunchedPhases,
  listPlans,
  listPresent,
  lockPlan,
  markHeader,
  markItem,
  markPresent,
  markUnitName,
  type PlanRecord,
} from './plan.store.ts';

import { planRefusals } from './refusals.ts';

/** Whoever was seen within this time is taken to be editing still. */
const PRESENT_MILLISECONDS = 60_000;

/** 录入: compiles a text and keeps it as a draft. Refuses an empty text, and one in which nothing was found. */
export async function createPlan(ctx: Ctx, input: { text: string; fileName?: string | undefined }) {
  const compiled = compilePlan(input.text);
  const items = itemsOf(compiled);
  if (input.text.trim() === '') orRefuse(planRefusals.empty());
  return once(ctx, async (tx) => {
    const actor = await editorOf(ctx, tx, undefined);
    const id = idOf<PlanId>(uuid());
    await insertPlan(tx, ctx.region, {
      id,
      header: headerOf(compiled, actor, input.text),
      by: actor.person,
      at: ctx.now,
    });
    await insertVersion(tx, ctx.region, id, 1, textOf(input, compiled), actor.person, ctx.now);
    await insertItems(tx, ctx.region, id, 1, items, actor.person, ctx.now);
    return {
      id,
      items: items.filter((item) => item.droppedReason === null).length,
      notes: compiled.notes.map((note) => note.sentence),
    };
  });
}

function headerOf(compiled: CompiledPlan, actor: Actor, text: string): PlanHeader {
  const firstLine = text.trim().split('\n')[0]?.trim().slice(0, 60) ?? '';
  return {
    title: compiled.title ?? (firstLine === '' ? '未命名方案' : firstLine),
    issuer: compiled.issuer,
    baseYear: compiled.baseYear,
    period: periodOf(compiled),
    officeUnit: actor.units[0] ?? null,
    undatedDue: 'period-end',
  };
}

/** The plan's own period, else from the first phase to the last. */
function periodOf({ period, phases }: CompiledPlan): PlanHeader['period'] {
  if (period !== null) return { from: period.from, to: period.to };
  const from = phases.map((phase) => phase.from).toSorted()[0];
  const to = phases
    .map((phase) => phase.to)
    .toSorted()
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

export function textOf(input: { text: string; fileName?: string | undefined }, compiled: CompiledPlan) {
  const contradictions = compiled.conflicts
    .filter((conflict) => conflict.lacksYear !== true)
    .map(({ sentence, span }) => ({ kind: 'contradiction' as const, sentence, span }));
  const notes = [...contradictions, ...compiled.notes];
  return { text: input.text, fileName: input.fileName ?? null, outline: compiled.outline, notes };
}

/** The person who asks, if they may edit plans (of this office). */
export async function editorOf(
  ctx: Ctx,
  tx: Tx,
  plan: PlanRecord | undefined,
  action: 'plan.edit' | 'plan.launch' = 'plan.edit',
): Promise<Actor> {
  const actor = await actorIn(ctx, tx);
  orRefuse(may(actor, action, planObject(ctx, plan)));
  return actor;
}

export function planObject(ctx: Ctx, plan: PlanRecord | undefined): AccessObject {
  const office = plan?.header.officeUnit;
  const parties =
    office === null || office === undefined ? [] : [{ unitId: idOf<UnitId>(office), relation: 'own' as const }];
  return { region: ctx.region, subjectType: 'plan', parties };
}

/** The plan, locked for a change; refused if it does not exist or may not be edited. */
export async function planForChange(ctx: Ctx, tx: Tx, id: PlanId, action: 'plan.edit' | 'plan.launch' = 'plan.edit') {
  const plan = await lockPlan(tx, ctx.region, id);
  if (plan === undefined) return orRefuse(planRefusals.hidden());
  const actor = await editorOf(ctx, tx, plan, action);
  return { plan, actor };
}

function draftOnly(plan: PlanRecord): void {
  if (plan.launchedVersion === plan.version) {
    orRefuse(planRefusals.inForce());
  }
}

export async function updateHeader(ctx: Ctx, id: PlanId, input: { revision: number } & PlanHeader) {
  return once(ctx, async (tx) => {
    const { plan } = await planForChange(ctx, tx, id);
    draftOnly(plan);
    const { revision, ...header } = input;
    await knownUnits(ctx, tx, header.officeUnit === null ? [] : [header.officeUnit], 'officeUnit');
    if (!(await markHeader(tx, ctx.region, id, header, revision, ctx.now))) orRefuse(planRefusals.changed());
    return { revision: revision + 1 };
  });
}

export async function updateItem(
  ctx: Ctx,
  id: PlanId,
  itemId: string,
  input: { revision: number; content: ItemContent },
) {
  return changeItem(ctx, id, { id: itemId, content: input.content, droppedReason: null, revision: input.revision });
}

export async function dropItem(ctx: Ctx, id: PlanId, itemId: string, input: { revision: number; reason: string }) {
  return changeItem(ctx, id, { id: itemId, content: null, droppedReason: input.reason, revision: input.revision });
}

export async function restoreItem(ctx: Ctx, id: PlanId, itemId: string, input: { revision: number }) {
  return changeItem(ctx, id, { id: itemId, content: null, droppedReason: null, revision: input.revision });
}

async function changeItem(ctx: Ctx, id: PlanId, change: Parameters<typeof markItem>[4]) {
  return once(ctx, async (tx) => {
    const { plan, actor } = await planForChange(ctx, tx, id);
    draftOnly(plan);
    if (!(await markItem(tx, ctx.region, id, plan.version, change, actor.person, ctx.now)))
      orRefuse(planRefusals.changed());
    return { revision: change.revision + 1 };
  });
}

export async function addItem(
  ctx: Ctx,
  id: PlanId,
  input: { content: ItemContent; span: { from: number; to: number } | null },
) {
  return once(ctx, async (tx) => {
    const { plan, actor } = await planForChange(ctx, tx, id);
    draftOnly(plan);
    const { text } = await getVersion(tx, ctx.region, id, plan.version);
    if (input.span !== null && input.span.to > text.length) orRefuse(planRefusals.outsideText());
    const item = {
      ...input.content,
      id: `added-${uuid()}`,
      span: input.span,
      confidence: 1,
      origin: 'added',
      droppedReason: null,
      confirmed: true,
      revision: 1,
    } as Item;
    await insertItems(tx, ctx.region, id, plan.version, [item], actor.person, ctx.now);
    return { id: item.id, revision: 1 };
  });
}

export async function setUnitName(ctx: Ctx, id: PlanId, input: { name: string; units: readonly string[] }) {
  return once(ctx, async (tx) => {
    const { plan, actor } = await planForChange(ctx, tx, id);
    draftOnly(plan);
    await knownUnits(ctx, tx, input.units, 'units');
    await markUnitName(tx, ctx.region, id, input.name, input.units, actor.person, ctx.now);
    return { revision: plan.revision };
  });
}

async function knownUnits(ctx: Ctx, tx: Tx, units: readonly string[], field: string): Promise<void> {
  const known = new Set((await listUnits(tx, ctx.region, localDay(ctx.now))).map((unit) => String(unit.id)));
  if (units.some((unit) => !known.has(unit))) orRefuse(planRefusals.unknownUnit(field));
}

/** Says that the person is editing, and who else is. */
export async function announcePresence(ctx: Ctx, id: PlanId) {
  return ctx.db.transaction(async (tx) => {
    const plan = await findPlan(tx, ctx.region, id);
    if (plan === undefined) return orRefuse(planRefusals.hidden());
    const actor = await editorOf(ctx, tx, plan);
    await markPresent(tx, ctx.region, id, actor.person, ctx.now);
    return { editors: await editorsBeside(ctx, tx, id, actor) };
  });
}

export async function editorsBeside(ctx: Ctx, tx: Tx, id: PlanId, actor: Actor) {
  const since = instantOf(epochOf(ctx.now) - PRESENT_MILLISECONDS);
  const present = (await listPresent(tx, ctx.region, id, since)).filter((editor) => editor.person !== actor.person);
  const names = await namesOfPeople(
    tx,
    ctx.region,
    present.map((editor) => editor.person),
  );
  return present.map((editor) => ({ name: names.get(editor.person) ?? '未知人员', seenAt: editor.seenAt }));
}

/** The plans that the person may see: drafts, and what an amendment has changed so far, only for those who may edit them. */
export async function listPlanSummaries(ctx: Ctx): Promise<{ plans: PlanSummary[] }> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const all = await listPlans(tx, ctx.region);
  const launched = all.filter((plan) => plan.launchedVersion !== null).map((plan) => planSubject(plan.id).id);
  const visible = new Set(await listVisible(tx, ctx.region, reach(actor, 'plan.read'), launched));
  const counts = await countByParent(tx, ctx.region, reach(actor, 'task.read'), { type: 'task', parents: launched });
  const phases = await listLaunchedPhases(tx, ctx.region);
  const plans = all.flatMap((plan): PlanSummary[] => {
    const isEditor = !isRefusal(may(actor, 'plan.edit', planObject(ctx, plan)));
    const subject = planSubject(plan.id).id;
    if (!isEditor && !visible.has(subject)) return [];
    return [
      {
        id: plan.id,
        ...(isEditor ? asEdited(plan) : asLaunched(plan)),
        published: plan.publishedAt !== null,
        createdAt: plan.createdAt,
        updatedAt: plan.updatedAt,
        period: (plan.launchedHeader ?? plan.header).period,
        phases: phases.get(plan.id) ?? [],
        lamps: counts.filter(({ parent }) => parent === subject).map(({ lamp, count }) => ({ lamp, count })),
      },
    ];
  });
  return { plans };
}

function asEdited(plan: PlanRecord) {
  return { title: plan.header.title, state: stateOf(plan) };
}

/** To those whom it binds a plan is in force, whatever is being amended. */
function asLaunched(plan: PlanRecord) {
  return { title: (plan.launchedHeader ?? plan.header).title, state: 'live' as const };
}

/** A launched plan as access sees it: with every unit that is a party to it. */
export async function launchedObject(ctx: Ctx, tx: Tx, plan: PlanRecord): Promise<AccessObject> {
  const subject = await findSubject(tx, ctx.region, planSubject(plan.id).id);
  return subject === undefined ? planObject(ctx, plan) : objectOf(subject);
}

export function stateOf(plan: PlanRecord): PlanSummary['state'] {
  if (plan.launchedVersion === null) return 'draft';
  return plan.launchedVersion === plan.version ? 'live' : 'amending';
}
