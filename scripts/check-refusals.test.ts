import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkRefusals } from './check-refusals.ts';

const TABLE = '| code | sentence | what to do |\n|---|---|---|\n';

test('代码与说明一一对应: 通过', () => {
  const root = planted({
    'docs/refusals.md': `${TABLE}| PLAN-01 | 没有牵头单位 | 补上牵头单位 |\n| \`PLAN-02\` | 没有期限 | 补上期限 |\n`,
    'src/modules/plans/plan.ts': "export const a = () => refuse('PLAN-01', '没有牵头单位, 请补上');\n",
    'src/modules/plans/refusals.ts': "export const noTerm = 'PLAN-02';\n",
    'src/modules/plans/plan.test.ts': "refuse('XX-01', '测试里的不算');\n",
  });
  expect(checkRefusals(root)).toEqual({ seen: 2, problems: [] });
});

test('没有说明的代码、没人用的说明、空的说明、重复的说明、读不出的代码: 各报一条', () => {
  const root = planted({
    'docs/refusals.md': `${TABLE}| PLAN-02 | 没有期限 | |\n| PLAN-03 | 甲 | 乙 |\n| PLAN-02 | 没有期限 | 补上 |\n`,
    'src/modules/plans/a.ts': "refuse('PLAN-01', '没有牵头单位');\nrefuse('PLAN-02', '没有期限');\n",
    'src/modules/plans/b.ts': ['refuse(`PLAN-$', '{n}`, "某事");\n'].join(''),
  });
  expect(checkRefusals(root).problems).toEqual([
    'src/modules/plans/b.ts makes a refusal whose code cannot be read: refuse(`PLAN-${',
    'docs/refusals.md: the row of PLAN-02 lacks its sentence or what to do',
    'docs/refusals.md explains PLAN-02 twice',
    'PLAN-01 (src/modules/plans/a.ts) is not in docs/refusals.md',
    'docs/refusals.md explains PLAN-03, which nothing uses',
  ]);
});
