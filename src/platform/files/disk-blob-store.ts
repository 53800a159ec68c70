import { createHash, randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Region } from '#core/kernel';
import {
  type BlobKey,
  type BlobStore,
  HEAD_BYTES,
  isNoRoom,
  type NotReceived,
  type OpenBlob,
  type Received,
  type Room,
} from './blob-store.ts';

const SM3 = /^[0-9a-f]{64}$/;
/** How much is written between two looks at the free space. */
const LOOK_EVERY = 8 * 1024 * 1024;

/** No region's folder is called so: a dot is escaped in their names. */
const INCOMING = '.incoming';

/** Uploads of this process that are on their way, so that a second store on the same folder does not clean them away. */
const underWay = new Set<string>();

/**
 * Blobs as files: `<folder>/<region>/<first two digits>/<digest>`, beside `<folder>/.incoming` for what is still
 * coming in. Opening it clears away what an earlier program left half written.
 */
export async function openDiskBlobs(folder: string): Promise<BlobStore> {
  const incoming = join(folder, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await clearLeftovers(incoming);

  const pathOf = (key: BlobKey): string => {
    if (!SM3.test(key.sm3)) throw new Error(`not a digest: ${key.sm3}`);
    return join(folder, folderNameOf(key.region), key.sm3.slice(0, 2), key.sm3);
  };

  return {
    receive: (source, room) => receive(incoming, pathOf, source, room),
    async open(key) {
      const handle = await orAbsent(open(pathOf(key), 'r'));
      return handle === undefined ? undefined : openBlob(handle);
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    async *list(region) {
      const home = join(folder, folderNameOf(region));
      for (const shelf of await entriesOf(home)) {
        for (const file of await entriesOf(join(home, shelf.name))) if (SM3.test(file.name)) yield file.name;
      }
    },
  };
}

function folderNameOf(region: Region): string {
  if (region === '') throw new Error('a blob belongs to a region');
  return encodeURIComponent(region).replaceAll('.', '%2E');
}

async function receive(
  incoming: string,
  pathOf: (key: BlobKey) => string,
  source: Readable,
  room: Room,
): Promise<Received | NotReceived> {
  const name = `${process.pid}-${randomUUID()}`;
  const path = join(incoming, name);
  underWay.add(name);
  let kept = false;
  const discard = async () => {
    if (!kept) await rm(path, { force: true });
    underWay.delete(name);
  };
  try {
    const written = await writeAll(path, source, room);
    if ('outcome' in written) {
      await discard();
      return written;
    }
    return {
      outcome: 'received',
      ...written,
      async keep(region) {
        await moveDurably(path, pathOf({ region, sm3: written.sm3 }));
        kept = true;
      },
      discard,
    };
  } catch (fault) {
    await discard();
    if (isNoRoom(fault)) return { outcome: 'no-room' };
    throw fault;
  }
}

type Written = { sm3: string; size: number; head: Uint8Array };

async function writeAll(path: string, source: Readable, room: Room): Promise<Written | NotReceived> {
  const folder = dirname(path);
  if (!(await hasRoom(folder, room.keepFreeBytes))) return { outcome: 'no-room' };
  const handle = await open(path, 'wx', 0o600);
  // Ending the stream early would cut the connection before the sender has read our answer.
  const pieces = source.iterator({ destroyOnReturn: false });
  try {
    const hash = createHash('sm3');
    const head: Uint8Array[] = [];
    let size = 0;
    let lookAt = LOOK_EVERY;
    for (;;) {
      const next = await nextPiece(pieces);
      if (next === 'interrupted') return { outcome: 'interrupted' };
      if (next === 'ended') break;
      if (size < HEAD_BYTES) head.push(next.subarray(0, HEAD_BYTES - size));
      size += next.length;
      if (size > room.maxBytes) return { outcome: 'too-large' };
      hash.update(next);
      await handle.writeFile(next);
      if (size >= lookAt) {
        if (!(await hasRoom(folder, room.keepFreeBytes))) return { outcome: 'no-room' };
        lookAt = size + LOOK_EVERY;
      }
    }
    await handle.sync();
    return { sm3: hash.digest('hex'), size, head: Buffer.concat(head) };
  } finally {
    await pieces.return?.();
    await handle.close();
  }
}

async function nextPiece(pieces: NodeJS.AsyncIterator<unknown>): Promise<Buffer | 'ended' | 'interrupted'> {
  try {
    const { done, value } = await pieces.next();
    if (done === true) return 'ended';
    return Buffer.isBuffer(value) ? value : Buffer.from(String(value));
  } catch {
    return 'interrupted';
  }
}

async function hasRoom(folder: string, keepFreeBytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize > keepFreeBytes;
}

/** Replaces what is there: the same bytes by definition, or a damaged copy that is healed by it. */
async function moveDurably(from: string, to: string): Promise<void> {
  const made = await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  await syncFolder(dirname(to));
  // A folder that was just made is an entry in the one above, up to the one that was there already.
  if (made === undefined) return;
  for (let at = dirname(dirname(to)); at.length >= dirname(made).length; at = dirname(at)) {
    await syncFolder(at);
    if (dirname(at) === at) return;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openBlob(handle: FileHandle): Promise<OpenBlob> {
  try {
    const { size } = await handle.stat();
    return {
      size,
      read: (range) => handle.createReadStream(range === undefined ? {} : { start: range.from, end: range.to }),
      close: () => handle.close(),
    };
  } catch (fault) {
    await handle.close();
    throw fault;
  }
}

/** Removes the uploads of programs that have ended. */
async function clearLeftovers(incoming: string): Promise<void> {
  for (const { name } of await entriesOf(incoming)) {
    if (underWay.has(name) || isOtherLiveProcess(Number.parseInt(name, 10))) continue;
    await rm(join(incoming, name), { force: true, recursive: true });
  }
}

function isOtherLiveProcess(pid: number): boolean {
  // The same number is not us: in a container every start has it.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return (await orAbsent(readdir(folder, { withFileTypes: true }))) ?? [];
}

async function orAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
    throw fault;
  }
}
