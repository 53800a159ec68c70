import { z } from 'zod';
import { Duty, Lamp, UnitName } from '#contract/ledger';
import { STATES } from './instruction-words.ts';

/** Takes out what dictation and pasting bring along and nobody means: control characters, runs of blanks. */
function plain(text: string): string {
  return text
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/[^\S\n]{2,}/g, ' ')
    .trim();
}

const spoken = (most: number, missing: string) =>
  z
    .string()
    .transform(plain)
    .pipe(z.string().min(1, missing).max(most, `最多 ${most} 字`));

const units = z.array(z.uuid()).max(200, '一次最多 200 个单位').default([]);
const urgency = z.enum(['urgent', 'ordinary', 'difficult']).nullable().default(null);

export const Give = z.strictObject({
  /** The task or plan that it is about. */
  about: z.uuid(),
  words: spoken(500, '请写下批示'),
  /** Who carries it out. */
  addressees: units,
  /** Who is shown it besides. */
  informed: units,
  dueDay: z.iso.date('请填写日期').nullable().default(null),
  urgency,
});
export type Give = z.output<typeof Give>;

const note = spoken(4000, '请填写说明');
const unit = z.uuid().optional();
export const Answer = z.strictObject({
  unit,
  result: note,
  evidence: z.array(z.uuid()).max(50, '一次最多附 50 个文件').default([]),
});
export const Conclude = z.strictObject({ unit, opinion: z.string().trim().max(4000, '意见最多 4000 字').default('') });
export const Return = z.strictObject({ unit, reason: note });
export const Withdraw = z.strictObject({ reason: note });
export type Answer = z.output<typeof Answer>;
export type Conclude = z.output<typeof Conclude>;
export type Return = z.output<typeof Return>;
export type Withdraw = z.output<typeof Withdraw>;

export const InstructionParams = z.strictObject({ id: z.uuid('批示编号不正确') });
export const InstructionFilter = z.strictObject({
  about: z.uuid().optional(),
  unit: z.uuid().optional(),
  state: z.enum(STATES).optional(),
  lamp: Lamp.optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InstructionFilter = z.output<typeof InstructionFilter>;

const about = z.object({
  type: z.string(),
  id: z.uuid(),
  title: z.string(),
  /** Whether the reader may open it: who is named in an instruction need not be party to its matter. */
  open: z.boolean(),
});

export const InstructionLine = z.object({
  id: z.uuid(),
  about,
  /** Null where they were erased by law. */
  words: z.string().nullable(),
  author: z.string(),
  givenAt: z.string(),
  state: z.string(),
  lamp: Lamp.nullable(),
  dueAt: z.string().nullable(),
  addressees: z.array(UnitName.extend({ lamp: Lamp.nullable() })),
});
export type InstructionLine = z.output<typeof InstructionLine>;

export const InstructionList = z.object({
  instructions: z.array(InstructionLine),
  counts: z.array(z.object({ lamp: Lamp.nullable(), state: z.string(), count: z.int() })),
  next: z.string().nullable(),
});
export type InstructionList = z.output<typeof InstructionList>;

const refusal = z.object({ code: z.string(), sentence: z.string() });
const offer = z.object({ action: z.enum(['answer', 'withdraw']), allowed: z.boolean(), refusal: refusal.nullable() });

export const InstructionDetail = z.object({
  id: z.uuid(),
  about,
  words: z.string().nullable(),
  author: z.string(),
  authorUnit: UnitName,
  givenAt: z.string(),
  urgency,
  dueDay: z.string().nullable(),
  state: z.string(),
  lamp: Lamp.nullable(),
  informed: z.array(UnitName),
  addressees: z.array(
    z.object({
      unit: UnitName,
      state: z.string(),
      /** Why this person may not judge this answer; null where he may. */
      judging: refusal.nullable(),
    }),
  ),
  duties: z.array(Duty),
  actions: z.array(offer),
});
export type InstructionDetail = z.output<typeof InstructionDetail>;

export const Done = z.object({ id: z.uuid(), state: z.string() });

/** What the page of a matter offers: whether this person may give an instruction about it, and to whom first. */
export const Offered = z.object({ allowed: z.boolean(), leads: z.array(UnitName) });
export type Offered = z.output<typeof Offered>;
