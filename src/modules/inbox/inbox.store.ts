import sql, { empty, type Sql } from 'sql-template-tag';
import type { Instant, PersonId, Region, SubjectId } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Topic } from '#rulebook';
import type { Seat } from './access.ts';
import type { Addressee } from './addressees.ts';

export type Follower = { readonly seen: string; readonly seenAt: Instant; readonly lastNumber: number };

export async function findFollower(tx: Tx, region: Region): Promise<Follower | undefined> {
  return tx.maybe<Follower>(sql`
    select seen, seen_at as "seenAt", last_number as "lastNumber" from inbox.follower where region = ${region}`);
}

/** Waits for whoever is following now: after that everything which that one saw has its messages. */
export async function lockFollower(tx: Tx, region: Region): Promise<Follower> {
  return tx.one<Follower>(sql`
    select seen, seen_at as "seenAt", last_number as "lastNumber" from inbox.follower where region = ${region} for update`);
}

/** The mark of a time at which nothing was recorded yet. */
export const NOTHING_SEEN = '1:1:';

/** Following begins with what was recorded shortly before; where it has begun already, nothing happens. */
export async function insertFollower(tx: Tx, region: Region, at: Instant): Promise<void> {
  await tx.query(sql`
    insert into inbox.follower (region, seen, seen_at, last_number)
    values (${region}, ${NOTHING_SEEN}, ${at}, 0) on conflict (region) do nothing`);
}

export async function markFollower(tx: Tx, region: Region, follower: Follower): Promise<void> {
  await tx.query(sql`
    update inbox.follower set seen = ${follower.seen}, seen_at = ${follower.seenAt}, last_number = ${follower.lastNumber}
    where region = ${region}`);
}

/** A fact that was followed before, as happens where a mark had to be widened, is not told twice. */
export async function insertMessages(
  tx: Tx,
  region: Region,
  addressees: readonly (Addressee & { readonly number: number })[],
): Promise<void> {
  if (addressees.length === 0) return;
  await tx.query(sql`
    insert into inbox.message (region, number, place, fact_id, origin_id, kind, topic, subject_type, subject_id, unit_id, roles, person_id, actor, recorded_at)
    select ${region}, number, place, "factId", "originId", kind, topic, "subjectType", "subjectId", "unitId",
      array(select jsonb_array_elements_text(roles)), "personId", actor, "recordedAt"
    from jsonb_to_recordset(${JSON.stringify(addressees)}::jsonb) as n (
      number bigint, place bigint, "factId" uuid, "originId" uuid, kind text, topic text, "subjectType" text, "subjectId" uuid,
      "unitId" uuid, roles jsonb, "personId" uuid, actor text, "recordedAt" timestamptz)
    on conflict (region, fact_id, place) do nothing`);
}

export async function deleteMessagesOf(tx: Tx, region: Region, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await tx.query(sql`
    delete from inbox.message where region = ${region} and origin_id = any(${origins}::uuid[])`);
}

/** Messages from before an instant go, with what was read of them. */
export async function deleteMessagesBefore(tx: Tx, region: Region, before: Instant): Promise<void> {
  await tx.query(sql`delete from inbox.message where region = ${region} and recorded_at < ${before}`);
  await tx.query(sql`
    delete from inbox.read_message r where r.region = ${region}
      and r.number < coalesce((select min(m.number) from inbox.message m where m.region = ${region}), 0)`);
}

/** Whose messages are asked for. */
export type Reader = { readonly person: PersonId; readonly seats: readonly Seat[] };

export type MessageRow = {
  readonly number: number;
  readonly factId: string;
  readonly kind: string;
  readonly topic: Topic;
  readonly subjectType: string;
  readonly subjectId: SubjectId;
  readonly unitId: string | null;
  readonly read: boolean;
};

