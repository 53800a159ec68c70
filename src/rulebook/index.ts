import type { Rule } from '#core/obligation';
import { adjustmentDecision } from './adjustment-decision.ts';
import { instructionRule } from './instruction.ts';
import { chaseAnswer, planTask, taskAcceptance, taskExtensionAnswer, taskReceipt } from './plan-task.ts';
import { submission, submissionAnswer } from './submission.ts';

export { type FactDefinition, factDefinition, factDefinitions, type PartyOf, type Relation } from './facts/index.ts';
export {
  type Audience,
  informing,
  type ReadingRole,
  type Standing,
  TOLD_KINDS,
  TOPICS,
  type Topic,
  UNTELLING,
} from './informing.ts';
export { parameterDefinitions } from './parameters.ts';
export { isTaskState, mayGoOn, mayReport, REPORTED_STATES, type TaskState } from './task-life.ts';

/** Edition of the rulebook as a whole, written into every fact. Changes with any rule or shipped parameter. */
export const RULEBOOK_EDITION = '2026-11';

/** Every 制度 that this version enforces, by title in the alphabet of identifiers. */
export const rules: readonly Rule[] = [
  adjustmentDecision,
  chaseAnswer,
  instructionRule,
  planTask,
  submission,
  submissionAnswer,
  taskAcceptance,
  taskExtensionAnswer,
  taskReceipt,
];

const principal = new Set(rules.filter((rule) => rule.isPrincipal === true).map((rule) => rule.id));

/** Whether the duties of a rule are what their subject is there for: 完成任务, 按期报送; not 签收. */
export function isPrincipalRule(id: string): boolean {
  return principal.has(id);
}
