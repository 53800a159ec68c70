import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planted } from '../../../test/planted.ts';
import { ENVIRONMENT, FILE_KEYS, readSettings, WrongSettings } from './settings.ts';

const isRoot = process.getuid?.() === 0;
const settingsFile = (text: string) => join(planted({ 'settings.json': text }), 'settings.json');

describe('读取', () => {
  test('什么也没有设置时的缺省', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseConnections: 10,
      logLevel: 'info',
      trustProxy: 'loopback',
      dataDir: isRoot ? '/var/lib/efficacy-ledger' : join(homedir(), '.local/share/efficacy-ledger'),
    });
  });

  test.runIf(!isRoot)('普通用户的数据目录随 XDG_DATA_HOME', () => {
    expect(readSettings({ XDG_DATA_HOME: '/srv/me' }).dataDir).toBe('/srv/me/efficacy-ledger');
  });

  test('环境变量优先于设置文件; 空的变量等于没有设置', () => {
    const file = settingsFile('{ "port": 8080, "host": "0.0.0.0", "dataDir": "/srv/ledger" }');
    expect(readSettings({ SETTINGS_FILE: file, PORT: '8081', HOST: '' })).toMatchObject({
      port: 8081,
      host: '0.0.0.0',
      dataDir: '/srv/ledger',
    });
  });

  test('相对的 DATA_DIR 变为绝对路径', () => {
    expect(readSettings({ DATA_DIR: 'data' }).dataDir).toBe(join(process.cwd(), 'data'));
  });
});

describe('有错即不启动, 并说出是哪一项', () => {
  test.each([
    ['PORT=abc', { PORT: 'abc' }, 'PORT: 应为 0 到 65535 的整数 (an integer from 0 to 65535)'],
    ['PORT=70000', { PORT: '70000' }, 'PORT: 应为 0 到 65535 的整数 (an integer from 0 to 65535)'],
    ['PORT=80.5', { PORT: '80.5' }, 'PORT: 应为 0 到 65535 的整数 (an integer from 0 to 65535)'],
    [
      '别的数据库',
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: 应写作 postgresql://账号:密码@主机:5432/数据库 (a postgresql:// address)',
    ],
    [
      '只有属主的地址',
      { DATABASE_OWNER_URL: 'postgresql://o@h/d' },
      'DATABASE_OWNER_URL: 须与 DATABASE_URL 一起设置 (needs DATABASE_URL beside it)',
    ],
    ['日志级别', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL: 应为 debug, info, warn, error, silent 之一 (one of these)'],
  ])('%s', (_, environment, sentence) => {
    expect(() => readSettings(environment)).toThrow(new WrongSettings([sentence]));
  });

  test('设置文件里的错, 指出文件和项; 几处错一次说完', () => {
    const file = settingsFile('{ "prot": 80, "databaseConnections": 1, "host": "" }');
    expect(() => readSettings({ SETTINGS_FILE: file })).toThrow(
      new WrongSettings([
        `${file}: host: 不能为空 (must not be empty)`,
        `${file}: databaseConnections: 应为 2 到 200 的整数 (an integer from 2 to 200)`,
        `${file}: 没有这样的设置 (no such setting): prot`,
      ]),
    );
  });

  test('设置文件不存在或不是 JSON', () => {
    expect(() => readSettings({ SETTINGS_FILE: '/nowhere/settings.json' })).toThrow(
      /^SETTINGS_FILE: 读不了 \/nowhere\/settings.json/,
    );
    expect(() => readSettings({ SETTINGS_FILE: settingsFile('port = 80') })).toThrow(/应为 JSON 文件/);
    expect(() => readSettings({ SETTINGS_FILE: settingsFile('[]') })).toThrow(/应为一个 JSON 对象/);
  });
});

test('每一项设置都在 docs/operating/settings.md 里说明', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/operating/settings.md'), 'utf8');
  const documented = [...page.matchAll(/^\|[^|]*\| `(\w+)` \|/gm)].map((row) => row[1]);
  expect(documented).toEqual([...FILE_KEYS]);
  for (const name of [...Object.keys(ENVIRONMENT), 'SETTINGS_FILE']) expect(page).toContain(`\`${name}\``);
});
