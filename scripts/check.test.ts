import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { allWell, bin, run } from './check.ts';
import { PROJECT } from './gate.ts';

const settings = (name: string) => join(PROJECT, name);
const named = (output: string) => [...new Set(output.match(/[a-z.]+\.ts(?=\()/g))].sort();

test('核心的编译锁: 输入输出、时钟、网络在 core 里不能编译', async () => {
  const root = planted({
    'package.json': '{ "type": "module" }',
    'good.ts': "export const day: Temporal.PlainDate = Temporal.PlainDate.from('2026-03-02');\n",
    'disk.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    'process.ts': 'export const place = process.cwd();\n',
    'fetch.ts': "export const far = fetch('x');\n",
    'console.ts': 'console.log(1);\n',
    'document.ts': 'export const page = document.title;\n',
    'timer.ts': 'setTimeout(() => 1, 1);\n',
    'enum.ts': 'export enum State { open }\n',
    'index.ts': 'export const first = (list: string[]): string => list[0];\n',
  });
  writeFileSync(
    join(root, 'tsconfig.json'),
    JSON.stringify({ extends: settings('tsconfig.core.json'), include: ['*.ts'], exclude: [] }),
  );
  const outcome = await run({ name: 'types', command: [bin('tsc'), '-p', join(root, 'tsconfig.json')] });
  expect(outcome.ok).toBe(false);
  expect(named(outcome.output)).toEqual([
    'console.ts',
    'disk.ts',
    'document.ts',
    'enum.ts',
    'fetch.ts',
    'index.ts',
    'process.ts',
    'timer.ts',
  ]);
});

test('风格锁: 每条禁令都报得出来, 钟表所在处除外', async () => {
  const root = planted({
    'biome.json': readFileSync(settings('biome.json'), 'utf8'),
    'scripts/no-temporal-now.grit': readFileSync(settings('scripts/no-temporal-now.grit'), 'utf8'),
    'src/platform/clock/index.ts':
      'export const now = (): number => Date.now() + Temporal.Now.instant().epochMilliseconds;\n',
    'src/ledger/date.ts': 'export const now = (): number => Date.now();\n',
    'src/ledger/temporal-now.ts': 'export const today = () => Temporal.Now.plainDateISO();\n',
    'src/ledger/any.ts': 'export const loose = (value: any): string => value;\n',
    'src/ledger/bang.ts': 'export const first = (list: string[]): string => list[0]!;\n',
    'src/ledger/default.ts': 'const one = 1;\nexport default one;\n',
    'src/ledger/snake_case.ts': 'export const one = 1;\n',
    'src/ledger/type-import.ts': "import { Actor } from './any.ts';\nexport type One = Actor;\n",
  });
  const outcome = await run({
    name: 'biome',
    command: [bin('biome'), 'check', '--max-diagnostics=none', '--reporter=github', `--config-path=${root}`, root],
  });
  expect(outcome.ok).toBe(false);
  const found = [...outcome.output.matchAll(/title=([\w/]+),file=[^,]*?(src\/[\w/.-]+\.ts)/g)].map(
    (m) => `${m[2]} ${m[1]}`,
  );
  expect(found).toEqual(
    expect.arrayContaining([
      'src/ledger/any.ts lint/suspicious/noExplicitAny',
      'src/ledger/bang.ts lint/style/noNonNullAssertion',
      'src/ledger/date.ts lint/style/noRestrictedGlobals',
      'src/ledger/default.ts lint/style/noDefaultExport',
      'src/ledger/snake_case.ts lint/style/useFilenamingConvention',
      'src/ledger/temporal-now.ts plugin',
      'src/ledger/type-import.ts lint/style/useImportType',
    ]),
  );
  expect(found.filter((line) => line.startsWith('src/platform/clock'))).toEqual([]);
});

test('大门: 不经 index.ts 的 # 路径, Node 自己就拒绝', async () => {
  const outcome = await run({
    name: 'door',
    command: ['--input-type=module', '-e', "await import('#ledger/ledger.store.ts')"],
  });
  expect(outcome.ok).toBe(false);
  expect(outcome.output).toContain('ERR_PACKAGE_IMPORT_NOT_DEFINED');
});

test('一步失败, 整个检查就失败; 一步也没有, 也算失败', () => {
  const passed = { name: '甲', ok: true, seconds: 1, output: '' };
  expect(allWell([passed])).toBe(true);
  expect(allWell([passed, { ...passed, name: '乙', ok: false }])).toBe(false);
  expect(allWell([])).toBe(false);
});

test('无用之物: 没人用的文件、没登记的依赖、用不着的依赖都报得出来', async () => {
  const root = planted({
    'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies: { idle: '1' } }),
    'knip.json': readFileSync(settings('knip.json'), 'utf8'),
    'src/apps/server.ts': "import '../ledger/used.ts';\nimport 'unlisted';\n",
    'src/ledger/used.ts': 'export const one = 1;\n',
    'src/ledger/orphan.ts': 'export const two = 2;\n',
  });
  const outcome = await run({
    name: 'knip',
    command: [bin('knip'), '--no-progress', '--reporter', 'json', '-D', root],
  });
  expect(outcome.ok).toBe(false);
  expect(outcome.output).toContain('src/ledger/orphan.ts');
  expect(outcome.output).toContain('unlisted');
  expect(outcome.output).toContain('idle');
  expect(outcome.output).not.toContain('src/ledger/used.ts');
});
