import { type ContentId, idOf, orRefuse, type PersonId, type Refusal, type SubjectId, type UnitId } from '#core/kernel';
import { actorIn, namesOfPeople, namesOfUnits, reach } from '#directory';
import {
  type After,
  countSubjects,
  dutiesAbout,
  findContent,
  findSubject,
  formatCursor,
  listContents,
  listOfRule,
  listSubjects,
  listTitles,
  listVisible,
  parseCursor,
  readActionOf,
  type SubjectLine,
  taskFilterOf,
  timingOf,
  titleOf,
} from '#ledger';
import type { Ctx } from '#platform/http';
import { isPrincipalRule } from '#rulebook';
import type { TaskDetail, TaskFilter, TaskLine, TaskList } from './contract.ts';
import { extensionsOffered } from './extension.service.ts';
import { taskRefusals } from './refusals.ts';
import { supportReports } from './support.ts';
import { availableActions, type OpenTask, seen, unitsOf } from './task.service.ts';

/** The tasks that the person may see, by due day, with figures of the whole selection. */
export async function listTasks(ctx: Ctx, query: TaskFilter): Promise<TaskList> {
  const tx = ctx.db;
  const where = reach(await actorIn(ctx), 'task.read');
  const { selection, filter } = taskFilterOf(query, ctx.now);
  const lines = await listSubjects(tx, ctx.region, where, filter, {
    limit: query.limit,
    after: afterOf(query.after),
  });
  const counts = await countSubjects(tx, ctx.region, where, selection);
  const last = lines.length === query.limit ? lines.at(-1) : undefined;
  return { tasks: await taskLines(ctx, lines), counts, next: last === undefined ? null : formatCursor(last) };
}

async function taskLines(ctx: Ctx, lines: readonly SubjectLine[]): Promise<TaskLine[]> {
  const units = [...new Set(lines.flatMap((line) => line.parties.map((party) => party.unit)))];
  const names = await namesOfUnits(ctx.db, ctx.region, units);
  const submissions = new Set(
    await listOfRule(
      ctx.db,
      ctx.region,
      'submission',
      lines.map((line) => line.id),
    ),
  );
  return lines.map((line) => {
    const title = titleOf(line.title);
    const partiesAs = (relation: string) =>
      line.parties
        .filter((party) => party.relation === relation)
        .map((party) => ({ id: party.unit, name: names.get(party.unit) ?? '已撤并的单位', lamp: party.lamp }));
    return {
      id: line.id,
      plan: line.parent,
      number: title.number,
      title: title.text,
      isSubmission: submissions.has(line.id),
      state: line.state,
      lamp: line.lamp,
      dueAt: line.dueAt,
      openedAt: line.openedAt,
      deadlineAt: line.performance.deadlineAt,
      performedAt: line.performance.performedAt,
      timing: timingOf(line.performance, ctx.now),
      leads: partiesAs('lead'),
      supports: partiesAs('supporting'),
    };
  });
}

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  const wrongPage = taskRefusals.wrongPage();
  return parseCursor<SubjectId>(cursor) ?? orRefuse(wrongPage);
}

