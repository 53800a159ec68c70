import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOM = 512 * 2 ** 20;

/** In memory where there is room: making the thousand files of a database is what costs, not writing to them. */
export function scratch(): string {
  const base = process.platform === 'linux' && roomIn('/dev/shm') >= ROOM ? '/dev/shm' : tmpdir();
  sweep(base);
  const folder = mkdtempSync(join(base, `efl-test-${process.pid}-`));
  // As root the server runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  return folder;
}

/** Removes what runs that were killed have left; in memory it would stay until the machine restarts. */
function sweep(base: string): void {
  for (const name of readdirSync(base)) {
    const maker = /^efl-test-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(base, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
