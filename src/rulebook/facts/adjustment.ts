import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

const unit = z.string().min(1);
const day = z.iso.date();
/** A task as an adjustment makes it; its words lie in the contents `part-1`, `part-2`, …. */
const part = z.strictObject({ leads: z.array(unit).min(1), supports: z.array(unit), dueDay: day.nullable() });

/** 调整: proposed by the office, decided by another, then carried out in the same transaction. The subject is the adjustment. */
export const adjustmentFacts = [
  defineFact({
    kind: 'adjustment.proposed',
    subject: 'adjustment',
    title: '提出调整',
    begins: true,
    leadsTo: 'proposed',
    data: z.strictObject({
      plan: z.string(),
      tasks: z.array(z.string()).min(1),
      acceptor: unit,
      /** Every unit that leads one of the tasks, before or after. */
      units: z.array(unit),
      change: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('lead'), from: unit, to: unit, dueDay: day.nullable() }),
        z.strictObject({ kind: z.literal('date'), units: z.array(unit).min(1), dueDay: day }),
        z.strictObject({ kind: z.literal('split'), parts: z.array(part).min(2) }),
        z.strictObject({ kind: z.literal('merge'), into: part }),
        z.strictObject({ kind: z.literal('exclude'), units: z.array(unit).min(1) }),
      ]),
    }),
    parent: (d) => d.plan,
    parties: (d) => [
      { unit: d.acceptor, relation: 'own' },
      ...d.units.map((u) => ({ unit: u, relation: 'bound' as const })),
    ],
  }),
  defineFact({
    kind: 'adjustment.approved',
    subject: 'adjustment',
    title: '批准调整',
    leadsTo: 'approved',
    data: z.strictObject({ tasks: z.array(z.string()) }),
  }),
  defineFact({
    kind: 'adjustment.refused',
    subject: 'adjustment',
    title: '不批准调整',
    leadsTo: 'refused',
    data: z.strictObject({}),
  }),
];
