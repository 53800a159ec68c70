import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sql, { raw } from 'sql-template-tag';
import { afterEach, describe, expect, test } from 'vitest';
import { catalogueProblems, readCatalogue } from '../../../test/catalogue.ts';
import { at, emptyDb, MIGRATIONS } from '../../../test/database.ts';
import { hasOldestPostgres, oldestPostgres } from '../../../test/oldest-postgres.ts';
import { planted } from '../../../test/planted.ts';
import { admit, migrate } from './migrate.ts';
import { type Db, openDb } from './pool.ts';

const FIRST = '2026-03-01-0900-first.sql';
const SECOND = '2026-03-02-0900-second.sql';
const TWO = {
  [FIRST]: 'create schema one; create table one.a (n int);',
  [SECOND]: 'alter table one.a add column m int;',
};

const leave: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of leave.splice(0).reverse()) await each();
});

async function empty(server?: string): Promise<{ url: string; owner: Db }> {
  const made = await emptyDb(server);
  const owner = openDb(made.ownerUrl, { max: 2 });
  leave.push(made.drop, () => owner.close());
  return { url: made.ownerUrl, owner };
}
const columns = async (owner: Db) =>
  (
    await owner.query<{ name: string }>(sql`
    select column_name::text as name from information_schema.columns where table_schema = 'one' order by ordinal_position`)
  ).map((row) => row.name);
const done = async (owner: Db) =>
  (await owner.query<{ name: string }>(sql`select name from platform.migration order by name`)).map((row) => row.name);

describe('按文件名的先后执行一次', () => {
  test('首次全部执行, 再次一个也不执行', async () => {
    const { url, owner } = await empty();
    const folder = planted(TWO);
    expect(await migrate(url, folder)).toEqual({ applied: ['2026-03-01-0900-first', '2026-03-02-0900-second'] });
    expect(await columns(owner)).toEqual(['n', 'm']);
    expect(await migrate(url, folder)).toEqual({ applied: [] });
  });

  test('后来添上的文件接着执行', async () => {
    const { url, owner } = await empty();
    const folder = planted({ [FIRST]: TWO[FIRST] ?? '' });
    await migrate(url, folder);
    writeFileSync(join(folder, SECOND), TWO[SECOND] ?? '');
    expect(await migrate(url, folder)).toEqual({ applied: ['2026-03-02-0900-second'] });
    expect(await columns(owner)).toEqual(['n', 'm']);
  });

  test('四个程序同时启动, 每个文件仍只执行一次', async () => {
    const { url, owner } = await empty();
    const folder = planted({ ...TWO, [SECOND]: `${TWO[SECOND]} select pg_sleep(0.2);` });
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    expect(runs.flatMap((run) => run.applied).sort()).toEqual(['2026-03-01-0900-first', '2026-03-02-0900-second']);
    expect(await columns(owner)).toEqual(['n', 'm']);
  });
});

describe('拒绝', () => {
  test('数据库比程序新', async () => {
    const { url, owner } = await empty();
    const folder = planted(TWO);
    await migrate(url, folder);
    rmSync(join(folder, SECOND));
    await expect(migrate(url, folder)).rejects.toThrow(
      '数据库比程序新: 其中已有本程序不认识的迁移 2026-03-02-0900-second。请改用更新的程序版本启动, 或用升级前的备份恢复数据库。',
    );
    expect(await done(owner)).toHaveLength(2);
  });

  test('已执行的文件被改过; 只是换行符不同则不算', async () => {
    const { url } = await empty();
    const folder = planted({ [FIRST]: 'create schema one;\ncreate table one.a (n int);' });
    await migrate(url, folder);
    writeFileSync(join(folder, FIRST), 'create schema one;\r\ncreate table one.a (n int);');
    expect(await migrate(url, folder)).toEqual({ applied: [] });
    writeFileSync(join(folder, FIRST), 'create schema one;\ncreate table one.a (n bigint);');
    await expect(migrate(url, folder)).rejects.toThrow('迁移文件 2026-03-01-0900-first 与当初执行时的内容不同');
  });

  test('文件名不合规矩', async () => {
    const { url } = await empty();
    await expect(migrate(url, planted({ '1-first.sql': 'select 1' }))).rejects.toThrow('应命名为');
  });

  test('数据库的编码不是 UTF8', async () => {
    const made = await emptyDb(undefined, `encoding 'SQL_ASCII' locale_provider libc locale 'C'`);
    leave.push(made.drop);
    await expect(migrate(made.ownerUrl, planted(TWO))).rejects.toThrow('编码是 SQL_ASCII');
  });
});

