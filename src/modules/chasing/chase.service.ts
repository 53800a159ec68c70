import { idOf, isRefusal, localDay, orRefuse, type Refusal, type SubjectId, type UnitId } from '#core/kernel';
import { lampOf } from '#core/obligation';
import { type Actor, actorIn, may, namesOfUnits, reach } from '#directory';
import {
  findSubject,
  listFacts,
  listTitles,
  lockSubjects,
  type NewFact,
  objectOf,
  record,
  type Subject,
} from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { addNotices, listNotices, takeNumbers } from './chase.store.ts';
import { earlierChases, mayChase, numberWords, proposalOf, unitsToChase } from './chase.ts';
import type { Chase, Chased, ChaseList } from './contract.ts';
import { chaseRefusals } from './refusals.ts';

type Item = {
  readonly task: SubjectId;
  readonly unit: UnitId;
  readonly acceptor: UnitId;
  readonly earlier: number;
  readonly proposal: string | null;
};

/** 催办 of one task or many, in one transaction: those that may be chased are, each lead unit with a number of its own. */
export function chase(ctx: Ctx, input: Chase): Promise<Chased> {
  return once(ctx, async (tx) => {
    const ids = [...new Set(input.tasks)].map((id) => idOf<SubjectId>(id));
    const subjects = await lockSubjects(tx, ctx.region, ids);
    const actor = await actorIn(ctx, tx);
    const items: Item[] = [];
    const left: { task: SubjectId; refusal: Refusal }[] = [];
    for (const id of ids) {
      const subject = subjects.find((candidate) => candidate.ref.id === id);
      const found = await itemsOf(ctx, tx, actor, subject);
      if (isRefusal(found)) left.push({ task: id, refusal: found });
      else items.push(...found);
    }
    const [first] = left;
    if (items.length === 0 && first !== undefined && !input.preview) orRefuse(first.refusal);
    const numbers = input.preview ? undefined : await recordAll(tx, ctx, actor, items, input.words);
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
        number: numbers?.[n] ?? null,
      })),
      left: left.map(({ task, refusal }) => ({ task, title: titles.get(task) ?? '', sentence: refusal.sentence })),
    };
  });
}

/** Whom to chase about a task; what exists but may not be seen is answered like what does not exist. */
async function itemsOf(ctx: Ctx, tx: Tx, actor: Actor, subject: Subject | undefined): Promise<Item[] | Refusal> {
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
    return {
      task: subject.ref.id,
      unit,
      acceptor: idOf<UnitId>(acceptor),
      earlier: chases,
      proposal: proposalOf(unanswered),
    };
  });
}

async function recordAll(tx: Tx, ctx: Ctx, actor: Actor, items: readonly Item[], words: string): Promise<string[]> {
  const year = Number(localDay(ctx.now).slice(0, 4));
  const first = await takeNumbers(tx, ctx.region, year, items.length);
  const decision = await record(
    tx,
    ctx,
    items.map(
      ({ task, unit, acceptor }, n): NewFact => ({
        subject: { type: 'task', id: task },
        kind: 'task.chased',
        onBehalfOf: acceptor,
        data: { unit, acceptor, year, number: first + n },
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
  return items.map((_, n) => numberWords(year, first + n));
}

/** What was chased, the latest first: the office sees all, a unit what it was chased for. */
export async function listChases(ctx: Ctx, { limit }: { limit: number }): Promise<ChaseList> {
  const tx = ctx.db;
  const where = reach(await actorIn(ctx), 'task.read');
  const units = where.scope === 'jurisdiction' ? null : where.scope === 'relations' ? where.unitIds : [];
  const notices = await listNotices(tx, ctx.region, units, limit);
  const tasks = [...new Set(notices.map(({ task }) => task))];
  const titles = await titlesOf(ctx, tx, tasks);
  const names = await namesOfUnits(tx, ctx.region, [...new Set(notices.map(({ unit }) => unit))]);
  const duties = new Map<string, Subject['obligations'][number]>();
  for (const task of tasks)
    for (const duty of (await findSubject(tx, ctx.region, task))?.obligations ?? [])
      if (duty.rule === 'chase-answer') duties.set(duty.openedBy, duty);
  return {
    chases: notices.map(({ id, task, unit, year, number, at }) => {
      const duty = duties.get(id);
      return {
        id,
        number: numberWords(year, number),
        task: { id: task, title: titles.get(task) ?? '' },
        unit: { id: unit, name: names.get(unit) ?? '已撤并的单位' },
        chasedAt: at,
        state: duty?.state ?? null,
        lamp: duty === undefined ? null : lampOf(duty),
        dueAt: duty?.times.dueAt ?? null,
      };
    }),
  };
}

async function titlesOf(ctx: Ctx, tx: Tx, ids: readonly SubjectId[]): Promise<Map<SubjectId, string>> {
  const lines = await listTitles(tx, ctx.region, [...new Set(ids)]);
  return new Map(lines.map((line) => [line.id, line.title.text]));
}
