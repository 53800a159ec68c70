import { z } from 'zod';
import { Duty, Lamp, Timing, taskQuery, UnitName } from '#contract/ledger';

const note = z.string().trim().min(1, '请填写说明').max(4000, '说明最多 4000 字');
const evidence = z.array(z.uuid()).max(50, '一次最多附 50 个文件').default([]);

/** The unit on whose behalf, where the person stands for several units of the task; else it is found. */
const unit = z.uuid().optional();

export const Receive = z.strictObject({ unit });
export const ReportProgress = z.strictObject({
  unit,
  percent: z
    .int('进度须为整数')
    .min(0, '进度在 0 到 100 之间')
    .max(100, '进度在 0 到 100 之间')
    .nullable()
    .default(null),
  progress: note,
  problem: z.string().trim().max(4000, '问题最多 4000 字').default(''),
  nextStep: z.string().trim().max(4000, '下一步最多 4000 字').default(''),
  /** Reports of supporting units that a lead unit takes over into its own. */
  takesOver: z.array(z.uuid()).max(100).default([]),
  evidence,
});
export const ReportCompletion = z.strictObject({ unit, result: note, evidence });
export const ReturnTask = z.strictObject({ reason: note });
export const AcceptTask = z.strictObject({ opinion: z.string().trim().max(4000).default('') });
const day = z.iso.date('请填写日期');
export const RequestExtension = z.strictObject({ unit, dueDay: day, reason: note, evidence });
export const GrantExtension = z.strictObject({
  request: z.uuid(),
  dueDay: day.optional(),
  opinion: z.string().trim().max(4000, '意见最多 4000 字').default(''),
});
export const RefuseExtension = z.strictObject({ request: z.uuid(), reason: note });
export type RequestExtension = z.infer<typeof RequestExtension>;
export type GrantExtension = z.infer<typeof GrantExtension>;
export type RefuseExtension = z.infer<typeof RefuseExtension>;
export const CloseTask = z.strictObject({});

export type ReportProgress = z.infer<typeof ReportProgress>;
export type ReportCompletion = z.infer<typeof ReportCompletion>;

export const TaskParams = z.strictObject({ id: z.uuid('任务编号不正确') });

export const TaskFilter = z.strictObject({
  ...taskQuery,
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

const party = z.object({ id: z.uuid(), name: z.string(), lamp: Lamp.nullable() });

/** 任务清单的一行. */
export const TaskLine = z.object({
  id: z.uuid(),
  plan: z.uuid().nullable(),
  number: z.string(),
  title: z.string(),
  /** Whether it is handed in to a recipient (交报). */
  isSubmission: z.boolean(),
  state: z.string(),
  lamp: Lamp.nullable(),
  dueAt: z.string().nullable(),
  openedAt: z.string(),
  /** The instant by which it is judged, also after the end. */
  deadlineAt: z.string().nullable(),
  /** When it was reported as done and not returned. */
  performedAt: z.string().nullable(),
  timing: Timing.nullable(),
  leads: z.array(party),
  supports: z.array(party),
});
export type TaskLine = z.infer<typeof TaskLine>;

export const TaskList = z.object({
  tasks: z.array(TaskLine),
  counts: z.array(z.object({ lamp: Lamp.nullable(), state: z.string(), count: z.int() })),
  /** Where the next page begins; null on the last. */
  next: z.string().nullable(),
});
export type TaskList = z.infer<typeof TaskList>;

const refusal = z.object({ code: z.string(), sentence: z.string() });

const action = z.object({
  action: z.enum(['receive', 'report', 'complete', 'accept', 'return', 'close']),
  allowed: z.boolean(),
  /** Why not, where not. */
  refusal: refusal.nullable(),
});

export const TaskDetail = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  state: z.string(),
  origin: z.enum(['task', 'submission', 'cadence']),
  period: z.string().nullable(),
  lamp: Lamp.nullable(),
  percent: z.int().nullable(),
  plan: z.object({ id: z.uuid(), title: z.string() }),
  leads: z.array(UnitName),
  supports: z.array(UnitName),
  acceptor: UnitName,
  /** 报送对象: then its page is that of the submission. */
  recipient: UnitName.nullable(),
  received: z.array(z.uuid()),
  /** 调整: what it took the place of, and what took its place; as far as the reader may see them. */
  replaces: z.array(z.object({ id: z.uuid(), title: z.string() })),
  replacedBy: z.array(z.object({ id: z.uuid(), title: z.string() })),
  /** The adjustment that made it, and the one that took it back. */
  madeBy: z.uuid().nullable(),
  takenBackBy: z.uuid().nullable(),
  /** Units to whose rate it does not count. */
  excluded: z.array(UnitName),
  duties: z.array(Duty),
  /** What supporting units have reported to the lead unit, the latest first. */
  supportReports: z.array(
    z.object({
      fact: z.uuid(),
      unit: UnitName,
      at: z.string(),
      by: z.string(),
      percent: z.int().nullable(),
      progress: z.string(),
      problem: z.string(),
      nextStep: z.string(),
      isTakenOver: z.boolean(),
    }),
  ),
  /** Whether this person would take them over: reports for a lead unit. */
  mayTakeOver: z.boolean(),
  /** The sentence of the plan that orders it, with what stands around it. */
  source: z.object({ before: z.string(), sentence: z.string(), after: z.string() }).nullable(),
  actions: z.array(action),
  /** 延期: whether it may be asked for (null: yes), and the requests that wait for an answer. */
  extension: z.object({
    request: refusal.nullable(),
    pending: z.array(
      z.object({
        request: z.uuid(),
        unit: UnitName,
        dueDay: z.string(),
        before: z.string(),
        /** Why this person may not answer it; null where he may. */
        refusal: refusal.nullable(),
      }),
    ),
  }),
});
export type TaskDetail = z.infer<typeof TaskDetail>;
/** Most tasks that one act takes at once. */
const AT_ONCE = 1000;
export const ReceiveMany = z.strictObject({
  tasks: z.array(z.uuid()).min(1, '请先选择任务').max(AT_ONCE, `一次最多 ${AT_ONCE} 项`),
  /** Only says what would happen. */
  preview: z.boolean().default(false),
});
export const ReceivedMany = z.object({
  received: z.int(),
  /** What is left as it is, and why. */
  left: z.array(z.object({ task: z.uuid(), title: z.string(), sentence: z.string() })),
});
export type ReceivedMany = z.infer<typeof ReceivedMany>;
export const Acted = z.object({ fact: z.string(), state: z.string() });
