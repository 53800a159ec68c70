import { describe, expect, test } from 'vitest';
import { readInt8, readTimestamptz } from './column-types.ts';

describe('时刻', () => {
  test.each([
    ['2026-03-02 10:00:00+00', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02 10:00:00.1+00', '2026-03-02T10:00:00.100Z'],
    ['2026-03-02 10:00:00.123+00', '2026-03-02T10:00:00.123Z'],
    ['2026-03-02 10:00:00.123987+00', '2026-03-02T10:00:00.123Z'],
    ['2026-03-02 18:00:00+08', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02 05:30:00.5-04:30', '2026-03-02T10:00:00.500Z'],
    ['1927-01-01 00:05:43+08:05:43', '1926-12-31T16:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(readTimestamptz(text)).toBe(instant);
    expect(readTimestamptz(text)).toHaveLength(24);
  });

  test.each([
    'infinity',
    '-infinity',
    '0044-03-15 00:00:00+00 BC',
    '12026-03-02 10:00:00+00',
    'Mon Mar 02 10:00:00 2026 UTC',
  ])('装不下的不猜: %s', (text) => {
    expect(() => readTimestamptz(text)).toThrow('not an instant');
  });
});

test('大整数读作数; 超出可精确表示的范围即报错', () => {
  expect(readInt8('9007199254740991')).toBe(9_007_199_254_740_991);
  expect(readInt8('-1')).toBe(-1);
  expect(() => readInt8('9007199254740993')).toThrow('beyond 2^53');
});
