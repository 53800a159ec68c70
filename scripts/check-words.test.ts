import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkWords } from './check-words.ts';

test('只说项目自己的事: 通过', () => {
  const root = planted({
    'README.md': '把备份放到 /var/backups/ledger, 或 https://example.org/docs, 住址写作 /srv/ledger/data。\n',
    'docs/a.md': '云溪市\n',
    'picture.png': '/root/secret',
  });
  expect(checkWords(root, ['某某县'], ['README.md', 'docs/a.md', 'picture.png'])).toEqual({ seen: 2, problems: [] });
});

test('机器的路径、包仓库、内网地址、清单上的名字: 各报一条, 带行号', () => {
  const root = planted({
    'a.md': '第一行\n看 /home/zhang/notes 里的笔记\n',
    'b.ts': "const place = '/work/other/file';\n",
    'c.json': '{ "resolved": "https://registry.example.com/a.tgz" }\n',
    'd.yml': 'mirror: http://192.168.3.4/\n',
    'e.sql': '-- 某某县人民政府\n',
  });
  expect(checkWords(root, ['某某县'], ['a.md', 'b.ts', 'c.json', 'd.yml', 'e.sql']).problems).toEqual([
    'a.md:2 names the path of a home directory: /home/zhang/',
    'b.ts:1 names the path of a working place: /work/',
    'c.json:1 names a package registry: https://registry.example.com',
    'd.yml:1 names a private address: http://192.168.3.4',
    'e.sql:1 names “某某县”',
  ]);
});
