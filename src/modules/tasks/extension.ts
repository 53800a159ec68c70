import {
  type Allowed,
  allowed,
  type Instant,
  localDay,
  type PersonId,
  type PlainDate,
  type Refusal,
  refuse,
  type UnitId,
} from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import type { Task } from './task.ts';

/** 延期申请: a lead unit asks for another day; one at a time for each unit. */
export type Extension = {
  /** The fact that asked. */
  readonly request: string;
  readonly unit: UnitId;
  readonly dueDay: PlainDate;
  readonly before: PlainDate;
  readonly requestedBy: PersonId;
};

/** The requests that nobody has answered yet. */
export function pendingExtensions(facts: readonly Fact[]): Extension[] {
  const answered = new Set(
    facts.flatMap((fact) =>
      fact.kind === 'task.extension-granted' || fact.kind === 'task.extension-refused'
        ? [String(fact.data.request)]
        : [],
    ),
  );
  return facts.flatMap((fact) => {
    if (fact.kind !== 'task.extension-requested' || answered.has(fact.id)) return [];
    const { unit, dueDay, before } = fact.data as { unit: UnitId; dueDay: PlainDate; before: PlainDate };
    return [{ request: fact.id, unit, dueDay, before, requestedBy: fact.actor as PersonId }];
  });
}

/** What a unit must do by when in this task: the duty that an extension moves. */
export function dutyOf(obligations: readonly Obligation[], unit: UnitId | null): Obligation | undefined {
  return obligations.find((obligation) => obligation.rule === 'plan-task' && obligation.bearerUnit === unit);
}

/** Whether a unit may ask for another day now. `after` is the day it asks for, where it is known already. */
export function mayRequestExtension(
  task: Task,
  duty: Obligation | undefined,
  pending: readonly Extension[],
  now: Instant,
  after?: PlainDate,
): Allowed | Refusal {
  if (['accepted', 'closed', 'void'].includes(task.state)) return refuse('TASK-13', '任务已经办完或作废, 不必延期');
  if (task.state === 'submitted') return refuse('TASK-14', '已报送完成, 正在等待验收, 不必延期');
  if (duty === undefined || duty.times.dueAt === null) return refuse('TASK-15', '这项任务不设期限, 不必延期');
  if (duty.times.dueAt < now) return refuse('TASK-16', '期限已过, 不能再申请延期; 请尽快办结, 并在报送时说明原因');
  if (pending.some((extension) => extension.unit === duty.bearerUnit))
    return refuse('TASK-17', '已有一份延期申请等待答复');
  if (after !== undefined && after <= localDay(duty.times.dueAt)) {
    return refuse('TASK-18', '新的日期须晚于现在的期限', { field: 'dueDay' });
  }
  return allowed;
}

/** Whether a request may be answered now, by this person. */
export function mayAnswerExtension(
  pending: readonly Extension[],
  request: string | undefined,
  person: PersonId,
  granted?: PlainDate,
): Allowed | Refusal {
  const extension = request === undefined ? pending[0] : pending.find((candidate) => candidate.request === request);
  if (extension === undefined) return refuse('TASK-19', '没有等待答复的延期申请, 可能别人刚刚答复过');
  if (extension.requestedBy === person) return refuse('TASK-20', '申请人不能答复自己的延期申请, 请由他人答复');
  if (granted !== undefined && granted <= extension.before) {
    return refuse('TASK-18', '新的日期须晚于现在的期限', { field: 'dueDay' });
  }
  return allowed;
}
