import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const COMMAND = join(import.meta.dirname, 'time-limit.ts');

/** Runs the command over the text; what it printed, line by line, and its exit code. */
function run(input: string): { lines: unknown[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [COMMAND], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return {
    lines: stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line)),
    status,
  };
}

const spring = { id: 'a', start: '2026-02-10T10:00:00+08:00', amount: 5, unit: 'workday', coveredUntil: '2026-12-31' };

test('一行一条, 次序不变, 带信号', () => {
  const signals = { warning: { at: 'before', amount: 1, unit: 'workday' } };
  const { lines, status } = run(
    `${JSON.stringify({ ...spring, signals })}\n${JSON.stringify({ ...spring, id: 7, amount: 1 })}\n`,
  );
  expect(lines).toEqual([
    {
      id: 'a',
      due: '2026-02-24T17:00:00+08:00',
      provisional: false,
      signals: { warning: '2026-02-14T09:00:00+08:00' },
    },
    { id: 7, due: '2026-02-11T17:00:00+08:00', provisional: false },
  ]);
  expect(status).toBe(0);
});

test('中止的没有到期时刻, 也没有信号', () => {
  const excluded = [{ from: '2026-02-11T09:00:00+08:00' }];
  const signals = { red: { at: 'after', amount: 0, unit: 'workday' } };
  expect(run(JSON.stringify({ ...spring, excluded, signals })).lines).toEqual([{ id: 'a', due: null }]);
});

test('只知道到2025年底的, 按法定节日暂算', () => {
  // 10日起五日: 11, 12, 13 (14日周六不调休); 16至19日春节法定四天, 20日, 23日
  const { lines } = run(JSON.stringify({ ...spring, coveredUntil: '2025-12-31' }));
  expect(lines).toEqual([{ id: 'a', due: '2026-02-23T17:00:00+08:00', provisional: true }]);
});

test('坏的一行报错, 后面照算, 退出码为 1; 空行不算', () => {
  const { lines, status } = run(
    `\uFEFFnot json\r\n\r\n[1]\n${JSON.stringify({ ...spring, amount: -1 })}\n${JSON.stringify(spring)}`,
  );
  expect(lines).toMatchObject([
    { id: null, line: 1, error: expect.stringContaining('JSON') },
    { id: null, line: 3, error: expect.stringContaining('JSON') },
    { id: 'a', error: expect.stringContaining('TERM-03') },
    { id: 'a', due: '2026-02-24T17:00:00+08:00' },
  ]);
  expect(status).toBe(1);
});

test('没有输入就没有输出', () => {
  expect(run('')).toEqual({ lines: [], status: 0 });
});

test('两万行也逐行对应', () => {
  const input = Array.from({ length: 20_000 }, (_, id) => JSON.stringify({ ...spring, id })).join('\n');
  const { lines } = run(input);
  expect(lines.length).toBe(20_000);
  expect(lines.at(-1)).toEqual({ id: 19_999, due: '2026-02-24T17:00:00+08:00', provisional: false });
});
