import {
  idOf,
  isRefusal,
  localText,
  orRefuse,
  type PersonId,
  Refused,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { CLOCK, type Fact } from '#core/obligation';
import { type Actor, actorIn, may, namesOfPeople, namesOfUnits, reach } from '#directory';
import {
  listFactsFrom,
  listHeads,
  listLastFacts,
  listStanding,
  listSubjects,
  listTitles,
  lockSubjects,
  type NewFact,
  record,
  type Subject,
  titleOf,
} from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { readSheets, writeWorkbook } from '#platform/spreadsheet';
import { factDefinition, isTaskState, mayReport, REPORTED_STATES } from '#rulebook';
import {
  type Checked,
  type Effect,
  type Entry,
  MOST_ROWS,
  type ReadWorkbook,
  type Submitted,
  type Worksheet,
  type WorksheetQuery,
  type WorksheetRow,
} from './contract.ts';
import { isFilled, keyOf } from './entries.ts';
import { worksheetRefusals } from './refusals.ts';
import { COLUMNS, NOTES, readSheet } from './sheet.ts';
import { baseOf, checkEntries, concerns, type Standing, seqOf } from './worksheet.ts';

const REPORTED = 'task.progress-reported';
/** The same of a unit that supports: it tells the lead unit. */
const SUPPORTED = 'task.support-reported';
const SIDES = ['lead', 'supporting'] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Rows of a workbook beside those of tasks: notes and headings. */
const SPARE_ROWS = 20;
const GONE = '已撤并的单位';

/** The open tasks on which the person may report, a row for each unit they may report for, by due day. */
export async function readWorksheet(ctx: Ctx, query: WorksheetQuery): Promise<Worksheet> {
  const tx = ctx.db;
  const where = reach(await actorIn(ctx), 'task.report');
  const own: ReadonlySet<string> = new Set(where.scope === 'relations' ? where.unitIds : []);
  const parent = query.plan === undefined ? undefined : idOf<SubjectId>(query.plan);
  // What is handed in to a recipient is handed in on its own page.
  const filter = { type: 'task', parent, states: REPORTED_STATES, rule: 'submission', isOfRule: false };
  const lines = await listSubjects(tx, ctx.region, where, filter, { limit: MOST_ROWS + 1 });
  const pairs = lines.flatMap((line) =>
    line.parties.flatMap((party) => {
      const side = SIDES.find((one) => one === party.relation);
      return side !== undefined && own.has(party.unit) ? [{ line, party, side }] : [];
    }),
  );
  if (pairs.length > MOST_ROWS) throw new Refused(worksheetRefusals.tooMany());

  const ids = lines.map(({ id }) => id);
  const heads = new Map((await listHeads(tx, ctx.region, ids)).map(({ id, seq, head }) => [id, baseOf(seq, head)]));
  const plans = new Map(
    (await listTitles(tx, ctx.region, [...new Set(lines.flatMap(({ parent }) => parent ?? []))])).map((plan) => [
      plan.id,
      plan.title.text,
    ]),
  );
  const reports = await lastReports(ctx, tx, ids);
  const names = await namesOfUnits(tx, ctx.region, [...new Set(pairs.map(({ party }) => party.unit))]);
  return {
    rows: pairs.map(({ line, party, side }): WorksheetRow => {
      const title = titleOf(line.title);
      return {
        task: line.id,
        unit: { id: party.unit, name: names.get(party.unit) ?? GONE },
        number: title.number,
        title: title.text,
        plan: line.parent === null ? null : { id: line.parent, title: plans.get(line.parent) ?? '' },
        side,
        dueAt: line.dueAt,
        lamp: party.lamp,
        base: heads.get(line.id) ?? '',
        last: reports.get(keyOf({ task: line.id, unit: party.unit })) ?? null,
      };
    }),
  };
}

/** The last report of each unit on each task. */
async function lastReports(
  ctx: Ctx,
  tx: Tx,
  tasks: readonly SubjectId[],
): Promise<Map<string, NonNullable<WorksheetRow['last']>>> {
  const last = [
    ...(await listLastFacts(tx, ctx.region, tasks, REPORTED)),
    ...(await listLastFacts(tx, ctx.region, tasks, SUPPORTED)),
  ].toSorted((a, b) => a.fact.seq - b.fact.seq);
  const people = await namesOfPeople(tx, ctx.region, [...new Set(last.map(({ fact }) => idOf<PersonId>(fact.actor)))]);
  const said = (words: unknown) => (typeof words === 'string' ? words : words === null ? '内容已依法删除' : '');
  return new Map(
    last.map(({ fact, words }) => [
      keyOf({ task: fact.subject.id, unit: fact.onBehalfOf ?? '' }),
      {
        at: fact.occurredAt,
        by: people.get(idOf<PersonId>(fact.actor)) ?? '已离开的人员',
        percent: typeof fact.data.percent === 'number' ? fact.data.percent : null,
        progress: said(words.progress),
        problem: said(words.problem),
        nextStep: said(words['next-step']),
      },
    ]),
  );
}

/** The worksheet as a workbook. */
export async function workbookOf(ctx: Ctx, query: WorksheetQuery): Promise<Uint8Array> {
  const { rows } = await readWorksheet(ctx, query);
  return writeWorkbook([
    { name: '填报表', notes: NOTES, columns: COLUMNS, rows: rows.map((row) => COLUMNS.map(({ value }) => value(row))) },
  ]);
}

/** Reads a workbook that was filled in and checks it. Writes nothing. */
export async function readWorkbook(ctx: Ctx, bytes: Uint8Array): Promise<ReadWorkbook> {
  const sheets = orRefuse(await readSheets(bytes, { mostColumns: 60, mostRows: MOST_ROWS + SPARE_ROWS }));
  const read = sheets.map(readSheet).find((one) => one !== undefined);
  if (read === undefined) throw new Refused(worksheetRefusals.notAWorksheet());
  const faulty = new Set(read.faults.map(({ row }) => row));
  const entries = read.entries.filter((entry) => isFilled(entry) || faulty.has(entry.row));
  const checked = await checkSubmission(ctx, entries);
  // A cell that cannot be read is told once, in its own words.
  const inCells = new Set(read.faults.map(({ row, field }) => `${row} ${field}`));
  const faults = [
    ...read.faults,
    ...checked.faults.filter(({ row, field }) => !inCells.has(`${row} ${field}`)),
  ].toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const effects = checked.effects.filter((effect) => !faults.some((fault) => keyOf(fault) === keyOf(effect)));
  return { entries, effects, faults, blank: read.entries.length - entries.length };
}

/** What recording the entries would do, and what is wrong with them. Writes nothing. */
export async function checkSubmission(ctx: Ctx, entries: readonly Entry[]): Promise<Checked> {
  const actor = await actorIn(ctx);
  const subjects = await listStanding(ctx.db, ctx.region, tasksOf(entries));
  return checkEntries(entries, await standingsOf(ctx, ctx.db, actor, subjects, entries));
}

/** Records a report for every row, or for none. */
export function submit(ctx: Ctx, entries: readonly Entry[]): Promise<Submitted> {
  return once(ctx, async (tx) => {
    if (!entries.some(isFilled)) throw new Refused(worksheetRefusals.nothingWritten());
    const actor = await actorIn(ctx, tx);
    const subjects = await lockSubjects(tx, ctx.region, tasksOf(entries));
    const checked = checkEntries(entries, await standingsOf(ctx, tx, actor, subjects, entries));
    if (checked.faults.length > 0) throw new Refused(worksheetRefusals.rowsAtFault(checked));
    const isLead = ({ task, unit }: Effect) =>
      subjects.some(
        ({ ref, parties }) =>
          ref.id === task && parties.some((party) => party.unit === unit && party.relation === 'lead'),
      );
    await record(
      tx,
      ctx,
      checked.effects.map((effect) => reportOf(effect, isLead(effect) ? REPORTED : SUPPORTED)),
    );
    return { recorded: checked.effects.length };
  });
}

function reportOf(effect: Effect, kind: string): NewFact {
  const unit = idOf<UnitId>(effect.unit);
  const words = [
    ['progress', effect.progress],
    ['problem', effect.problem],
    ['next-step', effect.nextStep],
  ] as const;
  return {
    subject: { type: 'task', id: idOf<SubjectId>(effect.task) },
    kind,
    onBehalfOf: unit,
    data: { unit, percent: effect.percent },
    contents: words
      .filter(([, text]) => text !== '')
      .map(([name, text]) => ({ name, retention: 'business', body: text })),
  };
}

/** What is no id at all is no task. */
function tasksOf(entries: readonly Entry[]): SubjectId[] {
  const ids = entries.filter(isFilled).map(({ task }) => task);
  return [...new Set(ids.filter((id) => UUID.test(id)))].map((id) => idOf<SubjectId>(id));
}

/** How the task of each row stands; a task that may not be seen has no standing, like one that does not exist. */
async function standingsOf(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  subjects: readonly Subject[],
  entries: readonly Entry[],
): Promise<Map<string, Standing>> {
  const visible = new Map(
    subjects.filter((subject) => isVisible(actor, subject)).map((subject) => [String(subject.ref.id), subject]),
  );
  const rows = entries.flatMap((entry) => {
    const subject = isFilled(entry) ? visible.get(entry.task) : undefined;
    return subject === undefined ? [] : [{ entry, subject, seq: seqOf(entry.base) }];
  });
  const ids = [...visible.values()].map(({ ref }) => ref.id);
  const titles = new Map((await listTitles(tx, ctx.region, ids)).map((one) => [one.id, one.title]));
  const reports = await lastReports(ctx, tx, ids);
  const chains = await chainsFrom(ctx, tx, rows);
  const actors = [...chains.values()].flat().flatMap(({ fact }) => (fact.actor === CLOCK ? [] : [fact.actor]));
  const people = await namesOfPeople(
    tx,
    ctx.region,
    [...new Set(actors)].map((actor) => idOf<PersonId>(actor)),
  );
  return new Map(
    rows.map(({ entry, subject, seq }) => {
      const chain = chains.get(subject.ref.id) ?? [];
      const since = chain.filter(({ fact }) => fact.seq > (seq ?? subject.seq) && concerns(fact, entry.unit));
      const title = titles.get(subject.ref.id) ?? titleOf(null);
      return [
        keyOf(entry),
        {
          number: title.number,
          title: title.text,
          refusal: refusalFor(actor, subject, entry.unit),
          base: baseOf(subject.seq, subject.head),
          isBaseKnown: chain.some(({ fact, hash }) => fact.seq === seq && baseOf(seq, hash) === entry.base),
          changes: since.map(({ fact }) => changeWords(fact, people)),
          percent: reports.get(keyOf(entry))?.percent ?? null,
        },
      ];
    }),
  );
}

async function chainsFrom(
  ctx: Ctx,
  tx: Tx,
  rows: readonly { readonly subject: Subject; readonly seq: number | null }[],
): Promise<Map<SubjectId, { fact: Fact; hash: string }[]>> {
  const places = new Map<SubjectId, number>();
  for (const { subject, seq } of rows) {
    const from = seq ?? subject.seq;
    places.set(subject.ref.id, Math.min(from, places.get(subject.ref.id) ?? from));
  }
  const facts = await listFactsFrom(
    tx,
    ctx.region,
    [...places].map(([id, seq]) => ({ id, seq })),
  );
  return Map.groupBy(facts, ({ fact }) => fact.subject.id);
}

function isVisible(actor: Actor, subject: Subject): boolean {
  if (subject.ref.type !== 'task') return false;
  return !isRefusal(may(actor, 'task.read', objectOf(subject)));
}

/** The unit first, then the life of the task. */
function refusalFor(actor: Actor, subject: Subject, unit: string): Standing['refusal'] {
  const asThatUnit = objectOf(subject, unit);
  if (isRefusal(may(actor, 'task.report', asThatUnit))) return worksheetRefusals.foreignUnit();
  // A state that no rule knows is a fault of the program, and no reason to record.
  if (!isTaskState(subject.state)) throw new Error(`a task in no known state: ${subject.state}`);
  const answer = mayReport(subject.state);
  return isRefusal(answer) ? answer : null;
}

/** The task as the access policy sees it; as one of its units sees it, where that is asked. */
function objectOf(subject: Subject, unit?: string) {
  const parties = subject.parties
    .filter((party) => unit === undefined || party.unit === unit)
    .map((party) => ({ unitId: idOf<UnitId>(party.unit), relation: party.relation }));
  return { region: subject.region, subjectType: 'task', parties };
}

/** 03-05 10:20 方立行 报告进展 40% */
function changeWords(fact: Fact, people: ReadonlyMap<PersonId, string>): string {
  const who = people.get(idOf<PersonId>(fact.actor)) ?? '已离开的人员';
  const percent = typeof fact.data.percent === 'number' ? ` ${fact.data.percent}%` : '';
  const when = localText(fact.recordedAt).slice(5, 16).replace('T', ' ');
  return `${when} ${who} ${factDefinition(fact.kind).title}${percent}`;
}
