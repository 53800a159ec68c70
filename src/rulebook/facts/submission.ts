import { z } from 'zod';
import { defineFact } from './fact-definition.ts';

const unit = z.string().min(1);
/** 第几次交报, from 1: each is kept, the latest counts. */
const version = z.int().positive();

/** 报送: a task with a recipient is handed in, received, or returned to be handed in again. The subject is the task. */
export const submissionFacts = [
  defineFact({
    kind: 'submission.handed-in',
    subject: 'task',
    title: '交报',
    leadsTo: 'submitted',
    data: z.strictObject({ unit, recipient: unit, version }),
  }),
  defineFact({
    kind: 'submission.received',
    subject: 'task',
    title: '收到报送',
    leadsTo: 'closed',
    data: z.strictObject({ unit, version }),
  }),
  defineFact({
    kind: 'submission.returned',
    subject: 'task',
    title: '退回重报',
    leadsTo: 'returned',
    data: z.strictObject({ unit, version }),
  }),
];
