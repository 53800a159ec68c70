import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROJECT = join(import.meta.dirname, '../..');
export const WORKBENCH = join(PROJECT, 'dist/workbench');
const LOCK = join(PROJECT, 'dist/.building');
/** A lock older than this was left behind by a build that was killed. */
const STALE_LOCK = 180_000;

/** Files that the bundle is made of; what only the server reads does not make it old. */
const BUNDLED = /\.(tsx?|css|html|svg)$/;
const SERVER_ONLY = /\.(store|service|routes|pages|job|test)\.tsx?$|^src\/(platform|apps\/(?!workbench))/;

/** Whether the built workbench is missing or older than what it is made of. */
export function isOld(project = PROJECT): boolean {
  const built = stamp(join(project, 'dist/workbench/index.html'));
  if (built === 0) return true;
  if (['vite.config.ts', 'package-lock.json'].some((name) => stamp(join(project, name)) > built)) return true;
  return readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' }).some((name) => {
    const path = `src/${name.replaceAll('\\', '/')}`;
    return BUNDLED.test(path) && !SERVER_ONLY.test(path) && stamp(join(project, path)) > built;
  });
}

/** Builds the workbench where it is missing or old. Several programs may start at once: one builds, the others wait. */
export async function buildWorkbench(say: (line: string) => void): Promise<void> {
  if (!isOld()) return;
  mkdirSync(join(PROJECT, 'dist'), { recursive: true });
  while (!takeLock()) {
    await sleep(200);
    if (!isOld()) return;
  }
  try {
    if (!isOld()) return;
    say('正在编译工作台…');
    const begun = performance.now();
    const fresh = join(PROJECT, `dist/.workbench-${process.pid}`);
    await runVite(fresh);
    const former = join(PROJECT, `dist/.former-${process.pid}`);
    if (existsSync(WORKBENCH)) renameSync(WORKBENCH, former);
    renameSync(fresh, WORKBENCH);
    rmSync(former, { recursive: true, force: true });
    say(`工作台已编译, 用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒`);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** In a process of its own, so that the server does not keep the bundler's memory. */
function runVite(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(PROJECT, 'node_modules/vite/bin/vite.js');
    const args = [
      vite,
      'build',
      '--config',
      'vite.config.ts',
      '--outDir',
      folder,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ];
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (piece: Buffer) => {
      said = `${said}${piece.toString()}`.slice(-8000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the workbench could not be built (code ${code}):\n${said}`)),
    );
  });
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const made = stamp(LOCK);
    // The file system's clock against itself: the age of the lock is the distance to a file made now.
    if (made !== 0 && nowOf() - made > STALE_LOCK) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

function nowOf(): number {
  return performance.timeOrigin + performance.now();
}

function stamp(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
