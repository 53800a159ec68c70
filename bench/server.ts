import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCalendar } from '#calendars';
import { idOf, orRefuse, parseInstant, type Region } from '#core/kernel';
import { type Db, migrate, openDb, startEmbedded } from '#platform/db';

const MIGRATIONS = join(import.meta.dirname, '../db/migrations');

export const REGION = idOf<Region>('yunxi');
export const NOW = orRefuse(parseInstant('2026-03-02T10:00:00+08:00'));

export type BenchServer = {
  readonly db: Db;
  readonly owner: Db;
  readonly appUrl: string;
  stop(): Promise<void>;
};

/** The built-in PostgreSQL as the product runs it (every commit reaches the disk), with its data in a folder that is thrown away. */
export async function benchServer(connections: number, settings: readonly string[] = []): Promise<BenchServer> {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-'));
  // As root the server runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, { settings: [`max_connections=${connections + 60}`, ...settings] });
  const db = openDb(server.appUrl, { max: connections });
  const owner = openDb(server.ownerUrl, { max: 2 });
  const stop = async () => {
    await Promise.all([db.close(), owner.close()]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(server.ownerUrl, MIGRATIONS);
    await seedCalendar({ db, now: NOW });
    return { db, owner, appUrl: server.appUrl, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
