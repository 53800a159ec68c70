import { fromBuffer } from 'yauzl';
import type { Refusal } from '#core/kernel';
import { spreadsheetRefusals } from './refusals.ts';

export type ArchiveLimits = {
  /** Bytes after unpacking, all entries together. */
  readonly mostBytes: number;
  readonly mostEntries: number;
};

/**
 * A workbook is an archive, and a small archive can unpack to anything. Looks at the list of its entries first, then
 * unpacks each once without keeping it, because the list may lie. Undefined: it is within the limits.
 */
export function inspectArchive(bytes: Uint8Array, limits: ArchiveLimits): Promise<Refusal | undefined> {
  const megabytes = Math.round(limits.mostBytes / 2 ** 20);
  return new Promise((resolve) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    fromBuffer(buffer, { lazyEntries: true }, (fault, archive) => {
      if (fault || !archive) return resolve(spreadsheetRefusals.notAWorkbook());
      if (archive.entryCount > limits.mostEntries) return resolve(spreadsheetRefusals.tooManyParts(limits.mostEntries));
      let declared = 0;
      let unpacked = 0;
      const end = (answer: Refusal | undefined) => {
        archive.close();
        resolve(answer);
      };
      archive.on('error', () => end(spreadsheetRefusals.notAWorkbook()));
      archive.on('end', () => end(undefined));
      archive.on('entry', (entry) => {
        declared += entry.uncompressedSize;
        if (declared > limits.mostBytes) return end(spreadsheetRefusals.tooLarge(megabytes));
        archive.openReadStream(entry, (unreadable, stream) => {
          if (unreadable || !stream) return end(spreadsheetRefusals.notAWorkbook());
          stream.on('data', (chunk: Buffer) => {
            unpacked += chunk.length;
            if (unpacked > limits.mostBytes) {
              stream.destroy();
              end(spreadsheetRefusals.tooLarge(megabytes));
            }
          });
          stream.on('error', () => end(spreadsheetRefusals.notAWorkbook()));
          stream.on('end', () => archive.readEntry());
        });
      });
      archive.readEntry();
    });
  });
}
