import type { Readable } from 'node:stream';
import type { Region } from '#core/kernel';

/** The name of stored bytes: their SM3 digest (GB/T 32905, lower-case hexadecimal), within a region. */
export type BlobKey = { readonly region: Region; readonly sm3: string };

/** How much may be taken in. Both in bytes. */
export type Room = {
  readonly maxBytes: number;
  /** What must stay free on the volume: the database may live there too, and must go on writing. */
  readonly keepFreeBytes: number;
};

/** Bytes that have come in whole and are safe on the disk, but are not yet under their name. */
export type Received = {
  readonly outcome: 'received';
  readonly sm3: string;
  readonly size: number;
  /** The first bytes (at most `HEAD_BYTES`), by which their kind is told. */
  readonly head: Uint8Array;
  /** Puts them under their name; the same bytes are stored once. After it they outlive a power cut. */
  keep(region: Region): Promise<void>;
  /** Forgets them, unless they were kept. */
  discard(): Promise<void>;
};

/** Nothing was taken in and nothing is left behind. `interrupted`: the sender stopped before the end. */
export type NotReceived = { readonly outcome: 'too-large' | 'no-room' | 'interrupted' };

export type ByteRange = { readonly from: number /** Inclusive. */; readonly to: number };

export type OpenBlob = {
  readonly size: number;
  /** To be called once; closes the file at its end. */
  read(range?: ByteRange): Readable;
  close(): Promise<void>;
};

/** Where the bytes of files are kept. */
export interface BlobStore {
  /** Takes in a stream. Leaves what it did not read in the stream: the caller lets it run off or ends the connection. */
  receive(source: Readable, room: Room): Promise<Received | NotReceived>;
  /** Undefined if there is nothing under that name. */
  open(key: BlobKey): Promise<OpenBlob | undefined>;
  /** Removing what is not there is no fault. */
  remove(key: BlobKey): Promise<void>;
  /** The digests that are stored for a region, in no order. */
  list(region: Region): AsyncIterable<string>;
}

export const HEAD_BYTES = 4_096;

/** Whether a fault says that the volume, or the share of it that we may use, is full. */
export function isNoRoom(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOSPC' || fault.code === 'EDQUOT');
}
