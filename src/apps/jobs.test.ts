import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Instant, idOf, type Region } from '#core/kernel';
import type { Ctx } from '#platform/http';
import { silentLog } from '#platform/log';
import { runJobs } from './jobs.ts';

const ctx = { now: idOf<Instant>('2026-03-02T01:00:00.000Z'), requestId: 'r', region: idOf<Region>('yunxi') } as Ctx;

test('做完一次才开始下一次, 出错的记下来再做, 停下时等正在做的做完', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  let ended = 0;
  const failed: string[] = [];
  const jobs = runJobs(
    [
      {
        name: 'slow',
        everySeconds: 0.001,
        async run() {
          running += 1;
          runs += 1;
          most = Math.max(most, running);
          await sleep(20);
          running -= 1;
          ended += 1;
          if (runs === 1) throw new Error('once');
        },
      },
    ],
    { ctx: async () => ctx, log: { ...silentLog, error: (_m, d) => void failed.push(String(d?.job)) } },
  );
  await sleep(120);
  await jobs.stop();
  const after = runs;
  expect(most).toBe(1);
  expect(failed).toEqual(['slow']);
  expect(runs).toBeGreaterThan(1);
  expect(ended).toBe(runs);
  await sleep(30);
  expect(runs).toBe(after);
});

test('首次设置之前没有可做的, 不做', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
  };
  const waiting = runJobs([{ name: 'a', everySeconds: 0.001, run }], { ctx: async () => undefined, log: silentLog });
  await sleep(30);
  await waiting.stop();
  expect(runs).toBe(0);
  const working = runJobs([{ name: 'a', everySeconds: 0.001, run }], { ctx: async () => ctx, log: silentLog });
  await sleep(30);
  await working.stop();
  expect(runs).toBeGreaterThan(0);
});
