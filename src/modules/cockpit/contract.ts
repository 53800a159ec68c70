import { z } from 'zod';
import { Lamp, Timing, UnitName } from '#contract/ledger';

export const PERIODS = ['year', 'quarter', 'month'] as const;
export type PeriodName = (typeof PERIODS)[number];

export const CockpitQuery = z.strictObject({
  period: z.enum(PERIODS).default('year'),
  plan: z.uuid('方案编号不正确').optional(),
});
export type CockpitQuery = z.infer<typeof CockpitQuery>;

/** The charts whose figures can be taken as a workbook. */
export const CHARTS = ['units', 'weeks', 'plans'] as const;
export const ChartQuery = CockpitQuery.extend({
  chart: z.enum(CHARTS),
  /** Only what this unit leads; for the weeks alone, the other two set units or plans side by side. */
  lead: z.uuid('单位编号不正确').optional(),
}).refine(({ chart, lead }) => lead === undefined || chart === 'weeks', {
  path: ['lead'],
  message: '只有每周办结可以按单位取',
});
export type ChartQuery = z.infer<typeof ChartQuery>;

const range = z.object({ from: z.string(), to: z.string() });
const tally = z.object({
  'on-time': z.int(),
  late: z.int(),
  overdue: z.int(),
  held: z.int(),
  running: z.int(),
});
export type Tally = z.infer<typeof tally>;

/** 按期率 with the figures it is made of: on time ÷ (closed + overdue open). Null where nothing has been closed or is overdue. */
const Rate = z.object({ share: z.number().nullable(), onTime: z.int(), closed: z.int(), overdue: z.int() });
export type Rate = z.infer<typeof Rate>;

const summary = {
  asOf: z.string(),
  /** Days of the period, both included; `to` is today. */
  period: range.extend({ name: z.enum(PERIODS) }),
  tally,
  rate: Rate,
  /** Of all late ones: workdays between the day due and the day performed, or today. */
  lateness: z.object({ workdays: z.number().nullable(), tasks: z.int() }),
  /** Not reported yet, and due from now to the end of Sunday. */
  dueThisWeek: range.extend({ count: z.int() }),
  weeks: z.array(range.extend({ onTime: z.int(), late: z.int() })),
};

export const UnitFigures = z.object({ unit: UnitName, tally, rate: Rate });
export type UnitFigures = z.infer<typeof UnitFigures>;

export const PlanFigures = z.object({
  plan: z.object({ id: z.uuid(), title: z.string() }),
  days: z.array(z.object({ day: z.string().nullable(), timing: Timing, count: z.int() })),
});
export type PlanFigures = z.infer<typeof PlanFigures>;

export const Cockpit = z.object({
  ...summary,
  units: z.array(UnitFigures),
  plans: z.array(PlanFigures),
});
export type Cockpit = z.infer<typeof Cockpit>;

const unitFact = z.object({
  id: z.uuid(),
  at: z.string(),
  words: z.string(),
  unit: z.string().nullable(),
  task: z.object({ id: z.uuid(), title: z.string() }),
});
export type UnitFact = z.infer<typeof unitFact>;

const taskCard = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  lamp: Lamp.nullable(),
  dueAt: z.string().nullable(),
  /** Workdays from the day it was due to the day it was performed, or today; 0 on the day itself. */
  workdaysLate: z.int(),
  leads: z.array(UnitName),
});
export type TaskCard = z.infer<typeof taskCard>;

export const UnitParams = z.strictObject({ id: z.uuid('单位编号不正确') });
export const UnitView = z.object({
  unit: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
  ...summary,
  /** Live tasks that it leads, by lamp. */
  lamps: z.array(z.object({ lamp: Lamp, count: z.int() })),
  /** Tasks in which it takes part without leading them. */
  supporting: z.int(),
  due: z.array(taskCard),
  latest: z.array(unitFact),
});
export type UnitView = z.infer<typeof UnitView>;

/** One minute of a leader: three figures, the three worst. */
export const Brief = z.object({
  asOf: z.string(),
  overdue: z.int(),
  dueThisWeek: range.extend({ count: z.int() }),
  rate: Rate,
  period: range,
  worst: z.array(taskCard),
});
export type Brief = z.infer<typeof Brief>;
