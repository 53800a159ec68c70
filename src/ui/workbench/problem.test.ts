import { expect, test } from 'vitest';
import { asProblem, problemOf } from './problem.ts';

test('拒绝: 保留代码、说明、理由和编号', () => {
  const problem = problemOf(409, {
    type: '/api/refusals#TASK-07',
    title: '暂不能办理',
    status: 409,
    detail: '完成凭证还缺 1 份, 补齐后再上报完成',
    code: 'TASK-07',
    requestId: 'r-1',
    trail: [{ sentence: '本任务要求验收单 1 份', basis: '附件2 第14项' }, { nonsense: true }],
  });
  expect(problem.kind).toBe('refusal');
  expect(problem.code).toBe('TASK-07');
  expect(problem.sentence).toBe('完成凭证还缺 1 份, 补齐后再上报完成');
  expect(problem.trail).toEqual([{ sentence: '本任务要求验收单 1 份', basis: '附件2 第14项' }]);
  expect(problem.requestId).toBe('r-1');
});

test('填写有误: 逐项给出字段和说明', () => {
  const problem = problemOf(422, {
    detail: '填写的内容有误',
    code: 'HTTP-03',
    fields: [{ field: 'title', sentence: '请填写任务名称' }],
  });
  expect(problem.kind).toBe('invalid');
  expect(problem.fields).toEqual([{ field: 'title', sentence: '请填写任务名称' }]);
});

test('中间设备代答的网页不会显示给人看', () => {
  const problem = problemOf(502, '<html>Bad Gateway</html>', 'r-2');
  expect(problem.kind).toBe('offline');
  expect(problem.sentence).toBe('没有连上服务器。已填写的内容仍在, 请检查网络后再试');
  expect(problemOf(500, undefined, 'r-3').requestId).toBe('r-3');
});

test('按状态码分清: 过期、无权、没有', () => {
  expect([401, 403, 404].map((status) => problemOf(status, {}).kind)).toEqual(['signed-out', 'forbidden', 'missing']);
});

test('程序自己的错误不把英文原话给人看', () => {
  expect(asProblem(new TypeError('x is undefined')).sentence).toBe(
    '平台出了故障, 已经记录。已填写的内容仍在, 请稍后再试',
  );
});
