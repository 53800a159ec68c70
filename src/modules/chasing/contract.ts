import { z } from 'zod';
import { Lamp, taskQuery, UnitName } from '#contract/ledger';

export const AT_ONCE = 500;

export const Chase = z
  .strictObject({
    tasks: z.array(z.uuid()).max(AT_ONCE, `一次最多 ${AT_ONCE} 项`).default([]),
    /** All tasks of a filter, instead of some that were picked. */
    filter: z.strictObject(taskQuery).optional(),
    /** What is wanted of the unit, in words. */
    words: z.string().trim().max(1000, '催办要求最多 1000 字').default(''),
    /** Only says what would happen. */
    preview: z.boolean().default(false),
  })
  .refine(({ tasks, filter }) => tasks.length > 0 || filter !== undefined, {
    path: ['tasks'],
    message: '请先选择任务',
  });
export type Chase = z.output<typeof Chase>;

export const Chased = z.object({
  chases: z.array(
    z.object({
      task: z.uuid(),
      title: z.string(),
      unit: UnitName,
      /** Earlier chases of this unit about this task. */
      earlier: z.int(),
      proposal: z.string().nullable(),
      /** Of the notice; null in a preview. */
      id: z.uuid().nullable(),
      number: z.string().nullable(),
    }),
  ),
  /** What is left as it is, and why. */
  left: z.array(z.object({ task: z.uuid(), title: z.string(), sentence: z.string() })),
});
export type Chased = z.output<typeof Chased>;

/** Whether the unit has answered: in time or late, not yet, or nothing is left to answer. */
export const ANSWERS = ['waiting', 'overdue', 'answered', 'none'] as const;
export const ANSWER_WORDS = {
  waiting: '等待回应',
  overdue: '逾期未回应',
  answered: '已回应',
  none: '无须回应',
} as const;

const day = z.iso.date('日期不正确');
export const ChaseQuery = z.strictObject({
  unit: z.uuid().optional(),
  answer: z.enum(ANSWERS).optional(),
  received: z.enum(['yes', 'no']).optional(),
  from: day.optional(),
  to: day.optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ChaseQuery = z.output<typeof ChaseQuery>;

export const ChaseLine = z.object({
  id: z.uuid(),
  number: z.string(),
  task: z.object({ id: z.uuid(), title: z.string() }),
  unit: UnitName,
  chasedAt: z.string(),
  receivedAt: z.string().nullable(),
  answer: z.enum(ANSWERS),
  /** Of the duty to answer; null where none was in use. */
  state: z.string().nullable(),
  lamp: Lamp.nullable(),
  dueAt: z.string().nullable(),
});
export type ChaseLine = z.output<typeof ChaseLine>;

export const ChaseList = z.object({
  chases: z.array(ChaseLine),
  total: z.int(),
  /** Of all that the other filters let through. */
  counts: z.object({ waiting: z.int(), overdue: z.int(), answered: z.int(), none: z.int(), unreceived: z.int() }),
});
export type ChaseList = z.output<typeof ChaseList>;

export const ChaseParams = z.strictObject({ id: z.uuid('催办编号不正确') });

export const ChaseNotice = ChaseLine.extend({
  words: z.string(),
  /** The day that held for the unit when it was chased, and by how many days it lay back then; null where it had none. */
  taskDueDay: z.string().nullable(),
  overdueDays: z.int(),
  organ: z.string(),
  receivedBy: z.string().nullable(),
  mayReceive: z.boolean(),
});
export type ChaseNotice = z.output<typeof ChaseNotice>;

export const NoticesQuery = z.strictObject({ ids: z.union([z.uuid(), z.array(z.uuid()).max(AT_ONCE)]) });
export const Received = z.object({ id: z.uuid() });
