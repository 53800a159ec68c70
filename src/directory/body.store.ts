import sql from 'sql-template-tag';
import type { PlainDate, Region } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Body, BodyId, BodyMember } from './directory.ts';

const BODY = sql`b.id, b.name, b.short_name as "shortName", b.office_unit_id as "officeUnit", b.basis, b.sort_order as "sortOrder",
  b.valid_from as "validFrom", b.valid_to as "validTo"`;

const members = (
  on: PlainDate,
) => sql`coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'person', m.person_id,
  'unit', m.unit_id, 'title', m.title, 'sortOrder', m.sort_order)
    order by array_position(array['head', 'deputy', 'member'], m.role), m.sort_order, m.id)
  from directory.body_member m where m.region = b.region and m.body_id = b.id
    and m.valid_from <= ${on}::date and (m.valid_to is null or m.valid_to > ${on}::date)), '[]'::jsonb) as members`;

/** Bodies that exist on the day, with their members of that day. */
export async function listBodies(tx: Tx, region: Region, on: PlainDate): Promise<Body[]> {
  return tx.query<Body>(sql`
    select ${BODY}, ${members(on)} from directory.body b
    where b.region = ${region} and b.valid_from <= ${on}::date and (b.valid_to is null or b.valid_to > ${on}::date)
    order by b.sort_order, b.name, b.id`);
}

export async function findBody(tx: Tx, region: Region, id: BodyId, on: PlainDate): Promise<Body | undefined> {
  return tx.maybe<Body>(sql`
    select ${BODY}, ${members(on)} from directory.body b where b.region = ${region} and b.id = ${id}::uuid`);
}

export async function insertBodies(tx: Tx, region: Region, bodies: readonly Omit<Body, 'members'>[]): Promise<void> {
  await tx.query(sql`
    insert into directory.body (region, id, name, short_name, office_unit_id, basis, sort_order, valid_from, valid_to)
    select ${region}, r.id, r.name, r."shortName", r."officeUnit", r.basis, r."sortOrder", r."validFrom", r."validTo"
    from jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) as r (id uuid, name text, "shortName" text, "officeUnit" uuid,
      basis text, "sortOrder" integer, "validFrom" date, "validTo" date)`);
}

export async function markBodies(tx: Tx, region: Region, bodies: readonly Omit<Body, 'members'>[]): Promise<void> {
  await tx.query(sql`
    update directory.body b set name = r.name, short_name = r."shortName", office_unit_id = r."officeUnit", basis = r.basis,
      sort_order = r."sortOrder"
    from jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) as r (id uuid, name text, "shortName" text, "officeUnit" uuid,
      basis text, "sortOrder" integer)
    where b.region = ${region} and b.id = r.id`);
}

export async function markBodyEnded(tx: Tx, region: Region, id: BodyId, on: PlainDate): Promise<void> {
  await tx.query(sql`update directory.body set valid_to = ${on}::date where region = ${region} and id = ${id}::uuid`);
  await tx.query(sql`
    update directory.body_member set valid_to = greatest(${on}::date, valid_from)
    where region = ${region} and body_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)`);
}

export type NewMember = BodyMember & { readonly body: BodyId; readonly validFrom: PlainDate };

export async function insertMembers(tx: Tx, region: Region, rows: readonly NewMember[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(sql`
    insert into directory.body_member (region, id, body_id, role, person_id, unit_id, title, sort_order, valid_from)
    select ${region}, r.id, r.body, r.role, r.person, r.unit, r.title, r."sortOrder", r."validFrom"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, body uuid, role text, person uuid, unit uuid, title text,
      "sortOrder" integer, "validFrom" date)`);
}

export async function markMembersEnded(tx: Tx, region: Region, ids: readonly string[], on: PlainDate): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(sql`
    update directory.body_member set valid_to = greatest(${on}::date, valid_from)
    where region = ${region} and id = any(${ids}::uuid[])`);
}