/** A task with its duties, its source sentence, and what the person may do now, with reasons. */
export async function readTask(ctx: Ctx, id: SubjectId): Promise<TaskDetail> {
  const tx = ctx.db;
  const open = await seen(ctx, tx, id, await findSubject(tx, ctx.region, id));
  const { task, subject } = open;
  const title = titleOf(await findContent(tx, ctx.region, id, 'title'));
  const [plan] = await listTitles(tx, ctx.region, [idOf<SubjectId>(task.plan)]);
  const names = await namesOfUnits(tx, ctx.region, [...task.leads, ...task.supports, task.acceptor]);
  const named = (unit: UnitId) => ({ id: unit, name: names.get(unit) ?? '已撤并的单位' });
  const duties = await dutiesAbout(ctx, tx, subject);
  const adjustments = await listVisible(
    tx,
    ctx.region,
    reach(open.actor, readActionOf('adjustment')),
    [task.madeBy, task.takenBackBy].flatMap((one) => (one === null ? [] : [idOf<SubjectId>(one)])),
  );
  const extension = extensionsOffered(open, open.facts, ctx);
  return {
    id,
    number: title.number,
    title: title.text,
    state: task.state,
    origin: task.origin,
    period: task.period,
    lamp: lampOfTask(duties),
    percent: task.percent,
    plan: { id: task.plan, title: plan?.title.text ?? '' },
    leads: task.leads.map(named),
    supports: task.supports.map(named),
    acceptor: named(task.acceptor),
    recipient: task.recipient === null ? null : named(task.recipient),
    received: [...task.received],
    replaces: await seenTitles(ctx, open, task.replaces),
    replacedBy: await seenTitles(ctx, open, task.replacedBy),
    madeBy: adjustments.find((one) => one === task.madeBy) ?? null,
    takenBackBy: adjustments.find((one) => one === task.takenBackBy) ?? null,
    excluded: task.excluded.map(named),
    duties,
    supportReports: await supportViews(ctx, open, named),
    mayTakeOver: unitsOf(open.actor, 'task.report', task.leads).length > 0,
    source: await findContent(tx, ctx.region, id, 'source'),
    actions: availableActions(open).map(({ action, refusal }) => ({
      action,
      allowed: refusal === null,
      refusal: told(refusal),
    })),
    extension: {
      request: told(extension.request),
      pending: extension.pending.map(({ unit, refusal, request, dueDay, before }) => ({
        request,
        dueDay,
        before,
        unit: named(unit),
        refusal: told(refusal),
      })),
    },
  };
}

async function supportViews(
  ctx: Ctx,
  { id, facts }: OpenTask,
  named: (unit: UnitId) => { id: UnitId; name: string },
): Promise<TaskDetail['supportReports']> {
  const reports = supportReports(facts);
  if (reports.length === 0) return [];
  const people = await namesOfPeople(
    ctx.db,
    ctx.region,
    [...new Set(reports.map(({ fact }) => fact.actor))].map((actor) => idOf<PersonId>(actor)),
  );
  const contents = new Map((await listContents(ctx.db, ctx.region, [id])).map((content) => [content.id, content]));
  return reports.map(({ fact, unit, isTakenOver }) => {
    const said = (name: string) => {
      const stored = contents.get(fact.contents.find((ref) => ref.name === name)?.id ?? idOf<ContentId>(''));
      if (stored === undefined) return '';
      return typeof stored.body === 'string' ? stored.body : '内容已依法删除';
    };
    return {
      fact: fact.id,
      unit: named(unit),
      at: fact.occurredAt,
      by: people.get(idOf<PersonId>(fact.actor)) ?? '已离开的人员',
      percent: typeof fact.data.percent === 'number' ? fact.data.percent : null,
      progress: said('progress'),
      problem: said('problem'),
      nextStep: said('next-step'),
      isTakenOver,
    };
  });
}

/** The tasks at the other end of an adjustment, as far as the reader may see them. */
async function seenTitles(ctx: Ctx, { actor }: OpenTask, ids: readonly SubjectId[]) {
  const visible = await listVisible(ctx.db, ctx.region, reach(actor, 'task.read'), ids);
  const lines = await listTitles(ctx.db, ctx.region, visible);
  return lines.map(({ id, title }) => ({ id, title: [title.number, title.text].join('') }));
}

/** A refusal as the page shows it. */
function told(refusal: Refusal | null) {
  return refusal === null ? null : { code: refusal.code, sentence: refusal.sentence };
}

function lampOfTask(duties: TaskDetail['duties']): TaskDetail['lamp'] {
  return duties.find((duty) => isPrincipalRule(duty.rule.id))?.lamp ?? null;
}
