import sql, { join, type Sql } from 'sql-template-tag';
import type { Instant } from '#core/kernel';
import type { PerformanceFilter, Range, Timing } from './performance.ts';

/** 时效 of a row of `subject` or `party` at an instant: `timingOf` in SQL. `row` is its alias. */
export function timingSql(row: Sql, now: Instant): Sql {
  return sql`case when ${row}.outcome <> 'open' then ${row}.outcome
    when ${row}.deadline_at < coalesce(${row}.performed_at, ${now}::timestamptz) then 'overdue'
    when ${row}.performed_at is null then 'running' else 'held' end`;
}

/** The rows of one timing, said so that the index over outcomes serves. */
function isTiming(row: Sql, timing: Timing, now: Instant): Sql {
  const late = sql`${row}.deadline_at < coalesce(${row}.performed_at, ${now}::timestamptz)`;
  switch (timing) {
    case 'overdue':
      return sql`${row}.outcome = 'open' and ${late}`;
    case 'held':
      return sql`${row}.outcome = 'open' and ${row}.performed_at is not null and (${late}) is not true`;
    case 'running':
      return sql`${row}.outcome = 'open' and ${row}.performed_at is null and (${late}) is not true`;
    default:
      return sql`${row}.outcome = ${timing}`;
  }
}

function within(column: Sql, { from, to }: Range): Sql[] {
  return [
    ...(from === null ? [] : [sql`${column} >= ${from}::timestamptz`]),
    ...(to === null ? [] : [sql`${column} < ${to}::timestamptz`]),
  ];
}

/** What a filter by performance asks of a row of `subject` or `party`. */
export function performanceSql(row: Sql, filter: PerformanceFilter): Sql[] {
  const parts = [
    ...(filter.due === undefined ? [] : within(sql`${row}.deadline_at`, filter.due)),
    ...(filter.done === undefined ? [] : within(sql`${row}.performed_at`, filter.done)),
    ...(filter.isUnperformed === true ? [sql`${row}.performed_at is null`] : []),
  ];
  if (filter.timings !== undefined) {
    const timings = filter.timings.map((timing) => sql`(${isTiming(row, timing, filter.now)})`);
    parts.push(timings.length === 0 ? sql`false` : sql`(${join(timings, ' or ')})`);
  }
  return parts;
}
