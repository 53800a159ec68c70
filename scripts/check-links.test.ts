import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkLinks } from './check-links.ts';

test('指到的文件都在: 通过; 网址、代码里的样子不算', () => {
  const root = planted({
    'README.md':
      '[说明](docs/a.md#节) ![图](docs/b.png) [站点](https://example.org/x) `[样子](无.md)`\n```\n[样子](无.md)\n```\n',
    'docs/a.md': '[回去](../README.md)\n',
    'docs/b.png': '',
  });
  expect(checkLinks(root)).toEqual({ seen: 3, problems: [] });
});

test('指空的链接和图片报得出来', () => {
  const root = planted({ 'README.md': '[说明](docs/a.md) ![图](docs/b.png)\n' });
  expect(checkLinks(root).problems).toEqual([
    'README.md points to docs/a.md, which is not there',
    'README.md points to docs/b.png, which is not there',
  ]);
});
