import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

const unit = z.string().min(1);
const answer = z.strictObject({ unit });

/** 批示的一生: 作出, 报告办理情况, 退回, 办结, 撤回. The subject is the instruction; what it is about is its parent. */
export const instructionFacts = [
  defineFact({
    kind: 'instruction.given',
    subject: 'instruction',
    title: '作出批示',
    begins: true,
    leadsTo: 'given',
    data: z.strictObject({
      about: z.string(),
      aboutType: z.string(),
      /** The leader's unit. */
      author: unit,
      /** Who carries it out; empty where it is only to be known. */
      addressees: z.array(unit),
      /** Who is shown it besides. */
      informed: z.array(unit),
      /** Who follows it up. */
      follower: unit,
      /** The day fixed by the leader. */
      dueDay: z.iso.date().nullable(),
      /** Where no day is fixed: 急件, 一般件, 难件, each with its term. */
      urgency: z.enum(['urgent', 'ordinary', 'difficult']).nullable(),
    }),
    parent: (d) => d.about,
    parties: (d) => [
      ...d.addressees.map((u) => ({ unit: u, relation: 'lead' as const })),
      ...d.informed.map((u) => ({ unit: u, relation: 'bound' as const })),
      { unit: d.follower, relation: 'acceptor' as const },
      { unit: d.author, relation: 'own' as const },
    ],
  }),
  defineFact({
    kind: 'instruction.answered',
    subject: 'instruction',
    title: '报告办理情况',
    leadsTo: 'answered',
    data: answer,
  }),
  defineFact({
    kind: 'instruction.returned',
    subject: 'instruction',
    title: '退回补办',
    leadsTo: 'returned',
    data: answer,
  }),
  defineFact({
    kind: 'instruction.concluded',
    subject: 'instruction',
    title: '同意办结',
    data: answer,
  }),
  defineFact({
    kind: 'instruction.closed',
    subject: 'instruction',
    title: '批示全部办结',
    leadsTo: 'closed',
    data: z.strictObject({}),
  }),
  defineFact({
    kind: 'instruction.withdrawn',
    subject: 'instruction',
    title: '撤回批示',
    leadsTo: 'void',
    data: z.strictObject({}),
  }),
];
