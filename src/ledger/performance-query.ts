import type { z } from 'zod';
import { dayNumberOf, plainDateOf } from '#core/calendar';
import { type Instant, idOf, type PlainDate, startOfDay, type UnitId } from '#core/kernel';
import type { performanceQuery } from './contract.ts';
import type { PerformanceFilter, Range } from './performance.ts';

type Query = z.infer<z.ZodObject<typeof performanceQuery>>;

/** The filter that a query of `performanceQuery` asks for; undefined where it asks for nothing. */
export function performanceFilterOf(query: Query, now: Instant): PerformanceFilter | undefined {
  const { lead, timing, due, done } = query;
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
