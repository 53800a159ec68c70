import { expect, test } from 'vitest';
import { isRefusal } from '#core/kernel';
import { at, cn2026, computed, local, on } from './fixtures/reading.ts';
import {
  calendarDays,
  checkRecurrence,
  clockHours,
  type Deadline,
  dayMarks,
  explain,
  extend,
  months,
  onDay,
  periodOf,
  periodsBetween,
  progress,
  type Recurrence,
  workdays,
  workHours,
} from './index.ts';

const sentences = (limit: Deadline) => explain(limit, cn2026).map(({ sentence }) => sentence);

const inspected = computed(
  { amount: 7, unit: 'workday', words: '七个工作日' },
  {
    start: at('2026-03-02 10:00'),
    excluded: [
      { from: at('2026-03-05 09:00'), to: at('2026-03-10 09:00'), ground: '检验', notice: '检验通知书〔2026〕12号' },
    ],
  },
);

test('[CAL-20] 扣除、周末、计入和到期都说清楚', () => {
  expect(sentences(inspected)).toEqual([
    '2026年3月2日 周一 10:00 起算, 开始的当日不计入',
    '时限 7个工作日 (原文: “七个工作日”)',
    '3月5日至9日检验, 不计入 (检验通知书〔2026〕12号)',
    '周末 3月14日至15日 不计入',
    '计入的工作日: 3月3日至4日、3月10日至13日、3月16日, 共 7 日',
    '3月16日 周一 17:00 到期 (办公时间结束)',
  ]);
  expect(explain(inspected, cn2026)[2]?.basis).toBe('行政许可法第四十五条');
});

test('[CAL-20] 春节和调休各有来源', () => {
  const limit = computed(workdays(5), { start: at('2026-02-10 10:00') });
  expect(sentences(limit)).toContain('2月14日 周六因春节调休上班, 计入');
  expect(sentences(limit)).toContain('2月15日至23日春节放假, 不计入');
  expect(explain(limit, cn2026).map(({ basis }) => basis)).toContain('国务院办公厅关于2026年部分节假日安排的通知');
});

test('[CAL-20] 末日顺延、倒数、规定的日期、中止、暂定', () => {
  expect(sentences(computed(calendarDays(5), { start: at('2026-03-02 10:00') }))).toContain(
    '最后一日 3月7日 周六是休息日, 顺延至 3月9日 周一',
  );
  expect(sentences(computed(calendarDays(7), { start: at('2026-03-16 09:00'), direction: 'before' }))).toContain(
    '其前一日是休息日, 提前至 3月6日 周五',
  );
  expect(
    sentences(computed({ ...onDay(on('2026-10-31')), words: '10月底' }, { start: at('2026-03-02 10:00') })),
  ).toContain('规定的日期是 2026年10月31日 周六 (原文: “10月底”), 遇休息日也不变动');
  expect(
    sentences(
      computed(workdays(5), {
        start: at('2026-03-02 10:00'),
        excluded: [{ from: at('2026-03-04 09:00'), ground: '鉴定' }],
      }),
    ),
  ).toEqual([
    '2026年3月2日 周一 10:00 起算, 开始的当日不计入',
    '时限 5个工作日',
    '3月4日 周三 09:00 起鉴定, 尚未结束, 时限停止计算',
    '计入的工作日: 3月3日, 共 1 日',
    '计算恢复之前没有到期时刻',
  ]);
  expect(sentences(computed(workdays(10), { start: at('2026-12-24 10:00') }))).toContain(
    '2026年12月31日以后的放假安排尚未公布, 日期为暂定, 公布后重新计算',
  );
});

test('[CAL-20] 工作小时写明每天几小时', () => {
  expect(sentences(computed(workHours(7.5), { start: at('2026-03-06 15:00') }))).toContain(
    '计入: 3月6日 2 小时、3月9日 5.5 小时, 共 7.5 个工作小时',
  );
});

