import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPEND_ONLY, catalogueProblems, readCatalogue } from '../../../test/catalogue.ts';
import { type FreshDb, freshDb } from '../../../test/database.ts';

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());

test('迁移之后的数据库合乎规矩', async () => {
  const catalogue = await readCatalogue(fresh.owner);
  expect(catalogue.tables.length).toBeGreaterThan(3);
  expect(catalogueProblems(catalogue)).toEqual([]);
});

test('只增不改的表: 程序能增能查, 不能改不能删', async () => {
  for (const table of Object.keys(APPEND_ONLY)) {
    await expect(fresh.db.query(sql`delete from ${raw(table)}`)).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`truncate ${raw(table)}`)).rejects.toThrow(/permission denied/);
  }
  await expect(fresh.db.query(sql`select count(*) as n from ledger.fact`)).resolves.toEqual([{ n: 0 }]);
});

/** A sound table, as the ground on which each violation is planted. */
const SOUND = `
  create table plan.planted (region text not null, id uuid not null, at timestamptz not null,
    constraint planted_pk primary key (region, id));
  comment on table plan.planted is '试验';
  comment on column plan.planted.region is '辖区';
  comment on column plan.planted.id is '标识';
  comment on column plan.planted.at is '时刻';`;

const PLANTED: readonly (readonly [title: string, ddl: string, problem: RegExp])[] = [
  [
    '主键不以辖区开头',
    'alter table plan.planted drop constraint planted_pk, add constraint planted_pk primary key (id, region)',
    /planted_pk does not begin with region/,
  ],
  [
    '唯一约束不以辖区开头',
    'alter table plan.planted add constraint planted_at unique (at)',
    /key planted_at does not begin with region/,
  ],
  [
    '唯一索引不以辖区开头',
    'create unique index planted_at on plan.planted (at)',
    /unique index plan.planted_at does not begin with region/,
  ],
  [
    '唯一索引以表达式开头',
    'create unique index planted_at on plan.planted (lower(region))',
    /unique index plan.planted_at does not begin with region/,
  ],
  ['没有主键', 'alter table plan.planted drop constraint planted_pk', /no primary key/],
  [
    '没有辖区',
    'alter table plan.planted drop constraint planted_pk, drop column region, add constraint planted_pk primary key (id)',
    /no column region text not null/,
  ],
  [
    '外键不以辖区开头',
    'alter table plan.planted add constraint planted_other unique (region, at), add constraint planted_self foreign key (id, region) references plan.planted (id, region)',
    /planted_self to plan.planted does not begin with region/,
  ],
  [
    '外键指向只在一台机器上的表',
    'alter table plan.planted add column name text, add constraint planted_migration foreign key (name) references platform.migration (name)',
    /planted_migration to platform.migration: none may lead/,
  ],
  [
    '删除时置空',
    'alter table plan.planted add column up uuid, add constraint planted_up foreign key (region, up) references plan.planted (region, id) on delete set null',
    /planted_up: on delete set null/,
  ],
  [
    '触发器',
    'create function plan.f() returns trigger language plpgsql as $$ begin return new; end $$; create trigger planted_t before insert on plan.planted for each row execute function plan.f()',
    /trigger planted_t/,
  ],
  ['整数自增', 'alter table plan.planted add column n int generated always as identity', /column n counts in integer/],
  ['serial', 'alter table plan.planted add column n serial', /column n counts in integer/],
  [
    '以数据库的时间为缺省',
    'alter table plan.planted alter column at set default now()',
    /column at takes the time from the database/,
  ],
  [
    '以当日为缺省',
    'alter table plan.planted add column day date default current_date',
    /column day takes the time from the database/,
  ],
  ['不带时区的时刻', 'alter table plan.planted add column t timestamp', /column t is a time without zone/],
  ['列没有中文说明', 'alter table plan.planted add column x text', /column x has no Chinese comment/],
  ['表没有中文说明', `comment on table plan.planted is 'planted'`, /plan.planted: no Chinese comment/],
  ['模式不在名单上', `create schema stray; comment on schema stray is '走失'`, /schema stray is on no list/],
  [
    '程序可以改只增不改的表',
    'grant update (kind) on ledger.fact to app',
    /ledger.fact: append-only, but role app may update/,
  ],
  ['程序可以清空一张表', 'grant truncate on plan.planted to app', /role app may truncate/],
  ['程序可以建表', 'grant create on schema plan to app', /schema plan: role app may create/],
];

describe('查得出每一种违规', () => {
  test('没有违规的表不报', async () => {
    expect(await problemsAfter(`${SOUND} null`)).toEqual([]);
  });
  test.each(PLANTED)('%s', async (_, ddl, problem) => {
    const problems = await problemsAfter(`${SOUND}${ddl}`);
    expect(problems.join('\n')).toMatch(problem);
  });
});

/** Plants, looks and takes it back. */
async function problemsAfter(ddl: string): Promise<string[]> {
  const undo = new Error('undo');
  let problems: string[] = [];
  await fresh.owner
    .transaction(async (tx) => {
      await tx.query(raw(`do $plant$ begin ${ddl}; end $plant$`));
      problems = catalogueProblems(await readCatalogue({ ...fresh.owner, ...tx }));
      throw undo;
    })
    .catch((fault) => {
      if (fault !== undo) throw fault;
    });
  return problems;
}
