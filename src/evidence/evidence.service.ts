import type { Readable } from 'node:stream';
import {
  epochOf,
  type FileId,
  type Instant,
  idOf,
  instantOf,
  localDay,
  orRefuse,
  type PersonId,
  type PlainDate,
  type Refusal,
  Refused,
  type Region,
} from '#core/kernel';
import type { SubjectRef } from '#core/obligation';
import { type Tx, uuid } from '#platform/db';
import { type BlobStore, isNoRoom, type NotReceived, type OpenBlob } from '#platform/files';
import { type Ctx, once } from '#platform/http';
import type { UploadedFile } from './contract.ts';
import {
  deleteFiles,
  deleteLeftover,
  findFile,
  insertAttachments,
  insertFile,
  insertLeftovers,
  insertOverride,
  listAttachedElsewhere,
  listFiles,
  listLeftovers,
  listNeeded,
  listOverrides,
  listUnattached,
  lockAbandoned,
  lockContent,
  lockForAttaching,
  lockForRemoving,
  lockLeftover,
  markErased,
} from './evidence.store.ts';
import { cleanName, type EvidenceFile, extensionOf } from './evidence.ts';
import { mediaOf } from './media.ts';
import { type EvidenceLimits, evidenceParameters, limitsOn } from './parameters.ts';
import { evidenceRefusals } from './refusals.ts';

/** What evidence is given from outside: where bytes are kept, and who may see what a file belongs to. */
export type EvidenceOptions = {
  readonly blobs: BlobStore;
  /** Asked of whoever wants to read an attached file. Evidence stands below the ledger and cannot know it itself. */
  maySeeSubject(ctx: Ctx, subject: SubjectRef): Promise<boolean>;
};

/** The part of a call that attaching needs. */
export type Attaching = Pick<Ctx, 'region' | 'now' | 'person'>;

export type Upload = {
  readonly name: string;
  readonly source: Readable;
  /** In bytes, as the sender announced; to refuse before anything is read. */
  readonly announced?: number;
  /** What it is meant for, where that exists already: refused at once if the sender may not see it. */
  readonly subject?: SubjectRef;
};

export async function evidenceLimits(tx: Tx, region: Region, now: Instant): Promise<EvidenceLimits> {
  return limitsOn(localDay(now), await listOverrides(tx, region));
}

/** Takes a file in. It is the uploader's own, seen by nobody else, until a fact names it. */
export async function uploadEvidence(ctx: Ctx, options: EvidenceOptions, upload: Upload): Promise<UploadedFile> {
  const person = personOf(ctx);
  const name = orRefuse(cleanName(upload.name));
  const limits = await evidenceLimits(ctx.db, ctx.region, ctx.now);
  refuseIf(forbidden(extensionOf(name), limits));
  if (upload.announced !== undefined && upload.announced > limits.maxBytes)
    throw new Refused(evidenceRefusals.tooLarge(limits.maxBytes));
  if (upload.subject !== undefined && !(await options.maySeeSubject(ctx, upload.subject)))
    throw new Refused(evidenceRefusals.maySeeNot());

  const received = await options.blobs.receive(upload.source, limits);
  if (received.outcome !== 'received') throw new Refused(whyNot(received, limits));
  let kept = false;
  try {
    const { sm3, size } = received;
    if (size === 0) throw new Refused(evidenceRefusals.empty());
    const media = mediaOf(received.head);
    refuseIf(forbidden(media.program ?? '', limits));
    const uploaded = { id: idOf<FileId>(uuid()), name, size, sm3, mediaType: media.type };
    // The shell's digest covers the address only: the same key with other bytes is another request.
    return await once({ ...ctx, requestDigest: `${ctx.requestDigest ?? ''} ${sm3}` }, async (tx) => {
      await lockContent(tx, ctx.region, sm3);
      await insertFile(tx, { region: ctx.region, ...uploaded, uploadedBy: person, uploadedAt: ctx.now });
      kept = true;
      await received.keep(ctx.region);
      return uploaded;
    });
  } catch (fault) {
    // Its row was not committed, so nothing needs what was put under its name.
    if (kept) await dropUnneeded(ctx, options.blobs, received.sm3).catch(() => {});
    throw isNoRoom(fault) || isDatabaseFull(fault) ? new Refused(evidenceRefusals.noRoom()) : fault;
  } finally {
    await received.discard();
  }
}

