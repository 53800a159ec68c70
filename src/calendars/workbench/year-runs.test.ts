import { expect, test } from 'vitest';
import { specialRuns } from './year-runs.ts';

const source = '某通知';
const day = (date: string, kind: string, isWorkday: boolean, name?: string) =>
  name === undefined ? { day: date, kind, isWorkday } : { day: date, kind, isWorkday, name, source };

test('相连且同名的日子合成一段, 平常的日子不列', () => {
  const runs = specialRuns([
    day('2026-02-13', 'weekday', true),
    day('2026-02-14', 'make-up', true, '春节'),
    day('2026-02-15', 'holiday', false, '春节'),
    day('2026-02-16', 'holiday', false, '春节'),
    day('2026-02-17', 'weekday', true),
    day('2026-02-18', 'holiday', false, '春节'),
  ]);
  expect(runs.map(({ from, to, count, isWorkday }) => [from, to, count, isWorkday])).toEqual([
    ['2026-02-14', '2026-02-14', 1, true],
    ['2026-02-15', '2026-02-16', 2, false],
    ['2026-02-18', '2026-02-18', 1, false],
  ]);
});

test('没有特别的日子就没有段', () => {
  expect(specialRuns([day('2026-02-13', 'weekday', true)])).toEqual([]);
});
