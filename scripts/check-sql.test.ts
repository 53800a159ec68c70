import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkSql } from './check-sql.ts';

test('时刻作为参数的 SQL: 通过; 注释和文字里提到不算', () => {
  const root = planted({
    'db/migrations/2026-03-01-0900-a.sql':
      "-- never now()\ncreate table a.b (region text not null);\ncomment on table a.b is '不用 now() 也不用 trigger';\n",
    'src/ledger/fact.store.ts': `export const q = sql\`select 1 from a.b where at <= $\{now}\`;\n`,
  });
  expect(checkSql(root)).toEqual({ seen: 2, problems: [] });
});

test('问时刻、触发器、序列号、级联删除、没有注释的表: 各报一条, 带行号', () => {
  const root = planted({
    'db/migrations/2026-03-01-0900-a.sql':
      'create table a.b (\n  id bigserial,\n  at timestamptz default now(),\n  up uuid references a.c on delete cascade\n);\ncreate trigger t before update on a.b execute function f();\n',
    'src/ledger/fact.store.ts': '\nexport const q = sql`\n  select 1 from a.b where day = current_date`;\n',
  });
  expect(checkSql(root).problems).toEqual([
    'db/migrations/2026-03-01-0900-a.sql:3 asks for the time: now()',
    'db/migrations/2026-03-01-0900-a.sql:6 makes a trigger: create trigger',
    'db/migrations/2026-03-01-0900-a.sql:2 counts by serial: bigserial',
    'db/migrations/2026-03-01-0900-a.sql:4 deletes more than it names: on delete cascade',
    'db/migrations/2026-03-01-0900-a.sql makes a table without a comment',
    'src/ledger/fact.store.ts:3 asks for the time: current_date',
  ]);
});
