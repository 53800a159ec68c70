import { z } from 'zod';

export const LAMPS = [
  'normal',
  'warning',
  'yellow',
  'red',
  'paused',
  'held',
  'done',
  'done-late',
  'waived',
  'void',
] as const;
export const Lamp = z.enum(LAMPS);

/** 时效: 按期办结, 逾期办结, 逾期未办结, 待验收, 在办, 不计. */
export const Timing = z.enum(['on-time', 'late', 'overdue', 'held', 'running', 'excluded']);

/** 2026-03-01..2026-03-31, both days included; either may be left out. */
const dayRange = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2})?\.\.(?:\d{4}-\d{2}-\d{2})?$/, '日期范围须写作 2026-03-01..2026-03-31')
  .refine(
    (range) => range.split('..').every((day) => day === '' || z.iso.date().safeParse(day).success),
    '没有这一天, 请核对日期',
  );

/** The filters of the list of tasks, of whatever is done to all that it shows, and of the list behind a figure. */
export const taskQuery = {
  plan: z.uuid('方案编号不正确').optional(),
  unit: z.uuid('单位编号不正确').optional(),
  /** 任务, or 报送: what is handed in to a recipient. */
  kind: z.enum(['task', 'submission']).optional(),
  lamp: Lamp.optional(),
  state: z.string().max(40).optional(),
  /** Words in the title, with the number before it. */
  q: z.string().trim().max(100).optional(),
  /** How the unit of the filter `unit` takes part. */
  side: z.enum(['lead', 'supporting']).optional(),
  /** The lead unit, whose own performance then is asked for. */
  lead: z.uuid('单位编号不正确').optional(),
  timing: z.union([Timing, z.array(Timing).max(Timing.options.length)]).optional(),
  /** The days on which they are or were due. */
  due: dayRange.optional(),
  /** The days on which they were performed. */
  done: dayRange.optional(),
};

export const Reason = z.object({ sentence: z.string(), basis: z.string().optional() });

export const UnitName = z.object({ id: z.uuid(), name: z.string() });

/** 责任事项, as a list shows it. */
export const Duty = z.object({
  id: z.uuid(),
  subject: z.object({ type: z.string(), id: z.uuid() }),
  parent: z.uuid().nullable(),
  number: z.string(),
  title: z.string(),
  act: z.string(),
  rule: z.object({ id: z.string(), title: z.string() }),
  bearer: UnitName,
  state: z.enum(['open', 'held', 'met', 'met-late', 'waived', 'void']),
  lamp: Lamp,
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  provisional: z.boolean(),
  /** 还有 3 个工作日 (3月16日 周一 17:00) */
  dueWords: z.string(),
  settledAt: z.string().nullable(),
});
export type Duty = z.infer<typeof Duty>;

