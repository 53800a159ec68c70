import { z } from 'zod';
import { Lamp, taskQuery, UnitName } from '#contract/ledger';

/** Rows of one worksheet at most; more are taken plan by plan. */
export const MOST_ROWS = 2000;
/** Characters of each text of a report. */
export const MOST_TEXT = 4000;

export const WorksheetQuery = z.strictObject({ plan: z.uuid('方案编号不正确').optional() });
export type WorksheetQuery = z.infer<typeof WorksheetQuery>;

const report = z.object({
  at: z.string(),
  by: z.string(),
  percent: z.int().nullable(),
  progress: z.string(),
  problem: z.string(),
  nextStep: z.string(),
});

/** 填报表的一行: one open task, of one unit that bears it or takes part. */
export const WorksheetRow = z.object({
  task: z.uuid(),
  unit: UnitName,
  number: z.string(),
  title: z.string(),
  plan: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  side: z.enum(['lead', 'supporting']),
  dueAt: z.string().nullable(),
  lamp: Lamp.nullable(),
  /** As far as the task had come when this was read: its last fact. Comes back with the report. */
  base: z.string(),
  /** The unit's last report. */
  last: report.nullable(),
});
export type WorksheetRow = z.infer<typeof WorksheetRow>;
export const Worksheet = z.object({ rows: z.array(WorksheetRow) });
export type Worksheet = z.infer<typeof Worksheet>;

/** What was written into a row, as it was written. Judged row by row, so that all faults are told at once. */
export const Entry = z.strictObject({
  task: z.string().max(60),
  unit: z.string().max(60),
  base: z.string().max(60),
  percent: z.string().max(60),
  progress: z.string().max(40_000),
  problem: z.string().max(40_000),
  nextStep: z.string().max(40_000),
  /** The row of the workbook; null where it was written on the screen. */
  row: z.int().nullable().default(null),
});
export type Entry = z.infer<typeof Entry>;
export const Submission = z.strictObject({
  entries: z.array(Entry).min(1, '还没有填写任何一行').max(MOST_ROWS, `一次最多提交 ${MOST_ROWS} 行`),
});
export type Submission = z.infer<typeof Submission>;

export const FIELDS = ['percent', 'progress', 'problem', 'nextStep'] as const;
export type Field = (typeof FIELDS)[number];

export const Fault = z.object({
  task: z.string(),
  unit: z.string(),
  row: z.int().nullable(),
  /** E7, where the fault is of one cell of a workbook. */
  cell: z.string().nullable(),
  /** `row`: the whole row; `base`: the task has changed since it was read. */
  field: z.enum([...FIELDS, 'row', 'base']),
  sentence: z.string(),
  /** Where it has changed: the base that stands for having seen what changed. */
  newBase: z.string().nullable(),
});
export type Fault = z.infer<typeof Fault>;

/** What would be recorded for one row. */
export const Effect = z.object({
  task: z.string(),
  unit: z.string(),
  number: z.string(),
  title: z.string(),
  percentBefore: z.int().nullable(),
  percent: z.int().nullable(),
  progress: z.string(),
  problem: z.string(),
  nextStep: z.string(),
});
export type Effect = z.infer<typeof Effect>;

export const Checked = z.object({ effects: z.array(Effect), faults: z.array(Fault) });
export type Checked = z.infer<typeof Checked>;

/** A workbook as read and checked: its entries go into the table on the screen, and from there to be recorded. */
export const ReadWorkbook = Checked.extend({
  entries: z.array(Entry),
  /** Rows of the workbook in which nothing was written. */
  blank: z.int(),
});
export type ReadWorkbook = z.infer<typeof ReadWorkbook>;

export const Submitted = z.object({ recorded: z.int() });
export type Submitted = z.infer<typeof Submitted>;

/** The filters of the task list, and no page: a merged table has all. */
export const MergedQuery = z.strictObject(taskQuery);
export type MergedQuery = z.infer<typeof MergedQuery>;
