import {
  idOf,
  isRefusal,
  localDay,
  orRefuse,
  type PlainDate,
  type Refusal,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { isLive } from '#core/obligation';
import { type Actor, actorIn, listUnits, may, namesOfUnits } from '#directory';
import {
  findContent,
  listFacts,
  listLastFacts,
  listStanding,
  listSubjects,
  lockSubjects,
  type NewContent,
  type NewFact,
  objectOf,
  preview,
  record,
  type Subject,
  sm3,
  titleOf,
  uuidFrom,
} from '#ledger';
import { type Tx, uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import {
  type Adjustable,
  adjustableOf,
  effectFacts,
  mayAdjust,
  newUnits,
  type ProposedChange,
  unitsConcerned,
} from './adjustment.ts';
import { KIND_WORDS } from './adjustment-words.ts';
import type { Approve, Change, Effect, Preview, Propose, Refuse } from './contract.ts';
import { adjustmentRefusals } from './refusals.ts';

/** What an adjustment would do to whom, by deciding the very facts that approving it records. */
export async function previewAdjustment(ctx: Ctx, input: Preview): Promise<Effect> {
  return ctx.db.transaction(async (tx) => {
    const { tasks } = await openForChange(ctx, tx, input);
    const { change, texts } = changeOf(input.change);
    return effectOf(ctx, tx, uuid(), tasks, change, texts);
  });
}

/** 提出调整: nothing changes until it is approved, the old limits run on. */
export async function proposeAdjustment(ctx: Ctx, input: Propose): Promise<{ id: string }> {
  return once(ctx, async (tx) => {
    const { tasks } = await openForChange(ctx, tx, input);
    const { change, texts } = changeOf(input.change);
    const [task] = tasks;
    if (task === undefined) return orRefuse(adjustmentRefusals.hidden());
    const id = idOf<SubjectId>(uuid());
    // Everyone concerned reads the title; not everyone sees every one of several tasks.
    const what = change.kind === 'merge' ? `${tasks.length} 项并为“${texts[0] ?? ''}”` : task.title.text;
    const text = `${KIND_WORDS[change.kind]}: ${what}`;
    await record(tx, ctx, [
      {
        subject: { type: 'adjustment', id },
        kind: 'adjustment.proposed',
        onBehalfOf: task.acceptor,
        data: {
          plan: String(task.assigned.data.plan),
          tasks: tasks.map((one) => one.id),
          acceptor: task.acceptor,
          units: unitsConcerned(tasks, change),
          change,
        },
        contents: [
          { name: 'title', retention: 'business', body: { number: '', text } },
          { name: 'reason', retention: 'business', body: input.reason },
          ...texts.map((body, n): NewContent => ({ name: `part-${n + 1}`, retention: 'business', body })),
        ],
      },
    ]);
    return { id };
  });
}

/** 批准调整: what was shown is carried out in the same transaction. */
export async function approveAdjustment(ctx: Ctx, id: SubjectId, input: Approve) {
  return once(ctx, async (tx) => {
    const open = await openAdjustment(ctx, tx, id, true);
    orRefuse(mayDecide(open));
    orRefuse(mayAdjust(open.tasks, open.change, ctx.now));
    if (digestOf(open.tasks) !== input.digest) return orRefuse(adjustmentRefusals.outdated());
    const facts = factsOf(open);
    const begun = facts.filter(({ kind }) => kind === 'task.assigned').map(({ subject }) => subject.id);
    const decision = await record(tx, ctx, [
      {
        subject: { type: 'adjustment', id },
        kind: 'adjustment.approved',
        data: { tasks: begun },
        contents: input.opinion === '' ? [] : [{ name: 'opinion', retention: 'business', body: input.opinion }],
      },
      ...facts,
    ]);
    return { state: decision.subjects.find(({ ref }) => ref.id === id)?.state ?? '', tasks: begun };
  });
}

/** 不批准, with the reason: nothing changes. */
export async function refuseAdjustment(ctx: Ctx, id: SubjectId, input: Refuse) {
  return once(ctx, async (tx) => {
    const open = await openAdjustment(ctx, tx, id, true);
    orRefuse(mayDecide(open));
    await record(tx, ctx, [
      {
        subject: { type: 'adjustment', id },
        kind: 'adjustment.refused',
        data: {},
        contents: [{ name: 'refusal', retention: 'business', body: input.reason }],
      },
    ]);
    return { state: 'refused', tasks: [] };
  });
}

/** A proposal with the tasks that it is about and the person who asks. */
export type OpenAdjustment = {
  readonly id: SubjectId;
  readonly subject: Subject;
  readonly actor: Actor;
  readonly proposedBy: string;
  readonly reason: string | null;
  readonly change: ProposedChange;
  readonly texts: readonly string[];
  readonly tasks: readonly Adjustable[];
};

/** Whether this person may decide it now. */
export function mayDecide({ actor, subject, proposedBy }: OpenAdjustment) {
  const permitted = may(actor, 'adjustment.decide', objectOf(subject));
  if (isRefusal(permitted)) return permitted;
  if (subject.state !== 'proposed') return adjustmentRefusals.decided();
  return proposedBy === actor.person ? adjustmentRefusals.ownProposal() : permitted;
}

/** What exists but may not be seen is answered like what does not exist. */
export async function openAdjustment(ctx: Ctx, tx: Tx, id: SubjectId, forChange: boolean): Promise<OpenAdjustment> {
  const facts = (await listFacts(tx, ctx.region, id)).map(({ fact }) => fact);
  const [proposed] = facts;
  if (proposed?.kind !== 'adjustment.proposed') return orRefuse(adjustmentRefusals.hidden());
  const { change, tasks } = proposed.data as unknown as { change: ProposedChange; tasks: SubjectId[] };
  // All together, in the order of their ids, so that nobody waits crosswise.
  const ids = [id, ...tasks];
  const subjects = forChange ? await lockSubjects(tx, ctx.region, ids) : await listStanding(tx, ctx.region, ids);
  const subject = subjects.find(({ ref }) => ref.id === id);
  const actor = await actorIn(ctx, tx);
  if (subject === undefined || isRefusal(may(actor, 'task.read', objectOf(subject))))
    return orRefuse(adjustmentRefusals.hidden());
  const count = change.kind === 'split' ? change.parts.length : change.kind === 'merge' ? 1 : 0;
  const texts: string[] = [];
  for (let n = 1; n <= count; n += 1)
    texts.push((await findContent<string>(tx, ctx.region, id, `part-${n}`)) ?? '内容已依法删除');
  return {
    id,
    subject,
    actor,
    proposedBy: proposed.actor,
    reason: await findContent<string>(tx, ctx.region, id, 'reason'),
    change,
    texts,
    tasks: await adjustables(ctx, tx, tasks, subjects),
  };
}

/** The facts that carry it out. The new tasks have ids of their own that follow from the adjustment. */
function factsOf({ id, tasks, change, texts }: OpenAdjustment): NewFact[] {
  return effectFacts(id, tasks, change, texts, (n) => idOf<SubjectId>(uuidFrom(`${id}\n${n}`)));
}

/** What approving would do now; a refusal where it can no longer be carried out. */
export async function effectNow(ctx: Ctx, tx: Tx, open: OpenAdjustment): Promise<Effect | Refusal> {
  const answer = mayAdjust(open.tasks, open.change, ctx.now);
  return isRefusal(answer) ? answer : effectOf(ctx, tx, open.id, open.tasks, open.change, open.texts);
}

/** Load and lock, ask access, ask the tasks' life: for whoever proposes, and to show what would happen. */
async function openForChange(ctx: Ctx, tx: Tx, input: Preview): Promise<{ tasks: readonly Adjustable[] }> {
  const ids = [...new Set(input.tasks)].map((id) => idOf<SubjectId>(id));
  const subjects = await lockSubjects(tx, ctx.region, ids);
  const actor = await actorIn(ctx, tx);
  for (const id of ids) {
    const subject = subjects.find(({ ref }) => ref.id === id);
    if (subject === undefined || subject.ref.type !== 'task') return orRefuse(adjustmentRefusals.hidden());
    if (isRefusal(may(actor, 'task.read', objectOf(subject)))) return orRefuse(adjustmentRefusals.hidden());
    orRefuse(may(actor, 'adjustment.propose', objectOf(subject)));
  }
  const tasks = await adjustables(ctx, tx, ids, subjects);
  const { change } = changeOf(input.change);
  orRefuse(mayAdjust(tasks, change, ctx.now));
  const units = new Set((await listUnits(tx, ctx.region, localDay(ctx.now))).map(({ id }) => id));
  if (!newUnits(change).every((unit) => units.has(unit))) return orRefuse(adjustmentRefusals.unknownUnit());
  if ((await waitingFor(ctx, tx, ids)).length > 0) return orRefuse(adjustmentRefusals.waiting());
  return { tasks };
}

/** The proposals that wait for a decision about one of these tasks. There are never many that wait. */
async function waitingFor(ctx: Ctx, tx: Tx, ids: readonly SubjectId[]): Promise<SubjectId[]> {
  const filter = { type: 'adjustment', states: ['proposed'] };
  const lines = await listSubjects(tx, ctx.region, { scope: 'jurisdiction' }, filter, { limit: MOST_WAITING });
  const proposed = await listLastFacts(
    tx,
    ctx.region,
    lines.map(({ id }) => id),
    'adjustment.proposed',
  );
  return proposed.flatMap(({ fact }) => {
    const { tasks } = fact.data;
    return Array.isArray(tasks) && ids.some((id) => tasks.includes(id)) ? [fact.subject.id] : [];
  });
}

const MOST_WAITING = 5000;

/** The tasks in the order asked for. */
async function adjustables(
  ctx: Ctx,
  tx: Tx,
  ids: readonly SubjectId[],
  subjects: readonly Subject[],
): Promise<Adjustable[]> {
  const tasks: Adjustable[] = [];
  for (const id of ids) {
    const subject = subjects.find(({ ref }) => ref.id === id);
    if (subject === undefined) continue;
    const facts = (await listFacts(tx, ctx.region, id)).map(({ fact }) => fact);
    const task = adjustableOf(facts, {
      state: subject.state,
      obligations: subject.obligations,
      title: titleOf(await findContent(tx, ctx.region, id, 'title')),
      source: await findContent(tx, ctx.region, id, 'source'),
    });
    if (task !== undefined) tasks.push(task);
  }
  return tasks;
}

/** The change as the fact holds it, and the words that stand beside it. */
function changeOf(input: Change): { readonly change: ProposedChange; readonly texts: readonly string[] } {
  const units = (ids: readonly string[]) => [...new Set(ids)].map((id) => idOf<UnitId>(id));
  const dayOf = (text: string | null) => (text === null ? null : idOf<PlainDate>(text));
  const partOf = (part: { leads: readonly string[]; supports: readonly string[]; dueDay: string | null }) => ({
    leads: units(part.leads),
    supports: units(part.supports).filter((unit) => !part.leads.includes(unit)),
    dueDay: dayOf(part.dueDay),
  });
  switch (input.kind) {
    case 'lead':
      return {
        change: {
          kind: 'lead',
          from: idOf<UnitId>(input.from),
          to: idOf<UnitId>(input.to),
          dueDay: dayOf(input.dueDay),
        },
        texts: [],
      };
    case 'date':
      return { change: { kind: 'date', units: units(input.units), dueDay: idOf<PlainDate>(input.dueDay) }, texts: [] };
    case 'split':
      return { change: { kind: 'split', parts: input.parts.map(partOf) }, texts: input.parts.map(({ text }) => text) };
    case 'merge':
      return { change: { kind: 'merge', into: partOf(input.into) }, texts: [input.into.text] };
    case 'exclude':
      return { change: { kind: 'exclude', units: units(input.units) }, texts: [] };
  }
}

/** Everything that the effect follows from: where it has changed, what was shown is no longer what would happen. */
function digestOf(tasks: readonly Adjustable[]): string {
  const standing = tasks.map(({ id, state, obligations }) => [
    id,
    state,
    obligations.map((obligation) => [obligation.id, obligation.state, obligation.times.dueAt]),
  ]);
  return sm3(JSON.stringify(standing));
}

async function effectOf(
  ctx: Ctx,
  tx: Tx,
  id: string,
  tasks: readonly Adjustable[],
  change: ProposedChange,
  texts: readonly string[],
): Promise<Effect> {
  const facts = effectFacts(id, tasks, change, texts, (n) => idOf<SubjectId>(uuidFrom(`${id}\n${n}`)));
  const decision = await preview(tx, ctx, facts);
  const before = new Map(tasks.flatMap(({ obligations }) => obligations.map((one) => [one.id, one])));
  const units = [...decision.obligations.map(({ bearerUnit }) => bearerUnit), ...unitsConcerned(tasks, change)];
  const names = await namesOfUnits(tx, ctx.region, [...new Set(units)]);
  const named = (unit: UnitId) => ({ id: unit, name: names.get(unit) ?? '已撤并的单位' });
  const titles = new Map<string, string>(tasks.map(({ id: task, title }) => [task, title.text]));
  for (const { subject, contents } of facts)
    for (const { name, body } of contents ?? []) if (name === 'title') titles.set(subject.id, titleOf(body).text);
  const viewOf = (obligation: (typeof decision.obligations)[number]) => ({
    task: obligation.subject.id,
    title: titles.get(obligation.subject.id) ?? '',
    unit: named(obligation.bearerUnit),
    act: obligation.act,
    dueAt: obligation.times.dueAt,
    overdue: isLive(obligation) && obligation.times.dueAt !== null && obligation.times.dueAt <= ctx.now,
  });
  const effect: Effect = { digest: digestOf(tasks), voided: [], opened: [], moved: [], excluded: [] };
  for (const obligation of decision.obligations) {
    const old = before.get(obligation.id);
    if (old === undefined) effect.opened.push(viewOf(obligation));
    else if (isLive(old) && obligation.state === 'void') effect.voided.push(viewOf(obligation));
    else if (old.times.dueAt !== obligation.times.dueAt)
      effect.moved.push({ ...viewOf(obligation), before: old.times.dueAt });
  }
  for (const { kind, subject, data } of facts)
    if (kind === 'task.excluded-from-rate')
      effect.excluded.push({ title: titles.get(subject.id) ?? '', unit: named(idOf<UnitId>(String(data.unit))) });
  return effect;
}
