import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

/** 讨论中的一次发言: 发言, 撤回. The subject is the remark; what it is about is its parent, and has the parties. */
export const remarkFacts = [
  defineFact({
    kind: 'remark.made',
    subject: 'remark',
    title: '发言',
    begins: true,
    leadsTo: 'made',
    data: z.strictObject({
      about: z.string(),
      aboutType: z.string(),
      /** The remark that it answers, and who made that. */
      reply: z.string().nullable(),
      replyTo: z.string().nullable(),
      /** People whose attention it asks for. */
      mentions: z.array(z.string()),
    }),
    parent: (d) => d.about,
  }),
  defineFact({
    kind: 'remark.withdrawn',
    subject: 'remark',
    title: '撤回发言',
    leadsTo: 'withdrawn',
    data: z.strictObject({}),
  }),
];
