import { expect, test } from 'vitest';
import { countOf, countPlaywright, countVitest, lastLine } from './test.ts';

const passing = { success: true, numPassedTests: 12, numFailedTests: 0, numFailedTestSuites: 0 };
const outcome = { name: 'unit', ok: true, seconds: 1, output: '' };

test('最后一行把各部分加在一起', () => {
  expect(
    lastLine([
      { passed: 400, failed: 0 },
      { passed: 12, failed: 3 },
    ]),
  ).toBe('tests: 412 passed, 3 failed');
});

test('有一个测试文件读不进来, 算失败', () => {
  expect(countVitest(passing)).toEqual({ passed: 12, failed: 0 });
  expect(countVitest({ ...passing, success: false, numFailedTestSuites: 2 })).toEqual({ passed: 12, failed: 2 });
});

test('一个测试也没有跑, 算失败', () => {
  expect(countVitest({ ...passing, numPassedTests: 0 })).toEqual({ passed: 0, failed: 1 });
  const nothing = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 4 }, errors: [] };
  expect(countPlaywright(nothing)).toEqual({ passed: 0, failed: 1 });
});

test('浏览器里重跑才通过的, 算失败', () => {
  expect(countPlaywright({ stats: { expected: 8, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] })).toEqual({
    passed: 8,
    failed: 2,
  });
});

test('没有结果文件, 或退出码说失败而结果说成功, 都算失败', () => {
  const read = () => passing;
  expect(countOf(outcome, read, countVitest)).toEqual({ passed: 12, failed: 0 });
  expect(countOf({ ...outcome, ok: false }, read, countVitest)).toEqual({ passed: 12, failed: 1 });
  expect(countOf(undefined, read, countVitest)).toEqual({ passed: 12, failed: 1 });
  const missing = () => {
    throw new Error('ENOENT');
  };
  expect(countOf(outcome, missing, countVitest)).toEqual({ passed: 0, failed: 1 });
});
