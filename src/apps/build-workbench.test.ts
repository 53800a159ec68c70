import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planted } from '../../test/planted.ts';
import { isOld } from './build-workbench.ts';

const FILES = {
  'dist/workbench/index.html': '',
  'vite.config.ts': '',
  'package-lock.json': '',
  'src/apps/workbench/main.tsx': '',
  'src/core/kernel/ids.ts': '',
  'src/modules/plans/plan.store.ts': '',
  'src/apps/server.ts': '',
};

/** A tree in which everything is an hour older than the built workbench, but for what is named. */
function tree(newer: readonly string[], without: readonly string[] = []): string {
  const files = Object.fromEntries(Object.entries(FILES).filter(([path]) => !without.includes(path)));
  const root = planted(files);
  for (const path of Object.keys(files)) {
    const seconds = newer.includes(path) ? 3_000_000 : path.startsWith('dist/') ? 2_000_000 : 1_000_000;
    utimesSync(join(root, path), seconds, seconds);
  }
  return root;
}

test('工作台没有编译过, 或比它的源文件旧, 才要编译', () => {
  expect(isOld(tree([]))).toBe(false);
  expect(isOld(tree([], ['dist/workbench/index.html']))).toBe(true);
  expect(isOld(tree(['src/apps/workbench/main.tsx']))).toBe(true);
  expect(isOld(tree(['src/core/kernel/ids.ts']))).toBe(true);
  expect(isOld(tree(['vite.config.ts']))).toBe(true);
  expect(isOld(tree(['package-lock.json']))).toBe(true);
});

test('只有服务器用的文件变了, 不必编译', () => {
  expect(isOld(tree(['src/modules/plans/plan.store.ts', 'src/apps/server.ts']))).toBe(false);
});
