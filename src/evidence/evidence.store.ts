import sql from 'sql-template-tag';
import type { FileId, Instant, PersonId, PlainDate, Region, SubjectId } from '#core/kernel';
import type { SubjectRef } from '#core/obligation';
import type { Tx } from '#platform/db';
import type { EvidenceFile } from './evidence.ts';
import type { EvidenceOverride, EvidenceSetting } from './parameters.ts';

type FileRow = {
  region: Region;
  id: FileId;
  sm3: string;
  size: number;
  name: string | null;
  media_type: string;
  uploaded_by: PersonId;
  uploaded_at: Instant;
  erased_at: Instant | null;
  subject_type: string | null;
  subject_id: SubjectId | null;
};

const COLUMNS = sql`f.region, f.id, f.sm3, f.size, f.name, f.media_type, f.uploaded_by, f.uploaded_at, f.erased_at, a.subject_type, a.subject_id`;
const WITH_ATTACHMENT = sql`evidence.file f left join evidence.attachment a on a.region = f.region and a.file_id = f.id`;

function fileOf(row: FileRow): EvidenceFile {
  const subject =
    row.subject_type === null || row.subject_id === null ? null : { type: row.subject_type, id: row.subject_id };
  return {
    region: row.region,
    id: row.id,
    sm3: row.sm3,
    size: row.size,
    name: row.name,
    mediaType: row.media_type,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
    state: subject === null ? 'uploaded' : 'attached',
    subject,
    erasedAt: row.erased_at,
  };
}

export async function findFile(tx: Tx, region: Region, id: FileId): Promise<EvidenceFile | undefined> {
  const row = await tx.maybe<FileRow>(
    sql`select ${COLUMNS} from ${WITH_ATTACHMENT} where f.region = ${region} and f.id = ${id}::uuid`,
  );
  return row === undefined ? undefined : fileOf(row);
}

export async function listFiles(tx: Tx, region: Region, ids: readonly FileId[]): Promise<EvidenceFile[]> {
  const rows = await tx.query<FileRow>(
    sql`select ${COLUMNS} from ${WITH_ATTACHMENT} where f.region = ${region} and f.id = any(${ids}::uuid[])`,
  );
  return rows.map(fileOf);
}

export async function insertFile(
  tx: Tx,
  file: Omit<EvidenceFile, 'name' | 'state' | 'subject' | 'erasedAt'> & { name: string },
): Promise<void> {
  await tx.query(sql`
    insert into evidence.file (region, id, sm3, size, name, media_type, uploaded_by, uploaded_at)
    values (${file.region}, ${file.id}, ${file.sm3}, ${file.size}, ${file.name}, ${file.mediaType}, ${file.uploadedBy}, ${file.uploadedAt})`);
}

/** Locks files against being taken back while they are attached, in the order of their ids. */
export async function lockForAttaching(
  tx: Tx,
  region: Region,
  ids: readonly FileId[],
): Promise<{ id: FileId; uploaded_by: PersonId; erased_at: Instant | null }[]> {
  return tx.query(sql`
    select id, uploaded_by, erased_at from evidence.file
    where region = ${region} and id = any(${ids}::uuid[]) order by id for key share`);
}

/** Attaches those that are not attached yet. */
export async function insertAttachments(
  tx: Tx,
  region: Region,
  ids: readonly FileId[],
  by: { subject: SubjectRef; person: PersonId; at: Instant },
): Promise<void> {
  await tx.query(sql`
    insert into evidence.attachment (region, file_id, subject_type, subject_id, attached_by, attached_at)
    select ${region}, id, ${by.subject.type}, ${by.subject.id}::uuid, ${by.person}::uuid, ${by.at}::timestamptz
    from unnest(${ids}::uuid[]) as u (id) order by id
    on conflict on constraint attachment_pkey do nothing`);
}

/** Those of the files that are attached to another subject than this. */
export async function listAttachedElsewhere(
  tx: Tx,
  region: Region,
  ids: readonly FileId[],
  subject: SubjectRef,
): Promise<FileId[]> {
  const rows = await tx.query<{ id: FileId }>(sql`
    select file_id as id from evidence.attachment
    where region = ${region} and file_id = any(${ids}::uuid[])
      and (subject_type, subject_id) <> (${subject.type}, ${subject.id}::uuid)
    order by file_id`);
  return rows.map(({ id }) => id);
}

/** Locks one file for being taken back; waits for whoever is attaching it. */
export async function lockForRemoving(tx: Tx, region: Region, id: FileId): Promise<boolean> {
  const row = await tx.maybe(sql`select 1 from evidence.file where region = ${region} and id = ${id}::uuid for update`);
  return row !== undefined;
}

export async function deleteFiles(tx: Tx, region: Region, ids: readonly FileId[]): Promise<void> {
  await tx.query(sql`delete from evidence.file where region = ${region} and id = any(${ids}::uuid[])`);
}

/** Locks uploads from before the instant that no fact names, and that nobody is working on. */
export async function lockAbandoned(tx: Tx, region: Region, before: Instant, atMost: number): Promise<FileId[]> {
  const rows = await tx.query<{ id: FileId }>(sql`
    select f.id from evidence.file f
    where f.region = ${region} and f.uploaded_at < ${before}
      and not exists (select from evidence.attachment a where a.region = f.region and a.file_id = f.id)
    order by f.uploaded_at limit ${atMost} for update of f skip locked`);
  return rows.map(({ id }) => id);
}

