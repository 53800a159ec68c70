import sql from 'sql-template-tag';
import type { PersonId, PlainDate, Region, UnitId } from '#core/kernel';
import type { Tx } from '#platform/db';
import { type Actor, type ActorRole, type Role, STANDING_KINDS } from './directory.ts';

type RoleRow = {
  role: Role;
  unit_id: UnitId | null;
  unit_name: string | null;
  below: UnitId[] | null;
  above: UnitId[] | null;
};

/** Who the person is on that day, with roles that are granted and in force. Undefined where nobody of that id is on the staff. */
export async function findActor(tx: Tx, region: Region, person: PersonId, on: PlainDate): Promise<Actor | undefined> {
  const found = await tx.maybe<{ name: string; units: UnitId[] | null }>(sql`
    select p.name,
      (select array_agg(distinct w.unit_id) from (
        select p.unit_id where p.unit_id is not null
        union select o.unit_id from directory.holding h join directory.post o on o.region = h.region and o.id = h.post_id
        where h.region = p.region and h.person_id = p.id and h.valid_from <= ${on}::date and (h.valid_to is null or h.valid_to > ${on}::date)
      ) w) as units
    from directory.person p
    where p.region = ${region} and p.id = ${person}::uuid and p.valid_from <= ${on}::date and (p.valid_to is null or p.valid_to > ${on}::date)`);
  if (found === undefined) return undefined;
  const rows = await tx.query<RoleRow>(sql`
    with recursive held as (
      select g.id, g.role, g.unit_id from directory.role_grant g
      where g.region = ${region} and g.person_id = ${person}::uuid and g.granted_at is not null
        and g.valid_from <= ${on}::date and (g.valid_to is null or g.valid_to > ${on}::date)
    ), below as (
      select h.id as grant_id, h.unit_id as id from held h where h.unit_id is not null
      union
      select b.grant_id, u.id from below b join directory.unit u on u.region = ${region} and u.parent_id = b.id
    ), climb as (
      select h.id as grant_id, u.parent_id as id from held h join directory.unit u on u.region = ${region} and u.id = h.unit_id
      where u.parent_id is not null and u.kind <> all(${STANDING_KINDS}::text[])
      union
      select c.grant_id, u.parent_id from climb c join directory.unit u on u.region = ${region} and u.id = c.id
      where u.parent_id is not null and u.kind <> all(${STANDING_KINDS}::text[])
    )
    select h.role, h.unit_id, (select u.name from directory.unit u where u.region = ${region} and u.id = h.unit_id) as unit_name,
      (select array_agg(b.id order by b.id) from below b where b.grant_id = h.id) as below,
      (select array_agg(c.id order by c.id) from climb c where c.grant_id = h.id) as above
    from held h order by h.role, h.unit_id`);
  const roles = rows.map(
    (row): ActorRole => ({
      role: row.role,
      unit: row.unit_id,
      unitName: row.unit_name,
      below: row.below ?? [],
      above: row.above ?? [],
    }),
  );
  const units = new Set([...(found.units ?? []), ...roles.flatMap(({ unit }) => (unit === null ? [] : [unit]))]);
  return { region, person, name: found.name, roles, units: [...units] };
}

/** Names of people, also of those who have left: what a timeline needs. */
export async function namesOfPeople(
  tx: Tx,
  region: Region,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: PersonId; name: string }>(sql`
    select id, name from directory.person where region = ${region} and id = any(${ids}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
