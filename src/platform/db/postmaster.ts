import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from './process-table.ts';
import { Unusable } from './unusable.ts';

/** A server that is running on a cluster. */
export type Occupant = { readonly pid: number; readonly socket: string };

/**
 * The live server that has the cluster, if any. A pid file whose process is gone, dead but not yet reaped, or something
 * else altogether (pids start anew when a container does) is removed: PostgreSQL would take any process of its own
 * account for the server. One that is starting or stopping is waited for.
 */
export async function occupantOf(cluster: string, patience = 120_000): Promise<Occupant | undefined> {
  const path = join(cluster, 'postmaster.pid');
  const deadline = performance.now() + patience;
  // A server whose program has just died learns of it within milliseconds; do not take it for one that stays.
  const settled = performance.now() + 500;
  for (;;) {
    const file = readPidFile(path);
    if (file === undefined) return undefined;
    if (!isServerOf(file.pid, cluster)) {
      rmSync(path, { force: true });
      return undefined;
    }
    if (file.status === 'ready' && performance.now() > settled) return { pid: file.pid, socket: file.socket };
    if (performance.now() > deadline)
      throw new Unusable(
        `${cluster} 正被数据库进程 ${file.pid} 占用, 等了 ${patience / 1000} 秒仍未就绪 (${file.status || '无状态'}): 请执行 kill -INT ${file.pid} 后重试。`,
      );
    await sleep(20);
  }
}

/** Lines of the file: 1 the pid, 2 the data folder, 5 the socket folder, 8 the state. Those not written yet are empty. */
function readPidFile(path: string): { pid: number; socket: string; status: string } | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  return { pid: Number.parseInt(lines[0] ?? '', 10), socket: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' };
}

export function isServerOf(pid: number, cluster: string): boolean {
  const words = findProcess(pid)?.words ?? [];
  return /(?:^|\/)postgres$/.test(words[0] ?? '') && words.includes(cluster);
}
