import { type FileId, idOf, isRefusal, orRefuse, type Refusal, type SubjectId, type UnitId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { type Action, type Actor, actorIn, may, reach } from '#directory';
import { attach } from '#evidence';
import {
  listFacts,
  listTitles,
  lockSubjects,
  type NewContent,
  type NewFact,
  objectOf,
  record,
  type Subject,
} from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { ReceivedMany, ReportCompletion, ReportProgress } from './contract.ts';
import { taskRefusals } from './refusals.ts';
import { leads, mayTakeOver, supportReports } from './support.ts';
import { foldTask, mayNow, TASK_ACTIONS, type Task, type TaskAction } from './task.ts';

/** The action of the access table that each act on a task asks for. */
const POLICY: Record<TaskAction, Action> = {
  receive: 'task.receive',
  report: 'task.report',
  complete: 'task.complete',
  accept: 'task.accept',
  return: 'task.return',
  close: 'task.close',
};

/** A task with the subject behind it and the person who asks. */
export type OpenTask = {
  readonly id: SubjectId;
  readonly subject: Subject;
  readonly task: Task;
  /** What has happened to it, in recorded order. */
  readonly facts: readonly Fact[];
  readonly actor: Actor;
};

/** 签收. */
export function receiveTask(ctx: Ctx, id: SubjectId, input: { unit?: string | undefined }) {
  return act(ctx, id, 'receive', input.unit, (_, unit) => ({ kind: 'task.received', data: { unit } }));
}

/** 签收 of many at once: those that may be received are, in one transaction; the others are left, each with its reason. */
export function receiveMany(
  ctx: Ctx,
  input: { readonly tasks: readonly string[]; readonly preview: boolean },
): Promise<ReceivedMany> {
  return once(ctx, async (tx) => {
    const ids = [...new Set(input.tasks)].map((id) => idOf<SubjectId>(id));
    const subjects = await lockSubjects(tx, ctx.region, ids);
    const actor = await actorIn(ctx, tx);
    const facts: NewFact[] = [];
    const refused = new Map<SubjectId, Refusal>();
    for (const id of ids) {
      const subject = subjects.find((candidate) => candidate.ref.id === id);
      const open = await openedBy(ctx, tx, actor, id, subject);
      const answer = isRefusal(open) ? open : mayAct(open, 'receive');
      if (isRefusal(open) || isRefusal(answer)) {
        refused.set(id, isRefusal(open) ? open : (answer as Refusal));
        continue;
      }
      // Each lead unit that this person answers for receives for itself.
      for (const unit of unitsFor(open, 'receive').filter((own) => !open.task.received.includes(own))) {
        facts.push({ subject: { type: 'task', id }, kind: 'task.received', onBehalfOf: unit, data: { unit } });
      }
    }
    if (facts.length > 0 && !input.preview) await record(tx, ctx, facts);
    const hidden = [...refused].filter(([, { code }]) => code === taskRefusals.hidden().code).map(([id]) => id);
    const titles = new Map(
      (
        await listTitles(
          tx,
          ctx.region,
          [...refused.keys()].filter((id) => !hidden.includes(id)),
        )
      ).map((line) => [line.id, line.title.text]),
    );
    return {
      received: ids.length - refused.size,
      left: [...refused].map(([task, { sentence }]) => ({ task, title: titles.get(task) ?? '', sentence })),
    };
  });
}

/** 报告进展, with figures and evidence. What a supporting unit reports tells the lead unit, which may take it over. */
export function reportProgress(ctx: Ctx, id: SubjectId, input: ReportProgress) {
  return act(ctx, id, 'report', input.unit, ({ task, facts }, unit) => {
    orRefuse(mayTakeOver(task, unit, supportReports(facts), input.takesOver));
    const { percent, takesOver } = input;
    return {
      ...(leads(task, unit)
        ? { kind: 'task.progress-reported', data: { unit, percent, takesOver } }
        : { kind: 'task.support-reported', data: { unit, percent } }),
      words: { progress: input.progress, problem: input.problem, 'next-step': input.nextStep },
      evidence: input.evidence,
    };
  });
}

/** 报送完成: the clock stops for the bearers while the claim is examined. */
export function reportCompletion(ctx: Ctx, id: SubjectId, input: ReportCompletion) {
  return act(ctx, id, 'complete', input.unit, ({ task }, unit) => ({
    kind: 'task.completion-reported',
    data: { unit, acceptor: task.acceptor },
    words: { result: input.result },
    evidence: input.evidence,
  }));
}

/** 验收通过. */
export function acceptTask(ctx: Ctx, id: SubjectId, input: { opinion: string }) {
  return act(ctx, id, 'accept', undefined, ({ task }) => ({
    kind: 'task.accepted',
    data: { unit: task.acceptor },
    words: { opinion: input.opinion },
  }));
}

/** 退回, with the reason: the bearers' old day stands. */
export function returnTask(ctx: Ctx, id: SubjectId, input: { reason: string }) {
  return act(ctx, id, 'return', undefined, ({ task }) => ({
    kind: 'task.returned',
    data: { unit: task.acceptor },
    words: { reason: input.reason },
  }));
}

/** 销号. */
export function closeTask(ctx: Ctx, id: SubjectId) {
  return act(ctx, id, 'close', undefined, () => ({ kind: 'task.closed', data: {} }));
}

type Deed = {
  readonly kind: string;
  readonly data: Record<string, string | number | null | readonly string[]>;
  readonly words?: Record<string, string>;
  readonly evidence?: readonly string[];
};

/** Load and lock, ask access and the task's life, record: the same four steps for every act. */
function act(
  ctx: Ctx,
  id: SubjectId,
  action: TaskAction,
  askedUnit: string | undefined,
  deedOf: (open: OpenTask, unit: UnitId) => Deed,
) {
  return once(ctx, async (tx) => {
    const open = await openTask(ctx, tx, id);
    orRefuse(mayAct(open, action, askedUnit));
    const unit = unitFor(open, action, askedUnit) ?? open.task.acceptor;
    const deed = deedOf(open, unit);
    const evidence = (deed.evidence ?? []).map((file) => idOf<FileId>(file));
    await attach(tx, ctx, evidence, { type: 'task', id });
    const decision = await record(tx, ctx, [
      {
        subject: { type: 'task', id },
        kind: deed.kind,
        onBehalfOf: unit,
        data: deed.data,
        evidence,
        contents: contentsOf(deed.words ?? {}),
      },
    ]);
    return { fact: decision.facts[0]?.fact.id ?? '', state: decision.subjects[0]?.state ?? '' };
  });
}

export function contentsOf(words: Record<string, string>): NewContent[] {
  return Object.entries(words)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ({ name, retention: 'business', body: text }));
}

