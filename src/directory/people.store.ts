import sql from 'sql-template-tag';
import type { PersonId, PlainDate, PostId, Region, UnitId } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Holding, Person, Post, Slot } from './directory.ts';

const PERSON = sql`p.id, p.unit_id as unit, p.name, p.staff_number as "staffNumber", p.title, p.sort_order as "sortOrder",
  p.valid_from as "validFrom", p.valid_to as "validTo"`;
const POST = sql`o.id, o.unit_id as unit, o.name, o.remit, o.sort_order as "sortOrder", o.valid_from as "validFrom", o.valid_to as "validTo"`;
const HOLDING = sql`h.id, h.post_id as post, h.person_id as person, h.slot, h.valid_from as "validFrom", h.valid_to as "validTo"`;

export async function findPerson(tx: Tx, region: Region, id: PersonId): Promise<Person | undefined> {
  return tx.maybe<Person>(
    sql`select ${PERSON} from directory.person p where p.region = ${region} and p.id = ${id}::uuid`,
  );
}

/** Everybody on the staff on that day. */
export async function listPeople(tx: Tx, region: Region, on: PlainDate): Promise<Person[]> {
  return tx.query<Person>(sql`
    select ${PERSON} from directory.person p
    where p.region = ${region} and p.valid_from <= ${on}::date and (p.valid_to is null or p.valid_to > ${on}::date)
    order by p.sort_order, p.name, p.id`);
}

export type PersonFilter = {
  /** Part of the name, or the whole staff number. */
  readonly words?: string | undefined;
  readonly unit?: UnitId | undefined;
  readonly role?: string | undefined;
};

export type PersonLine = Person & {
  readonly unitName: string | null;
  readonly posts: readonly { readonly name: string; readonly slot: Slot; readonly unitName: string }[];
};

/** A page of people on the staff on that day, with where they work. */
export async function searchPeople(
  tx: Tx,
  region: Region,
  on: PlainDate,
  filter: PersonFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ people: PersonLine[]; total: number }> {
  const words =
    filter.words === undefined || filter.words === ''
      ? sql`true`
      : sql`(position(${filter.words} in p.name) > 0 or p.staff_number = ${filter.words})`;
  const unit =
    filter.unit === undefined
      ? sql`true`
      : sql`(p.unit_id = ${filter.unit}::uuid or exists (select 1 from directory.holding h join directory.post o
          on o.region = h.region and o.id = h.post_id where h.region = p.region and h.person_id = p.id and o.unit_id = ${filter.unit}::uuid
          and h.valid_from <= ${on}::date and (h.valid_to is null or h.valid_to > ${on}::date)))`;
  const role =
    filter.role === undefined
      ? sql`true`
      : sql`exists (select 1 from directory.role_grant g where g.region = p.region and g.person_id = p.id and g.role = ${filter.role}
          and g.valid_from <= ${on}::date and (g.valid_to is null or g.valid_to > ${on}::date))`;
  const where = sql`p.region = ${region} and p.valid_from <= ${on}::date and (p.valid_to is null or p.valid_to > ${on}::date)
    and ${words} and ${unit} and ${role}`;
  const people = await tx.query<PersonLine>(sql`
    select ${PERSON}, u.name as "unitName",
      coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'slot', h.slot, 'unitName', w.name) order by h.slot, o.name)
        from directory.holding h join directory.post o on o.region = h.region and o.id = h.post_id
        join directory.unit w on w.region = o.region and w.id = o.unit_id
        where h.region = p.region and h.person_id = p.id and h.valid_from <= ${on}::date and (h.valid_to is null or h.valid_to > ${on}::date)), '[]'::jsonb) as posts
    from directory.person p left join directory.unit u on u.region = p.region and u.id = p.unit_id
    where ${where} order by u.sort_order nulls first, u.name, p.sort_order, p.name, p.id limit ${page.limit} offset ${page.offset}`);
  const { total } = await tx.one<{ total: number }>(
    sql`select count(*) as total from directory.person p where ${where}`,
  );
  return { people, total };
}

export async function insertPeople(tx: Tx, region: Region, people: readonly Person[]): Promise<void> {
  await tx.query(sql`
    insert into directory.person (region, id, unit_id, name, staff_number, title, sort_order, valid_from, valid_to)
    select ${region}, r.id, r.unit, r.name, r."staffNumber", r.title, r."sortOrder", r."validFrom", r."validTo"
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r (id uuid, unit uuid, name text, "staffNumber" text, title text,
      "sortOrder" integer, "validFrom" date, "validTo" date)`);
}

export async function markPeople(tx: Tx, region: Region, people: readonly Person[]): Promise<void> {
  await tx.query(sql`
    update directory.person p set unit_id = r.unit, name = r.name, staff_number = r."staffNumber", title = r.title,
      sort_order = r."sortOrder"
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r (id uuid, unit uuid, name text, "staffNumber" text, title text,
      "sortOrder" integer)
    where p.region = ${region} and p.id = r.id`);
}

