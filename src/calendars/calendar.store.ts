import sql, { join, type Sql } from 'sql-template-tag';
import type { OfficePeriod } from '#core/calendar';
import type { Instant, PersonId, PlainDate, Region } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Edition, EditionChange, EditionDay } from './edition.ts';

type EditionRow = {
  number: number;
  version: string;
  kind: 'notice' | 'local' | 'office-hours';
  year: number | null;
  region: Region | null;
  title: string;
  recorded_at: Instant;
  recorded_by: PersonId | null;
  days: { from: PlainDate; to: PlainDate; name: string; rest: boolean }[];
  periods: OfficePeriod[];
};

/**
 * For statements of others that must know in one trip which calendar is in force in a region: its version's name, null
 * while there is none. Agrees with `currentCalendar(tx, region).version`.
 */
export function versionInForce(region: Region): Sql {
  return sql`(select e.version || case when exists (select from calendar.edition o where o.region = ${region})
    then '@' || ${region}::text else '' end from calendar.edition e order by e.number desc limit 1)`;
}

/** The number and version of the last edition; undefined while there is none. */
export async function findLatest(tx: Tx): Promise<{ number: number; version: string } | undefined> {
  return tx.maybe(sql`select number, version from calendar.edition order by number desc limit 1`);
}

export async function findNumberOf(tx: Tx, version: string): Promise<number | undefined> {
  const row = await tx.maybe<{ number: number }>(sql`select number from calendar.edition where version = ${version}`);
  return row?.number;
}

/** All editions up to a number, in order, without the texts of their documents. */
export async function listEditions(tx: Tx, until: number): Promise<Edition[]> {
  const rows = await tx.query<EditionRow>(sql`
    select e.number, e.version, e.kind, e.year, e.region, e.title, e.recorded_at, e.recorded_by,
      coalesce((select jsonb_agg(jsonb_build_object('from', d.first_day, 'to', d.last_day, 'name', d.name, 'rest', d.rest) order by d.first_day)
        from calendar.day d where d.number = e.number), '[]') as days,
      coalesce((select jsonb_agg(jsonb_build_object('open', p.opens, 'close', p.closes) order by p.opens)
        from calendar.office_period p where p.number = e.number), '[]') as periods
    from calendar.edition e where e.number <= ${until} order by e.number`);
  return rows.map(editionOf);
}

function editionOf(row: EditionRow): Edition {
  return {
    number: row.number,
    version: row.version,
    change: changeOf(row),
    recordedAt: row.recorded_at,
    ...(row.recorded_by !== null && { recordedBy: row.recorded_by }),
  };
}

function changeOf({ kind, year, region, title, days, periods }: EditionRow): EditionChange {
  if (kind === 'notice') return { kind, year: year ?? 0, title, days };
  if (kind === 'local') return { kind, year: year ?? 0, region: region ?? undefined, title, days };
  return { kind, region: region ?? undefined, title, periods };
}

/** Writes editions with their days. A number that is taken already is an error of the database (see isTaken). */
export async function insertEditions(tx: Tx, editions: readonly Edition[]): Promise<void> {
  const rows = editions.map(({ number, version, change, document, recordedAt, recordedBy }) => {
    const year = change.kind === 'office-hours' ? null : change.year;
    const region = change.kind === 'notice' ? null : (change.region ?? null);
    return sql`(${number}::bigint, ${version}, ${change.kind}, ${year}::bigint, ${region}, ${change.title}, ${document ?? null}, ${recordedAt}::timestamptz, ${recordedBy ?? null}::uuid)`;
  });
  await tx.query(sql`
    insert into calendar.edition (number, version, kind, year, region, title, document, recorded_at, recorded_by)
    values ${join(rows)}`);
  const days = editions.flatMap(({ number, change }) =>
    change.kind === 'office-hours' ? [] : change.days.map((day) => dayRow(number, day)),
  );
  if (days.length > 0) {
    await tx.query(sql`insert into calendar.day (number, first_day, last_day, name, rest) values ${join(days)}`);
  }
  const periods = editions.flatMap(({ number, change }) =>
    change.kind === 'office-hours'
      ? change.periods.map(({ open, close }) => sql`(${number}::bigint, ${open}, ${close})`)
      : [],
  );
  if (periods.length > 0) {
    await tx.query(sql`insert into calendar.office_period (number, opens, closes) values ${join(periods)}`);
  }
}

function dayRow(number: number, { from, to, name, rest }: EditionDay) {
  return sql`(${number}::bigint, ${from}::date, ${to}::date, ${name}, ${rest}::boolean)`;
}
