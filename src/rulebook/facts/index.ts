import { adjustmentFacts } from './adjustment.ts';
import { clockFacts } from './clock.ts';
import type { FactDefinition } from './fact-definition.ts';
import { instructionFacts } from './instruction.ts';
import { newsFacts } from './news.ts';
import { cadenceFacts, planFacts } from './plan.ts';
import { remarkFacts } from './remark.ts';
import { submissionFacts } from './submission.ts';
import { taskFacts } from './task.ts';

export type { FactDefinition, PartyOf, Relation } from './fact-definition.ts';

/** Everything that may be recorded: the closed vocabulary. */
export const factDefinitions: readonly FactDefinition[] = [
  ...adjustmentFacts,
  ...cadenceFacts,
  ...clockFacts,
  ...instructionFacts,
  ...newsFacts,
  ...planFacts,
  ...submissionFacts,
  ...remarkFacts,
  ...taskFacts,
];

const byKind = new Map(factDefinitions.map((definition) => [definition.kind, definition]));

/** The definition of a kind of fact. Throws for a word that is not in the vocabulary: a fault of the program. */
export function factDefinition(kind: string): FactDefinition {
  const definition = byKind.get(kind);
  if (definition === undefined) throw new Error(`not in the vocabulary of facts: ${kind}`);
  return definition;
}
