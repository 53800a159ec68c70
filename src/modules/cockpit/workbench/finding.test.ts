import { describe, expect, test } from 'vitest';
import { rateOf } from '../cockpit.ts';
import { planStanding, shareOf, unitsFinding, weeksFinding } from './finding.ts';

describe('图的标题说出发现', () => {
  const unit = (name: string, overdue: number) => {
    const tally = { 'on-time': 1, late: 0, overdue, held: 0, running: 0 };
    return { unit: { id: name, name }, tally, rate: rateOf(tally) };
  };

  test('谁逾期最多', () => {
    expect(unitsFinding([unit('甲局', 0)])).toBe('没有单位逾期未办结');
    expect(unitsFinding([unit('甲局', 2), unit('乙局', 0)])).toBe('只有甲局逾期未办结, 2 项');
    expect(unitsFinding([unit('甲局', 3), unit('乙局', 1)])).toBe('2 个单位逾期未办结, 甲局最多, 3 项');
    expect(unitsFinding([unit('甲局', 1), unit('乙局', 1)])).toBe('2 个单位逾期未办结, 各 1 项');
  });

  test('后几周与前几周比', () => {
    const week = (onTime: number, late: number) => ({ from: '', to: '', onTime, late });
    expect(weeksFinding([week(0, 0), week(0, 0)])).toBe('近 2 周没有办结的任务');
    expect(weeksFinding([week(1, 1), week(3, 0)])).toBe('近 2 周办结 5 项, 按期 80%, 后 1 周比前 1 周高');
    expect(weeksFinding([week(2, 0), week(1, 0)])).toBe('近 2 周办结 3 项, 按期 100%');
  });

  test('方案的时间过了多少, 办结多少', () => {
    const range = { from: '2026-03-01', to: '2026-03-10' };
    expect([shareOf(range, '2026-02-20'), shareOf(range, '2026-03-05'), shareOf(range, '2026-04-01')]).toEqual([
      0, 0.5, 1,
    ]);
    expect(shareOf({ from: '--03-01', to: '--03-10' }, '2026-03-05')).toBeNull();
    const days = [
      { day: '2026-03-05', timing: 'on-time' as const, count: 3 },
      { day: null, timing: 'running' as const, count: 1 },
      { day: null, timing: 'excluded' as const, count: 9 },
    ];
    const standing = planStanding({ plan: { id: '', title: '' }, days }, range, '2026-03-05');
    expect([standing.closed, standing.total, standing.done, standing.elapsed]).toEqual([3, 4, 0.75, 0.5]);
  });
});
