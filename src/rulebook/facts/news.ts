import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

/** 动态的一生: 发布, 更正, 撤下. The subject is the article; its words are contents. */
export const newsFacts = [
  defineFact({
    kind: 'news.published',
    subject: 'article',
    title: '发布',
    begins: true,
    leadsTo: 'published',
    data: z.strictObject({ column: z.enum(['notice', 'news']), unit: z.string().min(1) }),
    parties: (d) => [{ unit: d.unit, relation: 'own' as const }],
  }),
  defineFact({ kind: 'news.revised', subject: 'article', title: '更正', data: z.strictObject({}) }),
  defineFact({
    kind: 'news.withdrawn',
    subject: 'article',
    title: '撤下',
    leadsTo: 'withdrawn',
    data: z.strictObject({}),
  }),
];
