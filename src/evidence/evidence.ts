import type { FileId, Instant, PersonId, Refusal, Region } from '#core/kernel';
import type { SubjectRef } from '#core/obligation';
import { evidenceRefusals } from './refusals.ts';

/** A file handed in as proof. */
export type EvidenceFile = {
  readonly region: Region;
  readonly id: FileId;
  /** Digest of the content, SM3. */
  readonly sm3: string;
  readonly size: number;
  /** Null once erased by law. */
  readonly name: string | null;
  /** As told by the content, never as claimed. */
  readonly mediaType: string;
  readonly uploadedBy: PersonId;
  readonly uploadedAt: Instant;
  /** `attached` once a fact of the subject names it; from then on it cannot be taken back. */
  readonly state: 'uploaded' | 'attached';
  readonly subject: SubjectRef | null;
  readonly erasedAt: Instant | null;
};

/** In characters. */
const LONGEST_NAME = 200;
/** Control and format characters (among them those that turn the direction of writing, by which `exe.pdf` is faked). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The name of a file as it is kept: the last part of a path, without invisible characters, at most 200 characters with its extension. */
export function cleanName(claimed: string): string | Refusal {
  const last = claimed.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Windows drops dots and blanks at the end, so that `a.exe.` would run there.
  const bare = last
    .replace(INVISIBLE, '')
    .trim()
    .replace(/[.\s]+$/u, '');
  if (bare === '') return evidenceRefusals.noName();
  const characters = [...bare];
  if (characters.length <= LONGEST_NAME) return bare;
  const extension = [...extensionOf(bare)];
  const tail = extension.length === 0 || extension.length > 20 ? [] : ['.', ...extension];
  return [...characters.slice(0, LONGEST_NAME - tail.length), ...tail].join('');
}

/** What follows the last dot, in lower case; empty if there is nothing. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** The header that makes a browser save the file under its Chinese name (RFC 6266, RFC 8187). */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Both ends inclusive. */
export type AskedRange = { readonly from: number; readonly to: number };

/** What a Range header asks for. Undefined: the whole, also where several ranges or another unit are asked for (RFC 9110). */
export function rangeOf(header: string | undefined, size: number): AskedRange | undefined | Refusal {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? evidenceRefusals.rangeBeyondEnd() : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? evidenceRefusals.rangeBeyondEnd() : { from, to };
}
