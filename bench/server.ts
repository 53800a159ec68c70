import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
  /** Milliseconds of processor time that the database has used; not a number where the system does not tell. */
  cpu(): number;
  stop(): Promise<void>;
};

/** The built-in PostgreSQL as the product runs it (every commit reaches the disk), with its data in a folder that is thrown away. */
export async function benchServer(connections: number, settings: readonly string[] = []): Promise<BenchServer> {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-'));
  // As root the server runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, { settings: [`max_connections=${2 * connections + 20}`, ...settings] });
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
    const pid = Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    return { db, owner, appUrl: server.appUrl, cpu: () => cpuOfFamily(pid), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

const TICK_MILLISECONDS = 10;

/** A process, its living children and those that have ended (Linux). */
function cpuOfFamily(pid: number): number {
  try {
    const family = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
    let ticks = 0;
    for (const each of family) {
      if (each.pid === pid) ticks += each.own + each.ended;
      else if (each.parent === pid) ticks += each.own;
    }
    return ticks * TICK_MILLISECONDS;
  } catch {
    return Number.NaN;
  }
}

/** Processor time in milliseconds of this program and of the children that it has waited for. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + (statOf('self')?.ended ?? 0) * TICK_MILLISECONDS;
}

function statOf(name: string): { pid: number; parent: number; own: number; ended: number } | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The command's name stands in brackets and may hold spaces.
    const words = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (n: number) => Number(words[n]);
    return { pid: Number.parseInt(text, 10), parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    return undefined;
  }
}
