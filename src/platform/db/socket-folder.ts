import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, firstClosed, makeFolder } from './account.ts';

/** A socket's path may have 107 bytes on Linux and 103 on macOS, of which `/.s.PGSQL.5432` takes 14. */
const LONGEST = 88;

/** Where the socket lies: beside the data if the path is short enough, else in a folder of its own under the temporary one. */
export function socketFolder(home: string, account: Account | undefined, label: string): string {
  const beside = join(home, 'run');
  if (Buffer.byteLength(beside) <= LONGEST) {
    makeFolder(beside, account, label);
    return beside;
  }
  const base =
    Buffer.byteLength(tmpdir()) <= LONGEST - 20 && firstClosed(tmpdir(), account) === undefined ? tmpdir() : '/tmp';
  const made = mkdtempSync(join(base, 'efl-'));
  if (account !== undefined) chownSync(made, account.uid, account.gid);
  return made;
}
