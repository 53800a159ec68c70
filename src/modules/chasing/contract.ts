import { z } from 'zod';

const AT_ONCE = 500;

export const Chase = z.strictObject({
  tasks: z.array(z.uuid()).min(1, '请先选择任务').max(AT_ONCE, `一次最多 ${AT_ONCE} 项`),
  /** What is wanted of the unit, in words. */
  words: z.string().trim().max(1000).default(''),
  /** Only says what would happen. */
  preview: z.boolean().default(false),
});
export type Chase = z.output<typeof Chase>;

export const Chased = z.object({
  chases: z.array(
    z.object({
      task: z.uuid(),
      title: z.string(),
      unit: z.object({ id: z.uuid(), name: z.string() }),
      /** Earlier chases of this unit about this task. */
      earlier: z.int(),
      proposal: z.string().nullable(),
      /** Null in a preview. */
      number: z.string().nullable(),
    }),
  ),
  /** What is left as it is, and why. */
  left: z.array(z.object({ task: z.uuid(), title: z.string(), sentence: z.string() })),
});
export type Chased = z.output<typeof Chased>;

export const ChaseQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });
export const ChaseList = z.object({
  chases: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      task: z.object({ id: z.uuid(), title: z.string() }),
      unit: z.object({ id: z.uuid(), name: z.string() }),
      chasedAt: z.string(),
      /** Of the duty to answer; null where none was in use. */
      state: z.string().nullable(),
      lamp: z.string().nullable(),
      dueAt: z.string().nullable(),
    }),
  ),
});
export type ChaseList = z.output<typeof ChaseList>;
