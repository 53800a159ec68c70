import { expect, test } from 'vitest';
import { SEED_CALENDAR, workingCalendar } from '#core/calendar';
import { idOf, type PlainDate, type UnitId } from '#core/kernel';
import { compilePlan } from '#core/plantext';
import { openingsOf } from './cadence.ts';
import { itemsOf } from './draft.ts';

const day = (text: string) => idOf<PlainDate>(text);
const calendar = workingCalendar(SEED_CALENDAR);

/** The day of the month that the plan's words set, as the draft has it. */
const dayIn = (words: string) => {
  const [item] = itemsOf(compilePlan(`一、要求\n各县区${words}`, { baseYear: 2026 })).filter(
    ({ kind }) => kind === 'cadence',
  );
  return item?.kind === 'cadence' ? item.body.day : undefined;
};

test('原文写明每期几日前的, 照原文; 一期几次, 或没写日子的, 到期末', () => {
  expect(dayIn('每月25日前向市效能办报送进展情况。')).toBe(25);
  expect(dayIn('每季度末月20日前报送进展情况。')).toBe(20);
  expect(dayIn('每月上旬报送进展情况。')).toBe(10);
  expect(dayIn('每月10日、25日前报送进展情况。')).toBeNull();
  expect(dayIn('每月底前报送进展情况。')).toBeNull();
  expect(dayIn('每周五前报送进展情况。')).toBeNull();
});

test('季度, 半年, 全年只写几日或上旬的, 不知是哪个月, 不替它定日子; 写明末月的照原文', () => {
  for (const words of ['每季度10日前报送进展情况。', '每季度初报送进展情况。', '每年初报送进展情况。'])
    expect([words, dayIn(words)]).toEqual([words, null]);
  expect(dayIn('每季度末月上旬报送进展情况。')).toBe(10);
  expect(dayIn('每月初报送进展情况。')).toBe(5);
});

test('每月25日前: 三月一日设立的, 各期在25日到期; 28日设立的, 当月一期已过, 从下月起; 短月到月末', () => {
  const cadence = (from: string, due: number | null) => ({
    plan: 'p',
    item: 'i',
    unit: 'month' as const,
    interval: 1,
    count: 1,
    weekday: null,
    day: due,
    from: day(from),
    to: null,
    leads: [idOf<UnitId>('u')],
    acceptor: idOf<UnitId>('o'),
    span: null,
  });
  const dues = (from: string, due: number | null, today: string) =>
    openingsOf(cadence(from, due), [], day(today), calendar).begun.map((period) => period.due);
  expect(dues('2026-03-01', 25, '2026-04-02')).toEqual(['2026-03-25', '2026-04-25']);
  expect(dues('2026-03-28', 25, '2026-04-02')).toEqual(['2026-04-25']);
  expect(dues('2026-02-01', 30, '2026-02-02')).toEqual(['2026-02-28']);
  expect(dues('2026-03-01', null, '2026-03-02')).toEqual(['2026-03-31']);
});
