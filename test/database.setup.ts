import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { migrate, startEmbedded } from '#platform/db';
import { MIGRATIONS } from './database.ts';
import { scratch } from './scratch.ts';

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
