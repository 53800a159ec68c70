import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { planted } from './planted.ts';

const START = join(import.meta.dirname, '../bin/start.mjs');

/** A Node of the machine's own that is too old for the program, if there is one. */
const older = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'node'))
  .find((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1]);
    return major >= 18 && major < 26;
  });

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A checkout in miniature: the start script, a program that says which Node runs it, and the Node that it comes with. */
function checkout(server: string, node?: string): string {
  const root = planted({
    'bin/start.mjs': readFileSync(START, 'utf8'),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program that is written out
    'src/apps/boot.ts': 'export const explain = (fault: Error): string => `explained: ${fault.message}`;',
    'src/apps/server.ts': server,
    'package.json': '{ "type": "module" }',
  });
  if (node !== undefined) {
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    symlinkSync(node, join(root, 'node_modules/.bin/node'));
  }
  return join(root, 'bin/start.mjs');
}

const SAYS_VERSION =
  'export async function serve(): Promise<void> { console.log(process.versions.node.split(".")[0]); }';
const STAYS = `export async function serve(): Promise<void> {
  process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); });
  setInterval(() => {}, 3_600_000);
  console.log(process.pid);
}`;

test('合适的 Node 直接运行', () => {
  const { stdout, status } = spawnSync(process.execPath, [checkout(SAYS_VERSION)], { encoding: 'utf8' });
  expect([stdout.trim(), status]).toEqual([process.versions.node.split('.')[0], 0]);
});

test('命令后面的词交给程序', () => {
  const says =
    'export async function serve({ words }: { words: string[] }): Promise<void> { console.log(words.join(" ")); }';
  const { stdout } = spawnSync(process.execPath, [checkout(says), '--demo', '--afresh'], { encoding: 'utf8' });
  expect(stdout.trim()).toBe('--demo --afresh');
});

test('启动失败时说明原因, 以非零退出', () => {
  const start = checkout('export async function serve(): Promise<void> { throw new Error("no port"); }');
  const { stderr, status } = spawnSync(process.execPath, [start], { encoding: 'utf8' });
  expect([stderr.trim(), status]).toEqual(['explained: no port', 1]);
});

describe.runIf(older !== undefined)('系统里的 Node 太旧', () => {
  test('改用软件包带来的 Node', () => {
    const start = checkout(SAYS_VERSION, process.execPath);
    const { stdout, status } = spawnSync(older ?? '', [start], { encoding: 'utf8' });
    expect([stdout.trim(), status]).toEqual([process.versions.node.split('.')[0], 0]);
  });

  test('还没有安装: 说要先 npm ci', () => {
    const { stderr, status } = spawnSync(older ?? '', [checkout(SAYS_VERSION)], { encoding: 'utf8' });
    expect(stderr).toMatch(/^需要 Node 26 或更新的版本 \(现在是 v\d+.*\): 请先执行 npm ci/);
    expect(status).toBe(1);
  });

  test('缺 libatomic1: 一句话说出来', () => {
    const root = dirname(dirname(checkout(SAYS_VERSION)));
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    writeFileSync(
      join(root, 'node_modules/.bin/node'),
      '#!/bin/sh\necho "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file" >&2\nexit 127\n',
      { mode: 0o755 },
    );
    const { stderr, status } = spawnSync(older ?? '', [join(root, 'bin/start.mjs')], { encoding: 'utf8' });
    expect([stderr.trim(), status]).toEqual([
      '系统缺少 libatomic1: 请以管理员执行 apt-get install libatomic1 (或 dnf install libatomic) 后重试。',
      1,
    ]);
  });

  test('SIGTERM 传给程序, 程序依次停下', async () => {
    const child = startOld(checkout(STAYS, process.execPath));
    await said(child, /^\d+$/m);
    child.kill('SIGTERM');
    await said(child, /stopped in order/);
  });

  test('外层被 kill -9, 程序也停下', async () => {
    const child = startOld(checkout(STAYS, process.execPath));
    const pid = Number((await said(child, /^\d+$/m))[0]);
    child.kill('SIGKILL');
    await expect.poll(() => alive(pid), { timeout: 5_000 }).toBe(false);
  });
});

function startOld(start: string): ChildProcess {
  const child = spawn(older ?? '', [start], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (piece) => {
      text += String(piece);
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