/** Of these, those that are still attached to nothing: asked anew after the lock is held. */
export async function listUnattached(tx: Tx, region: Region, ids: readonly FileId[]): Promise<FileId[]> {
  const rows = await tx.query<{ id: FileId }>(sql`
    select f.id from evidence.file f
    where f.region = ${region} and f.id = any(${ids}::uuid[])
      and not exists (select from evidence.attachment a where a.region = f.region and a.file_id = f.id)`);
  return rows.map(({ id }) => id);
}

export async function markErased(
  tx: Tx,
  region: Region,
  ids: readonly FileId[],
  erasure: { at: Instant; basis: string },
): Promise<void> {
  await tx.query(sql`
    update evidence.file set name = null, erased_at = ${erasure.at}, erasure_basis = ${erasure.basis}
    where region = ${region} and id = any(${ids}::uuid[]) and erased_at is null`);
}

/** Until the end of the transaction nobody else puts this content under its name or takes it away. */
export async function lockContent(tx: Tx, region: Region, sm3: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`evidence ${region} ${sm3}`}, 0))`);
}

/** Notes the content of files that are about to go, so that it is cleared even if the program stops in between. */
export async function insertLeftovers(tx: Tx, region: Region, ids: readonly FileId[], at: Instant): Promise<string[]> {
  const rows = await tx.query<{ sm3: string }>(
    sql`select distinct sm3 from evidence.file where region = ${region} and id = any(${ids}::uuid[]) order by sm3`,
  );
  const digests = rows.map(({ sm3 }) => sm3);
  await tx.query(sql`
    insert into evidence.leftover (region, sm3, noted_at)
    select ${region}, sm3, ${at}::timestamptz from unnest(${digests}::text[]) as u (sm3)
    on conflict on constraint leftover_pkey do update set noted_at = excluded.noted_at`);
  return digests;
}

export async function listLeftovers(tx: Tx, region: Region): Promise<string[]> {
  const rows = await tx.query<{ sm3: string }>(
    sql`select sm3 from evidence.leftover where region = ${region} order by sm3`,
  );
  return rows.map(({ sm3 }) => sm3);
}

/** Waits for whoever is noting this content at the moment, so that what is asked next sees their files gone. */
export async function lockLeftover(tx: Tx, region: Region, sm3: string): Promise<void> {
  await tx.query(sql`select 1 from evidence.leftover where region = ${region} and sm3 = ${sm3} for update`);
}

export async function deleteLeftover(tx: Tx, region: Region, sm3: string): Promise<void> {
  await tx.query(sql`delete from evidence.leftover where region = ${region} and sm3 = ${sm3}`);
}

export async function listRegions(tx: Tx): Promise<Region[]> {
  const rows = await tx.query<{ region: Region }>(sql`
    select region from evidence.file union select region from evidence.leftover order by region`);
  return rows.map(({ region }) => region);
}

/** Of these digests, those that some file or leftover speaks of. */
export async function listKnown(tx: Tx, region: Region, digests: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ sm3: string }>(sql`
    select sm3 from evidence.file where region = ${region} and sm3 = any(${digests}::text[])
    union
    select sm3 from evidence.leftover where region = ${region} and sm3 = any(${digests}::text[])`);
  return rows.map(({ sm3 }) => sm3);
}

/** Of these digests, those that a file still needs. */
export async function listNeeded(tx: Tx, region: Region, digests: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ sm3: string }>(sql`
    select distinct sm3 from evidence.file
    where region = ${region} and sm3 = any(${digests}::text[]) and erased_at is null`);
  return rows.map(({ sm3 }) => sm3);
}

/** What should be stored: each content once, with its files. */
export type StoredContent = { region: Region; sm3: string; size: number; ids: FileId[] };

/** The next contents after a position, in the order of region and digest. */
export async function listContents(
  tx: Tx,
  after: { region: string; sm3: string },
  atMost: number,
): Promise<StoredContent[]> {
  return tx.query(sql`
    select region, sm3, max(size) as size, array_agg(id::text order by id) as ids from evidence.file
    where (region, sm3) > (${after.region}, ${after.sm3}) and erased_at is null
    group by region, sm3 order by region, sm3 limit ${atMost}`);
}

export async function listOverrides(tx: Tx, region: Region): Promise<EvidenceOverride[]> {
  return tx.query(sql`
    select id, effective_from as "from", set_at as "setAt", value from evidence.parameter where region = ${region}`);
}

/** Every own value with its basis and whoever set it, in the order of setting. */
export async function listSettings(tx: Tx, region: Region): Promise<EvidenceSetting[]> {
  return tx.query(sql`
    select id, effective_from as "from", set_at as "setAt", set_by as "setBy", value, basis from evidence.parameter
    where region = ${region} order by set_at, id`);
}

export async function insertOverride(
  tx: Tx,
  region: Region,
  override: EvidenceOverride & { by: PersonId; basis: string },
): Promise<void> {
  await tx.query(sql`
    insert into evidence.parameter (region, id, effective_from, set_at, set_by, value, basis)
    values (${region}, ${override.id}, ${override.from satisfies PlainDate}, ${override.setAt}, ${override.by}::uuid,
      ${JSON.stringify(override.value)}::jsonb, ${override.basis})`);
}
