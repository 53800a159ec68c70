import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockProblems, migrationProblems, statementsOf } from './sql-lint.ts';

const PROJECT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const migrations = globSync('db/migrations/*.sql', { cwd: PROJECT });
const sources = globSync('src/**/*.ts', { cwd: PROJECT });
/** Sessions, lockout and one-time codes run on the computer's clock; their statements are named here and nowhere else. */
const isAuth = (path: string) => /-auth(?:-[a-z0-9-]+)?\.sql$/.test(path) || path.startsWith('src/platform/auth/');

test('迁移文件合乎规矩', () => {
  expect(migrations.length).toBeGreaterThan(0);
  expect(migrations.flatMap((path) => migrationProblems(path, read(path)))).toEqual([]);
});

test('迁移文件里没有一处向数据库问时间', () => {
  const looked = migrations.filter((path) => !isAuth(path));
  expect(looked.length).toBeGreaterThan(0);
  expect(looked.flatMap((path) => clockProblems(path, read(path)))).toEqual([]);
});

test('程序的语句没有一处向数据库问时间', () => {
  const statements = sources
    .filter((path) => !isAuth(path) && !path.endsWith('.test.ts'))
    .flatMap((path) => statementsOf(read(path)).map((each) => ({ ...each, path })));
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.flatMap(({ path, line, text }) => clockProblems(`${path}:${line}`, text))).toEqual([]);
});

describe('查得出每一种违规', () => {
  test.each([
    ['now()', 'create table a.b (at timestamptz default now())'],
    ['NOW ()', 'select NOW ()'],
    ['current_date', 'select current_date - 1'],
    ['current_timestamp', 'update a.b set at = current_timestamp'],
    ['clock_timestamp()', 'select clock_timestamp()'],
    ['函数体里的 now()', 'create function a.f() returns void language sql as $$ select now() $$'],
  ])('问时间: %s', (_, text) => {
    expect(clockProblems('x', text)).toHaveLength(1);
  });

  test('注释与文字里说到 now() 不算, 名字里含有 now 也不算', () => {
    expect(clockProblems('x', `-- never now()\nselect 'now()', known(1), /* current_date */ a.now from b`)).toEqual([]);
  });

  test.each([
    ['主键没有名字', 'create table a.b (region text primary key)'],
    ['唯一约束没有名字', 'create table a.b (region text, unique (region))'],
    ['检查约束没有名字', 'create table a.b (n integer check (n > 0))'],
    ['外键没有名字', 'create table a.b (n uuid references a.c (id))'],
    ['另加的外键没有名字', 'alter table a.b add foreign key (region, n) references a.c (region, n)'],
    ['排斥约束没有名字', 'create table a.b (region text, exclude using gist (region with =))'],
    ['serial', 'create table a.b (n bigserial)'],
    ['触发器', 'create trigger t before insert on a.b execute function a.f()'],
    ['数据库造标识', 'create table a.b (id uuid default gen_random_uuid())'],
    ['自己提交', 'select 1; commit;'],
    ['没有模式名', 'create table b (region text)'],
  ])('迁移: %s', (_, text) => {
    expect(migrationProblems('x', text)).toHaveLength(1);
  });

  test('有名字的约束不报', () => {
    const text = `create table a.b (
      region text not null, id uuid not null, n integer constraint b_n check (n > 0),
      constraint b_pk primary key (region, id), constraint b_n_key unique (region, n),
      constraint b_up foreign key (region, id) references a.c (region, id));
      alter table a.b add constraint b_self foreign key (region, id) references a.b (region, id);
      alter table a.b add constraint b_n_positive check (n > 0);
      create unique index b_first on a.b (region, n) where n = 1;
      grant select, references on a.b to app;
      -- primary key in a comment`;
    expect(migrationProblems('x', text)).toEqual([]);
  });

  test('从源文件里取出语句: 嵌套的模板和括号都认得', () => {
    const source = [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program that is read
      'const a = sql`select ${x.map((y) => `}${y}`)} from b`;',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program that is read
      "const c = sql<Row>`insert ${cond ? sql`now()` : '`'}`;",
    ].join('\n');
    expect(statementsOf(source).map((each) => [each.line, each.text])).toEqual([
      [1, 'select $ from b'],
      [2, 'insert $'],
      [2, 'now()'],
    ]);
  });
});
