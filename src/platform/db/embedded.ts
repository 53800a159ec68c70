import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, accountFor, makeFolder } from './account.ts';
import { type Native, nativeFiles } from './native.ts';
import { type Occupant, occupantOf } from './postmaster.ts';
import { findProcess } from './process-table.ts';
import { makeSocketFolder, removeOtherSocketFolders } from './socket-folder.ts';
import { Unusable } from './unusable.ts';

export const DATABASE = 'efficacy_ledger';

export type Embedded = {
  /** The superuser, for migrations and for the operator. */
  readonly ownerUrl: string;
  /** The role of the program. */
  readonly appUrl: string;
  /** False: the server was running already for another program that is alive; `stop` then leaves it running. */
  readonly ours: boolean;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Further server settings, e.g. `fsync=off` for a database that is thrown away. */
  readonly settings?: readonly string[];
  /** How the data folder is called in sentences to the operator. */
  readonly label?: string;
  /** Called if the server ends without having been told to. */
  readonly onDeath?: (why: string) => void;
};

type Place = {
  readonly home: string;
  readonly cluster: string;
  readonly account: Account | undefined;
  readonly native: Native;
  readonly options: EmbeddedOptions;
};

/**
 * Starts the PostgreSQL that comes with the product, with its data below the folder: no port, a socket in a folder that
 * only the account of the database may enter. Whatever way this program ends, the server stops with it.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const label = options.label ?? 'DATA_DIR';
  const home = join(dataDir, 'postgres');
  const cluster = join(home, 'cluster');
  const account = accountFor(cluster);
  makeFolder(home, account, label);
  const place: Place = { home, cluster, account, native: nativeFiles(account), options };
  await initialise(place);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const occupant = await occupantOf(cluster);
      return await (occupant === undefined ? start(place) : adopt(occupant, place));
    } catch (fault) {
      // Another program may have started or stopped the server in the same moment: look again.
      if (attempt >= 5 || !(fault instanceof Overtaken)) throw fault;
      await sleep(200);
    }
  }
}

/** Somebody else was faster; what was seen a moment ago is no longer so. */
class Overtaken extends Error {}

/** Sorting and case depend on nothing that the host has installed or updates. */
const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** Makes the cluster beside its place and moves it there whole, so that an interrupted making leaves nothing half done. */
async function initialise({ home, cluster, account, native }: Place): Promise<void> {
  if (majorOf(cluster) === undefined) {
    const draft = join(home, `making-${process.pid}`);
    rmSync(draft, { recursive: true, force: true });
    const { code, output } = await run(
      join(native.folder, 'bin/initdb'),
      ['-D', draft, '-U', 'owner', '--auth=trust', '-E', 'UTF8', ...LOCALE],
      account,
    );
    if (code !== 0) {
      rmSync(draft, { recursive: true, force: true });
      throw new Unusable(`内置数据库没有建成 (${home})${hintFor(output)}: ${output.trim()}`);
    }
    moveIntoPlace(draft, cluster);
    sync(home);
  }
  for (const name of readdirSync(home)) {
    const maker = /^making-(\d+)$/.exec(name)?.[1];
    if (maker !== undefined && findProcess(Number(maker)) === undefined)
      rmSync(join(home, name), { recursive: true, force: true });
  }
  const found = majorOf(cluster);
  if (found !== native.major)
    throw new Unusable(
      `${cluster} 里的数据属于 PostgreSQL ${found}, 本程序自带的是 ${native.major}: 请按 docs/operating/install.md “大版本升级” 一节导出并重新导入。`,
    );
}

function moveIntoPlace(draft: string, cluster: string): void {
  try {
    renameSync(draft, cluster);
  } catch (fault) {
    rmSync(draft, { recursive: true, force: true });
    if (majorOf(cluster) === undefined) throw fault;
  }
}

function hintFor(output: string): string {
  if (output.includes('could not look up effective user'))
    return '; 当前用户号在 /etc/passwd 里没有名字, 请为它建立账号, 或改用有名字的账号运行';
  if (output.includes('error while loading shared libraries')) return '; 系统缺少所列的共享库, 请安装';
  return '';
}