describe('中断', () => {
  test('语句出错: 这个文件一点不留, 前面的留下; 改好后接着来', async () => {
    const { url, owner } = await empty();
    const folder = planted({ ...TWO, [SECOND]: 'alter table one.a add column m int;\nselect 1 / 0;' });
    await expect(migrate(url, folder)).rejects.toThrow('迁移 2026-03-02-0900-second 没有成功, 数据库保持原样');
    expect([await columns(owner), await done(owner)]).toEqual([['n'], ['2026-03-01-0900-first']]);
    writeFileSync(join(folder, SECOND), TWO[SECOND] ?? '');
    expect(await migrate(url, folder)).toEqual({ applied: ['2026-03-02-0900-second'] });
  });

  test('语法错误指出行号', async () => {
    const { url } = await empty();
    await expect(
      migrate(url, planted({ [FIRST]: 'create schema one;\n\ncreate tabel one.a (n int);' })),
    ).rejects.toThrow('(第 3 行)');
  });

  test('执行到一半连接断了: 数据库保持原样', async () => {
    const { url, owner } = await empty();
    const folder = planted({ ...TWO, [SECOND]: 'alter table one.a add column m int; select pg_sleep(60);' });
    const run = migrate(url, folder).then(
      () => 'done',
      () => 'broken',
    );
    const find = () =>
      owner.maybe<{ pid: number }>(sql`
        select pid from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)%' and wait_event = 'PgSleep'`);
    await expect.poll(find, { timeout: 10_000 }).toBeDefined();
    await owner.query(sql`select pg_terminate_backend(${(await find())?.pid})`);
    expect(await run).toBe('broken');
    expect([await columns(owner), await done(owner)]).toEqual([['n'], ['2026-03-01-0900-first']]);
  });
});

test('没有 Citus 时, 分布与副本什么也不做', async () => {
  const { url, owner } = await empty();
  await migrate(url, MIGRATIONS);
  await owner.query(sql`create table platform.x (region text)`);
  expect(
    await owner.one(
      sql`select platform.distribute('platform.x')::text as d, platform.replicate('platform.x')::text as r`,
    ),
  ).toEqual({ d: '', r: '' });
});

describe.skipIf(!hasOldestPostgres)('PostgreSQL 15', () => {
  test('同样的迁移, 同样的规矩; 属主不必是超级用户, 与程序可以是同一个登录', { timeout: 60_000 }, async () => {
    const server = await oldestPostgres();
    leave.push(server.stop);
    const { url, owner } = await empty(server.ownerUrl);
    expect(await owner.one(sql`select current_setting('server_version_num')::int / 10000 >= 15 as fit`)).toEqual({
      fit: true,
    });
    await owner.query(raw('create role office login createrole'));
    const { name } = await owner.one<{ name: string }>(sql`select current_database()::text as name`);
    await owner.query(raw(`alter database ${name} owner to office`));
    const office = url.replace('owner@', 'office@');

    await migrate(office, MIGRATIONS);
    expect(catalogueProblems(await readCatalogue(owner))).toEqual([]);

    const role = await admit(office, office);
    expect(role).toBe('app');
    const db = openDb(office, { max: 1, role: 'app' });
    leave.push(() => db.close());
    expect(await db.one(sql`select current_user::text as now_is, session_user::text as came_as`)).toEqual({
      now_is: 'app',
      came_as: 'office',
    });
    await expect(db.query(sql`delete from ledger.fact`)).rejects.toThrow('permission denied');
    expect(await db.one(sql`select count(*) as n from ledger.fact`)).toEqual({ n: 0 });
  });
});

describe('另一个登录账号', () => {
  test('获准使用角色 app; 不许授予时以一句话说明', async () => {
    const { url, owner } = await empty();
    await migrate(url, planted(TWO));
    await owner.query(raw('create role clerk_login login'));
    leave.push(async () => void (await openDbOnce(url, 'drop role clerk_login')));
    const clerk = url.replace('owner@', 'clerk_login@');
    await expect(admit(clerk, clerk)).rejects.toThrow('请由数据库管理员执行 “grant app to clerk_login;”');
    expect(await admit(url, clerk)).toBe('app');
    // Given by hand or before: whoever may not grant it need not.
    expect(await admit(clerk, clerk)).toBe('app');
    expect(await admit(url, url.replace('owner@', 'app@'))).toBeUndefined();
  });
});

async function openDbOnce(url: string, statement: string): Promise<void> {
  const db = openDb(at(url, 'postgres'), { max: 1 });
  try {
    await db.query(raw(statement));
  } finally {
    await db.close();
  }
}
