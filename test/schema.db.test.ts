import { readFileSync } from 'node:fs';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCHEMA_PAGE, schemaText } from '../scripts/dump-schema.ts';
import { type FreshDb, freshDb } from './database.ts';

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());

test('db/schema.sql 就是迁移之后的样子: 加了迁移要重写 (npm run db:dump)', async () => {
  expect(readFileSync(SCHEMA_PAGE, 'utf8').split('\n')).toEqual((await schemaText(fresh.owner)).split('\n'));
});

test('多一列、多一个索引、多一条授权, 都看得出来', async () => {
  const before = await schemaText(fresh.owner);
  await fresh.owner.query(sql`alter table ledger.fact add column planted text`);
  await fresh.owner.query(sql`create index planted_index on ledger.fact (planted)`);
  await fresh.owner.query(sql`grant delete on ledger.fact to app`);
  const after = await schemaText(fresh.owner);
  const added = after.split('\n').filter((line) => !before.includes(line));
  expect(added).toContain('  planted text,');
  expect(added).toContain('CREATE INDEX planted_index ON ledger.fact USING btree (planted);');
  expect(added.some((line) => /^grant .*delete.* on ledger\.fact to app;$/.test(line))).toBe(true);
});