function majorOf(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function sync(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads a pipe whose other end this program holds. When the program ends, in any way, the pipe ends too, and the server
 * is asked to stop. The loop around `wait` is needed: a trapped signal ends `wait` before the server has ended.
 */
const SUPERVISE = `exec 3<&0 </dev/null; "$@" 3<&- & c=$!
trap 'kill -INT $c' TERM INT
(read -r _ <&3; kill -INT $c) 2>/dev/null & w=$!
while kill -0 $c 2>/dev/null; do wait $c; r=$?; done
kill $w 2>/dev/null; rmdir "$SOCKET_FOLDER" 2>/dev/null; exit $r`;

/** The same for a server that its supervisor left behind. */
const WATCH = 'read -r _; kill -INT "$1"';

/** Messages go to a file for each day of the week. Terse: no line of the log may hold what people entered. */
function settingsFor({ home, options }: Place, socket: string): string[] {
  return [
    'listen_addresses=',
    // In quotes, for it is a list and a path may hold a comma.
    `unix_socket_directories="${socket}"`,
    'unix_socket_permissions=0700',
    'TimeZone=UTC',
    'log_timezone=UTC',
    'log_error_verbosity=terse',
    'logging_collector=on',
    `log_directory=${join(home, 'log')}`,
    'log_filename=postgresql-%a.log',
    'log_truncate_on_rotation=on',
    'log_rotation_age=1d',
    'log_rotation_size=0',
    ...(options.settings ?? []),
  ].flatMap((setting) => ['-c', setting]);
}

async function start(place: Place): Promise<Embedded> {
  const { home, cluster, account, native, options } = place;
  const socket = makeSocketFolder(home, account, options.label ?? 'DATA_DIR');
  const server = [join(native.folder, 'bin/postgres'), '-D', cluster, ...settingsFor(place, socket)];
  const child = spawn('/bin/sh', ['-c', SUPERVISE, 'sh', ...server], {
    ...as(account),
    cwd: '/',
    env: { ...environment(), SOCKET_FOLDER: socket },
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in a terminal reaches this program only, which then stops the server.
    detached: true,
  });
  let output = '';
  const keep = (piece: unknown) => {
    output = (output + String(piece)).slice(-4_000);
  };
  child.stderr.on('data', keep);
  child.stdin.on('error', () => {});
  let state: 'starting' | 'running' | 'stopping' | 'ended' = 'starting';
  const ended = new Promise<void>((resolve) => {
    child.once('error', keep);
    child.once('close', () => {
      if (state === 'running') options.onDeath?.(output.trim());
      state = 'ended';
      resolve();
    });
  });
  const stop = () => {
    if (state !== 'ended') state = 'stopping';
    child.stdin.end();
    return ended;
  };

  const { maintenanceUrl, ...urls } = urlsOf(socket);
  try {
    // Recovery after a crash may take minutes, so there is no time limit while the process lives.
    await untilReady(maintenanceUrl, () => state === 'starting');
    await prepareRoles(maintenanceUrl);
  } catch (fault) {
    await stop();
    if (output.includes('lock file')) throw new Overtaken(output, { cause: fault });
    throw new Unusable(
      `内置数据库没有启动 (${cluster}, 日志在 ${join(home, 'log')}): ${output.trim() || String(fault)}`,
      fault,
    );
  }
  state = 'running';
  removeOtherSocketFolders(home, socket);
  return { ...urls, ours: true, stop };
}

/** Takes over a server that lost its program; shares one whose program is alive, and leaves it running. */
async function adopt({ pid, socket }: Occupant, { account, cluster }: Place): Promise<Embedded> {
  const { maintenanceUrl, ...urls } = urlsOf(socket);
  const isAlive = () => findProcess(pid) !== undefined;
  const deadline = performance.now() + 30_000;
  try {
    await untilReady(maintenanceUrl, () => isAlive() && performance.now() < deadline);
  } catch (fault) {
    if (!isAlive()) throw new Overtaken(`server ${pid} has ended`, { cause: fault });
    throw new Unusable(
      `数据库进程 ${pid} 占用着 ${cluster}, 但连不上它的套接字 ${socket}: 请执行 kill -INT ${pid} 后重试。`,
      fault,
    );
  }
  await prepareRoles(maintenanceUrl);
  if (isSupervised(pid)) return { ...urls, ours: false, stop: async () => {} };
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'sh', String(pid)], {
    ...as(account),
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.stdin.on('error', () => {});
  const stop = async () => {
    watcher.stdin.end();
    while (isAlive()) await sleep(10);
  };
  return { ...urls, ours: true, stop };
}

/** Whether the shell that stops the server together with its program is there, as its parent. */
function isSupervised(pid: number): boolean {
  const parent = findProcess(pid)?.parent;
  return parent !== undefined && findProcess(parent)?.words.join(' ').includes('SOCKET_FOLDER') === true;
}

function urlsOf(socket: string): { maintenanceUrl: string; ownerUrl: string; appUrl: string } {
  const url = (user: string, database: string) => `postgresql://${user}@${encodeURIComponent(socket)}/${database}`;
  return { maintenanceUrl: url('owner', 'postgres'), ownerUrl: url('owner', DATABASE), appUrl: url('app', DATABASE) };
}

async function untilReady(url: string, isWorthWaiting: () => boolean): Promise<void> {
  for (;;) {
    try {
      return await withClient(url, async (client) => void (await client.query('select 1')));
    } catch (fault) {
      if (!isWorthWaiting()) throw fault;
      await sleep(5);
    }
  }
}

function prepareRoles(maintenanceUrl: string): Promise<void> {
  return withClient(maintenanceUrl, async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'app' and rolcanlogin) as role,
              exists (select from pg_database where datname = '${DATABASE}') as database`,
    );
    if (rows[0]?.role !== true) await client.query('create role app login').catch(unlessThere);
    if (rows[0]?.database !== true) await client.query(`create database ${DATABASE}`).catch(unlessThere);
  });
}

/** Two programs that share one server may make the same thing in the same moment. */
function unlessThere(fault: unknown): void {
  if (!(fault instanceof pg.DatabaseError) || !['42710', '42P04', '23505'].includes(fault.code ?? '')) throw fault;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function environment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH ?? '/usr/bin:/bin' };
}

function as(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

function run(
  command: string,
  parameters: readonly string[],
  account: Account | undefined,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      ...as(account),
      cwd: '/',
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (piece: unknown) => {
      output = (output + String(piece)).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', keep);
    child.once('close', (code) => resolve({ code, output }));
  });
}
