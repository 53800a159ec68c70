import { z } from 'zod';
import { RETIMED, SIGNALLED } from '#core/obligation';
import { defineFact } from './fact-definition.ts';

const instant = z.string();

/** What the clock itself records, about any subject. */
export const clockFacts = [
  defineFact({
    kind: SIGNALLED,
    subject: '*',
    title: '时限信号',
    data: z.strictObject({
      obligation: z.string(),
      level: z.enum(['warning', 'yellow', 'red']),
      /** The due instant under which it was served. */
      dueAt: instant.nullable(),
      /** The instant that the threshold had been set to; the fact is recorded when the clock saw it. */
      threshold: instant,
    }),
  }),
  defineFact({
    kind: RETIMED,
    subject: '*',
    title: '时限重算',
    data: z.strictObject({
      obligation: z.string(),
      before: instant.nullable(),
      after: instant.nullable(),
      notice: z.string(),
    }),
  }),
];
