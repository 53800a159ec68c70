import { z } from 'zod';
import { Duty, UnitName } from '#contract/ledger';

export const MOST_PARTS = 20;
export const MOST_TASKS = 20;

const unit = z.uuid('请选择单位');
const day = z.iso.date('请填写日期');
const Part = z.strictObject({
  text: z.string().trim().min(1, '请写明任务').max(4000, '任务最多 4000 字'),
  leads: z.array(unit).min(1, '请选择牵头单位').max(50),
  supports: z.array(unit).max(50).default([]),
  dueDay: day.nullable().default(null),
});

/** What is to be changed. */
export const Change = z.discriminatedUnion('kind', [
  /** 换牵头单位; with a new day where one is given. */
  z.strictObject({ kind: z.literal('lead'), from: unit, to: unit, dueDay: day.nullable().default(null) }),
  /** 改期, of these lead units. */
  z.strictObject({ kind: z.literal('date'), units: z.array(unit).min(1, '请选择改期的单位'), dueDay: day }),
  /** 拆分 of one task. */
  z.strictObject({
    kind: z.literal('split'),
    parts: z.array(Part).min(2, '至少拆成两项').max(MOST_PARTS, `最多拆成 ${MOST_PARTS} 项`),
  }),
  /** 合并 of several tasks, of one plan or of several. */
  z.strictObject({ kind: z.literal('merge'), into: Part }),
  /** 不计入及时率, of these lead units. */
  z.strictObject({ kind: z.literal('exclude'), units: z.array(unit).min(1, '请选择单位') }),
]);
export type Change = z.output<typeof Change>;
export type ChangeKind = Change['kind'];

export const Propose = z.strictObject({
  tasks: z.array(z.uuid()).min(1, '请选择任务').max(MOST_TASKS, `一次最多 ${MOST_TASKS} 项`),
  change: Change,
  reason: z.string().trim().min(1, '请写明理由').max(4000, '理由最多 4000 字'),
});
export type Propose = z.output<typeof Propose>;
/** The same without a reason: only asks what would happen. */
export const Preview = Propose.omit({ reason: true });
export type Preview = z.output<typeof Preview>;

const changed = z.object({
  task: z.uuid(),
  title: z.string(),
  unit: UnitName,
  act: z.string(),
  dueAt: z.string().nullable(),
  /** Past already: it will be red the moment it is opened. */
  overdue: z.boolean(),
});

/** What an adjustment does, or would do, to the obligations. */
export const Effect = z.object({
  /** Names exactly what was shown; sent back when it is approved. */
  digest: z.string(),
  voided: z.array(changed),
  opened: z.array(changed),
  moved: z.array(changed.extend({ before: z.string().nullable() })),
  excluded: z.array(z.object({ title: z.string(), unit: UnitName })),
});
export type Effect = z.output<typeof Effect>;

export const Proposed = z.object({ id: z.uuid() });
export const AdjustmentParams = z.strictObject({ id: z.uuid('编号不正确') });
export const Approve = z.strictObject({
  digest: z.string().min(1),
  opinion: z.string().trim().max(4000, '意见最多 4000 字').default(''),
});
export type Approve = z.output<typeof Approve>;
export const Refuse = z.strictObject({
  reason: z.string().trim().min(1, '请写明为什么不批准').max(4000, '理由最多 4000 字'),
});
export type Refuse = z.output<typeof Refuse>;
export const Decided = z.object({ state: z.string(), tasks: z.array(z.uuid()) });

export const STATES = ['proposed', 'approved', 'refused'] as const;
export const AdjustmentQuery = z.strictObject({
  state: z.enum(STATES).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type AdjustmentQuery = z.output<typeof AdjustmentQuery>;

export const AdjustmentLine = z.object({
  id: z.uuid(),
  kind: z.enum(['lead', 'date', 'split', 'merge', 'exclude']),
  title: z.string(),
  state: z.enum(STATES),
  proposedAt: z.string(),
  dueAt: z.string().nullable(),
});
export type AdjustmentLine = z.output<typeof AdjustmentLine>;
export const AdjustmentList = z.object({ adjustments: z.array(AdjustmentLine) });

const linked = z.object({ id: z.uuid(), title: z.string() });
const refusal = z.object({ code: z.string(), sentence: z.string() });
export const AdjustmentDetail = z.object({
  id: z.uuid(),
  kind: AdjustmentLine.shape.kind,
  title: z.string(),
  state: z.enum(STATES),
  /** In a sentence each. */
  words: z.array(z.string()),
  reason: z.string().nullable(),
  proposedBy: z.string(),
  plan: linked,
  /** What is adjusted, and what it has become. */
  tasks: z.array(linked),
  became: z.array(linked),
  duties: z.array(Duty),
  /** Of a proposal that waits: what approving would do now; null where it can no longer be carried out. */
  effect: Effect.nullable(),
  /** Why it cannot be carried out as it stands. */
  obstacle: refusal.nullable(),
  /** Null: may. */
  approve: refusal.nullable(),
  refuse: refusal.nullable(),
});
export type AdjustmentDetail = z.output<typeof AdjustmentDetail>;
