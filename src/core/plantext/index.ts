import { compilePlan } from './compile.ts';

export { lastDayOfPart } from './date-ranges.ts';

export type {
  BodyMember,
  Cadence,
  CadenceUnit,
  CompiledPlan,
  CompileOptions,
  DateRange,
  Mechanism,
  OutlineNode,
  Phase,
  PlanBody,
  PlanConflict,
  PlanDate,
  PlanDeadline,
  PlanNote,
  PlanPeriod,
  PlanTask,
  Sourced,
  Span,
  UnownedTask,
} from './model.ts';
export { type PrintedPlan, printedPlan } from './print.ts';
export { looksLikeUnit, splitUnits } from './units.ts';
export { compilePlan };
