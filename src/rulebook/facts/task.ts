import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

const unit = z.string().min(1);

/** 任务的一生: 交办, 签收, 报告进展, 报送完成, 退回, 验收, 销号, 作废. The subject is the task. */
export const taskFacts = [
  defineFact({
    kind: 'task.assigned',
    subject: 'task',
    title: '任务交办',
    begins: true,
    leadsTo: 'assigned',
    data: z.strictObject({
      plan: z.string(),
      /** Item of the plan that orders it. */
      item: z.string(),
      origin: z.enum(['task', 'submission', 'cadence']),
      /** Which period of a cadence, e.g. 2026-W11. */
      period: z.string().nullable(),
      leads: z.array(unit).min(1),
      supports: z.array(unit),
      acceptor: unit,
      /** 报送对象: the unit that a report is owed to; null for everything else. */
      recipient: unit.nullable().default(null),
      /** The day fixed by the plan; null where it fixes none. */
      dueDay: z.iso.date().nullable(),
      /** Whether the sentence states the day, the plan as a whole does, or nothing does. */
      dueBasis: z.enum(['stated', 'period-end', 'none']),
      /** Where the plan's text orders it: characters, half-open. */
      span: z.tuple([z.int(), z.int()]).nullable(),
      /** 调整: the tasks whose place it takes, and the adjustment that was approved. */
      replaces: z.array(z.string()).default([]),
      adjustment: z.string().nullable().default(null),
    }),
    parent: (d) => d.plan,
    parties: (d) => [
      ...d.leads.map((u) => ({ unit: u, relation: 'lead' as const })),
      ...d.supports.map((u) => ({ unit: u, relation: 'supporting' as const })),
      { unit: d.acceptor, relation: 'acceptor' as const },
    ],
  }),
  defineFact({
    kind: 'task.received',
    subject: 'task',
    title: '签收',
    leadsTo: 'received',
    data: z.strictObject({ unit }),
  }),
  defineFact({
    kind: 'task.progress-reported',
    subject: 'task',
    title: '报告进展',
    leadsTo: 'in-progress',
    data: z.strictObject({
      unit,
      percent: z.int().min(0).max(100).nullable(),
      /** The reports of supporting units that it takes over. */
      takesOver: z.array(z.string()).default([]),
    }),
  }),
  defineFact({
    kind: 'task.support-reported',
    subject: 'task',
    title: '配合单位报进展',
    /** It tells the lead unit; the task stands as it stood. */
    data: z.strictObject({ unit, percent: z.int().min(0).max(100).nullable() }),
  }),
  defineFact({
    kind: 'task.completion-reported',
    subject: 'task',
    title: '报送完成',
    leadsTo: 'submitted',
    data: z.strictObject({ unit, acceptor: unit }),
  }),
  defineFact({
    kind: 'task.returned',
    subject: 'task',
    title: '退回',
    leadsTo: 'returned',
    data: z.strictObject({ unit }),
  }),
  defineFact({
    kind: 'task.accepted',
    subject: 'task',
    title: '验收通过',
    leadsTo: 'accepted',
    data: z.strictObject({ unit }),
  }),
  defineFact({ kind: 'task.closed', subject: 'task', title: '销号', leadsTo: 'closed', data: z.strictObject({}) }),
  defineFact({
    kind: 'task.extension-requested',
    subject: 'task',
    title: '申请延期',
    data: z.strictObject({ unit, acceptor: unit, dueDay: z.iso.date(), before: z.iso.date() }),
  }),
  defineFact({
    kind: 'task.extension-granted',
    subject: 'task',
    title: '同意延期',
    data: z.strictObject({ unit, request: z.string(), dueDay: z.iso.date(), before: z.iso.date() }),
  }),
  defineFact({
    kind: 'task.extension-refused',
    subject: 'task',
    title: '不同意延期',
    data: z.strictObject({ unit, request: z.string() }),
  }),
  defineFact({
    kind: 'task.chased',
    subject: 'task',
    title: '催办',
    data: z.strictObject({
      /** The lead unit that is chased. */
      unit,
      acceptor: unit,
      /** 催办〔year〕number号. */
      year: z.int(),
      number: z.int().min(1),
      /** The day that held for the unit when it was chased; null where it had none. */
      dueDay: z.iso.date().nullable().default(null),
    }),
  }),
  defineFact({
    kind: 'task.chase-received',
    subject: 'task',
    title: '签收催办',
    data: z.strictObject({
      unit,
      /** The fact by which it was chased. */
      chase: z.string(),
    }),
  }),
  defineFact({
    kind: 'task.rescheduled',
    subject: 'task',
    title: '改期',
    data: z.strictObject({
      unit,
      dueDay: z.iso.date(),
      before: z.iso.date().nullable(),
      adjustment: z.string(),
    }),
  }),
  defineFact({
    kind: 'task.excluded-from-rate',
    subject: 'task',
    title: '不计入及时率',
    /** What the unit does or leaves undone here counts neither way in its rate. */
    data: z.strictObject({ unit, adjustment: z.string() }),
  }),
  defineFact({
    kind: 'task.voided',
    subject: 'task',
    title: '作废',
    leadsTo: 'void',
    data: z.strictObject({
      plan: z.string(),
      /** The version of the plan that it falls away with; null where an adjustment takes it back. */
      version: z.int().nullable(),
      adjustment: z.string().nullable().default(null),
      /** The tasks that take its place. */
      replacedBy: z.array(z.string()).default([]),
    }),
  }),
];