/** The person leaves: from that day on neither posts, nor roles, nor seats in bodies. */
export async function markPersonEnded(tx: Tx, region: Region, id: PersonId, on: PlainDate): Promise<void> {
  await tx.query(sql`update directory.person set valid_to = ${on}::date where region = ${region} and id = ${id}::uuid`);
  // A holding lasts a day at least; one that had not begun yet ends on the day after it begins.
  await tx.query(sql`
    update directory.holding set valid_to = greatest(${on}::date, valid_from + 1)
    where region = ${region} and person_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)`);
  await tx.query(sql`
    update directory.role_grant set valid_to = greatest(${on}::date, valid_from)
    where region = ${region} and person_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)`);
  await tx.query(sql`
    update directory.body_member set valid_to = greatest(${on}::date, valid_from)
    where region = ${region} and person_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)`);
}

export async function findPost(tx: Tx, region: Region, id: PostId): Promise<Post | undefined> {
  return tx.maybe<Post>(sql`select ${POST} from directory.post o where o.region = ${region} and o.id = ${id}::uuid`);
}

/** Posts that exist on the day: of one unit, or all. */
export async function listPosts(tx: Tx, region: Region, on: PlainDate, unit?: UnitId): Promise<Post[]> {
  const only = unit === undefined ? sql`true` : sql`o.unit_id = ${unit}::uuid`;
  return tx.query<Post>(sql`
    select ${POST} from directory.post o
    where o.region = ${region} and ${only} and o.valid_from <= ${on}::date and (o.valid_to is null or o.valid_to > ${on}::date)
    order by o.sort_order, o.name, o.id`);
}

export async function insertPosts(tx: Tx, region: Region, posts: readonly Post[]): Promise<void> {
  await tx.query(sql`
    insert into directory.post (region, id, unit_id, name, remit, sort_order, valid_from, valid_to)
    select ${region}, r.id, r.unit, r.name, r.remit, r."sortOrder", r."validFrom", r."validTo"
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r (id uuid, unit uuid, name text, remit text, "sortOrder" integer,
      "validFrom" date, "validTo" date)`);
}

export async function markPosts(tx: Tx, region: Region, posts: readonly Post[]): Promise<void> {
  await tx.query(sql`
    update directory.post o set name = r.name, remit = r.remit, sort_order = r."sortOrder"
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r (id uuid, name text, remit text, "sortOrder" integer)
    where o.region = ${region} and o.id = r.id`);
}

export async function markPostEnded(tx: Tx, region: Region, id: PostId, on: PlainDate): Promise<void> {
  await tx.query(sql`update directory.post set valid_to = ${on}::date where region = ${region} and id = ${id}::uuid`);
  await tx.query(sql`
    update directory.holding set valid_to = greatest(${on}::date, valid_from + 1)
    where region = ${region} and post_id = ${id}::uuid and (valid_to is null or valid_to > ${on}::date)`);
}

/** Who holds which post on the day. */
export async function listHoldings(
  tx: Tx,
  region: Region,
  on: PlainDate,
  posts?: readonly PostId[],
): Promise<Holding[]> {
  const only = posts === undefined ? sql`true` : sql`h.post_id = any(${posts}::uuid[])`;
  return tx.query<Holding>(sql`
    select ${HOLDING} from directory.holding h
    where h.region = ${region} and ${only} and h.valid_from <= ${on}::date and (h.valid_to is null or h.valid_to > ${on}::date)
    order by h.post_id, h.slot`);
}

/** Every holding of a post, past ones too: who was responsible on day D. */
export async function listHoldingsEver(
  tx: Tx,
  region: Region,
  post: PostId,
): Promise<(Holding & { personName: string })[]> {
  return tx.query(sql`
    select ${HOLDING}, p.name as "personName" from directory.holding h
    join directory.person p on p.region = h.region and p.id = h.person_id
    where h.region = ${region} and h.post_id = ${post}::uuid order by h.valid_from desc, h.slot`);
}

/** Holdings of a post that end or begin after the day, so that a new one cannot begin on it. */
export async function listLaterHoldings(tx: Tx, region: Region, post: PostId, on: PlainDate): Promise<Holding[]> {
  return tx.query<Holding>(sql`
    select ${HOLDING} from directory.holding h
    where h.region = ${region} and h.post_id = ${post}::uuid and (h.valid_to is null or h.valid_to > ${on}::date)`);
}

export async function insertHoldings(tx: Tx, region: Region, holdings: readonly Holding[]): Promise<void> {
  await tx.query(sql`
    insert into directory.holding (region, id, post_id, person_id, slot, valid_from, valid_to)
    select ${region}, r.id, r.post, r.person, r.slot, r."validFrom", r."validTo"
    from jsonb_to_recordset(${JSON.stringify(holdings)}::jsonb) as r (id uuid, post uuid, person uuid, slot text,
      "validFrom" date, "validTo" date)`);
}

/** These end on the day; one that began on it never was, and its end is the day after. */
export async function markHoldingsEnded(tx: Tx, region: Region, ids: readonly string[], on: PlainDate): Promise<void> {
  await tx.query(sql`
    update directory.holding set valid_to = greatest(${on}::date, valid_from + 1)
    where region = ${region} and id = any(${ids}::uuid[])`);
}

/** A slot that changes hands twice in a day: the holding of that day goes over to the other person. */
export async function markHolders(
  tx: Tx,
  region: Region,
  holdings: readonly { readonly id: string; readonly person: PersonId }[],
): Promise<void> {
  await tx.query(sql`
    update directory.holding h set person_id = r.person
    from jsonb_to_recordset(${JSON.stringify(holdings)}::jsonb) as r (id uuid, person uuid)
    where h.region = ${region} and h.id = r.id`);
}
