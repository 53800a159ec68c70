import type { CompiledPlan, Mechanism } from './model.ts';

/** The plan as it is handed to other programs: mechanisms are their names; where they stand is beside them. */
export type PrintedPlan = Omit<CompiledPlan, 'mechanisms'> & {
  readonly mechanisms: readonly string[];
  readonly mechanismQuotes: readonly Mechanism[];
};

/** The documented form of a compiled plan. */
export function printedPlan(plan: CompiledPlan): PrintedPlan {
  const { mechanisms, ...rest } = plan;
  return { ...rest, mechanisms: mechanisms.map((mechanism) => mechanism.name), mechanismQuotes: mechanisms };
}
