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
import { type AccessObject, type Actor, actorIn, may, namesOfUnits, reach } from '#directory';
import {
  countInForce,
  listFacts,
  listSubjects,
  listTitles,
  lockSubjects,
  type NewFact,
  objectOf,
  record,
  type Subject,
  taskFilterOf,
} from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { isPrincipalRule } from '#rulebook';
import { addNotices, addReceipt, findNotices, takeNumbers } from './chase.store.ts';
import { earlierChases, mayChase, numberWords, proposalOf, unitsToChase } from './chase.ts';
import { AT_ONCE, type Chase, type Chased } from './contract.ts';
import { chaseRefusals } from './refusals.ts';

type Item = {
  readonly task: SubjectId;
  readonly unit: UnitId;
  readonly acceptor: UnitId;
  readonly dueDay: PlainDate | null;
  readonly earlier: number;
  readonly proposal: string | null;
};

/** 催办 of one task or many, in one transaction: those that may be chased are, each lead unit with a number of its own. */
export function chase(ctx: Ctx, input: Chase): Promise<Chased> {
  return once(ctx, async (tx) => {
    const ids = await wantedOf(tx, ctx, input);
    const subjects = await lockSubjects(tx, ctx.region, ids);
    const actor = await actorIn(ctx, tx);
    const proposalAfter = await countInForce(tx, ctx, 'chase.proposal-after');
    const items: Item[] = [];
    const left: { task: SubjectId; refusal: Refusal }[] = [];
    for (const id of ids) {
      const subject = subjects.find((candidate) => candidate.ref.id === id);
      const found = await itemsOf(ctx, tx, actor, subject, proposalAfter);
      if (isRefusal(found)) left.push({ task: id, refusal: found });
      else items.push(...found);
    }
    const [first] = left;
    if (items.length === 0 && first !== undefined && !input.preview) orRefuse(first.refusal);
    const noticed = input.preview ? undefined : await recordAll(tx, ctx, actor, items, input.words);
    const hidden = chaseRefusals.hidden().code;
    const shown = left.filter(({ refusal }) => refusal.code !== hidden).map(({ task }) => task);
    const titles = await titlesOf(ctx, tx, [...shown, ...items.map(({ task }) => task)]);
    const names = await namesOfUnits(tx, ctx.region, [...new Set(items.map(({ unit }) => unit))]);
    return {
      chases: items.map(({ task, unit, earlier, proposal }, n) => ({
        task,
        title: titles.get(task) ?? '',
        unit: { id: unit, name: names.get(unit) ?? '已撤并的单位' },
        earlier,
        proposal,
        ...(noticed?.[n] ?? { id: null, number: null }),
      })),
      left: left.map(({ task, refusal }) => ({ task, title: titles.get(task) ?? '', sentence: refusal.sentence })),
    };
  });
}

/** The tasks that were picked, or all of a filter that the person may see. Refuses CHS-05, CHS-06. */
async function wantedOf(tx: Tx, ctx: Ctx, { tasks, filter }: Chase): Promise<SubjectId[]> {
  if (filter === undefined) return [...new Set(tasks)].map((id) => idOf<SubjectId>(id));
  const where = reach(await actorIn(ctx, tx), 'task.read');
  const lines = await listSubjects(tx, ctx.region, where, taskFilterOf(filter, ctx.now).filter, { limit: AT_ONCE + 1 });
  if (lines.length > AT_ONCE) return orRefuse(chaseRefusals.tooMany(AT_ONCE));
  return lines.length === 0 ? orRefuse(chaseRefusals.nothing()) : lines.map(({ id }) => id);
}

