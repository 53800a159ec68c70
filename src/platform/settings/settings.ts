import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce
  .number('应为 0 到 65535 的整数 (an integer from 0 to 65535)')
  .int('应为 0 到 65535 的整数 (an integer from 0 to 65535)')
  .min(0, '应为 0 到 65535 的整数 (an integer from 0 to 65535)')
  .max(65_535, '应为 0 到 65535 的整数 (an integer from 0 to 65535)');
const text = z.string('应为文字 (text)').min(1, '不能为空 (must not be empty)');
const postgresUrl = z
  .string('应为文字 (text)')
  .regex(/^postgres(?:ql)?:\/\//, '应写作 postgresql://账号:密码@主机:5432/数据库 (a postgresql:// address)');
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Keys of the settings file; docs/operating/settings.md explains each. */
const File = z.strictObject({
  /** Where the server listens. 127.0.0.1: only a proxy on the same machine reaches it. */
  host: text.default('127.0.0.1'),
  port: port.default(3000),
  /** Absolute folder of everything that is kept: the built-in database and the files. */
  dataDir: text.optional(),
  /** PostgreSQL 15 or later to use in place of the built-in one. */
  databaseUrl: postgresUrl.optional(),
  /** The owner, for migrations, where the program logs in as somebody else. */
  databaseOwnerUrl: postgresUrl.optional(),
  databaseConnections: z
    .number('应为 2 到 200 的整数 (an integer from 2 to 200)')
    .int('应为 2 到 200 的整数 (an integer from 2 to 200)')
    .min(2, '应为 2 到 200 的整数 (an integer from 2 to 200)')
    .max(200, '应为 2 到 200 的整数 (an integer from 2 to 200)')
    .default(10),
  logLevel: z.enum(LEVELS, `应为 ${LEVELS.join(', ')} 之一 (one of these)`).default('info'),
  /** Proxies that may speak for the caller's address and protocol. */
  trustProxy: z
    .union([z.boolean(), text], '应为 true, false 或代理的地址 (true, false or addresses of proxies)')
    .default('loopback'),
});

export type Settings = Omit<z.output<typeof File>, 'dataDir'> & { readonly dataDir: string };

/** Names in the environment and the keys that they override. */
export const ENVIRONMENT = {
  HOST: 'host',
  PORT: 'port',
  DATA_DIR: 'dataDir',
  DATABASE_URL: 'databaseUrl',
  DATABASE_OWNER_URL: 'databaseOwnerUrl',
  LOG_LEVEL: 'logLevel',
} as const satisfies Record<string, keyof z.input<typeof File>>;

export const FILE_KEYS: readonly string[] = Object.keys(File.shape);

/** The settings are wrong; each sentence names the key, in Chinese and English. */
export class WrongSettings extends Error {
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'WrongSettings';
  }
}

/** Reads the environment and, where SETTINGS_FILE names one, the settings file. The environment wins. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const path = environment.SETTINGS_FILE || undefined;
  const values: Record<string, unknown> = path === undefined ? {} : readFile(path);
  const sources = new Map(Object.keys(values).map((key) => [key, `${path}: ${key}`]));
  for (const [name, key] of Object.entries(ENVIRONMENT)) {
    // An empty variable is how scripts say "not set".
    if (environment[name] === undefined || environment[name] === '') continue;
    values[key] = environment[name];
    sources.set(key, name);
  }
  const parsed = File.safeParse(values);
  if (!parsed.success)
    throw new WrongSettings(
      parsed.error.issues.map((issue) => {
        if (issue.code === 'unrecognized_keys')
          return `${path}: 没有这样的设置 (no such setting): ${issue.keys.join(', ')}`;
        const key = String(issue.path[0] ?? '');
        return `${sources.get(key) ?? key}: ${issue.message}`;
      }),
    );
  const { dataDir, ...rest } = parsed.data;
  if (rest.databaseOwnerUrl !== undefined && rest.databaseUrl === undefined)
    throw new WrongSettings([
      `${sources.get('databaseOwnerUrl')}: 须与 DATABASE_URL 一起设置 (needs DATABASE_URL beside it)`,
    ]);
  return { ...rest, dataDir: resolve(dataDir ?? usualDataDir(environment)) };
}

function readFile(path: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    throw new WrongSettings([`SETTINGS_FILE: 读不了 ${path}, 应为 JSON 文件 (cannot read it as JSON): ${message}`]);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new WrongSettings([`SETTINGS_FILE: ${path} 应为一个 JSON 对象 (must be one JSON object)`]);
  return { ...content };
}

function usualDataDir(environment: Readonly<Record<string, string | undefined>>): string {
  if (process.getuid?.() === 0) return '/var/lib/efficacy-ledger';
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local/share'), 'efficacy-ledger');
}