/** What comes to the person, by unit and role or by name, and was not done by that person. */
function addressed(region: Region, { person, seats }: Reader): Sql {
  const units = [...new Set(seats.map(({ unit }) => unit))];
  return sql`m.region = ${region} and (m.person_id = ${person}::uuid or (m.unit_id = any(${units}::uuid[])
      and exists (select from unnest(${seats.map(({ role }) => role)}::text[], ${seats.map(({ unit }) => unit)}::uuid[]) as seat (role, unit)
        where seat.unit = m.unit_id and seat.role = any(m.roles))))
    and m.actor <> ${person}`;
}

function isRead(region: Region, person: PersonId): Sql {
  return sql`(m.number <= coalesce((select r.read_up_to from inbox.reader r where r.region = ${region} and r.person_id = ${person}::uuid), 0)
    or exists (select from inbox.read_message o where o.region = ${region} and o.person_id = ${person}::uuid and o.number = m.number))`;
}

/** What comes to the person, newest first, one row for each fact. Whether it may still be read is asked by the caller. */
export async function listAddressed(
  tx: Tx,
  region: Region,
  reader: Reader,
  filter: {
    readonly topic?: Topic | undefined;
    readonly state?: 'unread' | 'read' | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<MessageRow[]> {
  const topic = filter.topic === undefined ? empty : sql` and m.topic = ${filter.topic}`;
  const before = filter.before === undefined ? empty : sql` and m.number < ${filter.before}`;
  const read = isRead(region, reader.person);
  const state =
    filter.state === undefined ? empty : filter.state === 'read' ? sql` and ${read}` : unreadOnly(region, reader, read);
  return tx.query<MessageRow>(sql`
    select distinct on (m.number) m.number, m.fact_id as "factId", m.kind, m.topic, m.subject_type as "subjectType",
      m.subject_id as "subjectId", m.unit_id as "unitId", ${read} as read
    from inbox.message m where ${addressed(region, reader)}${topic}${before}${state}
    order by m.number desc, m.person_id nulls last, m.place limit ${filter.limit}`);
}

/** The lower bound stands by itself, so that the index is entered where the unread begin. */
function unreadOnly(region: Region, { person }: Reader, read: Sql): Sql {
  return sql` and m.number > coalesce((select r.read_up_to from inbox.reader r where r.region = ${region} and r.person_id = ${person}::uuid), 0)
    and not ${read}`;
}

/** Marks those of them that came to the person; no other can be marked. */
export async function insertRead(tx: Tx, region: Region, reader: Reader, numbers: readonly number[]): Promise<void> {
  await tx.query(sql`
    insert into inbox.read_message (region, person_id, number)
    select distinct ${region}, ${reader.person}::uuid, m.number from inbox.message m
    where ${addressed(region, reader)} and m.number = any(${numbers}::bigint[])
    on conflict (region, person_id, number) do nothing`);
}

/** Marks all that came to the person about a subject. */
export async function insertReadAbout(tx: Tx, region: Region, reader: Reader, subject: SubjectId): Promise<void> {
  await tx.query(sql`
    insert into inbox.read_message (region, person_id, number)
    select distinct ${region}, ${reader.person}::uuid, m.number from inbox.message m
    where ${addressed(region, reader)} and m.subject_id = ${subject}::uuid
    on conflict (region, person_id, number) do nothing`);
}

/** Everything up to a number is read; a number that nobody has yet is not taken at its word. */
export async function markAllRead(tx: Tx, region: Region, person: PersonId, upTo: number): Promise<void> {
  await tx.query(sql`
    insert into inbox.reader (region, person_id, read_up_to)
    select ${region}, ${person}::uuid, least(${upTo}::bigint, f.last_number) from inbox.follower f where f.region = ${region}
    on conflict (region, person_id) do update set read_up_to = greatest(inbox.reader.read_up_to, excluded.read_up_to)`);
  await tx.query(sql`
    delete from inbox.read_message where region = ${region} and person_id = ${person}::uuid and number <= ${upTo}`);
}
