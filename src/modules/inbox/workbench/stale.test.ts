import { describe, expect, test } from 'vitest';
import { isStale, together } from './stale.ts';

const [task, other, plan] = [
  '00000000-0000-7000-8000-000000000001',
  '00000000-0000-7000-8000-000000000002',
  '00000000-0000-7000-8000-000000000003',
] as const;
const of = (type: string, id: string, parent: string | null = null, told = false) => ({
  subjects: [{ type, id, parent }],
  all: false,
  told,
});

describe('变了什么, 就只重新读显示着它的', () => {
  const change = of('task', task, plan);
  test.each([
    ['这项任务', ['api', 'tasks', task, {}], true],
    ['它的时间线', ['api', 'subjects', task, 'timeline', {}], true],
    ['它所属的方案', ['api', 'plans', plan, {}], true],
    ['关于它的批示', ['api', 'instructions', { about: task }], true],
    ['任务清单', ['api', 'tasks', { lamp: 'red' }], true],
    ['我的责任', ['api', 'duties', { scope: 'mine' }], true],
    ['我单位应报', ['api', 'submissions', {}], true],
    ['它所属的一轮报送', ['api', 'submission-round', { plan, item: 'task-1', number: '' }], true],
    ['别的方案的一轮报送', ['api', 'submission-round', { plan: other, item: 'task-1', number: '' }], false],
    ['别的任务', ['api', 'tasks', other, {}], false],
    ['别的任务的时间线', ['api', 'subjects', other, 'timeline', {}], false],
    ['批示清单', ['api', 'instructions', { state: 'given' }], false],
    ['正在填的填报表', ['api', 'worksheet', {}], false],
    ['组织机构', ['api', 'directory', 'tree', {}], false],
    ['我是谁', ['api', 'me'], false],
    ['消息', ['api', 'messages', 'unread', {}], false],
  ] as const)('%s', (_, key, stale) => {
    expect(isStale(key, change)).toBe(stale);
  });
});

test('发言只动那项任务的讨论', () => {
  const change = of('remark', other, task, true);
  expect(isStale(['api', 'discussions', task, {}], change)).toBe(true);
  expect(isStale(['api', 'discussions', plan, {}], change)).toBe(false);
  expect(isStale(['api', 'tasks', task, {}], change)).toBe(false);
  expect(isStale(['api', 'messages', 'unread', {}], change)).toBe(true);
});

test('变得太多时, 会变的都重新读, 其余不动', () => {
  const change = { subjects: [], all: true, told: false };
  expect(isStale(['api', 'tasks', other, {}], change)).toBe(true);
  expect(isStale(['api', 'messages', 'unread', {}], change)).toBe(true);
  expect(isStale(['api', 'worksheet', {}], change)).toBe(false);
});

test('两次变化合成一次', () => {
  expect(together(of('task', task), { subjects: [], all: true, told: true })).toEqual({
    subjects: [{ type: 'task', id: task, parent: null }],
    all: true,
    told: true,
  });
});