/** Whom to chase about a task; what exists but may not be seen is answered like what does not exist. */
async function itemsOf(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  subject: Subject | undefined,
  proposalAfter: number,
): Promise<Item[] | Refusal> {
  if (subject === undefined || subject.ref.type !== 'task') return chaseRefusals.hidden();
  if (isRefusal(may(actor, 'task.read', objectOf(subject)))) return chaseRefusals.hidden();
  const permitted = may(actor, 'task.chase', objectOf(subject));
  if (isRefusal(permitted)) return permitted;
  const living = mayChase(subject.state);
  if (isRefusal(living)) return living;
  const facts = (await listFacts(tx, ctx.region, subject.ref.id)).map(({ fact }) => fact);
  const leads = subject.parties.filter(({ relation }) => relation === 'lead').map(({ unit }) => idOf<UnitId>(unit));
  const acceptor = subject.parties.find(({ relation }) => relation === 'acceptor')?.unit;
  const units = unitsToChase(facts, leads, ctx.now);
  if (units.length === 0 || acceptor === undefined) return chaseRefusals.chasedToday();
  return units.map((unit) => {
    const { chases, unanswered } = earlierChases(facts, subject.obligations, unit);
    const dueAt = subject.obligations.find(({ rule, bearerUnit }) => isPrincipalRule(rule) && bearerUnit === unit)
      ?.times.dueAt;
    return {
      task: subject.ref.id,
      unit,
      acceptor: idOf<UnitId>(acceptor),
      dueDay: dueAt ? localDay(dueAt) : null,
      earlier: chases,
      proposal: proposalOf(unanswered, proposalAfter),
    };
  });
}

async function recordAll(tx: Tx, ctx: Ctx, actor: Actor, items: readonly Item[], words: string) {
  const year = Number(localDay(ctx.now).slice(0, 4));
  const first = await takeNumbers(tx, ctx.region, year, items.length);
  const decision = await record(
    tx,
    ctx,
    items.map(
      ({ task, unit, acceptor, dueDay }, n): NewFact => ({
        subject: { type: 'task', id: task },
        kind: 'task.chased',
        onBehalfOf: acceptor,
        data: { unit, acceptor, year, number: first + n, dueDay },
        contents: words === '' ? [] : [{ name: 'chase', retention: 'business', body: words }],
      }),
    ),
  );
  const chased = decision.facts.map(({ fact }) => fact).filter(({ kind }) => kind === 'task.chased');
  const notices = chased.map((fact) => ({
    id: fact.id,
    task: fact.subject.id,
    unit: idOf<UnitId>(String(fact.data.unit)),
    person: actor.person,
    year,
    number: Number(fact.data.number),
    at: ctx.now,
  }));
  await addNotices(tx, ctx.region, notices);
  return notices.map(({ id, number }) => ({ id, number: numberWords(year, number) }));
}

/** 签收 of a notice by the unit that is chased. */
export function receiveNotice(ctx: Ctx, id: string): Promise<{ id: string }> {
  return once(ctx, async (tx) => {
    const [notice] = await findNotices(tx, ctx.region, [id]);
    if (notice === undefined) return orRefuse(chaseRefusals.noNotice());
    // The task locks before the notice is read again: two who receive at once make one fact.
    const [subject] = await lockSubjects(tx, ctx.region, [notice.task]);
    const actor = await actorIn(ctx, tx);
    const own: AccessObject = {
      region: ctx.region,
      subjectType: 'task',
      parties: [{ unitId: notice.unit, relation: 'lead' }],
    };
    if (subject === undefined || isRefusal(may(actor, 'task.read', own))) return orRefuse(chaseRefusals.noNotice());
    orRefuse(may(actor, 'task.receive', own));
    const [current] = await findNotices(tx, ctx.region, [id]);
    if (current?.receivedAt !== null) return orRefuse(chaseRefusals.received());
    await record(tx, ctx, [
      {
        subject: subject.ref,
        kind: 'task.chase-received',
        onBehalfOf: notice.unit,
        data: { unit: notice.unit, chase: id },
      },
    ]);
    await addReceipt(tx, ctx.region, id, ctx.now, actor.person);
    return { id };
  });
}

async function titlesOf(ctx: Ctx, tx: Tx, ids: readonly SubjectId[]): Promise<Map<SubjectId, string>> {
  const lines = await listTitles(tx, ctx.region, [...new Set(ids)]);
  return new Map(lines.map((line) => [line.id, line.title.text]));
}
