import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that is running on a cluster. */
export type Occupant = { readonly pid: number; readonly socket: string };

type PidFile = { readonly pid: number; readonly socket: string; readonly status: string };

/**
 * The live server that has the cluster, if any. A pid file whose process is gone, dead but not yet reaped, or something
 * else altogether (pids start anew when a container does) is removed: PostgreSQL would take any process of its own
 * account for the server. One that is starting or stopping is waited for.
 */
export async function occupantOf(cluster: string, patience = 60_000): Promise<Occupant | undefined> {
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
      throw new Error(`${path}: server ${file.pid} has been ${file.status || 'silent'} for ${patience / 1000} s`);
    await sleep(20);
  }
}

function readPidFile(path: string): PidFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return { pid, socket: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' };
}

export function isServerOf(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  return process.platform === 'linux' ? isServerByProc(pid, cluster) : isServerByPs(pid, cluster);
}

function isServerByProc(pid: number, cluster: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')) return false;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /(?:^|\/)postgres$/.test(words[0] ?? '') && (words.includes(cluster) || workingFolder(pid) === cluster);
  } catch {
    return false;
  }
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function isServerByPs(pid: number, cluster: string): boolean {
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.startsWith('Z') && stdout.includes('postgres') && stdout.includes(cluster);
}
