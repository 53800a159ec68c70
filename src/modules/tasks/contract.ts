import { z } from 'zod';

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
  evidence,
});
export const ReportCompletion = z.strictObject({ unit, result: note, evidence });
export const ReturnTask = z.strictObject({ reason: note });
export const AcceptTask = z.strictObject({ opinion: z.string().trim().max(4000).default('') });
export const CloseTask = z.strictObject({});

export type ReportProgress = z.infer<typeof ReportProgress>;
export type ReportCompletion = z.infer<typeof ReportCompletion>;

export const TaskParams = z.strictObject({ id: z.uuid('任务编号不正确') });

const lamp = z.enum(['normal', 'warning', 'yellow', 'red', 'paused', 'held', 'done', 'done-late', 'waived', 'void']);

export const TaskFilter = z.strictObject({
  plan: z.uuid().optional(),
  unit: z.uuid().optional(),
  lamp: lamp.optional(),
  state: z.string().optional(),
  q: z.string().trim().max(100).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type TaskFilter = z.infer<typeof TaskFilter>;
