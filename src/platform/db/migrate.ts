import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '#platform/clock';
import { connectionOf } from './pool.ts';
import { Unusable } from './unusable.ts';

/** The oldest PostgreSQL that the migrations are tested with, as `server_version_num` counts. */
const OLDEST_SERVER = 150_000;
const NAME = /^\d{4}-\d{2}-\d{2}-\d{4}-[a-z0-9-]+\.sql$/;

type Migration = { readonly name: string; readonly text: string; readonly checksum: string };

export type Migrated = { readonly applied: readonly string[] };

/**
 * Brings the database to the state of the folder, as its owner: each file that is not yet there, in the order of the
 * names, each in one transaction. Several programs may start at once: who comes second waits and finds it done.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<Migrated> {
  const migrations = readMigrations(folder);
  const client = new pg.Client(connectionOf(ownerUrl));
  client.on('error', () => {});
  await client.connect();
  try {
    await checkServer(client);
    await inTransaction(client, () => prepareDatabase(client));
    await checkPast(client, migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await apply(client, migration)) applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

/**
 * Lets the login of the program take the rights of the role `app`, and tells which role its sessions have to take on
 * (none if it logs in as `app` itself). So facts are out of its reach even where owner and program share one login.
 */
export async function admit(ownerUrl: string, programUrl: string): Promise<string | undefined> {
  const login = new pg.Client({ connectionString: programUrl }).user ?? '';
  if (login === 'app') return undefined;
  const client = new pg.Client(connectionOf(ownerUrl));
  client.on('error', () => {});
  await client.connect();
  try {
    // One who may not grant the role may have been given it already, by hand.
    const { rows } = await client.query<{ member: boolean }>(`select pg_has_role($1, 'app', 'member') as member`, [
      login,
    ]);
    if (rows[0]?.member !== true) await client.query(`grant app to ${pg.escapeIdentifier(login)}`);
  } catch (fault) {
    throw new Unusable(
      `不能让登录账号 ${login} 使用角色 app: 请由数据库管理员执行 “grant app to ${login};” 后重试。(${fault instanceof Error ? fault.message : fault})`,
      fault,
    );
  } finally {
    await client.end();
  }
  return 'app';
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  for (const name of names)
    if (!NAME.test(name)) throw new Unusable(`${join(folder, name)}: 迁移文件应命名为 YYYY-MM-DD-HHMM-slug.sql。`);
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
    return { name: name.slice(0, -'.sql'.length), text, checksum };
  });
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  );
  const { version = '0', encoding = '' } = rows[0] ?? {};
  const unfit = unfitServer(Number(version), encoding);
  if (unfit !== undefined) throw new Unusable(unfit);
}

/** Why the server or the database cannot be used at all, given its `server_version_num` and encoding. */
export function unfitServer(version: number, encoding: string): string | undefined {
  if (version < OLDEST_SERVER)
    return `数据库服务器是 PostgreSQL ${Math.floor(version / 10_000)}, 本程序需要 15 或更新的版本: 请升级数据库服务器。`;
  if (encoding !== 'UTF8') return `数据库的编码是 ${encoding}, 本程序需要 UTF8: 请以 ENCODING 'UTF8' 另建一个数据库。`;
  return undefined;
}

/** What must be there before the first migration: the role of the program and the list of what was done. */
async function prepareDatabase(client: pg.Client): Promise<void> {
  // Serialises the first start of several programs; nothing else relies on it.
  await client.query(`select pg_advisory_xact_lock(hashtext('efficacy-ledger prepares the database'))`);
  const { rows } = await client.query<{ role: boolean; list: boolean }>(
    `select exists (select from pg_roles where rolname = 'app') as role,
            to_regclass('platform.migration') is not null as list`,
  );
  const { role = false, list = false } = rows[0] ?? {};
  if (!role) await createRole(client);
  if (!list)
    await client.query(`
      create schema if not exists platform;
      create table platform.migration (
        name text not null,
        checksum text not null,
        applied_at timestamptz not null,
        constraint migration_pkey primary key (name)
      )`);
}

/** Roles belong to the whole server, so another database's migration may be making the same one at this moment. */
async function createRole(client: pg.Client): Promise<void> {
  await client.query('savepoint role');
  try {
    await client.query('create role app nologin');
  } catch (fault) {
    await client.query('rollback to savepoint role');
    if (codeOf(fault) === '42501')
      throw new Unusable(
        '数据库里没有角色 app, 而属主账号无权建立它: 请由数据库管理员执行 “create role app nologin;” 后重试。',
        fault,
      );
    if (!['42710', '23505'].includes(codeOf(fault) ?? '')) throw fault;
  }
}

async function checkPast(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migration order by name',
  );
  const here = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  const unknown = rows.filter((row) => !here.has(row.name)).map((row) => row.name);
  if (unknown.length > 0)
    throw new Unusable(
      `数据库比程序新: 其中已有本程序不认识的迁移 ${unknown.join(', ')}。请改用更新的程序版本启动, 或用升级前的备份恢复数据库。`,
    );
  const changed = rows.filter((row) => here.get(row.name) !== row.checksum).map((row) => row.name);
  if (changed.length > 0)
    throw new Unusable(
      `迁移文件 ${changed.join(', ')} 与当初执行时的内容不同。已执行的迁移不得改动: 请恢复原文件, 另写新的迁移。`,
    );
}

/** True if it was this call that applied it. The row comes first: its key makes a second program wait for the first. */
async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  try {
    return await inTransaction(client, async () => {
      const { rowCount } = await client.query(
        `insert into platform.migration (name, checksum, applied_at) values ($1, $2, $3)
         on conflict on constraint migration_pkey do nothing`,
        [migration.name, migration.checksum, systemClock.now()],
      );
      if (rowCount === 0) return false;
      await client.query(migration.text);
      return true;
    });
  } catch (fault) {
    const { message, where } = describe(fault, migration.text);
    throw new Unusable(`迁移 ${migration.name} 没有成功, 数据库保持原样${where}: ${message}`, fault);
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const value = await work();
    await client.query('commit');
    return value;
  } catch (fault) {
    await client.query('rollback').catch(() => {});
    throw fault;
  }
}

function codeOf(fault: unknown): string | undefined {
  return fault instanceof pg.DatabaseError ? fault.code : undefined;
}

function describe(fault: unknown, text: string): { message: string; where: string } {
  const message = fault instanceof Error ? fault.message : String(fault);
  const position = fault instanceof pg.DatabaseError ? Number(fault.position) : Number.NaN;
  if (!Number.isInteger(position)) return { message, where: '' };
  const line = text.slice(0, position).split('\n').length;
  return { message, where: ` (第 ${line} 行)` };
}
