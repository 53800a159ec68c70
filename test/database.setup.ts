import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, startEmbedded } from '#platform/db';
import { MIGRATIONS } from './database.ts';

/** In memory where there is room: making the thousand files of a database is what costs, not writing to them. */
export function scratch(): string {
  const base = process.platform === 'linux' && roomIn('/dev/shm') >= 512 * 2 ** 20 ? '/dev/shm' : tmpdir();
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

/** One server for the whole run, with a migrated database that each test file clones (see freshDb). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = scratch();
  const server = await startEmbedded(folder, {
    // Thrown away at the end: nothing here has to outlive a power cut.
    settings: [
      'logging_collector=off',
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'max_connections=200',
      'autovacuum=off',
    ],
  });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(server.ownerUrl, MIGRATIONS);
  } catch (fault) {
    await stop();
    throw fault;
  }
  project.provide('ownerUrl', server.ownerUrl);
  project.provide('appUrl', server.appUrl);
  return stop;
}