/** The task, locked; hidden from whoever may not see it. */
export async function openTask(ctx: Ctx, tx: Tx, id: SubjectId): Promise<OpenTask> {
  const [subject] = await lockSubjects(tx, ctx.region, [id]);
  return seen(ctx, tx, id, subject);
}

/** What exists but may not be seen is answered like what does not exist. */
export async function seen(ctx: Ctx, tx: Tx, id: SubjectId, subject: Subject | undefined): Promise<OpenTask> {
  return orRefuse(await openedBy(ctx, tx, await actorIn(ctx, tx), id, subject));
}

async function openedBy(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  id: SubjectId,
  subject: Subject | undefined,
): Promise<OpenTask | Refusal> {
  if (subject === undefined || subject.ref.type !== 'task') return taskRefusals.hidden();
  if (isRefusal(may(actor, 'task.read', objectOf(subject)))) return taskRefusals.hidden();
  const facts = (await listFacts(tx, ctx.region, id)).map(({ fact }) => fact);
  const task = foldTask(facts);
  return task === undefined ? taskRefusals.hidden() : { id, subject, task, facts, actor };
}

/** Access first, then the life of the task; the same answer refuses the act and greys the button. */
export function mayAct(open: OpenTask, action: TaskAction, askedUnit?: string): ReturnType<typeof mayNow> {
  const { actor, task, subject } = open;
  const permitted = may(actor, POLICY[action], objectOf(subject, task.claimedBy));
  if (isRefusal(permitted)) return permitted;
  const own = unitsFor(open, action);
  if (askedUnit !== undefined && !own.some((unit) => unit === askedUnit)) return taskRefusals.notYours();
  return mayNow(task, action, unitFor(open, action, askedUnit), actor.person);
}

/** Buttons with their reasons: `[{ action, allowed } | { action, refusal }]`. */
export function availableActions(open: OpenTask): { action: TaskAction; refusal: Refusal | null }[] {
  return TASK_ACTIONS.map((action) => {
    const answer = mayAct(open, action);
    return { action, refusal: isRefusal(answer) ? answer : null };
  });
}

/** The unit of the task on whose behalf the person acts: the one asked for, else the first that is theirs. */
function unitFor(open: OpenTask, action: TaskAction, asked: string | undefined): UnitId | null {
  const own = unitsFor(open, action);
  return own.find((unit) => unit === asked) ?? own[0] ?? null;
}

/** The units of the task for which the person may do this. */
function unitsFor({ actor, task }: OpenTask, action: TaskAction): readonly UnitId[] {
  return unitsOf(actor, POLICY[action], action === 'report' ? [...task.leads, ...task.supports] : task.leads);
}

/** Those of the units for which the person's roles allow this. */
export function unitsOf(actor: Actor, action: Action, units: readonly UnitId[]): readonly UnitId[] {
  const where = reach(actor, action);
  return where.scope === 'relations' ? units.filter((unit) => where.unitIds.includes(unit)) : [];
}
