import { Buffer } from 'node:buffer';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_ENTRIES = 2000;

export type Parts = ReadonlyMap<string, string>;

function open(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }, (error, zip) => {
      if (error !== null) reject(error);
      else resolve(zip);
    });
  });
}

function entriesOf(zip: ZipFile): Promise<Entry[] | 'bomb'> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    let bytes = 0;
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      bytes += entry.uncompressedSize;
      if (entries.length > MAX_ENTRIES || bytes > MAX_BYTES) resolve('bomb');
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    if (zip.entryCount > MAX_ENTRIES) resolve('bomb');
    else zip.readEntry();
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const chunks: Uint8Array[] = [];
      stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

/**
 * Reads named parts of a zip. Sizes are summed over the directory before anything is unpacked: a small file can
 * declare, and hold, gigabytes. The reader also fails when an entry unpacks to more than it declares.
 */
export async function readParts(
  bytes: Uint8Array,
  wanted: readonly string[],
): Promise<{ names: readonly string[]; parts: Parts } | 'bomb'> {
  const zip = await open(bytes);
  try {
    const entries = await entriesOf(zip);
    if (entries === 'bomb') return 'bomb';
    const parts = new Map<string, string>();
    for (const entry of entries)
      if (wanted.includes(entry.fileName)) parts.set(entry.fileName, await readEntry(zip, entry));
    return { names: entries.map((entry) => entry.fileName), parts };
  } finally {
    zip.close();
  }
}
