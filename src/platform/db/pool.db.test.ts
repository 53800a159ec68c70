import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDb, freshDb } from '../../../test/database.ts';
import { batcher } from './batch.ts';
import { isTaken } from './faults.ts';
import { openDb } from './pool.ts';

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
  await fresh.owner.query(sql`create schema t`);
  await fresh.owner.query(sql`create table t.thing (id bigint, name text, constraint thing_pk primary key (id))`);
  await fresh.owner.query(sql`grant usage on schema t to app`);
  await fresh.owner.query(sql`grant select, insert, update, delete on t.thing to app`);
});
afterAll(() => fresh.drop());

describe('读出的值', () => {
  test('日期与时刻是文字, 大整数是数, 小数是文字, jsonb 已解析', async () => {
    expect(
      await fresh.db.one(sql`
        select date '2026-02-28' as day, timestamptz '2026-03-02 10:00:00.120+08' as at, 9007199254740991::int8 as big,
               0.1::numeric as exact, '{"a":[1,"二"]}'::jsonb as body, null::timestamptz as nothing,
               array[date '2026-02-28'] as days, array[timestamptz '2026-03-02 10:00+00', null] as times,
               array[1, 2]::int8[] as numbers, array['甲', '乙,丙'] as words, count(*) as n from t.thing`),
    ).toEqual({
      day: '2026-02-28',
      at: '2026-03-02T02:00:00.120Z',
      big: 9_007_199_254_740_991,
      exact: '0.1',
      body: { a: [1, '二'] },
      nothing: null,
      days: ['2026-02-28'],
      times: ['2026-03-02T10:00:00.000Z', null],
      numbers: [1, 2],
      words: ['甲', '乙,丙'],
      n: 0,
    });
  });

  test('写入的时刻原样读回, 精确到毫秒', async () => {
    const at = '2026-03-02T02:00:00.007Z';
    expect(await fresh.db.one(sql`select ${at}::timestamptz as at`)).toEqual({ at });
  });

  test('会话的时区与日期格式与服务器的缺省无关', async () => {
    const { name } = await fresh.owner.one<{ name: string }>(sql`select current_database()::text as name`);
    await fresh.owner.query(raw(`alter role app in database ${name} set timezone = 'America/St_Johns'`));
    await fresh.owner.query(raw(`alter role app in database ${name} set datestyle = 'German'`));
    const db = openDb(fresh.appUrl, { max: 1 });
    try {
      expect(await db.one(sql`select date '2026-02-28' as day, timestamptz '2026-03-02 10:00Z' as at`)).toEqual({
        day: '2026-02-28',
        at: '2026-03-02T10:00:00.000Z',
      });
    } finally {
      await db.close();
    }
  });
});

test('被遗忘的事务五分钟后由数据库结束, 不永远占着锁', async () => {
  expect(await fresh.db.one(sql`select current_setting('idle_in_transaction_session_timeout') as after`)).toEqual({
    after: '5min',
  });
});

describe('一行与至多一行', () => {
  test('one 须恰有一行', async () => {
    await expect(fresh.db.one(sql`select 1 as n where false`)).rejects.toThrow('one row was expected, 0 came');
    await expect(fresh.db.one(sql`select * from generate_series(1, 2)`)).rejects.toThrow('2 came');
  });
  test('maybe 可以没有, 不可以有两行', async () => {
    expect(await fresh.db.maybe(sql`select 1 as n where false`)).toBeUndefined();
    expect(await fresh.db.maybe(sql`select 1 as n`)).toEqual({ n: 1 });
    await expect(fresh.db.maybe(sql`select * from generate_series(1, 2)`)).rejects.toThrow('at most one row');
  });
});

describe('语句', () => {
  test('同一语句在一个连接上只准备一次', async () => {
    const db = openDb(fresh.appUrl, { max: 1 });
    try {
      for (const n of [1, 2, 3]) await db.one(sql`select ${n}::int8 as twice`);
      expect(
        await db.query(sql`select count(*) as n from pg_prepared_statements where statement like '%as twice'`),
      ).toEqual([{ n: 1 }]);
    } finally {
      await db.close();
    }
  });
  test('参数不是语句的一部分', async () => {
    const name = `'); drop table t.thing; --`;
    expect(await fresh.db.one(sql`select ${name} as name`)).toEqual({ name });
  });
});

