import type { z } from 'zod';
import { dayNumberOf, plainDateOf } from '#core/calendar';
import { type Instant, idOf, type PlainDate, type SubjectId, startOfDay, type UnitId } from '#core/kernel';
import type { Lamp } from '#core/obligation';
import type { taskQuery } from './contract.ts';
import type { PerformanceFilter, Range } from './performance.ts';

/** Which subjects a list shows. Everything absent is not asked for. */
export type SubjectFilter = {
  readonly type: string;
  readonly parent?: SubjectId | undefined;
  readonly unit?: UnitId | undefined;
  readonly relation?: string | undefined;
  readonly lamp?: Lamp | undefined;
  readonly states?: readonly string[] | undefined;
  /** Words in the title, with the number before it. */
  readonly words?: string | undefined;
  readonly dueBefore?: Instant | undefined;
  /** Those with a duty under this rule, or, where `isOfRule` is false, those without. */
  readonly rule?: string | undefined;
  readonly isOfRule?: boolean | undefined;
  readonly performance?: PerformanceFilter | undefined;
};

type Query = z.infer<z.ZodObject<typeof taskQuery>>;

/** The tasks that a query of `taskQuery` asks for. Lamp and state are left out of what its figures count. */
export function taskFilterOf(query: Query, now: Instant) {
  const selection: SubjectFilter = {
    type: 'task',
    parent: query.plan === undefined ? undefined : idOf<SubjectId>(query.plan),
    unit: query.unit === undefined ? undefined : idOf<UnitId>(query.unit),
    relation: query.side,
    words: query.q,
    performance: performanceFilterOf(query, now),
    ...(query.kind === undefined ? {} : { rule: SUBMISSION, isOfRule: query.kind === 'submission' }),
  };
  const filter: SubjectFilter = {
    ...selection,
    lamp: query.lamp,
    states: query.state === undefined ? undefined : [query.state],
  };
  return { selection, filter };
}

/** The rule of what is handed in. */
const SUBMISSION = 'submission';

function performanceFilterOf({ lead, timing, due, done }: Query, now: Instant): PerformanceFilter | undefined {
  if ([lead, timing, due, done].every((part) => part === undefined)) return undefined;
  return {
    now,
    lead: lead === undefined ? undefined : idOf<UnitId>(lead),
    timings: timing === undefined ? undefined : [timing].flat(),
    due: rangeOf(due),
    done: rangeOf(done),
  };
}

function rangeOf(words: string | undefined): Range | undefined {
  if (words === undefined) return undefined;
  const [from = '', to = ''] = words.split('..');
  return {
    from: from === '' ? null : startOfDay(idOf<PlainDate>(from)),
    to: to === '' ? null : startOfDay(plainDateOf(dayNumberOf(idOf<PlainDate>(to)) + 1)),
  };
}
