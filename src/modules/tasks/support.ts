import { type Allowed, allowed, type Refusal, type UnitId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { taskRefusals } from './refusals.ts';
import type { Task } from './task.ts';

/** 配合单位报进展: what a supporting unit told the lead unit. */
export type SupportReport = {
  readonly fact: Fact;
  readonly unit: UnitId;
  /** Whether a lead unit has taken it over into a report of its own. */
  readonly isTakenOver: boolean;
};

/** The reports of supporting units, the latest first. */
export function supportReports(facts: readonly Fact[]): SupportReport[] {
  const taken = new Set(facts.flatMap(takenOverBy));
  return facts
    .filter((fact) => fact.kind === 'task.support-reported')
    .map((fact) => ({ fact, unit: fact.data.unit as UnitId, isTakenOver: taken.has(fact.id) }))
    .toReversed();
}

function takenOverBy(fact: Fact): string[] {
  const { takesOver } = fact.data;
  return fact.kind === 'task.progress-reported' && Array.isArray(takesOver) ? takesOver.map(String) : [];
}

/** Whether the unit speaks for the task as one of those that lead it; else it supports. */
export function leads(task: Task, unit: UnitId): boolean {
  return task.leads.includes(unit);
}

/** Whether a report of this unit may take these over: a lead unit's, of reports that supporting units made on this task. */
export function mayTakeOver(
  task: Task,
  unit: UnitId,
  reports: readonly SupportReport[],
  wanted: readonly string[],
): Allowed | Refusal {
  if (wanted.length === 0) return allowed;
  const isKnown = wanted.every((id) => reports.some(({ fact }) => fact.id === id));
  return leads(task, unit) && isKnown ? allowed : taskRefusals.nothingToTakeOver();
}