/** Opens a file for reading: for its uploader while it is unattached, then for whoever may see the subject. */
export async function openEvidence(
  ctx: Ctx,
  options: EvidenceOptions,
  id: FileId,
): Promise<{ file: EvidenceFile & { name: string }; blob: OpenBlob }> {
  const file = await findFile(ctx.db, ctx.region, id);
  if (file === undefined) throw new Refused(evidenceRefusals.notFound());
  refuseIf(await mayRead(ctx, options, file));
  const { name } = file;
  if (name === null) throw new Refused(evidenceRefusals.erased());
  const blob = await options.blobs.open(file);
  if (blob === undefined) throw new Error(`the content of evidence ${file.id} is missing from the store`);
  if (blob.size !== file.size) {
    await blob.close();
    throw new Error(`the content of evidence ${file.id} has ${blob.size} bytes, not ${file.size}`);
  }
  return { file: { ...file, name }, blob };
}

/** Undefined: may. The name alone is as much as the content, so a page that lists files asks this too. */
export async function mayRead(
  ctx: Ctx,
  options: Pick<EvidenceOptions, 'maySeeSubject'>,
  file: EvidenceFile,
): Promise<Refusal | undefined> {
  if (file.region !== ctx.region) return evidenceRefusals.notFound();
  if (file.subject === null) return file.uploadedBy === ctx.person ? undefined : evidenceRefusals.notFound();
  return (await options.maySeeSubject(ctx, file.subject)) ? undefined : evidenceRefusals.maySeeNot();
}

/**
 * Attaches uploads to the subject whose fact names them, in the caller's transaction. Each must be the person's own, of
 * the region, and attached to no other subject; repeating it is harmless. Refuses with EVI-11, EVI-12.
 */
export async function attach(tx: Tx, ctx: Attaching, fileIds: readonly FileId[], subject: SubjectRef): Promise<void> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return;
  const person = personOf(ctx);
  const strange = ids.filter((id) => !UUID.test(id));
  if (strange.length > 0) throw new Refused(evidenceRefusals.notYours(strange));
  const locked = await lockForAttaching(tx, ctx.region, ids);
  const own = new Set(
    locked.filter((file) => file.uploaded_by === person && file.erased_at === null).map((file) => file.id),
  );
  const others = ids.filter((id) => !own.has(id));
  if (others.length > 0) throw new Refused(evidenceRefusals.notYours(others));
  await insertAttachments(tx, ctx.region, ids, { subject, person, at: ctx.now });
  const elsewhere = await listAttachedElsewhere(tx, ctx.region, ids, subject);
  if (elsewhere.length > 0) throw new Refused(evidenceRefusals.ofOtherSubject(elsewhere));
}

/** The files of these ids that exist in the region, in the order of the ids. Whether the reader may know of them is the caller's question. */
export async function listEvidence(tx: Tx, region: Region, ids: readonly FileId[]): Promise<EvidenceFile[]> {
  if (ids.length === 0) return [];
  const files = new Map((await listFiles(tx, region, ids)).map((file) => [file.id, file]));
  return [...new Set(ids)].flatMap((id) => files.get(id) ?? []);
}

/** Takes back one's own upload that no fact names. Refuses with EVI-07, EVI-13. */
export async function removeUpload(ctx: Ctx, options: Pick<EvidenceOptions, 'blobs'>, id: FileId): Promise<void> {
  const person = personOf(ctx);
  const { sm3 } = await once(ctx, async (tx) => {
    // Looked at after the lock is held: whoever was attaching it has finished.
    const there = await lockForRemoving(tx, ctx.region, id);
    const file = there ? await findFile(tx, ctx.region, id) : undefined;
    if (file === undefined || file.uploadedBy !== person) throw new Refused(evidenceRefusals.notFound());
    if (file.subject !== null) throw new Refused(evidenceRefusals.attached());
    await insertLeftovers(tx, ctx.region, [id], ctx.now);
    await deleteFiles(tx, ctx.region, [id]);
    return { sm3: file.sm3 };
  });
  await dropUnneeded(ctx, options.blobs, sm3);
}

