import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDb, freshDb } from '../../../test/database.ts';

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());

test('程序以角色 app 连接', async () => {
  expect(await fresh.db.one(sql`select current_user::text as who`)).toEqual({ who: 'app' });
});