export const DutyFilter = z.strictObject({
  /** `mine`: borne by my units; `all`: all that I may see. */
  scope: z.enum(['mine', 'all']).default('mine'),
  state: z.enum(['live', 'settled']).default('live'),
  /** One lamp, or several: `lamp=red&lamp=yellow`. */
  lamp: z.union([Lamp, z.array(Lamp).max(LAMPS.length)]).optional(),
  /** The unit that bears it. */
  unit: z.uuid('单位编号不正确').optional(),
  /** Where the page before ended, as it said. */
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type DutyFilter = z.infer<typeof DutyFilter>;

const lampCounts = z.array(z.object({ lamp: Lamp, count: z.int() }));

export const DutyList = z.object({
  duties: z.array(Duty),
  counts: lampCounts,
  /** Where the next page begins; null on the last. */
  next: z.string().nullable(),
});

/** How many live duties each unit bears under each lamp, of all that the reader may see. */
export const DutyBoard = z.object({ units: z.array(z.object({ unit: UnitName, counts: lampCounts })) });
export type DutyBoard = z.infer<typeof DutyBoard>;

export const DutyParams = z.strictObject({ id: z.uuid('编号不正确') });
export const Why = z.object({ trail: z.array(Reason) });

/** 时间线上的一个事实. */
export const TimelineEntry = z.object({
  id: z.uuid(),
  seq: z.int(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  onBehalfOf: z.string().nullable(),
  contents: z.array(z.object({ name: z.string(), words: z.string().nullable(), erased: z.boolean() })),
  evidence: z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int(), sm3: z.string() })),
  hash: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const Timeline = z.object({ entries: z.array(TimelineEntry) });

const Signal = z.union([
  z.strictObject({
    at: z.literal('before'),
    amount: z.number().min(0),
    unit: z.enum(['workday', 'day', 'workhour', 'hour']),
  }),
  z.strictObject({ at: z.literal('before'), percent: z.number().min(0).max(100) }),
  z.strictObject({
    at: z.literal('after'),
    amount: z.number().min(0),
    unit: z.enum(['workday', 'day', 'month', 'year', 'workhour', 'hour']),
  }),
]);

export const ParameterValue = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('term'),
    term: z.strictObject({
      amount: z.int('须为整数').min(0, '不能小于 0').max(10_000, '不能大于 10000'),
      unit: z.enum(['workday', 'day', 'month', 'year', 'workhour', 'hour']),
    }),
  }),
  z.strictObject({
    kind: z.literal('signals'),
    signals: z.strictObject({ warning: Signal.optional(), yellow: Signal.optional(), red: Signal.optional() }),
  }),
  z.strictObject({ kind: z.literal('switch'), on: z.boolean() }),
  z.strictObject({
    kind: z.literal('count'),
    count: z.int('须为整数').min(1, '不能小于 1').max(10_000, '不能大于 10000'),
  }),
]);

export type ParameterValue = z.infer<typeof ParameterValue>;

export const Parameter = z.object({
  id: z.string(),
  title: z.string(),
  inForce: z.object({ from: z.string(), value: ParameterValue, basis: z.string(), own: z.boolean() }),
  editions: z.array(
    z.object({
      from: z.string(),
      value: ParameterValue,
      basis: z.string(),
      setAt: z.string().nullable(),
      setBy: z.string().nullable(),
    }),
  ),
});
export type Parameter = z.infer<typeof Parameter>;
export const ParameterList = z.object({ parameters: z.array(Parameter) });
export const ParameterParams = z.strictObject({ id: z.string() });
export const SetParameter = z.strictObject({
  effectiveFrom: z.iso.date('请填写生效日'),
  value: ParameterValue,
  basis: z.string().trim().min(1, '请写明依据, 如文件名称, 文号, 条款').max(500, '依据最多 500 字'),
});
export type SetParameter = z.infer<typeof SetParameter>;

/** 制度, as it is read: who must do what, by when, with what evidence, and what follows if not. */
export const RuleView = z.object({
  id: z.string(),
  title: z.string(),
  inForceFrom: z.string(),
  who: z.string(),
  what: z.string(),
  /** With the numbers in force today. */
  when: z.string(),
  evidence: z.string(),
  basis: z.array(z.string()),
  consequences: z.array(
    z.object({
      level: z.enum(['warning', 'yellow', 'red']),
      /** 到期前 5 个工作日; null where no signal of this level is set. */
      at: z.string().nullable(),
      words: z.string(),
    }),
  ),
  /** Whether it opens duties today: an office may do without some rules. */
  inUse: z.boolean(),
  /** 机制 of plans that ask for it. */
  mechanisms: z.array(z.string()),
  /** Parameters that it uses. */
  parameters: z.array(z.string()),
});
export type RuleView = z.infer<typeof RuleView>;
export const RuleList = z.object({ edition: z.string(), rules: z.array(RuleView) });

/** 搜索的一条结果. */
export const SearchHit = z.object({
  kind: z.string(),
  title: z.string(),
  number: z.string().optional(),
  note: z.string().optional(),
  path: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchQuery = z.strictObject({ q: z.string().trim().min(1, '请输入要找的字').max(60) });
export const SearchHits = z.object({ hits: z.array(SearchHit) });
