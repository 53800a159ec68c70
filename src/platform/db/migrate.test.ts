import { expect, test } from 'vitest';
import { unfitServer } from './migrate.ts';

test('PostgreSQL 15 起可用, 更旧的以一句话拒绝', () => {
  expect(unfitServer(150_000, 'UTF8')).toBeUndefined();
  expect(unfitServer(180_004, 'UTF8')).toBeUndefined();
  expect(unfitServer(140_011, 'UTF8')).toBe(
    '数据库服务器是 PostgreSQL 14, 本程序需要 15 或更新的版本: 请升级数据库服务器。',
  );
});

test('编码须为 UTF8', () => {
  expect(unfitServer(180_004, 'SQL_ASCII')).toContain('编码是 SQL_ASCII');
});
