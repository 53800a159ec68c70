import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

const unit = z.string().min(1);
const day = z.iso.date();

/** 方案启动, 修订, 公开, 停止. The subject is the plan. */
export const planFacts = [
  defineFact({
    kind: 'plan.launched',
    subject: 'plan',
    title: '方案启动',
    begins: true,
    leadsTo: 'live',
    data: z.strictObject({
      office: unit,
      /** Every unit that the plan binds: it may read the plan. */
      units: z.array(unit),
      version: z.int().positive(),
      textDigest: z.string(),
      tasks: z.int(),
      cadences: z.int(),
    }),
    parties: (d) => [
      { unit: d.office, relation: 'own' },
      ...d.units.map((u) => ({ unit: u, relation: 'bound' as const })),
    ],
  }),
  defineFact({
    kind: 'plan.amended',
    subject: 'plan',
    title: '方案修订',
    data: z.strictObject({
      units: z.array(unit),
      version: z.int().positive(),
      textDigest: z.string(),
      added: z.int(),
      voided: z.int(),
    }),
    parties: (d) => d.units.map((u) => ({ unit: u, relation: 'bound' as const })),
  }),
  defineFact({
    kind: 'plan.published',
    subject: 'plan',
    title: '方案在门户公开',
    data: z.strictObject({ version: z.int().positive() }),
  }),
  defineFact({ kind: 'plan.withdrawn', subject: 'plan', title: '方案撤下门户', data: z.strictObject({}) }),
];

/** 周期任务. The subject is one recurring duty of a plan; each of its periods becomes a task. */
export const cadenceFacts = [
  defineFact({
    kind: 'cadence.established',
    subject: 'cadence',
    title: '周期任务设立',
    begins: true,
    leadsTo: 'running',
    data: z.strictObject({
      plan: z.string(),
      item: z.string(),
      unit: z.enum(['day', 'week', 'month', 'quarter', 'halfyear', 'year']),
      interval: z.int().positive(),
      count: z.int().positive(),
      weekday: z.int().min(1).max(7).nullable(),
      /** The day of the month, or of the last month of a longer period; null for the period's end. */
      day: z.int().min(1).max(31).nullable().default(null),
      from: day,
      to: day.nullable(),
      leads: z.array(unit).min(1),
      acceptor: unit,
      /** The unit that each period's report is owed to; null where none is. */
      recipient: unit.nullable().default(null),
      span: z.tuple([z.int(), z.int()]).nullable(),
    }),
    parent: (d) => d.plan,
    parties: (d) => [
      ...d.leads.map((u) => ({ unit: u, relation: 'lead' as const })),
      { unit: d.acceptor, relation: 'acceptor' as const },
    ],
  }),
  defineFact({
    kind: 'cadence.period-begun',
    subject: 'cadence',
    title: '新一期开始',
    data: z.strictObject({ period: z.string(), task: z.string() }),
  }),
  defineFact({
    kind: 'cadence.ended',
    subject: 'cadence',
    title: '周期任务终止',
    leadsTo: 'ended',
    data: z.strictObject({ amendment: z.int().nullable() }),
  }),
];
