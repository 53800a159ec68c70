import { expect, test } from 'vitest';
import { instantOf } from '#core/kernel';
import { movableClock } from '#platform/clock';
import { uuid, uuidMaker } from './uuid.ts';

test('标识是 UUID 第 7 版, 前 48 位为毫秒', () => {
  // The example of RFC 9562, appendix A.6: 1 645 557 742 000 ms, 0x017f22e279b0.
  const make = uuidMaker(movableClock(instantOf(1_645_557_742_000)));
  expect(make()).toMatch(/^017f22e2-79b0-7[0-7][0-9a-f]{2}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('同一毫秒内造出的标识也按先后排列, 且不重复', () => {
  const make = uuidMaker(movableClock(instantOf(1_772_416_800_000)));
  const made = Array.from({ length: 10_000 }, make);
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(10_000);
});

test('时钟倒退时仍往后排', () => {
  const clock = movableClock(instantOf(1_772_416_800_000));
  const make = uuidMaker(clock);
  const first = make();
  clock.advance(-3_600_000);
  expect(make() > first).toBe(true);
});

test('系统时钟下两次取得的标识前后有序', () => {
  const first = uuid();
  expect(uuid() > first).toBe(true);
});
