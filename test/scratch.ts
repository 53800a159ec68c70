import { chmodSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOM = 512 * 2 ** 20;

/** In memory where there is room: making the thousand files of a database is what costs, not writing to them. */
export function scratch(): string {
  const base = process.platform === 'linux' && roomIn('/dev/shm') >= ROOM ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(base, 'efl-test-'));
  // As root the server runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  return folder;
}

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
