import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sql, { raw } from 'sql-template-tag';
import { afterEach, describe, expect, test } from 'vitest';
import { openDb } from '#platform/db';
import { emptyDb, MIGRATIONS } from '../../test/database.ts';
import { scratch } from '../../test/scratch.ts';
import { boot, explain } from './boot.ts';

const leave: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of leave.splice(0).reverse()) await each();
});

const migrations = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql')).length;
const SILENT = { LOG_LEVEL: 'silent' };

test('自带的数据库: 建好、迁移、以角色 app 运行, 停下后不留', async () => {
  const dataDir = scratch();
  leave.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const booted = await boot({ ...SILENT, DATA_DIR: dataDir });
  expect(
    await booted.db.one(sql`select current_user::text as who, count(*) as applied from platform.migration group by 1`),
  ).toEqual({ who: 'app', applied: migrations });
  await expect(booted.db.query(sql`create table platform.stray (n int)`)).rejects.toThrow('permission denied');
  await booted.stop();
  expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
});

describe('DATABASE_URL 指定的数据库', () => {
  async function external(): Promise<string> {
    const { ownerUrl, drop } = await emptyDb();
    leave.push(drop);
    return ownerUrl;
  }

  test('只有一个登录时, 程序的会话仍只有 app 的权限; 属主的连接已经关闭', async () => {
    const url = await external();
    const { db, stop } = await boot({ ...SILENT, DATABASE_URL: url });
    leave.push(stop);
    expect(await db.one(sql`select current_user::text as who, session_user::text as login`)).toEqual({
      who: 'app',
      login: 'owner',
    });
    await expect(db.query(sql`update ledger.fact set kind = 'x'`)).rejects.toThrow('permission denied');
    expect(
      await db.one(sql`select count(*) as others from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`),
    ).toEqual({ others: 0 });
  });

  test('属主与程序分开登录, 属主不必是超级用户', async () => {
    const url = await external();
    const owner = openDb(url, { max: 1 });
    leave.push(() => owner.close());
    const { name } = await owner.one<{ name: string }>(sql`select current_database()::text as name`);
    const login = `owner_of_${name}`;
    await owner.query(raw(`create role ${login} login`));
    await owner.query(raw(`alter database ${name} owner to ${login}`));
    leave.push(async () => {
      await owner.query(raw(`reassign owned by ${login} to owner`));
      await owner.query(raw(`drop owned by ${login}`));
      await owner.query(raw(`drop role ${login}`));
    });
    const { db, stop } = await boot({
      ...SILENT,
      DATABASE_OWNER_URL: url.replace('owner@', `${login}@`),
      DATABASE_URL: url.replace('owner@', 'app@'),
    });
    leave.push(stop);
    expect(await db.one(sql`select session_user::text as login, count(*) as applied from platform.migration`)).toEqual({
      login: 'app',
      applied: migrations,
    });
  });

  test('先看再动: 看出不是该用的数据库时, 一条迁移也不执行; 看过无妨的照常迁移', async () => {
    const url = await external();
    const migrated = async () => {
      const owner = openDb(url, { max: 1 });
      const there = await owner.one<{ there: boolean }>(
        sql`select to_regclass('platform.migration') is not null as there`,
      );
      await owner.close();
      return there.there;
    };
    const refusing = async () => {
      throw new Error('not this one');
    };
    await expect(boot({ ...SILENT, DATABASE_URL: url }, refusing)).rejects.toThrow('not this one');
    expect(await migrated()).toBe(false);
    const seen: number[] = [];
    const { stop } = await boot({ ...SILENT, DATABASE_URL: url }, async (db) => {
      seen.push((await db.query(sql`select 1`)).length);
    });
    leave.push(stop);
    expect([seen, await migrated()]).toEqual([[1], true]);
  });

  test('没有这个数据库: 立即以一句话说明, 不露密码', async () => {
    const url = (await external()).replace(/\/test_\w+$/, '/absent').replace('owner@', 'owner:s3cret@');
    const fault = await boot({ ...SILENT, DATABASE_URL: url }).catch((thrown: unknown) => thrown);
    const said = explain(fault);
    expect(said).toMatch(/^DATABASE_URL: 连不上数据库 \(.*\/absent, 账号 owner\): .*does not exist/);
    expect(said).not.toContain('s3cret');
  });
});

test('已知的故障只说一句话, 未知的说出来路', () => {
  expect(explain(new Error('unforeseen'))).toContain('boot.db.test.ts');
});
