import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orRefuse, parseInstant } from '#core/kernel';
import { fileClock, fixedClock, movableClock, systemClock } from './index.ts';

const at = (text: string) => orRefuse(parseInstant(text));

test('定住的钟: 时刻与当地日期', () => {
  const clock = fixedClock(at('2026-03-01T16:30:00Z'));
  expect(clock.now()).toBe('2026-03-01T16:30:00.000Z');
  expect(clock.today()).toBe('2026-03-02');
});

test('可拨的钟: 拨到一刻, 往前走一小时', () => {
  const clock = movableClock(at('2026-03-02T10:00:00+08:00'));
  clock.advance(3_600_000);
  expect(clock.now()).toBe('2026-03-02T03:00:00.000Z');
  clock.moveTo(at('2026-03-16T17:00:00+08:00'));
  expect(clock.now()).toBe('2026-03-16T09:00:00.000Z');
});

test('文件里的钟: 文件改了, 钟就走了; 写错了就拒绝', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const path = join(folder, 'clock');
  writeFileSync(path, '2026-03-02T10:00:00+08:00\n');
  const clock = fileClock(path);
  expect(clock.now()).toBe('2026-03-02T02:00:00.000Z');
  writeFileSync(path, '2026-04-08T09:00:00+08:00');
  expect(clock.now()).toBe('2026-04-08T01:00:00.000Z');
  writeFileSync(path, '2026-04-08 09:00');
  expect(() => clock.now()).toThrow('TIME-01');
  rmSync(folder, { recursive: true });
});

test('机器的钟: 两次读数不倒退', () => {
  const first = systemClock.now();
  expect(systemClock.now() >= first).toBe(true);
});
