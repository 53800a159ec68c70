import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process as the system lists it. One that has ended and waits to be reaped is not listed here. */
export type Process = { readonly parent: number; readonly words: readonly string[] };

export function findProcess(pid: number): Process | undefined {
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Minimal images have no `ps`. */
function fromProc(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold brackets and spaces.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return { parent: Number(parent), words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): Process | undefined {
  const { stdout, status } = spawnSync('ps', ['-ww', '-o', 'stat=,ppid=,command=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [, state = 'Z', parent, command = ''] = /^\s*(\S+)\s+(\d+)\s+(.*)/s.exec(stdout) ?? [];
  if (status !== 0 || state.startsWith('Z')) return undefined;
  return { parent: Number(parent), words: command.trim().split(' ') };
}
