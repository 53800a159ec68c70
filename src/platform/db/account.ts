import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Unusable } from './unusable.ts';

/** The account that the database runs as, where that is not our own. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root. Undefined: we are an ordinary user and it runs as us. */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = accountsOf(readFileSync('/etc/passwd', 'utf8'));
  const owner = ownerOf(cluster);
  // Data that is already there stays with whoever owns it.
  const account =
    owner === undefined
      ? ['postgres', 'nobody'].map((name) => accounts.find((each) => each.name === name)).find((each) => each)
      : accounts.find((each) => each.uid === owner);
  if (account === undefined || account.uid === 0)
    throw new Unusable(
      owner === undefined
        ? '以 root 运行时, 内置数据库须换用普通账号, 但系统里没有 postgres 也没有 nobody: 请建立账号 postgres, 或以普通用户运行。'
        : `${cluster} 属于 ${owner} 号用户, 数据库不能以它运行: 请用 chown -R 把该目录交给账号 postgres。`,
    );
  return account;
}

function accountsOf(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return name === '' || uid === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}

/**
 * A folder that only the account may enter. Its parents are made open: a closed parent of root would lock the account
 * out. Refuses, before anything is made, a place that the account cannot reach, and says which folder bars the way.
 */
export function makeFolder(path: string, account: Account | undefined, label: string): string {
  const missing: string[] = [];
  let there = path;
  for (; !existsSync(there) && dirname(there) !== there; there = dirname(there)) missing.unshift(there);
  const closed = firstClosed(there, account);
  if (closed !== undefined)
    throw new Unusable(
      `${label}: 数据库账号 ${account?.name ?? '(当前用户)'} 进不了目录 ${closed}。请执行 chmod o+x ${closed}, 或把 ${label} 指到别处, 如 /var/lib/efficacy-ledger。`,
    );
  try {
    for (const folder of missing) {
      mkdirSync(folder, { recursive: true });
      // Not left to the umask, which may be that of a careful administrator.
      chmodSync(folder, 0o755);
    }
    if (!lstatSync(path).isDirectory()) throw new Error('not a directory');
    if (account !== undefined) chownSync(path, account.uid, account.gid);
    chmodSync(path, 0o700);
    return path;
  } catch (fault) {
    throw new Unusable(
      `${label}: 无法使用目录 ${path} (${fault instanceof Error ? fault.message : fault})。请检查该目录的属主与权限, 或把 ${label} 指到别处。`,
      fault,
    );
  }
}

/** The topmost folder on the way to the path that the account may not pass through. */
export function firstClosed(path: string, account: Account | undefined): string | undefined {
  const way = [path];
  for (let at = path; dirname(at) !== at; at = dirname(at)) way.unshift(dirname(at));
  // Asked of the system, as that account, and not worked out from the mode: there are access lists and mount options.
  const asked = spawnSync(
    '/bin/sh',
    ['-c', 'for d; do [ -x "$d" ] || { printf %s "$d"; exit 1; }; done', 'sh', ...way],
    {
      cwd: '/',
      encoding: 'utf8',
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    },
  );
  if (asked.error) throw asked.error;
  return asked.status === 0 ? undefined : asked.stdout;
}
