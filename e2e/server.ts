import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..');

/** The instant at which every story begins unless it says otherwise: a Monday morning. */
export const BEGINNING = '2026-03-02T09:00:00+08:00';

/** Milliseconds; a demonstration is loaded first, beside whatever else the machine has to do. */
const PATIENCE = 180_000;

/** A server of our own, on a port of its own, with a database and a clock of its own. */
export type Server = {
  readonly url: string;
  /** The code that the first run asks for, as the operator finds it. */
  setupCode(): string;
  /** What it has printed so far. */
  said(): string;
  /** Moves its clock. Time may be moved back: each story says when it plays. */
  moveTo(instant: string): void;
  stop(): Promise<void>;
};

/** Starts the product as an installation would, and waits until it answers. */
export async function startServer(
  settings: Readonly<Record<string, string>> = {},
  /** What stands behind the command. */
  words: readonly string[] = [],
): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'story-'));
  // Started by root, the database runs under another account, which must be able to come this way.
  chmodSync(home, 0o755);
  const clock = join(home, 'clock');
  const data = join(home, 'data');
  mkdirSync(data);
  const moveTo = (instant: string) => {
    writeFileSync(`${clock}.next`, instant);
    renameSync(`${clock}.next`, clock);
  };
  moveTo(BEGINNING);

  const port = await freePort();
  const output: string[] = [];
  const child = spawn(process.execPath, ['src/apps/server.ts', ...words], {
    cwd: PROJECT,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: data, CLOCK_FILE: clock, ...settings },
  });
  child.stdout.on('data', (piece) => output.push(String(piece)));
  child.stderr.on('data', (piece) => output.push(String(piece)));
  const stop = async () => {
    await ended(child);
    rmSync(home, { recursive: true, force: true });
  };

  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(url, child);
  } catch (error) {
    await stop();
    throw new Error(`the server did not start: ${error}\n${output.join('').slice(-4000)}`);
  }
  return {
    url,
    said: () => output.join(''),
    setupCode: () => readFileSync(join(data, 'first-run-code'), 'utf8').trim(),
    moveTo,
    stop,
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const patience = performance.now() + PATIENCE;
  while (performance.now() < patience) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    const status = await fetch(url, { redirect: 'manual' }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not answer within ${PATIENCE / 1000} seconds`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
