import {
  type Allowed,
  allowed,
  type Instant,
  isRefusal,
  type PersonId,
  type PlainDate,
  type Refusal,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import type { Fact } from '#core/obligation';
import { mayGoOn, mayReport, type TaskState } from '#rulebook';
import { taskRefusals } from './refusals.ts';

export type { TaskState } from '#rulebook';

/** 任务: what its facts have made of it. */
export type Task = {
  readonly state: TaskState;
  readonly plan: string;
  readonly item: string;
  readonly origin: 'task' | 'submission' | 'cadence';
  readonly period: string | null;
  readonly dueDay: PlainDate | null;
  readonly span: readonly [number, number] | null;
  readonly leads: readonly UnitId[];
  readonly supports: readonly UnitId[];
  readonly acceptor: UnitId;
  /** 报送对象: a task with one is handed in to it (交报), and not reported complete. */
  readonly recipient: UnitId | null;
  /** Lead units that have confirmed receipt, by 签收 or by reporting. */
  readonly received: readonly UnitId[];
  readonly percent: number | null;
  readonly lastReportedAt: Instant | null;
  /** Who last claimed completion: the one person who may not accept it. */
  readonly claimedBy: PersonId | null;
  /** 调整: the tasks whose place it took, those that took its place, and units to whose rate it does not count. */
  readonly replaces: readonly SubjectId[];
  readonly replacedBy: readonly SubjectId[];
  readonly excluded: readonly UnitId[];
  /** The adjustment that made it, and the one that took it back. */
  readonly madeBy: string | null;
  readonly takenBackBy: string | null;
};

export type TaskAction = 'receive' | 'report' | 'complete' | 'accept' | 'return' | 'close';
export const TASK_ACTIONS: readonly TaskAction[] = ['receive', 'report', 'complete', 'accept', 'return', 'close'];

/** The task that its facts, in recorded order, describe. Undefined where the first does not assign one. */
export function foldTask(facts: readonly Fact[]): Task | undefined {
  let task: Task | undefined;
  for (const fact of facts) task = follow(task, fact);
  return task;
}

function follow(task: Task | undefined, fact: Fact): Task | undefined {
  if (fact.kind === 'task.assigned') return assigned(fact);
  if (task === undefined) return undefined;
  const unit = fact.data.unit as UnitId;
  switch (fact.kind) {
    case 'task.received':
      return {
        ...task,
        state: task.state === 'assigned' ? 'received' : task.state,
        received: withUnit(task.received, unit),
      };
    case 'task.progress-reported':
      return {
        ...task,
        state: 'in-progress',
        received: withUnit(task.received, unit),
        percent: (fact.data.percent as number | null) ?? task.percent,
        lastReportedAt: fact.occurredAt,
      };
    case 'task.support-reported':
      return { ...task, lastReportedAt: fact.occurredAt };
    case 'task.completion-reported':
      return {
        ...task,
        state: 'submitted',
        received: withUnit(task.received, unit),
        percent: 100,
        lastReportedAt: fact.occurredAt,
        claimedBy: fact.actor as PersonId,
      };
    case 'task.returned':
      return { ...task, state: 'returned' };
    case 'task.accepted':
      return { ...task, state: 'accepted' };
    case 'task.closed':
      return { ...task, state: 'closed' };
    case 'task.voided':
      return {
        ...task,
        state: 'void',
        replacedBy: (fact.data.replacedBy as SubjectId[] | undefined) ?? [],
        takenBackBy: (fact.data.adjustment as string | null | undefined) ?? null,
      };
    case 'task.excluded-from-rate':
      return { ...task, excluded: withUnit(task.excluded, unit) };
    case 'submission.handed-in':
      return { ...task, state: 'submitted', lastReportedAt: fact.occurredAt, claimedBy: fact.actor as PersonId };
    case 'submission.returned':
      return { ...task, state: 'returned' };
    case 'submission.received':
      return { ...task, state: 'closed' };
    default:
      return task;
  }
}

function assigned(fact: Fact): Task {
  const data = fact.data as unknown as Pick<
    Task,
    'plan' | 'item' | 'origin' | 'period' | 'dueDay' | 'span' | 'leads' | 'supports' | 'acceptor'
  > & {
    readonly recipient?: UnitId | null;
    readonly replaces?: readonly SubjectId[];
    readonly adjustment?: string | null;
  };
  return {
    ...data,
    recipient: data.recipient ?? null,
    replaces: data.replaces ?? [],
    replacedBy: [],
    excluded: [],
    madeBy: data.adjustment ?? null,
    takenBackBy: null,
    state: 'assigned',
    received: [],
    percent: null,
    lastReportedAt: null,
    claimedBy: null,
  };
}

function withUnit(units: readonly UnitId[], unit: UnitId): readonly UnitId[] {
  return units.includes(unit) ? units : [...units, unit];
}

/** Whether the life of the task allows the action now, for a unit (of the person who asks) and a person. Roles and relations are asked elsewhere. */
export function mayNow(task: Task, action: TaskAction, unit: UnitId | null, person: PersonId): Allowed | Refusal {
  // A report is handed in: of the steps of a task it has only 报告进展.
  if (task.recipient !== null && action !== 'report') return taskRefusals.handedIn();
  const living = mayGoOn(task.state);
  if (isRefusal(living)) return living;
  switch (action) {
    case 'receive':
      if (unit !== null && task.received.includes(unit)) return taskRefusals.receivedAlready();
      return task.state === 'accepted' ? taskRefusals.nothingToReceive() : allowed;
    case 'report':
    case 'complete':
      return mayReport(task.state);
    case 'accept':
    case 'return':
      if (task.state !== 'submitted') return taskRefusals.nothingToExamine();
      return task.claimedBy === person ? taskRefusals.ownClaim() : allowed;
    case 'close':
      return task.state === 'accepted' ? allowed : taskRefusals.notAccepted();
  }
}
