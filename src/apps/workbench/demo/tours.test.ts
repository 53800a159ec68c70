import { expect, test } from 'vitest';
import { tourOf } from './tours.ts';

const pathsFor = (...actions: string[]) => tourOf({ actions }).map(({ path }) => path);

test('各角色的导览各走各的页面, 最后都回到首页说明怎么往前拨日子', () => {
  expect(pathsFor('task.chase', 'task.read', 'plan.read')).toEqual(['/', '/warnings', '/tasks', '/plans', '/']);
  expect(pathsFor('task.report', 'plan.read')).toEqual(['/', '/tasks', '/worksheet', '/']);
  expect(pathsFor('plan.read')).toEqual(['/', '/warnings', '/plans', '/']);
  expect(pathsFor('account.manage', 'directory.read')).toEqual(['/directory', '/directory/people', '/']);
  expect(pathsFor('directory.read')).toEqual(['/calendar', '/parameters', '/directory', '/']);
});
