import sql from 'sql-template-tag';
import type { Instant, PlainDate, Region, UnitId } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Jurisdiction, Unit, UnitKind } from './directory.ts';

type UnitRow = {
  id: UnitId;
  parent_id: UnitId | null;
  kind: UnitKind;
  name: string;
  short_name: string | null;
  code: string | null;
  aliases: string[] | null;
  sort_order: number;
  valid_from: PlainDate;
  valid_to: PlainDate | null;
};

function unitOf(row: UnitRow): Unit {
  return {
    id: row.id,
    parent: row.parent_id,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    code: row.code,
    aliases: row.aliases ?? [],
    sortOrder: row.sort_order,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

const COLUMNS = sql`u.id, u.parent_id, u.kind, u.name, u.short_name, u.code, u.sort_order, u.valid_from, u.valid_to,
  (select array_agg(a.alias order by a.alias) from directory.unit_alias a where a.region = u.region and a.unit_id = u.id) as aliases`;

/** All units that exist on the day, parents' order first. A jurisdiction has some thousands at most. */
export async function listUnits(tx: Tx, region: Region, on: PlainDate): Promise<Unit[]> {
  const rows = await tx.query<UnitRow>(sql`
    select ${COLUMNS} from directory.unit u
    where u.region = ${region} and u.valid_from <= ${on}::date and (u.valid_to is null or u.valid_to > ${on}::date)
    order by u.sort_order, u.name, u.id`);
  return rows.map(unitOf);
}

/** One unit, whether it still exists or not. */
export async function findUnit(tx: Tx, region: Region, id: UnitId): Promise<Unit | undefined> {
  const row = await tx.maybe<UnitRow>(sql`
    select ${COLUMNS} from directory.unit u where u.region = ${region} and u.id = ${id}::uuid`);
  return row === undefined ? undefined : unitOf(row);
}

/** Names of units, also of those that no longer exist: what a timeline needs. */
export async function namesOfUnits(
  tx: Tx,
  region: Region,
  ids: readonly UnitId[],
): Promise<ReadonlyMap<UnitId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: UnitId; name: string }>(sql`
    select id, name from directory.unit where region = ${region} and id = any(${ids}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The jurisdiction itself: its name as the portal says it. */
export async function findJurisdiction(tx: Tx, region: Region): Promise<Jurisdiction | undefined> {
  return tx.maybe<Jurisdiction>(sql`
    select region, name, short_name as "shortName", division_code as "divisionCode"
    from directory.jurisdiction where region = ${region}`);
}

/** Held until the transaction ends: two who change the tree, or import, go one after the other, and the second sees what the first has done. */
export async function lockJurisdiction(tx: Tx, region: Region): Promise<void> {
  await tx.query(sql`select 1 from directory.jurisdiction where region = ${region} for update`);
}

/** Jurisdictions of this installation, the first founded first. */
export async function listJurisdictions(tx: Tx): Promise<Jurisdiction[]> {
  return tx.query<Jurisdiction>(sql`
    select region, name, short_name as "shortName", division_code as "divisionCode"
    from directory.jurisdiction order by founded_at, region`);
}

/** The root of the tree: the oldest unit without one above it. */
export async function findRoot(tx: Tx, region: Region, on: PlainDate): Promise<Unit | undefined> {
  const rows = await tx.query<UnitRow>(sql`
    select ${COLUMNS} from directory.unit u where u.region = ${region} and u.parent_id is null
      and u.valid_from <= ${on}::date and (u.valid_to is null or u.valid_to > ${on}::date)
    order by u.sort_order, u.id limit 1`);
  return rows[0] === undefined ? undefined : unitOf(rows[0]);
}

export async function insertJurisdiction(tx: Tx, jurisdiction: Jurisdiction, foundedAt: Instant): Promise<void> {
  const { region, name, shortName, divisionCode } = jurisdiction;
  await tx.query(sql`
    insert into directory.jurisdiction (region, name, short_name, division_code, founded_at)
    values (${region}, ${name}, ${shortName}, ${divisionCode}, ${foundedAt})`);
}

/** Parents before children, or all in one call. Aliases too. */
export async function insertUnits(tx: Tx, region: Region, units: readonly Unit[]): Promise<void> {
  await tx.query(sql`
    insert into directory.unit (region, id, parent_id, kind, name, short_name, code, sort_order, valid_from, valid_to)
    select ${region}, r.id, r.parent, r.kind, r.name, r."shortName", r.code, r."sortOrder", r."validFrom", r."validTo"
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as r (id uuid, parent uuid, kind text, name text,
      "shortName" text, code text, "sortOrder" integer, "validFrom" date, "validTo" date)`);
  await insertAliases(
    tx,
    region,
    units.flatMap(({ id, aliases }) => aliases.map((alias) => ({ alias, unit: id }))),
  );
}

/** What may change of a unit without its ending. Its aliases are replaced. */
export async function markUnits(tx: Tx, region: Region, units: readonly Unit[]): Promise<void> {
  await tx.query(sql`
    update directory.unit u set parent_id = r.parent, kind = r.kind, name = r.name, short_name = r."shortName", code = r.code,
      sort_order = r."sortOrder"
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as r (id uuid, parent uuid, kind text, name text,
      "shortName" text, code text, "sortOrder" integer)
    where u.region = ${region} and u.id = r.id`);
  await tx.query(sql`
    delete from directory.unit_alias where region = ${region} and unit_id = any(${units.map(({ id }) => id)}::uuid[])`);
  await insertAliases(
    tx,
    region,
    units.flatMap(({ id, aliases }) => aliases.map((alias) => ({ alias, unit: id }))),
  );
}

export async function insertAliases(
  tx: Tx,
  region: Region,
  aliases: readonly { readonly alias: string; readonly unit: UnitId }[],
): Promise<void> {
  if (aliases.length === 0) return;
  await tx.query(sql`
    insert into directory.unit_alias (region, alias, unit_id)
    select ${region}, r.alias, r.unit from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as r (alias text, unit uuid)`);
}

/** Aliases of units that no longer exist are free for others. */
export async function freeAliases(tx: Tx, region: Region, unit: UnitId): Promise<void> {
  await tx.query(sql`delete from directory.unit_alias where region = ${region} and unit_id = ${unit}::uuid`);
}

export async function markUnitEnded(tx: Tx, region: Region, id: UnitId, on: PlainDate): Promise<void> {
  await tx.query(sql`update directory.unit set valid_to = ${on}::date where region = ${region} and id = ${id}::uuid`);
}

/** What still hangs on the unit from that day on, so that it cannot end. */
export async function countUnder(
  tx: Tx,
  region: Region,
  id: UnitId,
  on: PlainDate,
): Promise<{ units: number; posts: number; people: number; bodies: number }> {
  return tx.one(sql`
    select
      (select count(*) from directory.unit where region = ${region} and parent_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)) as units,
      (select count(*) from directory.post where region = ${region} and unit_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)) as posts,
      (select count(*) from directory.person where region = ${region} and unit_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)) as people,
      (select count(*) from directory.body where region = ${region} and office_unit_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)) as bodies`);
}