describe('事务', () => {
  const names = async () =>
    (await fresh.db.query<{ name: string }>(sql`select name from t.thing order by id`)).map((row) => row.name);

  test('做完即提交, 出错即全部撤销', async () => {
    await fresh.db.transaction(async (tx) => {
      await tx.query(sql`insert into t.thing values (1, '留下')`);
    });
    await expect(
      fresh.db.transaction(async (tx) => {
        await tx.query(sql`insert into t.thing values (2, '撤销')`);
        throw new Error('改主意了');
      }),
    ).rejects.toThrow('改主意了');
    expect(await names()).toEqual(['留下']);
  });

  test('吞掉了语句的错误也不会当作成功', async () => {
    await expect(
      fresh.db.transaction(async (tx) => {
        await tx.query(sql`insert into t.thing values (3, '丢失')`);
        await tx.query(sql`insert into t.thing values (1, '重复')`).catch(() => {});
      }),
    ).rejects.toThrow('an error in it was swallowed');
    expect(await names()).toEqual(['留下']);
  });

  test('隔离级别为读已提交, 同一事务的语句依次执行', async () => {
    await fresh.db.transaction(async (tx) => {
      const [level, ...pids] = await Promise.all([
        tx.one<{ level: string }>(sql`select current_setting('transaction_isolation') as level`),
        ...[1, 2, 3].map(() => tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)),
      ]);
      expect(level).toEqual({ level: 'read committed' });
      expect(new Set(pids.map((row) => row.pid)).size).toBe(1);
    });
  });

  test('第一个语句就不成: 参数写不出去, 或语句有错, 只坏这一个事务, 同一个连接照常用', async () => {
    const db = openDb(fresh.appUrl, { max: 1 });
    try {
      const endless: { self?: unknown } = {};
      endless.self = endless;
      for (const wrong of [sql`select ${endless as never}::jsonb`, raw('select nonsense from nowhere')]) {
        await expect(db.transaction((tx) => tx.query(wrong))).rejects.toThrow();
        await db.transaction((tx) => tx.query(sql`insert into t.thing values (71, '甲')`));
        await expect(
          db.transaction(async (tx) => {
            await tx.query(sql`delete from t.thing where id = 71`);
            await tx.query(wrong);
          }),
        ).rejects.toThrow();
        expect(await db.query(sql`delete from t.thing where id = 71 returning id`)).toEqual([{ id: 71 }]);
        await expect(db.query(wrong)).rejects.toThrow();
        expect(await db.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
      }
      await expect(db.transaction(async () => Promise.reject(new Error('未发一语')))).rejects.toThrow('未发一语');
      expect(await db.transaction(async () => 7)).toBe(7);
    } finally {
      await db.close();
    }
  });

  test('忘了等的语句: 事务先等它; 事务结束之后的一律不放行', async () => {
    let late = () => Promise.resolve<unknown>(undefined);
    await fresh.db.transaction(async (tx) => {
      void tx.query(sql`insert into t.thing values (4, '没等')`);
      late = () => tx.query(sql`insert into t.thing values (5, '太晚')`);
    });
    await expect(late()).rejects.toThrow('an await is missing');
    expect(await names()).toEqual(['留下', '没等']);
  });

  test('连接在事务中途断了: 报错, 池子照常', async () => {
    await expect(
      fresh.db.transaction(async (tx) => {
        const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await fresh.owner.query(sql`select pg_terminate_backend(${pid})`);
        await tx.query(sql`select 1`);
      }),
    ).rejects.toThrow();
    expect(await names()).toEqual(['留下', '没等']);
  });

  test('闲着的连接断了: 程序不倒, 下次照常', async () => {
    const faults: string[] = [];
    const db = openDb(fresh.appUrl, { max: 1, onIdleFault: (fault) => faults.push(fault.message) });
    try {
      const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await fresh.owner.query(sql`select pg_terminate_backend(${pid})`);
      await expect.poll(() => faults.length).toBeGreaterThan(0);
      expect(await db.one(sql`select 1 as n`)).toEqual({ n: 1 });
    } finally {
      await db.close();
    }
  });
});

test('认得出“已经有了”是哪一个键', async () => {
  const fault = await fresh.db.query(sql`insert into t.thing values (1, '重复')`).catch((thrown: unknown) => thrown);
  expect([isTaken(fault), isTaken(fault, 'thing_pk'), isTaken(fault, 'other_pk'), isTaken(new Error('x'))]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('攒批写入真实的数据库: 一件重复只伤自己', async () => {
  await fresh.db.query(sql`delete from t.thing`);
  const batch = batcher((ids: readonly number[]) =>
    fresh.db.query<{ id: number }>(sql`
      insert into t.thing (id, name) select id, '批' from unnest(${[...ids]}::int8[]) with ordinality u (id, ord) order by ord
      returning id`),
  );
  await batch.add(2);
  const outcomes = await Promise.allSettled([1, 2, 3].map((id) => batch.add(id)));
  expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await fresh.db.query(sql`select id from t.thing order by id`)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});
