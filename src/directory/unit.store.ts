import sql from 'sql-template-tag';
import type { PlainDate, Region, UnitId } from '#core/kernel';
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

/** The unit itself, units below it, and for sections those above: who is reached through it. */
export async function findJurisdiction(tx: Tx, region: Region): Promise<Jurisdiction | undefined> {
  return tx.maybe<Jurisdiction>(sql`
    select region, name, short_name as "shortName", division_code as "divisionCode"
    from directory.jurisdiction where region = ${region}`);
}

/** Jurisdictions of this installation, the first founded first. */
export async function listJurisdictions(tx: Tx): Promise<Jurisdiction[]> {
  return tx.query<Jurisdiction>(sql`
    select region, name, short_name as "shortName", division_code as "divisionCode"
    from directory.jurisdiction order by founded_at, region`);
}
