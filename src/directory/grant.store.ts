import sql from 'sql-template-tag';
import type { Instant, PersonId, PlainDate, Region } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { GrantId, RoleGrant } from './directory.ts';

const GRANT = sql`g.id, g.person_id as person, g.role, g.unit_id as unit, g.valid_from as "validFrom", g.valid_to as "validTo",
  g.proposed_by as "proposedBy", g.granted_by as "grantedBy", g.granted_at as "grantedAt"`;

export type GrantLine = RoleGrant & {
  readonly personName: string;
  readonly unitName: string | null;
  readonly proposedByName: string | null;
  readonly grantedByName: string | null;
};

export type GrantFilter = {
  readonly person?: PersonId | undefined;
  readonly people?: readonly PersonId[] | undefined;
  readonly pending?: boolean | undefined;
};

/** Grants in force or to come on the day, and those that wait. */
export async function listGrants(tx: Tx, region: Region, on: PlainDate, filter: GrantFilter): Promise<GrantLine[]> {
  const person = filter.person === undefined ? sql`true` : sql`g.person_id = ${filter.person}::uuid`;
  const people = filter.people === undefined ? sql`true` : sql`g.person_id = any(${filter.people}::uuid[])`;
  const pending =
    filter.pending === undefined
      ? sql`true`
      : filter.pending
        ? sql`g.granted_at is null`
        : sql`g.granted_at is not null`;
  return tx.query<GrantLine>(sql`
    select ${GRANT}, p.name as "personName", u.name as "unitName",
      (select q.name from directory.person q where q.region = g.region and q.id::text = g.proposed_by) as "proposedByName",
      (select q.name from directory.person q where q.region = g.region and q.id::text = g.granted_by) as "grantedByName"
    from directory.role_grant g join directory.person p on p.region = g.region and p.id = g.person_id
    left join directory.unit u on u.region = g.region and u.id = g.unit_id
    where g.region = ${region} and (g.valid_to is null or g.valid_to > ${on}::date) and ${person} and ${people} and ${pending}
    order by p.sort_order, p.name, g.role, g.id`);
}

export async function findGrant(tx: Tx, region: Region, id: GrantId): Promise<RoleGrant | undefined> {
  return tx.maybe<RoleGrant>(sql`
    select ${GRANT} from directory.role_grant g where g.region = ${region} and g.id = ${id}::uuid`);
}

export async function insertGrants(tx: Tx, region: Region, grants: readonly RoleGrant[]): Promise<void> {
  if (grants.length === 0) return;
  await tx.query(sql`
    insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
    select ${region}, r.id, r.person, r.role, r.unit, r."validFrom", r."validTo", r."proposedBy", r."grantedBy", r."grantedAt"
    from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as r (id uuid, person uuid, role text, unit uuid, "validFrom" date,
      "validTo" date, "proposedBy" text, "grantedBy" text, "grantedAt" timestamptz)`);
}

export async function markGranted(
  tx: Tx,
  region: Region,
  ids: readonly GrantId[],
  by: PersonId,
  at: Instant,
): Promise<void> {
  await tx.query(sql`
    update directory.role_grant set granted_by = ${by}, granted_at = ${at}
    where region = ${region} and id = any(${ids}::uuid[]) and granted_at is null`);
}

export async function markGrantEnded(tx: Tx, region: Region, id: GrantId, on: PlainDate): Promise<void> {
  await tx.query(sql`
    update directory.role_grant set valid_to = greatest(${on}::date, valid_from) where region = ${region} and id = ${id}::uuid`);
}

/** People with their grants are held while one of them is changed, so that two hands cannot break the rule of three. */
export async function lockPeople(tx: Tx, region: Region, people: readonly PersonId[]): Promise<void> {
  await tx.query(sql`
    select p.id from directory.person p where p.region = ${region} and p.id = any(${people}::uuid[]) order by p.id for update`);
}
