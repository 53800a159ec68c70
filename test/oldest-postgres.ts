import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { untilReachable } from '#platform/db';
import { scratch } from './scratch.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';

/** Whether there is a PostgreSQL 15 beside the built-in one: TEST_DATABASE_URL names one, or the host's packages have it. */
export const hasOldestPostgres = Boolean(process.env.TEST_DATABASE_URL) || existsSync(join(DEBIAN, 'postgres'));

/** Starts it for one test file; the address is that of its superuser. */
export async function oldestPostgres(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { ownerUrl: given, stop: async () => {} };
  const folder = scratch();
  const home = join(folder, 'pg');
  mkdirSync(home, { mode: 0o700 });
  const as = process.getuid?.() === 0 ? accountNamed('postgres') : undefined;
  if (as !== undefined) chownSync(home, as.uid, as.gid);
  const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH };
  const data = join(home, 'data');
  const made = spawnSync(
    join(DEBIAN, 'initdb'),
    ['-D', data, '-U', 'owner', '--auth=trust', '-E', 'UTF8', '--locale=C'],
    {
      ...as,
      cwd: '/',
      env: environment,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const server = spawn(
    join(DEBIAN, 'postgres'),
    ['-D', data, '-k', home, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    {
      ...as,
      cwd: '/',
      env: environment,
      stdio: 'ignore',
    },
  );
  const ownerUrl = `postgresql://owner@${encodeURIComponent(home)}/postgres`;
  await untilReachable(ownerUrl, 'PostgreSQL 15', 20_000);
  return {
    ownerUrl,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The uid and gid of an account of this machine, to run a process as. */
export function accountNamed(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
