import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Account, firstClosed, makeFolder } from './account.ts';

/** A socket's path may have 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432` takes 14 of them, our own name 7. */
const LONGEST_BASE = 103 - 14 - 7;

/**
 * A new folder for the socket, which only the account may enter: beside the data if the path is short enough, else under
 * the temporary folder. New for each start, so that what a killed server left behind is never in the way.
 */
export function makeSocketFolder(home: string, account: Account | undefined, label: string): string {
  const beside = join(home, 'run');
  const made = mkdtempSync(
    isShort(beside) ? `${makeFolder(beside, account, label)}/` : join(temporary(account), 'efl-'),
  );
  if (account !== undefined) chownSync(made, account.uid, account.gid);
  return made;
}

/** Removes what earlier servers left; to be called by the one that has the cluster now. */
export function removeOtherSocketFolders(home: string, current: string): void {
  const beside = join(home, 'run');
  try {
    for (const name of readdirSync(beside))
      if (name !== basename(current)) rmSync(join(beside, name), { recursive: true, force: true });
  } catch {
    // There is no such folder, because the path is too long.
  }
}

function temporary(account: Account | undefined): string {
  return isShort(join(tmpdir(), 'efl')) && firstClosed(tmpdir(), account) === undefined ? tmpdir() : '/tmp';
}

function isShort(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_BASE;
}
