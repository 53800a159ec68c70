import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, accountFor, makeFolder, refuseUnreachable } from './account.ts';
import { Unusable } from './migrate.ts';
import { type Native, nativeFiles } from './native.ts';
import { type Occupant, occupantOf } from './postmaster.ts';
import { socketFolder } from './socket-folder.ts';

export const DATABASE = 'efficacy_ledger';

export type Embedded = {
  /** The superuser, for migrations. */
  readonly ownerUrl: string;
  /** The role of the program. */
  readonly appUrl: string;
  readonly socket: string;
  /** False if the server was already running and belongs to another program that is alive. */
  readonly ours: boolean;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Further server settings, e.g. `fsync=off` for a database that is thrown away. */
  readonly settings?: readonly string[];
  /** How the data folder is called in sentences to the operator. */
  readonly label?: string;
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
  refuseUnreachable(home, account, label);
  const native = nativeFiles(account);
  await initialise(native, home, cluster, account);
  checkMajor(native, cluster);

  for (let attempt = 1; ; attempt += 1) {
    const occupant = await occupantOf(cluster);
    if (occupant !== undefined) {
      const adopted = await adopt(occupant, account).catch(() => undefined);
      if (adopted) return adopted;
      continue;
    }
    try {
      return await start(native, home, cluster, account, options.settings ?? []);
    } catch (fault) {
      // Another program may have started it in the same moment: then look again, and share it.
      if (attempt >= 3 || !String(fault).includes('lock file')) throw fault;
      await sleep(200);
    }
  }
}

const environment = (): NodeJS.ProcessEnv => ({ LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '/usr/bin:/bin' });
const as = (account: Account | undefined) => (account === undefined ? {} : { uid: account.uid, gid: account.gid });