/**
 * Erases files by law, in the caller's transaction: their names at once, their content with the next sweep unless
 * another file has the same. Rows and digests stay, so that facts can still say what they rested on.
 */
export async function eraseEvidence(
  tx: Tx,
  ctx: Pick<Ctx, 'region' | 'now'>,
  ids: readonly FileId[],
  basis: string,
): Promise<void> {
  await insertLeftovers(tx, ctx.region, ids, ctx.now);
  await markErased(tx, ctx.region, ids, { at: ctx.now, basis });
}

/** Sets an office's own value of a parameter from a day on. Whether the person may is the caller's question. */
export async function setEvidenceParameter(
  tx: Tx,
  ctx: Attaching,
  setting: { id: string; from: PlainDate; value: unknown; basis: string },
): Promise<void> {
  const parameter = evidenceParameters.find(({ id }) => id === setting.id);
  if (parameter?.schema.safeParse(setting.value).success !== true || setting.basis.trim() === '')
    throw new Refused(evidenceRefusals.unknownParameter());
  await insertOverride(tx, ctx.region, { ...setting, setAt: ctx.now, by: personOf(ctx) });
}

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

export type Swept = { readonly abandoned: number; readonly contents: number };

/**
 * Clears away uploads that nobody attached in time, and content of files that are gone. Content that the database does
 * not speak of is left alone: it may be the database that is the wrong one.
 */
export async function sweepEvidence(ctx: Ctx, options: Pick<EvidenceOptions, 'blobs'>): Promise<Swept> {
  const { unattachedDays } = await evidenceLimits(ctx.db, ctx.region, ctx.now);
  const before = instantOf(epochOf(ctx.now) - unattachedDays * DAY_MS);
  let abandoned = 0;
  for (;;) {
    const removed = await ctx.db.transaction(async (tx) => {
      const ids = await listUnattached(tx, ctx.region, await lockAbandoned(tx, ctx.region, before, AT_ONCE));
      await insertLeftovers(tx, ctx.region, ids, ctx.now);
      await deleteFiles(tx, ctx.region, ids);
      return ids.length;
    });
    abandoned += removed;
    if (removed < AT_ONCE) break;
  }
  let contents = 0;
  for (const sm3 of await listLeftovers(ctx.db, ctx.region)) {
    if (await dropUnneeded(ctx, options.blobs, sm3)) contents += 1;
  }
  return { abandoned, contents };
}

/** Removes content that no file needs. Under the same lock as putting it there: an upload of the same bytes waits, and finds it gone. */
async function dropUnneeded(ctx: Pick<Ctx, 'db' | 'region'>, blobs: BlobStore, sm3: string): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    await lockContent(tx, ctx.region, sm3);
    await lockLeftover(tx, ctx.region, sm3);
    const needed = (await listNeeded(tx, ctx.region, [sm3])).length > 0;
    if (!needed) await blobs.remove({ region: ctx.region, sm3 });
    await deleteLeftover(tx, ctx.region, sm3);
    return !needed;
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function personOf(ctx: Pick<Ctx, 'person'>): PersonId {
  if (ctx.person === undefined) throw new Error('evidence needs a person: the route must ask for a sign-in');
  return ctx.person;
}

function refuseIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new Refused(refusal);
}

function forbidden(extension: string, limits: EvidenceLimits): Refusal | undefined {
  return limits.forbiddenExtensions.includes(extension) ? evidenceRefusals.forbiddenKind(extension) : undefined;
}

function whyNot(received: NotReceived, limits: EvidenceLimits): Refusal {
  switch (received.outcome) {
    case 'too-large':
      return evidenceRefusals.tooLarge(limits.maxBytes);
    case 'no-room':
      return evidenceRefusals.noRoom();
    case 'interrupted':
      return evidenceRefusals.interrupted();
  }
}

/** SQLSTATE 53100, disk_full. */
function isDatabaseFull(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === '53100';
}
