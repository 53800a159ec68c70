import { z } from 'zod';

const words = z
  .string()
  .trim()
  .min(1, '请写下要说的话')
  .max(2000, '一次发言最多 2000 字')
  // What dictation and pasting bring along and nobody means.
  .transform((text) => text.replace(/(?![\n\t])\p{Cc}/gu, ''))
  .refine((text) => text.trim() !== '', '请写下要说的话');

export const Say = z.strictObject({
  words,
  /** People whose attention it asks for: @. */
  mentions: z.array(z.uuid()).max(20, '一次最多提到 20 人').default([]),
  /** The remark that it answers. */
  reply: z.uuid('发言编号不正确').nullable().default(null),
  evidence: z.array(z.uuid()).max(20, '一次最多附 20 个文件').default([]),
});
export type Say = z.output<typeof Say>;

export const WithdrawRemark = z.strictObject({});
export const DiscussionParams = z.strictObject({ id: z.uuid('任务编号不正确') });
export const RemarkParams = z.strictObject({ id: z.uuid('发言编号不正确') });
export const PeopleQuery = z.strictObject({ q: z.string().trim().max(60, '最多 60 字').default('') });

const person = z.object({ id: z.uuid(), name: z.string() });

export const Remark = z.object({
  id: z.uuid(),
  author: person,
  /** For whose unit the author spoke. */
  unit: z.string().nullable(),
  madeAt: z.string(),
  /** Null where they were withdrawn, or erased by law. */
  words: z.string().nullable(),
  withdrawn: z.boolean(),
  mentions: z.array(person),
  /** The remark under which it stands. */
  reply: z.uuid().nullable(),
  /** Whose remark it answers, where that is not the one under which it stands. */
  replyTo: z.string().nullable(),
  evidence: z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int(), sm3: z.string() })),
  own: z.boolean(),
});
export type Remark = z.infer<typeof Remark>;

export const Discussion = z.object({
  /** In their order, answers under what they answer. */
  remarks: z.array(Remark),
  mayWrite: z.boolean(),
});
export type Discussion = z.infer<typeof Discussion>;

export const Mentionable = z.object({
  people: z.array(person.extend({ unit: z.string().nullable() })),
  /** How many more there are that fit. */
  more: z.int(),
});
export type Mentionable = z.infer<typeof Mentionable>;

export const Said = z.object({ id: z.uuid() });