/** Makes the cluster beside its place and moves it there whole, so that an interrupted making leaves nothing half done. */
async function initialise(native: Native, home: string, cluster: string, account: Account | undefined): Promise<void> {
  if (hasCluster(cluster)) return;
  const draft = join(home, `making-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  const { code, output } = await run(
    join(native.folder, 'bin/initdb'),
    // The built-in locale: sorting and case do not depend on what the host has installed, nor change when it is updated.
    [
      '-D',
      draft,
      '-U',
      'owner',
      '--auth=trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    account,
  );
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Unusable(`内置数据库没有建成 (${home})${hintFor(output)}: ${output.trim()}`);
  }
  try {
    renameSync(draft, cluster);
  } catch (fault) {
    rmSync(draft, { recursive: true, force: true });
    if (!hasCluster(cluster)) throw fault;
  }
  sync(home);
}

function hintFor(output: string): string {
  if (output.includes('could not look up effective user'))
    return '; 当前用户号在 /etc/passwd 里没有名字, 请为它建立账号, 或改用有名字的账号运行';
  if (output.includes('error while loading shared libraries')) return '; 系统缺少共享库';
  return '';
}

function hasCluster(cluster: string): boolean {
  return majorOf(cluster) !== undefined;
}

function majorOf(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function checkMajor(native: Native, cluster: string): void {
  const found = majorOf(cluster);
  if (found !== native.major)
    throw new Unusable(
      `${cluster} 里的数据属于 PostgreSQL ${found}, 本程序自带的是 ${native.major}: 请按 docs/operating/install.md “大版本升级” 一节导出并重新导入。`,
    );
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
(read -r _ <&3; kill -INT $c) 2>/dev/null & w=$!
trap 'kill -INT $c' TERM INT
while kill -0 $c 2>/dev/null; do wait $c; r=$?; done
kill $w 2>/dev/null; rmdir "$SOCKET_FOLDER" 2>/dev/null; exit $r`;

/** The same for a server that somebody else started and left behind. */
const WATCH = `read -r _; kill -INT "$1"`;

async function start(
  native: Native,
  home: string,
  cluster: string,
  account: Account | undefined,
  settings: readonly string[],
): Promise<Embedded> {
  const socket = socketFolder(home, account, 'DATA_DIR');
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      SUPERVISE,
      'sh',
      join(native.folder, 'bin/postgres'),
      '-D',
      cluster,
      '-k',
      socket,
      ...['listen_addresses=', 'unix_socket_permissions=0700', 'TimeZone=UTC', 'log_timezone=UTC', ...settings].flatMap(
        (setting) => ['-c', setting],
      ),
    ],
    // Its own process group, so that Ctrl-C in a terminal reaches this program only, which then stops the server.
    {
      ...as(account),
      cwd: '/',
      env: { ...environment(), SOCKET_FOLDER: socket },
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    },
  );
  let output = '';
  child.stderr?.on('data', (piece) => {
    output = (output + String(piece)).slice(-4_000);
  });
  child.stdin?.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('error', (fault) => {
      output += fault.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  let running = true;
  ended.then(() => {
    running = false;
  });
  const embedded = urlsOf(socket);
  try {
    await untilReady(embedded.maintenanceUrl, () => running);
    await prepareRoles(embedded.maintenanceUrl);
  } catch (fault) {
    await stop(child, ended);
    throw new Unusable(`内置数据库没有启动 (${cluster}): ${output.trim() || String(fault)}`, fault);
  }
  return { ownerUrl: embedded.ownerUrl, appUrl: embedded.appUrl, socket, ours: true, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

/** Takes over a server that lost its program; shares one whose program is alive, and leaves it running. */
async function adopt(occupant: Occupant, account: Account | undefined): Promise<Embedded> {
  const { maintenanceUrl, ownerUrl, appUrl } = urlsOf(occupant.socket);
  await untilReady(maintenanceUrl, () => isAlive(occupant.pid));
  await prepareRoles(maintenanceUrl);
  if (isSupervised(occupant.pid))
    return { ownerUrl, appUrl, socket: occupant.socket, ours: false, stop: async () => {} };
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'sh', String(occupant.pid)], {
    ...as(account),
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.stdin?.on('error', () => {});
  return {
    ownerUrl,
    appUrl,
    socket: occupant.socket,
    ours: true,
    async stop() {
      watcher.stdin?.end();
      while (isAlive(occupant.pid)) await sleep(10);
    },
  };
}

function urlsOf(socket: string): { maintenanceUrl: string; ownerUrl: string; appUrl: string } {
  const url = (user: string, database: string) => `postgresql://${user}@${encodeURIComponent(socket)}/${database}`;
  return { maintenanceUrl: url('owner', 'postgres'), ownerUrl: url('owner', DATABASE), appUrl: url('app', DATABASE) };
}

/** Recovery after a crash may take minutes, so there is no time limit while the process lives. */
async function untilReady(url: string, isRunning: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (fault) {
      if (!isRunning()) throw fault;
      await sleep(5);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

async function prepareRoles(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'app' and rolcanlogin) as role,
              exists (select from pg_database where datname = '${DATABASE}') as database`,
    );
    if (rows[0]?.role !== true) await client.query('create role app login').catch(unlessThere);
    if (rows[0]?.database !== true) await client.query(`create database ${DATABASE}`).catch(unlessThere);
  } finally {
    await client.end();
  }
}

/** Two programs that share one server may make the same thing in the same moment. */
function unlessThere(fault: unknown): void {
  if (!(fault instanceof pg.DatabaseError) || !['42710', '42P04', '23505'].includes(fault.code ?? '')) throw fault;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

/** Whether the shell that stops the server with its program is still there as its parent. */
function isSupervised(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  const parent = Number.parseInt(stdout, 10);
  if (!Number.isInteger(parent) || parent <= 1) return false;
  const { stdout: command } = spawnSync('ps', ['-o', 'command=', '-p', String(parent)], { encoding: 'utf8' });
  return command.includes('SOCKET_FOLDER');
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
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        output = (output + String(piece)).slice(-4_000);
      });
    child.once('error', (fault) => resolve({ code: null, output: fault.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
