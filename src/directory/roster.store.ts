import sql from 'sql-template-tag';
import type { PlainDate, Region } from '#core/kernel';
import type { Tx } from '#platform/db';
import { STANDING_KINDS } from './directory.ts';
import type { HeldRole, PlacedUnit } from './roster.ts';

/** Every granted role in force on that day of everybody on the staff, person by person. */
export async function listHeldRoles(tx: Tx, region: Region, on: PlainDate): Promise<HeldRole[]> {
  return tx.query<HeldRole>(sql`
    select p.id as person, p.name, p.unit_id as unit, u.name as "unitName", g.role, g.unit_id as scope
    from directory.role_grant g
    join directory.person p on p.region = g.region and p.id = g.person_id
    left join directory.unit u on u.region = p.region and u.id = p.unit_id
    where g.region = ${region} and g.granted_at is not null
      and g.valid_from <= ${on}::date and (g.valid_to is null or g.valid_to > ${on}::date)
      and p.valid_from <= ${on}::date and (p.valid_to is null or p.valid_to > ${on}::date)
    order by p.sort_order, p.name, p.id, g.role, g.unit_id`);
}

/** Every unit that there ever was, with its place in the tree. */
export async function listPlacedUnits(tx: Tx, region: Region): Promise<PlacedUnit[]> {
  return tx.query<PlacedUnit>(sql`
    select id, parent_id as parent, kind = any(${STANDING_KINDS}::text[]) as standing from directory.unit
    where region = ${region}`);
}
