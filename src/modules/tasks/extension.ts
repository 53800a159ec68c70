import {
  type Allowed,
  allowed,
  type Instant,
  localDay,
  type PersonId,
  type PlainDate,
  type Refusal,
  type UnitId,
} from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import { isPrincipalRule } from '#rulebook';
import { taskRefusals } from './refusals.ts';
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
  return obligations.find((obligation) => isPrincipalRule(obligation.rule) && obligation.bearerUnit === unit);
}

/** Whether a unit may ask for another day now. `after` is the day it asks for, where it is known already. */
export function mayRequestExtension(
  task: Task,
  duty: Obligation | undefined,
  pending: readonly Extension[],
  now: Instant,
  after?: PlainDate,
): Allowed | Refusal {
  if (['accepted', 'closed', 'void'].includes(task.state)) return taskRefusals.nothingToExtend();
  if (task.state === 'submitted') return taskRefusals.claimed();
  if (duty === undefined || duty.times.dueAt === null) return taskRefusals.noDay();
  if (duty.times.dueAt < now) return taskRefusals.dayPast();
  if (pending.some((extension) => extension.unit === duty.bearerUnit)) return taskRefusals.askedAlready();
  if (after !== undefined && after <= localDay(duty.times.dueAt)) {
    return taskRefusals.dayNotLater();
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
  if (extension === undefined) return taskRefusals.nothingToAnswer();
  if (extension.requestedBy === person) return taskRefusals.ownRequest();
  if (granted !== undefined && granted <= extension.before) {
    return taskRefusals.dayNotLater();
  }
  return allowed;
}