test('[CAL-20] 逐日标记: 起算、计入、休息、扣除、到期', () => {
  const marks = dayMarks(inspected, cn2026);
  expect(marks.map(({ day, mark }) => `${day.slice(8)} ${mark}`)).toEqual([
    '02 start',
    '03 counted',
    '04 counted',
    '05 excluded',
    '06 excluded',
    '07 excluded',
    '08 excluded',
    '09 excluded',
    '10 counted',
    '11 counted',
    '12 counted',
    '13 counted',
    '14 rest',
    '15 rest',
    '16 counted',
  ]);
  expect(marks.at(-1)).toMatchObject({ isDue: true, nth: 7 });
  expect(marks[3]?.ground).toBe('检验');
});

test('[CAL-20] 逐日标记: 等候收到、末日顺延', () => {
  const late = dayMarks(computed(workdays(1), { start: at('2026-03-06 20:00'), receipt: 'next-workday' }), cn2026);
  expect(late.map(({ mark }) => mark)).toEqual(['waiting', 'waiting', 'waiting', 'start', 'counted']);
  const moved = dayMarks(computed(calendarDays(5), { start: at('2026-03-02 10:00') }), cn2026);
  expect(moved.map(({ mark }) => mark)).toEqual([
    'start',
    'counted',
    'counted',
    'counted',
    'counted',
    'counted',
    'moved',
    'moved',
  ]);
});

const told = (limit: Deadline, now: string) => {
  const result = progress(limit, at(now), cn2026);
  return isRefusal(result) ? result.code : `${result.elapsed}/${result.amount} 余 ${result.remaining} ${result.unit}`;
};

test('[CAL-18] 已过和剩余', () => {
  expect(told(inspected, '2026-03-02 16:00')).toBe('0/7 余 7 workday');
  expect(told(inspected, '2026-03-04 08:00')).toBe('2/7 余 5 workday');
  expect(told(inspected, '2026-03-09 12:00')).toBe('2/7 余 5 workday');
  expect(told(inspected, '2026-03-16 16:59')).toBe('7/7 余 0 workday');
  expect(told(inspected, '2026-03-18 09:00')).toBe('9/7 余 -2 workday');
  expect(told(computed(months(1), { start: at('2026-03-02 10:00') }), '2026-03-12 10:00')).toBe('10/31 余 21 day');
  expect(told(computed(clockHours(24), { start: at('2026-03-02 10:00') }), '2026-03-03 04:00')).toBe('18/24 余 6 hour');
  expect(told(computed(workHours(7), { start: at('2026-03-02 10:00') }), '2026-03-02 14:30')).toBe(
    '3.5/7 余 3.5 workhour',
  );
  expect(told(computed(onDay(on('2026-03-16')), { start: at('2026-03-02 10:00') }), '2026-03-11 10:00')).toBe(
    '7/10 余 3 workday',
  );
  expect(told(computed(workdays(7), { start: at('2026-03-20 09:00'), direction: 'before' }), '2026-03-11 10:00')).toBe(
    'TERM-20',
  );
});

test('[CAL-13] 延长: 到期之前, 一次, 同一单位', () => {
  const due = at('2026-03-16 17:00');
  const asked = { at: at('2026-03-13 10:00'), due, extendedBefore: 0 };
  const longer = extend(workdays(7), workdays(5), asked);
  expect(longer).toEqual(workdays(12));
  const codes = [
    extend(workdays(7), calendarDays(5), asked),
    extend(workdays(7), workdays(5), { ...asked, extendedBefore: 1 }),
    extend(workdays(7), workdays(5), { ...asked, at: due }),
    extend(workdays(7), workdays(0), asked),
    extend(workdays(9999), workdays(5), asked),
    extend(onDay(on('2026-03-16')), workdays(5), asked),
  ];
  expect(codes.map((result) => (isRefusal(result) ? result.code : 'ok'))).toEqual([
    'TERM-21',
    'TERM-22',
    'TERM-23',
    'TERM-03',
    'TERM-04',
    'TERM-21',
  ]);
  expect(isRefusal(extend(workdays(7), workdays(5), { ...asked, extendedBefore: 1, mostTimes: 2 }))).toBe(false);
  expect(local(computed(workdays(12), { start: at('2026-03-02 10:00') }).due)).toBe('2026-03-18 17:00');
});

const turns = (recurrence: Recurrence, from: string, to: string) =>
  periodsBetween(recurrence, on(from), on(to), cn2026).map(({ id, due }) => `${id} ${due}`);

