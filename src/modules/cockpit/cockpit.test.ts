import { describe, expect, test } from 'vitest';
import { idOf, type PlainDate } from '#core/kernel';
import { lastWeeks, latenessOf, periodOf, rateOf, weekOf } from './cockpit.ts';
import { percentWords } from './sheets.ts';

const day = (text: string) => idOf<PlainDate>(text);

describe('期间与周', () => {
  test('本年, 本季, 本月都从头起算到今天', () => {
    expect(periodOf('year', day('2026-08-19'))).toEqual({ from: '2026-01-01', to: '2026-08-19' });
    expect(periodOf('quarter', day('2026-08-19'))).toEqual({ from: '2026-07-01', to: '2026-08-19' });
    expect(periodOf('month', day('2026-08-19'))).toEqual({ from: '2026-08-01', to: '2026-08-19' });
  });

  test('一周是周一至周日, 跨年也一样', () => {
    expect(weekOf(day('2027-01-01'))).toEqual({ from: '2026-12-28', to: '2027-01-03' });
    expect(weekOf(day('2026-03-15'))).toEqual({ from: '2026-03-09', to: '2026-03-15' });
    expect(lastWeeks(day('2026-03-16'), 2)).toEqual([
      { from: '2026-03-09', to: '2026-03-15' },
      { from: '2026-03-16', to: '2026-03-22' },
    ]);
  });
});

describe('按期率与平均逾期', () => {
  const none = { 'on-time': 0, late: 0, overdue: 0, held: 0, running: 0 };

  test('没有办结也没有逾期的, 不说百分之几', () => {
    expect(rateOf({ ...none, running: 5, held: 2 }).share).toBeNull();
    expect(rateOf({ ...none, 'on-time': 9, late: 1, overdue: 2 }).share).toBe(9 / 12);
  });

  test('差一项就不说 100%', () => {
    expect(percentWords(1)).toBe('100%');
    expect(percentWords(1999 / 2000)).toBe('99.9%');
    expect(percentWords(0.875)).toBe('87.5%');
  });

  test('两件各晚 2 天和 5 天, 平均 3.5 天', () => {
    const days = [
      { day: day('2026-03-02'), balance: -2, late: 0 },
      { day: day('2026-03-04'), balance: 1, late: 1 },
      { day: day('2026-03-07'), balance: 1, late: 1 },
    ];
    expect(latenessOf(days, (one) => Number(one.slice(8)))).toEqual({ workdays: 3.5, tasks: 2 });
    expect(latenessOf([], () => 0)).toEqual({ workdays: null, tasks: 0 });
  });
});
