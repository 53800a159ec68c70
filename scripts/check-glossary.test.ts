import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkGlossary } from './check-glossary.ts';

const HEAD = '| 中文 | identifier | meaning | source | not the same as |\n|---|---|---|---|---|\n';
const BANNED =
  '\n## Words that we do not use 不用的词\n\n| word | write |\n|---|---|\n| `helper`, `common.ts`, `duban` | the name |\n';

test('事实、制度、模块都有词条, 没有禁用的词: 通过', () => {
  const root = planted({
    'docs/glossary.md': `${HEAD}| 方案启动 | \`plan.launched\` | begins | | |\n| 方案任务 | plan-task | rule | | |\n| 方案 | \`plan\`, \`plans\` | text | | |\n| 信号 | \`obligation.signalled\` | card | | |\n${BANNED}`,
    'src/core/obligation/apply.ts': "export const SIGNALLED = 'obligation.signalled';\n",
    'src/rulebook/facts/plan.ts': "export const f = defineFact({\n  kind: 'plan.launched' });\n",
    'src/rulebook/plan-task.ts': "export const r = defineRule({\n  id: 'plan-task',\n});\n",
    'src/modules/plans/index.ts': 'export const supervise = 1;\n',
  });
  expect(checkGlossary(root)).toEqual({ seen: 5, problems: [] });
});

test('缺词条、词条没有意思、标识符和文件名里有禁用的词: 各报一条', () => {
  const root = planted({
    'docs/glossary.md': `${HEAD}| 方案 | \`plans\` | | | |\n${BANNED}`,
    'src/core/obligation/apply.ts': "export const SIGNALLED = 'obligation.signalled';\n",
    'src/rulebook/facts/plan.ts': "export const f = defineFact({ kind: 'plan.launched' });\n",
    'src/rulebook/plan-task.ts': "export const r = defineRule({ id: 'plan-task' });\n",
    'src/modules/plans/index.ts': 'export const dubanOrder = 1;\n',
    'src/modules/tasks/index.ts': 'export const one = 1;\n',
    'src/modules/tasks/common.ts': 'export const haveSomethingInCommon = 3;\n',
    'src/modules/tasks/task-helper.ts': 'export const two = 2;\n',
  });
  expect(checkGlossary(root).problems).toEqual([
    'docs/glossary.md: the row of plans lacks its Chinese word or its meaning',
    'plan.launched (src/rulebook/facts/plan.ts) is not in docs/glossary.md',
    'obligation.signalled (src/core/obligation/apply.ts) is not in docs/glossary.md',
    'plan-task (src/rulebook/plan-task.ts) is not in docs/glossary.md',
    'tasks (src/modules/tasks/index.ts) is not in docs/glossary.md',
    'src/modules/plans/index.ts: “dubanOrder” uses the banned word “duban”',
    'src/modules/tasks/common.ts: “common.ts” uses the banned word “common.ts”',
    'src/modules/tasks/task-helper.ts: “task-helper.ts” uses the banned word “helper”',
  ]);
});
