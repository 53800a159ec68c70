import { expect, test } from 'vitest';
import { isDataFault, isDeadlock, isTaken, refusalOf } from './faults.ts';
import { openDb } from './pool.ts';

const fault = (more: object, message = 'fault') => Object.assign(new Error(message), more);

test('数据库的哪些故障有话可说: 磁盘写满, 连不上; 别的不冒充', async () => {
  expect(refusalOf(fault({ code: '53100' }))?.code).toBe('DB-02');
  expect(refusalOf(fault({ code: '57P01' }))?.code).toBe('DB-03');
  expect(refusalOf(fault({ code: '08006' }))?.code).toBe('DB-03');
  expect(refusalOf(new Error('Connection terminated unexpectedly'))?.code).toBe('DB-03');
  expect(refusalOf(fault({ code: '23505' }))).toBeUndefined();
  expect(refusalOf(fault({ code: 'ENOENT', syscall: 'open' }))).toBeUndefined();
  expect(refusalOf(fault({ code: 'ENOSPC' }))).toBeUndefined();
  expect(refusalOf('57P01')).toBeUndefined();
});

test('套接字不在: 说数据库连不上', async () => {
  const db = openDb('postgresql://app@%2Fnonexistent-socket-folder/efficacy_ledger');
  const refused = await db
    .query({ text: 'select 1', values: [] } as never)
    .catch((error: unknown) => refusalOf(error)?.code);
  expect(refused).toBe('DB-03');
  await db.close();
});

test('数据的错, 位置已占, 互相等候, 各认各的', () => {
  expect([isDataFault(fault({ code: '22P02' })), isDataFault(fault({ code: '53100' }))]).toEqual([true, false]);
  expect([
    isTaken(fault({ code: '23505', constraint: 'a' }), 'a'),
    isTaken(fault({ code: '23505', constraint: 'a' }), 'b'),
  ]).toEqual([true, false]);
  expect([isDeadlock(fault({ code: '40P01' })), isDeadlock(fault({ code: '23505' }))]).toEqual([true, false]);
});
