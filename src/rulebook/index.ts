import type { Rule } from '#core/obligation';
import { instructionRule } from './instruction.ts';
import { chaseAnswer, planTask, taskAcceptance, taskExtensionAnswer, taskReceipt } from './plan-task.ts';

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
  chaseAnswer,
  instructionRule,
  planTask,
  taskAcceptance,
  taskExtensionAnswer,
  taskReceipt,
];
