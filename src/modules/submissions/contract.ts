import { z } from 'zod';
import { Duty, Lamp, UnitName } from '#contract/ledger';

/** Rows of one round, and lines of one list, at most. */
export const MOST_LINES = 5000;
const AT_ONCE = 500;

const version = z.int().positive();

export const HandIn = z.strictObject({
  report: z
    .string()
    .trim()
    .min(1, '请写明报送的内容, 或说明见附件')
    .max(20_000, '报送内容最多 20000 字, 更长的请附文件'),
  evidence: z.array(z.uuid()).max(50, '一次最多附 50 个文件').default([]),
  /** The version that this one follows, as it was seen: 0 for the first. */
  after: z.int().min(0),
});
export type HandIn = z.output<typeof HandIn>;

export const ReceiveSubmission = z.strictObject({ version, opinion: z.string().trim().max(4000).default('') });
export type ReceiveSubmission = z.output<typeof ReceiveSubmission>;
export const ReturnSubmission = z.strictObject({
  version,
  reason: z.string().trim().min(1, '请写明为什么退回, 要补什么').max(4000, '理由最多 4000 字'),
});
export type ReturnSubmission = z.output<typeof ReturnSubmission>;
export const ReceiveMany = z.strictObject({
  submissions: z
    .array(z.strictObject({ id: z.uuid(), version: z.int().min(0) }))
    .min(1, '请先选择')
    .max(AT_ONCE, `一次最多 ${AT_ONCE} 份`),
  /** Only says what would happen. */
  preview: z.boolean().default(false),
});
export type ReceiveMany = z.output<typeof ReceiveMany>;
export const ReceivedMany = z.object({
  received: z.int(),
  /** What is left as it is, and why. */
  left: z.array(z.object({ id: z.uuid(), unit: z.string(), sentence: z.string() })),
});
export type ReceivedMany = z.output<typeof ReceivedMany>;
export const Done = z.object({ fact: z.string(), state: z.string(), version: z.int() });

export const SubmissionParams = z.strictObject({ id: z.uuid('编号不正确') });

export const STANDINGS = [
  'owed',
  'overdue',
  'returned',
  'handed-in',
  'handed-in-late',
  'received',
  'received-late',
] as const;
export const Standing = z.enum(STANDINGS);
export type Standing = z.output<typeof Standing>;

/** 报送的一行: what one unit owes in one round. */
export const SubmissionLine = z.object({
  id: z.uuid(),
  plan: z.object({ id: z.uuid(), title: z.string() }),
  item: z.string(),
  number: z.string(),
  title: z.string(),
  unit: UnitName,
  recipient: UnitName,
  standing: Standing,
  lamp: Lamp,
  dueAt: z.string().nullable(),
  version: z.int(),
  handedInAt: z.string().nullable(),
});
export type SubmissionLine = z.output<typeof SubmissionLine>;
export const OwedQuery = z.strictObject({
  /** 还没有了结的, or all of the last year. */
  scope: z.enum(['open', 'all']).default('open'),
});
export type OwedQuery = z.output<typeof OwedQuery>;
export const OwedList = z.object({ lines: z.array(SubmissionLine) });
export type OwedList = z.output<typeof OwedList>;

export const Counts = z.object({
  total: z.int(),
  /** 已报, received or not. */
  handedIn: z.int(),
  received: z.int(),
  /** 未报, returned ones among them. */
  missing: z.int(),
  /** 逾期未报, of those missing. */
  overdue: z.int(),
  /** 迟报, of those handed in. */
  late: z.int(),
  /** 待收件, of those handed in. */
  waiting: z.int(),
});
export type Counts = z.output<typeof Counts>;

/** 一轮报送: what one item of a plan asks of all its units in one period. */
export const Round = z.object({
  plan: z.object({ id: z.uuid(), title: z.string() }),
  item: z.string(),
  number: z.string(),
  title: z.string(),
  recipient: UnitName,
  /** The day of most of them; a single unit may have another. */
  dueAt: z.string().nullable(),
  counts: Counts,
});
export type Round = z.output<typeof Round>;
export const RoundsQuery = z.strictObject({
  plan: z.uuid('方案编号不正确').optional(),
  scope: z.enum(['open', 'all']).default('open'),
});
export type RoundsQuery = z.output<typeof RoundsQuery>;
export const RoundList = z.object({ rounds: z.array(Round) });
export type RoundList = z.output<typeof RoundList>;

export const RoundQuery = z.strictObject({
  plan: z.uuid('方案编号不正确'),
  item: z.string().min(1).max(80),
  number: z.string().max(80).default(''),
});
export type RoundQuery = z.output<typeof RoundQuery>;
export const RoundDetail = z.object({ round: Round, lines: z.array(SubmissionLine) });
export type RoundDetail = z.output<typeof RoundDetail>;

const file = z.object({ id: z.uuid(), name: z.string(), size: z.int(), sm3: z.string() });
export const Version = z.object({
  version: z.int(),
  at: z.string(),
  by: z.string(),
  late: z.boolean(),
  /** Null where it was erased by law. */
  report: z.string().nullable(),
  evidence: z.array(file),
  answer: z
    .object({ kind: z.enum(['received', 'returned']), at: z.string(), by: z.string(), words: z.string() })
    .nullable(),
});
export type Version = z.output<typeof Version>;

const action = z.object({
  action: z.enum(['hand-in', 'receive', 'return']),
  allowed: z.boolean(),
  refusal: z.object({ code: z.string(), sentence: z.string() }).nullable(),
});

export const SubmissionDetail = z.object({
  id: z.uuid(),
  plan: z.object({ id: z.uuid(), title: z.string() }),
  item: z.string(),
  number: z.string(),
  title: z.string(),
  unit: UnitName,
  recipient: UnitName,
  /** Null where it has fallen away with an amended plan. */
  standing: Standing.nullable(),
  lamp: Lamp.nullable(),
  duties: z.array(Duty),
  source: z.object({ before: z.string(), sentence: z.string(), after: z.string() }).nullable(),
  /** The latest first. */
  versions: z.array(Version),
  /** Whether the person may see the whole round. */
  collects: z.boolean(),
  actions: z.array(action),
});
export type SubmissionDetail = z.output<typeof SubmissionDetail>;
