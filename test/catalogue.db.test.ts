import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '#platform/db';
import { type FreshDb, freshDb } from './database.ts';

/** Schemas and tables that belong to no region, each with the reason. Whatever is not listed must begin with its region. */
const WITHOUT_REGION: Readonly<Record<string, string>> = {
  auth: 'an account is known before its region is; a session is found by the digest of its cookie alone',
  calendar: 'the whole country shares one calendar; a local layer names its region in a column',
  'platform.migration': 'speaks of the database itself',
};

type Table = { name: string; comment: string | null };
type Column = { name: string; comment: string | null };
type Key = { name: string; table: string; first: string };

const tables = (tx: Tx) =>
  tx.query<Table>(sql`
    select n.nspname || '.' || c.relname as name, obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`);

const columns = (tx: Tx) =>
  tx.query<Column>(sql`
    select n.nspname || '.' || c.relname || '.' || a.attname as name, col_description(c.oid, a.attnum) as comment
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`);

/** Primary, unique and foreign keys with the first of their columns. */
const keys = (tx: Tx) =>
  tx.query<Key>(sql`
    select o.conname as name, n.nspname || '.' || c.relname as table, a.attname as first
    from pg_constraint o
    join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
    where o.contype in ('p', 'u', 'f') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 2, 1`);

const narrowIds = (tx: Tx) =>
  tx.query<{ name: string }>(sql`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attidentity <> '' and a.atttypid <> 'bigint'::regtype and n.nspname !~ '^pg_'`);

const triggers = (tx: Tx) =>
  tx.query<{ name: string }>(sql`select tgname as name from pg_trigger where not tgisinternal`);

const rightsOn = (tx: Tx, table: string) =>
  tx.query<{ privilege: string }>(sql`
    select lower(p.privilege) as privilege
    from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as p (privilege)
    where has_table_privilege('app', ${table}, p.privilege)
       or (p.privilege = 'UPDATE' and has_any_column_privilege('app', ${table}, 'UPDATE'))`);

const schemaOf = (table: string) => table.split('.')[0] ?? '';
const HAN = /\p{Script=Han}/u;
const lacksWords = (rows: readonly Table[]) =>
  rows.filter(({ comment }) => !HAN.test(comment ?? '')).map(({ name }) => name);
const lacksRegion = (rows: readonly Key[]) =>
  rows
    .filter(
      ({ table, first }) => first !== 'region' && !(table in WITHOUT_REGION) && !(schemaOf(table) in WITHOUT_REGION),
    )
    .map(({ table, name }) => `${table} ${name}`);

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());

describe('数据库守的规矩', () => {
  test('每张表、每一列都有中文说明', async () => {
    const found = await tables(fresh.owner);
    expect(found.length).toBeGreaterThan(3);
    expect(lacksWords(found)).toEqual([]);
    expect(lacksWords(await columns(fresh.owner))).toEqual([]);
  });

  test('每把键以辖区打头, 列在例外里的除外', async () => {
    expect(lacksRegion(await keys(fresh.owner))).toEqual([]);
  });

  test('没有触发器, 没有窄的自增号', async () => {
    expect(await triggers(fresh.owner)).toEqual([]);
    expect(await narrowIds(fresh.owner)).toEqual([]);
  });

  test('程序对事实只能添加和查看', async () => {
    expect((await rightsOn(fresh.owner, 'ledger.fact')).map(({ privilege }) => privilege).sort()).toEqual([
      'insert',
      'select',
    ]);
    await expect(fresh.db.query(sql`update ledger.fact set kind = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`delete from ledger.fact`)).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`truncate ledger.fact`)).rejects.toThrow(/permission denied/);
  });

  test('例外只为还在的表保留', async () => {
    const names = (await tables(fresh.owner)).flatMap(({ name }) => [name, schemaOf(name)]);
    expect(Object.keys(WITHOUT_REGION).filter((name) => !names.includes(name))).toEqual([]);
  });
});

test('栽下的违规一条条都看得出来', async () => {
  const ground = await freshDb();
  try {
    await ground.owner.query(sql`create schema planted`);
    await ground.owner.query(sql`
      create table planted.thing (id integer generated always as identity, region text, constraint thing_pkey primary key (id))`);
    await ground.owner.query(
      sql`create function planted.f() returns trigger language plpgsql as 'begin return new; end'`,
    );
    await ground.owner.query(sql`create trigger t before insert on planted.thing execute function planted.f()`);
    expect(lacksRegion(await keys(ground.owner))).toContain('planted.thing thing_pkey');
    expect(lacksWords(await tables(ground.owner))).toContain('planted.thing');
    expect(lacksWords(await columns(ground.owner))).toContain('planted.thing.id');
    expect(await narrowIds(ground.owner)).toEqual([{ name: 'planted.thing.id' }]);
    expect(await triggers(ground.owner)).toEqual([{ name: 't' }]);
    await ground.owner.query(sql`grant update (kind) on ledger.fact to app`);
    expect((await rightsOn(ground.owner, 'ledger.fact')).map(({ privilege }) => privilege)).toContain('update');
  } finally {
    await ground.drop();
  }
});
