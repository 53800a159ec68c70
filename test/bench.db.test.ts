import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const folder = scratch();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The benchmarks in their tiniest size: not for the figures, but so that they still run when somebody wants these. */
function smoke(name: string): Promise<{ bench: string; rows: unknown[] }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, `../bench/${name}.ts`)],
      { env: { ...process.env, BENCH_SMOKE: '1', BENCH_DIR: folder } },
      (fault, out, errors) => {
        const last = out.trim().split('\n').at(-1) ?? '';
        if (fault !== null) reject(new Error(`${fault.message}\n${errors}`));
        else resolve(JSON.parse(last));
      },
    );
  });
}

test.each([
  ['cockpit', 3],
  ['facts', 4],
  ['inbox', 3],
  ['rebuild', 3],
  ['tick', 2],
])('测速程序 %s 仍可运行, 印出 %i 行', async (name, rows) => {
  const report = await smoke(name);
  expect([report.bench, report.rows.length]).toEqual([name, rows]);
});
