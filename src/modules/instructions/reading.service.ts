import { idOf, isRefusal, orRefuse, type PersonId, type Refusal, type SubjectId, type UnitId } from '#core/kernel';
import { type Actor, actorIn, may, namesOfPeople, namesOfUnits, reach } from '#directory';
import {
  type After,
  countSubjects,
  dutiesAbout,
  findContent,
  findSubject,
  formatCursor,
  listLastFacts,
  listSubjects,
  listTitles,
  listVisible,
  objectOf,
  parseCursor,
  readActionOf,
} from '#ledger';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { InstructionDetail, InstructionFilter, InstructionList, Offered } from './contract.ts';
import { getAbout, mayAct, seen, unitFor } from './instruction.service.ts';
import { instructionRefusals } from './refusals.ts';

const GONE = '已撤并的单位';
const LEFT = '已离开的人员';

/** The instructions that the person may see, by due day; those without a day come last. */
export async function listInstructions(ctx: Ctx, filter: InstructionFilter): Promise<InstructionList> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const where = reach(actor, 'instruction.read');
  const selection = {
    type: 'instruction',
    parent: filter.about === undefined ? undefined : idOf<SubjectId>(filter.about),
    unit: filter.unit === undefined ? undefined : idOf<UnitId>(filter.unit),
  };
  const narrowed = { ...selection, lamp: filter.lamp, states: filter.state === undefined ? undefined : [filter.state] };
  const page = { limit: filter.limit, after: afterOf(filter.after) };
  const lines = await listSubjects(tx, ctx.region, where, narrowed, page);
  const counts = await countSubjects(tx, ctx.region, where, selection);
  const given = await listLastFacts(
    tx,
    ctx.region,
    lines.map(({ id }) => id),
    'instruction.given',
  );
  const facts = new Map(given.map((one) => [one.fact.subject.id, one]));
  const matters = await mattersOf(
    ctx,
    tx,
    actor,
    given.map(({ fact }) => ({ type: String(fact.data.aboutType), id: idOf<SubjectId>(String(fact.data.about)) })),
  );
  const people = given.map(({ fact }) => idOf<PersonId>(fact.actor));
  const persons = await namesOfPeople(tx, ctx.region, [...new Set(people)]);
  const units = await namesOfUnits(tx, ctx.region, [
    ...new Set(lines.flatMap((line) => line.parties.map(({ unit }) => unit))),
  ]);
  const last = lines.length === filter.limit ? lines.at(-1) : undefined;
  return {
    instructions: lines.flatMap((line) => {
      const one = facts.get(line.id);
      if (one === undefined) return [];
      return [
        {
          id: line.id,
          about: matters(String(one.fact.data.aboutType), String(one.fact.data.about)),
          words: typeof one.words.words === 'string' ? one.words.words : null,
          author: persons.get(idOf<PersonId>(one.fact.actor)) ?? LEFT,
          givenAt: one.fact.occurredAt,
          state: line.state,
          lamp: line.lamp,
          dueAt: line.dueAt,
          addressees: line.parties
            .filter(({ relation }) => relation === 'lead')
            .map(({ unit, lamp }) => ({ id: unit, name: units.get(unit) ?? GONE, lamp })),
        },
      ];
    }),
    counts,
    next: last === undefined ? null : formatCursor(last),
  };
}

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  return parseCursor<SubjectId>(cursor) ?? orRefuse(instructionRefusals.wrongPage());
}

/** What instructions are about, with the titles of what the reader may open; the others stay unnamed. */
async function mattersOf(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  subjects: readonly { readonly type: string; readonly id: SubjectId }[],
) {
  const open = new Set<string>();
  for (const type of new Set(subjects.map((subject) => subject.type))) {
    const ids = subjects.filter((subject) => subject.type === type).map(({ id }) => id);
    for (const id of await listVisible(tx, ctx.region, reach(actor, readActionOf(type)), [...new Set(ids)]))
      open.add(id);
  }
  const titles = new Map(
    (await listTitles(tx, ctx.region, [...new Set(subjects.map(({ id }) => id))])).map((line) => [
      String(line.id),
      line.title.text,
    ]),
  );
  return (type: string, id: string) => ({ type, id, title: titles.get(id) ?? '', open: open.has(id) });
}

/** An instruction with its duties, how far each addressee is, and what the person may do now, with reasons. */
export async function readInstruction(ctx: Ctx, id: SubjectId): Promise<InstructionDetail> {
  const tx = ctx.db;
  const subject = await findSubject(tx, ctx.region, id);
  const open = await seen(ctx, tx, id, subject);
  const { actor, instruction } = open;
  const about = { type: instruction.about.type, id: idOf<SubjectId>(instruction.about.id) };
  const matters = await mattersOf(ctx, tx, actor, [about]);
  const duties = await dutiesAbout(ctx, tx, open.subject);
  const names = await namesOfUnits(tx, ctx.region, [
    ...instruction.addressees.map(({ unit }) => unit),
    ...instruction.informed,
    instruction.authorUnit,
  ]);
  const named = (unit: UnitId) => ({ id: unit, name: names.get(unit) ?? GONE });
  const persons = await namesOfPeople(tx, ctx.region, [instruction.author]);
  const refusalOf = (action: 'answer' | 'withdraw' | 'conclude', asked?: UnitId) =>
    told(mayAct(open, action, unitFor(open, action, asked)));
  return {
    id,
    about: matters(about.type, about.id),
    words: await findContent<string>(tx, ctx.region, id, 'words'),
    author: persons.get(instruction.author) ?? LEFT,
    authorUnit: named(instruction.authorUnit),
    givenAt: instruction.givenAt,
    urgency: instruction.urgency,
    dueDay: instruction.dueDay,
    state: open.subject.state,
    lamp: duties[0]?.lamp ?? null,
    informed: instruction.informed.map(named),
    addressees: instruction.addressees.map((one) => ({
      unit: named(one.unit),
      state: one.state,
      judging: refusalOf('conclude', one.unit),
    })),
    duties,
    actions: (['answer', 'withdraw'] as const).map((action) => {
      const refusal = refusalOf(action);
      return { action, allowed: refusal === null, refusal };
    }),
  };
}

function told(answer: ReturnType<typeof mayAct>): { code: string; sentence: string } | null {
  return isRefusal(answer) ? { code: (answer as Refusal).code, sentence: answer.sentence } : null;
}

/** Whether this person may give an instruction about a matter, and its lead units, who are charged first. */
export async function offerInstruction(ctx: Ctx, id: SubjectId): Promise<Offered> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const about = await getAbout(ctx, tx, actor, id);
  const leads = about.parties.filter(({ relation }) => relation === 'lead').map(({ unit }) => idOf<UnitId>(unit));
  const names = await namesOfUnits(tx, ctx.region, leads);
  return {
    allowed: !isRefusal(may(actor, 'instruction.give', objectOf(about))),
    leads: leads.map((unit) => ({ id: unit, name: names.get(unit) ?? GONE })),
  };
}
