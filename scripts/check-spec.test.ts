import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkSpec } from './check-spec.ts';

const SPEC =
  '# Counting\n\n- **CAL-1** The first day does not count.\n- **CAL-2** A last day that is a holiday moves (see CAL-1).\n';

test('每条规则有测试, 每个测试的编号有规则: 通过', () => {
  const root = planted({
    'src/core/calendar/SPEC.md': SPEC,
    'src/core/calendar/a.test.ts':
      "test('[CAL-1] 次日起算', () => {});\ntest.each([1])(`[CAL-2] 顺延 %s`, () => {});\ntest('没有编号也可以', () => {});\n",
  });
  expect(checkSpec(root)).toEqual({ seen: 2, problems: [] });
});

test('标题里也可以写拒绝代码, 只要代码表里有', () => {
  const files = {
    'src/core/calendar/SPEC.md': SPEC,
    'src/core/calendar/a.test.ts': "test('[CAL-1][CAL-2] 顺延', () => {});\ntest('[TERM-07] 不收半天', () => {});\n",
  };
  expect(checkSpec(planted(files)).problems).toEqual(['[TERM-07] in src/core/calendar/a.test.ts is in no SPEC.md']);
  expect(checkSpec(planted({ ...files, 'docs/refusals.md': '| TERM-07 | 不收半天 | 写整天 |\n' })).problems).toEqual(
    [],
  );
});

test('一个标题写两个编号, 都算', () => {
  const root = planted({
    'src/core/calendar/SPEC.md': SPEC,
    'src/core/calendar/a.test.ts': "it('[CAL-1][CAL-2] 次日起算并顺延', () => {});\n",
  });
  expect(checkSpec(root).problems).toEqual([]);
});

test('缺测试的规则、没有规则的编号、定义两次: 各报一条', () => {
  const root = planted({
    'src/core/calendar/SPEC.md': SPEC,
    'src/core/scoring/SPEC.md': '## CAL-2 again\n',
    'src/core/calendar/a.test.ts':
      "// [CAL-1] 只在注释里\ntest('[CAL-9] 没有这一条', () => {});\ntest('[CAL-2] 顺延', () => {});\n",
  });
  expect(checkSpec(root).problems).toEqual([
    'CAL-2 is defined twice: src/core/calendar/SPEC.md and src/core/scoring/SPEC.md',
    'CAL-1 of src/core/calendar/SPEC.md has no test titled [CAL-1]',
    '[CAL-9] in src/core/calendar/a.test.ts is in no SPEC.md',
  ]);
});
