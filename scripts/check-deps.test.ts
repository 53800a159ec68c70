import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkDeps, compare } from './check-deps.ts';
import { PROJECT } from './gate.ts';

const { imports } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
const HOUSE = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    imports,
    dependencies: { react: '1', pg: '1', fastify: '1' },
    devDependencies: { vitest: '1' },
  }),
  ...Object.fromEntries(
    ['react', 'pg', 'fastify', 'vitest'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {};'],
    ]),
  ),
  'src/core/kernel/index.ts': 'export const one = 1;\n',
  'src/core/calendar/index.ts': "export * from './day.ts';\n",
  'src/core/calendar/day.ts': "import { one } from '#core/kernel';\nexport const day = one;\n",
  'src/rulebook/index.ts': "import { day } from '#core/calendar';\nexport const rules = [day];\n",
  'src/directory/index.ts': 'export type Actor = { id: string };\n',
  'src/evidence/index.ts': 'export const evidence = 1;\n',
  'src/calendars/index.ts': 'export const calendars = 1;\n',
  'src/ledger/index.ts': "import { rules } from '#rulebook';\nexport const record = () => rules;\n",
  'src/ledger/fold.ts': 'export const fold = 1;\n',
  'src/platform/db/index.ts': "import pg from 'pg';\nexport type Tx = object;\nexport const open = () => pg;\n",
  'src/platform/http/index.ts':
    "import type { Tx } from '#platform/db';\nimport fastify from 'fastify';\nexport type Ctx = { db: Tx };\nexport const app = fastify;\n",
  'src/ui/portal/index.ts': "import { one } from '#core/kernel';\nexport const page = () => one;\n",
  'src/modules/plans/index.ts': "import './plan.routes.ts';\n",
  'src/modules/plans/plan.ts': "import type { Ctx } from '#platform/http';\nexport const plan = (ctx: Ctx) => ctx;\n",
  'src/modules/plans/contract.ts': "import { one } from '#core/kernel';\nexport const contract = one;\n",
  'src/modules/plans/plan.store.ts': "import type { Tx } from '#platform/db';\nexport const find = (tx: Tx) => tx;\n",
  'src/modules/plans/plan.service.ts':
    "import { record } from '#ledger';\nimport { find } from './plan.store.ts';\nimport { plan } from './plan.ts';\nexport const launch = () => [record, find, plan];\n",
  'src/modules/plans/plan.routes.ts': "import { launch } from './plan.service.ts';\nexport const routes = launch;\n",
  'src/modules/plans/workbench/routes.tsx':
    "import 'react';\nimport { contract } from '../contract.ts';\nexport const screens = contract;\n",
  'src/modules/tasks/index.ts': 'export const tasks = 1;\n',
  'src/modules/tasks/task.ts': 'export const task = 1;\n',
  'src/apps/server.ts': "import '#modules/plans';\nimport '#modules/tasks';\n",
  'src/apps/workbench/main.tsx': "import 'react';\nimport '../../modules/plans/workbench/routes.tsx';\n",
};

test('干净的房子没有一处违规, 每个文件都看到了', () => {
  const { seen, problems } = checkDeps(planted(HOUSE));
  expect(problems).toEqual([]);
  expect(seen).toBe(23);
});

test('栽下的每一处违规, 都以它的规则名报出来', () => {
  const root = planted({
    ...HOUSE,
    'src/core/kernel/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
    'src/core/kernel/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
    'src/core/kernel/lost.ts': "import './nowhere.ts';\n",
    'src/core/kernel/up.ts': "import type { Actor } from '#directory';\nexport type Up = Actor;\n",
    'src/core/calendar/disk.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    'src/rulebook/up.ts': "import { record } from '#ledger';\nexport const up = record;\n",
    'src/directory/up.ts': "import { evidence } from '#evidence';\nexport const up = evidence;\n",
    'src/calendars/up.ts': "import { record } from '#ledger';\nexport const up = record;\n",
    'src/evidence/up.ts': "import { calendars } from '#calendars';\nexport const up = calendars;\n",
    'src/ledger/up.ts': "import { tasks } from '#modules/tasks';\nexport const up = tasks;\n",
    'src/modules/tasks/up.ts': "import '../../apps/server.ts';\n",
    'src/platform/http/up.ts': "import { rules } from '#rulebook';\nexport const up = rules;\n",
    'src/ui/portal/up.ts': "import { record } from '#ledger';\nexport const up = record;\n",
    'src/apps/test-tool.ts': "import '../../test/tool.ts';\n",
    'test/tool.ts': 'export const tool = 1;\n',
    'src/modules/tasks/neighbour.ts': "import type { plan } from '#modules/plans';\nexport type Plan = typeof plan;\n",
    'src/modules/tasks/window.ts': "import { fold } from '../../ledger/fold.ts';\nexport const look = fold;\n",
    'src/apps/window.ts': "import { task } from '../modules/tasks/task.ts';\nexport const look = task;\n",
    'src/modules/tasks/nameless.ts': "import { record } from '../../ledger/index.ts';\nexport const look = record;\n",
    'src/modules/tasks/knowing.ts': "import { app } from '#platform/http';\nexport const knowing = app;\n",
    'src/modules/tasks/served.ts': "import { work } from './task.service.ts';\nexport const served = work;\n",
    'src/modules/tasks/task.service.ts': "import { serve } from './task.routes.ts';\nexport const work = serve;\n",
    'src/modules/tasks/task.routes.ts': 'export const serve = 1;\n',
    'src/modules/tasks/task.store.ts':
      "import type { Ctx } from '#platform/http';\nexport const find = (ctx: Ctx) => ctx;\n",
    'src/modules/tasks/workbench/TaskPage.tsx': "import { helpful } from '../far.ts';\nexport const Page = helpful;\n",
    'src/modules/tasks/far.ts': "import { find } from './near.ts';\nexport const helpful = find;\n",
    'src/modules/tasks/near.ts': "import { find } from './task.store.ts';\nexport { find };\n",
    'src/modules/tasks/drawing.ts': "import 'react';\n",
    'src/modules/tasks/driver.ts': "import 'pg';\n",
    'src/modules/tasks/tool.ts': "import 'vitest';\n",
  });
  const names = checkDeps(root).problems.map((problem) => problem.replace(/:.*/s, ''));
  expect([...new Set(names)].sort()).toEqual([
    'arrows-point-down-apps',
    'arrows-point-down-calendars',
    'arrows-point-down-core',
    'arrows-point-down-directory',
    'arrows-point-down-evidence',
    'arrows-point-down-ledger',
    'arrows-point-down-modules',
    'arrows-point-down-platform',
    'arrows-point-down-rulebook',
    'arrows-point-down-ui',
    'browser-never-reaches-the-server',
    'every-import-exists',
    'modules-do-not-know-each-other',
    'no-cycles',
    'one-door-to-postgresql',
    'other-folders-by-their-name',
    'production-needs-no-test-tools',
    'pure-files-do-no-io',
    'pure-files-do-not-know-the-platform',
    'pure-files-know-only-types-of-the-platform',
    'react-lives-in-the-workbench',
    'services-open-no-http',
    'stores-speak-sql-only',
    'through-the-front-door',
    'through-the-front-door-from-outside',
  ]);
});

test('巡检工具什么也没看到时不算通过', () => {
  const blind = { modules: [], summary: { violations: [] } };
  expect(compare(['src/core/kernel/index.ts'], blind)).toEqual({
    seen: 0,
    problems: ['the cruiser did not see src/core/kernel/index.ts'],
  });
});