test.each<[string, Recurrence, string, string, string[]]>([
  [
    '每周六调度, 就是周六',
    { every: 'week', weekday: 6 },
    '2026-03-01',
    '2026-03-20',
    ['2026-W10 2026-03-07', '2026-W11 2026-03-14'],
  ],
  [
    '每周一报, 逢节顺延',
    { every: 'week', weekday: 1, rollTo: 'next' },
    '2026-04-06',
    '2026-04-13',
    ['2026-W15 2026-04-07', '2026-W16 2026-04-13'],
  ],
  [
    '跨年的周属于周四所在的年',
    { every: 'week', weekday: 4 },
    '2026-12-30',
    '2027-01-08',
    ['2026-W53 2026-12-31', '2027-W01 2027-01-07'],
  ],
  [
    '每旬',
    { every: 'ten-days' },
    '2026-02-01',
    '2026-02-28',
    ['2026-02-T1 2026-02-10', '2026-02-T2 2026-02-20', '2026-02-T3 2026-02-28'],
  ],
  ['每月双报', { every: 'half-month' }, '2026-02-01', '2026-02-28', ['2026-02-S1 2026-02-15', '2026-02-S2 2026-02-28']],
  [
    '每月31日, 小月是月末',
    { every: 'month', day: 31 },
    '2026-02-01',
    '2026-04-30',
    ['2026-02 2026-02-28', '2026-03 2026-03-31', '2026-04 2026-04-30'],
  ],
  [
    '每月5日前报上月',
    { every: 'month', day: 5, lag: 1 },
    '2026-03-01',
    '2026-04-30',
    ['2026-03 2026-04-05', '2026-04 2026-05-05'],
  ],
  ['每季度', { every: 'quarter' }, '2026-01-01', '2026-09-29', ['2026-Q1 2026-03-31', '2026-Q2 2026-06-30']],
  [
    '每季度第二个月10日',
    { every: 'quarter', month: 2, day: 10 },
    '2026-01-01',
    '2026-06-30',
    ['2026-Q1 2026-02-10', '2026-Q2 2026-05-10'],
  ],
  [
    '每半年',
    { every: 'halfyear', rollTo: 'previous' },
    '2026-01-01',
    '2026-12-31',
    ['2026-H1 2026-06-30', '2026-H2 2026-12-31'],
  ],
  ['每年11月底', { every: 'year', month: 11 }, '2026-01-01', '2027-06-30', ['2026 2026-11-30']],
  ['每日', { every: 'day' }, '2026-03-07', '2026-03-08', ['2026-03-07 2026-03-07', '2026-03-08 2026-03-08']],
])('[CAL-19] %s', (_, recurrence, from, to, expected) => {
  expect(checkRecurrence(recurrence)).toBeUndefined();
  expect(turns(recurrence, from, to)).toEqual(expected);
});

test('[CAL-19] 某一天属于哪一期', () => {
  expect(periodOf({ every: 'quarter' }, on('2026-05-20'), cn2026)).toEqual({
    id: '2026-Q2',
    from: '2026-04-01',
    to: '2026-06-30',
    due: '2026-06-30',
  });
  expect(periodOf({ every: 'week' }, on('2026-03-12'), cn2026)).toEqual({
    id: '2026-W11',
    from: '2026-03-09',
    to: '2026-03-15',
    due: '2026-03-15',
  });
});

test('[CAL-19] 没有的日子不收', () => {
  expect(checkRecurrence({ every: 'week', weekday: 8 })?.code).toBe('TERM-24');
  expect(checkRecurrence({ every: 'month', day: 0 })?.code).toBe('TERM-24');
  expect(checkRecurrence({ every: 'quarter', month: 4 })?.code).toBe('TERM-24');
  expect(checkRecurrence({ every: 'month', lag: -1 })?.code).toBe('TERM-24');
});

test('[CAL-20] 很长的时限, 放假只列前面的', () => {
  const list = sentences(computed(workdays(2500), { start: at('2026-03-02 10:00') }));
  expect(list.length).toBeLessThan(32);
  expect(list.some((sentence) => /^其后还有 \d+ 段放假和调休, 同样处理$/.test(sentence))).toBe(true);
});
