import { type Allowed, allowed, type Instant, localDay, type Refusal, type UnitId } from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import { isTaskState, mayReport } from '#rulebook';
import { chaseRefusals } from './refusals.ts';

/** Whether the life of a task leaves anything to chase for. */
export function mayChase(state: string): Allowed | Refusal {
  if (state === 'submitted') return chaseRefusals.claimed();
  return isTaskState(state) && !mayReport(state).refused ? allowed : chaseRefusals.over();
}

/** The lead units that have not been chased on this day: nobody is chased twice in a day. */
export function unitsToChase(facts: readonly Fact[], leads: readonly UnitId[], now: Instant): readonly UnitId[] {
  const today = localDay(now);
  const chased = facts.filter((fact) => fact.kind === 'task.chased' && localDay(fact.recordedAt) === today);
  return leads.filter((unit) => !chased.some((fact) => fact.data.unit === unit));
}

/** How often a unit has been chased about a task, and how often without an answer since. */
export function earlierChases(facts: readonly Fact[], obligations: readonly Obligation[], unit: UnitId) {
  const chases = facts.filter((fact) => fact.kind === 'task.chased' && fact.data.unit === unit).length;
  const answers = obligations.filter((duty) => duty.rule === 'chase-answer' && duty.bearerUnit === unit);
  return { chases, unanswered: answers.filter((duty) => duty.state === 'open').length };
}

/** 「已催办 2 次, 建议转督办」, where as many as `after` stayed without an answer. A proposal, not a rule. */
export function proposalOf(unanswered: number, after: number): string | null {
  return unanswered >= after ? `已催办 ${unanswered} 次, 建议转督办` : null;
}

/** 催办〔2026〕1号: without leading zero (GB/T 9704-2012, 7.2.5). */
export function numberWords(year: number, number: number): string {
  return `催办〔${year}〕${number}号`;
}
