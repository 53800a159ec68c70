import { expect, test } from 'vitest';
import { isTaskState, mayGoOn, mayReport, REPORTED_STATES } from './task-life.ts';

test('哪些状态还能报告: 待签收, 已签收, 推进中, 已退回; 其余说明为什么不能', () => {
  expect(REPORTED_STATES).toEqual(['assigned', 'received', 'in-progress', 'returned']);
  expect(mayReport('submitted')).toMatchObject({ code: 'TASK-05' });
  expect(mayReport('accepted')).toMatchObject({ code: 'TASK-06' });
  expect(mayReport('closed')).toMatchObject({ code: 'TASK-02' });
  expect(mayReport('void')).toMatchObject({ code: 'TASK-01' });
});

test('已验收的还能销号, 作废和已销号的什么也不能', () => {
  expect(mayGoOn('accepted').refused).toBe(false);
  expect(mayGoOn('closed')).toMatchObject({ code: 'TASK-02' });
  expect(mayGoOn('void')).toMatchObject({ code: 'TASK-01' });
});

test('状态的字: 只认词表里的', () => {
  expect(isTaskState('returned')).toBe(true);
  expect(isTaskState('open')).toBe(false);
});
