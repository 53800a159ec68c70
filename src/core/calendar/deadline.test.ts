import { expect, test } from 'vitest';
import { isRefusal } from '#core/kernel';
import { at, cn2026, computed, due, local, on } from './fixtures/reading.ts';
import {
  calendarDays,
  clockHours,
  closeOfDay,
  type DeadlineInput,
  deadline,
  mayExclude,
  months,
  onDay,
  type SignalRule,
  type Term,
  withOfficeHours,
  workdays,
  workHours,
  years,
} from './index.ts';

const from = (text: string): DeadlineInput => ({ start: at(text) });
const without = (start: string, ...spans: readonly (readonly [string, string?])[]): DeadlineInput => ({
  start: at(start),
  excluded: spans.map(([begin, end]) => (end === undefined ? { from: at(begin) } : { from: at(begin), to: at(end) })),
});

test.each<[string, Term, string, string]>([
  ['工作日: 当日不计', workdays(1), '2026-03-02 10:00', '2026-03-03 17:00'],
  ['工作日: 调休上班日计入, 春节不计', workdays(5), '2026-02-10 10:00', '2026-02-24 17:00'],
  ['自然日: 落在工作日', calendarDays(5), '2026-03-02 10:00', '2026-03-09 17:00'], // 3月7日周六顺延
  ['自然日: 落在春节, 顺延到节后', calendarDays(15), '2026-01-31 10:00', '2026-02-24 17:00'],
  ['月: 没有对应日的, 月末日', months(1), '2025-01-31 10:00', '2025-02-28 17:00'],
  ['月: 末日周日顺延', months(1), '2026-02-22 10:00', '2026-03-23 17:00'],
  ['年: 闰日起算, 次年2月28日', years(1), '2024-02-29 10:00', '2025-02-28 17:00'],
  ['小时: 立即起算, 不看休息日', clockHours(24), '2026-03-06 15:00', '2026-03-07 15:00'],
  ['工作小时: 跨过周末', workHours(7.5), '2026-03-06 15:00', '2026-03-09 15:30'],
  ['工作小时: 午休不计', workHours(2), '2026-03-02 11:00', '2026-03-02 14:00'],
])('[CAL-4] 起算 %s', (_, term, start, expected) => {
  expect(due(term, from(start))).toBe(expected);
});

test('[CAL-4] 工作小时自其后第一个办公时刻起算', () => {
  expect(due(workHours(1), from('2026-03-02 06:00'))).toBe('2026-03-02 10:00');
  expect(due(workHours(1), from('2026-03-02 12:30'))).toBe('2026-03-02 14:00');
  expect(due(workHours(1), from('2026-03-02 17:00'))).toBe('2026-03-03 10:00');
  expect(due(workHours(1), from('2026-03-07 10:00'))).toBe('2026-03-09 10:00');
});

test.each([
  ['下班后', '2026-03-02 17:01', '2026-03-03 09:00', '2026-03-04 17:00'],
  ['休息日', '2026-03-07 10:00', '2026-03-09 09:00', '2026-03-10 17:00'],
  ['恰好下班时刻, 算当日', '2026-03-02 17:00', '2026-03-02 17:00', '2026-03-03 17:00'],
  ['上班前, 算当日', '2026-03-02 06:00', '2026-03-02 06:00', '2026-03-03 17:00'],
  ['午休, 算当日', '2026-03-02 12:30', '2026-03-02 12:30', '2026-03-03 17:00'],
  ['调休上班日, 算当日', '2026-02-14 16:00', '2026-02-14 16:00', '2026-02-24 17:00'],
])('[CAL-5] 办公时间外收到: %s', (_, start, received, expected) => {
  const result = computed(workdays(1), { start: at(start), receipt: 'next-workday' });
  expect([local(result.received), local(result.due)]).toEqual([received, expected]);
});

test('[CAL-5] 不作约定时, 收到的当日就是起算日', () => {
  expect(due(workdays(1), from('2026-03-02 22:00'))).toBe('2026-03-03 17:00');
});

test('[CAL-6] 工作小时恰好在下班时满, 就停在下班', () => {
  expect(due(workHours(7), from('2026-03-02 09:00'))).toBe('2026-03-02 17:00');
  expect(due(workHours(3), from('2026-03-02 09:00'))).toBe('2026-03-02 12:00');
  expect(due(workHours(14), from('2026-03-06 09:00'))).toBe('2026-03-09 17:00');
});

test('[CAL-6] 恰好在扣除开始时满, 就停在那里', () => {
  expect(due(workHours(2), without('2026-03-02 09:00', ['2026-03-02 11:00', '2026-03-05 09:00']))).toBe(
    '2026-03-02 11:00',
  );
  expect(due(clockHours(2), without('2026-03-02 09:00', ['2026-03-02 11:00']))).toBe('2026-03-02 11:00');
});

test('[CAL-6] 办公时间可以是窗口自己的', () => {
  const summer = withOfficeHours(cn2026, [
    { open: '08:30', close: '12:00' },
    { open: '15:00', close: '18:30' },
  ]);
  expect(due(workdays(1), from('2026-07-01 10:00'), summer)).toBe('2026-07-02 18:30');
  expect(due(workHours(3), from('2026-07-01 11:00'), summer)).toBe('2026-07-01 17:00');
});

test('[CAL-7] 时限保存法条原文, 单位不由“日”字推定', () => {
  const term: Term = { amount: 7, unit: 'workday', words: '七日内', basis: '行政处罚法第六十一条' };
  expect(computed(term, from('2026-03-02 10:00')).term).toEqual(term);
});

test.each<[string, Term, DeadlineInput, string]>([
  [
    '检验五天不计',
    workdays(7),
    without('2026-03-02 10:00', ['2026-03-05 09:00', '2026-03-10 09:00']),
    '2026-03-16 17:00',
  ],
  [
    '当日起止的不扣',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-03 09:00', '2026-03-03 16:00']),
    '2026-03-05 17:00',
  ],
  [
    '到期后才开始的不扣',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-05 17:30', '2026-03-20 09:00']),
    '2026-03-05 17:00',
  ],
  [
    '恰在到期时刻开始的不扣',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-05 17:00', '2026-03-20 09:00']),
    '2026-03-05 17:00',
  ],
  [
    '到期当日开始的要扣',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-05 16:59', '2026-03-09 09:00']),
    '2026-03-09 17:00',
  ],
  [
    '重叠只算一次',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-03 09:00', '2026-03-05 09:00'], ['2026-03-04 09:00', '2026-03-06 09:00']),
    '2026-03-10 17:00',
  ],
  [
    '次序颠倒也一样',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-04 09:00', '2026-03-06 09:00'], ['2026-03-03 09:00', '2026-03-05 09:00']),
    '2026-03-10 17:00',
  ],
  [
    '前一段推后了到期, 后一段才有效',
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-03 09:00', '2026-03-06 09:00'], ['2026-03-09 09:00', '2026-03-11 09:00']),
    '2026-03-12 17:00',
  ],
  [
    '自然日扣除',
    calendarDays(5),
    without('2026-03-02 10:00', ['2026-03-04 09:00', '2026-03-06 09:00']),
    '2026-03-09 17:00',
  ],
  [
    '顺延也要避开扣除',
    calendarDays(5),
    without('2026-03-02 10:00', ['2026-03-08 09:00', '2026-03-11 09:00']),
    '2026-03-11 17:00',
  ],
  [
    '月: 推后扣除的天数',
    months(3),
    without('2025-03-19 09:30', ['2025-03-21 09:30', '2025-04-01 20:18']),
    '2025-06-30 17:00',
  ],
  [
    '月: 推后时又碰上扣除',
    months(1),
    without('2026-03-02 10:00', ['2026-03-31 09:00', '2026-04-02 09:00'], ['2026-04-03 09:00', '2026-04-08 09:00']),
    '2026-04-09 17:00',
  ],
  [
    '小时: 扣去重叠',
    clockHours(10),
    without('2026-03-02 10:00', ['2026-03-02 12:00', '2026-03-02 15:00']),
    '2026-03-02 23:00',
  ],
  [
    '工作小时: 只扣办公部分',
    workHours(4),
    without('2026-03-02 11:00', ['2026-03-02 11:30', '2026-03-02 13:30']),
    '2026-03-02 17:00',
  ],
  ['尚未结束: 时限停止', workdays(3), without('2026-03-02 10:00', ['2026-03-04 09:00']), '中止'],
  ['尚未结束但已过期: 无效', workdays(3), without('2026-03-02 10:00', ['2026-03-06 09:00']), '2026-03-05 17:00'],
  [
    '从起算前就开始的',
    workdays(2),
    without('2026-03-02 10:00', ['2026-02-27 09:00', '2026-03-05 09:00']),
    '2026-03-06 17:00',
  ],
])('[CAL-8] 扣除: %s', (_, term, input, expected) => {
  expect(due(term, input)).toBe(expected);
});

test('[CAL-8] 无效的扣除单列出来', () => {
  const result = computed(
    workdays(3),
    without('2026-03-02 10:00', ['2026-03-03 09:00', '2026-03-04 09:00'], ['2026-04-01 09:00']),
  );
  expect([result.excluded.length, result.withoutEffect.length]).toEqual([1, 1]);
});

test('[CAL-9] 可以扣除的情形', () => {
  expect(mayExclude('检验').refused).toBe(false);
  expect(mayExclude('专家评审').refused).toBe(false);
  expect(mayExclude('公示', '某条例第十二条').refused).toBe(false);
  const codes = [
    mayExclude('公示'),
    mayExclude('补正'),
    mayExclude('补正', '某办法'),
    mayExclude('现场踏勘', '某办法'),
  ];
  expect(codes.map((verdict) => (isRefusal(verdict) ? verdict.code : ''))).toEqual([
    'TERM-13',
    'TERM-12',
    'TERM-12',
    'TERM-12',
  ]);
});

test('[CAL-10] 当日办结', () => {
  expect(due(workdays(0), from('2026-03-02 10:00'))).toBe('2026-03-02 17:00');
  expect(due(calendarDays(0), from('2026-03-07 10:00'))).toBe('2026-03-07 17:00');
  expect(due(workdays(0), from('2026-03-02 18:30'))).toBe('2026-03-02 18:30');
  expect(due(workdays(0), { start: at('2026-03-02 18:30'), receipt: 'next-workday' })).toBe('2026-03-03 17:00');
  expect(due(workdays(0), without('2026-03-02 10:00', ['2026-03-01 10:00']))).toBe('2026-03-02 17:00');
});

test.each<[string, Term, string, string]>([
  ['听证七个工作日前通知', workdays(7), '2026-03-20 09:00', '2026-03-10 17:00'],
  ['跨过春节', workdays(3), '2026-02-25 09:00', '2026-02-12 17:00'], // 24, 14(调休), 13 三日; 其前 12日
  ['自然日: 前一日是周日, 提前到周五', calendarDays(7), '2026-03-16 09:00', '2026-03-06 17:00'],
  ['自然日: 落在工作日', calendarDays(30), '2026-04-10 09:00', '2026-03-10 17:00'],
])('[CAL-11] 倒数: %s', (_, term, event, expected) => {
  expect(due(term, { start: at(event), direction: 'before' })).toBe(expected);
});

test('[CAL-11] 倒数不能用月和小时, 不能为 0, 没有扣除', () => {
  const back = (term: Term, more: Partial<DeadlineInput> = {}) =>
    due(term, { start: at('2026-03-20 09:00'), direction: 'before', ...more });
  expect(back(workdays(1))).toBe('2026-03-18 17:00');
  expect(back(months(1))).toBe('TERM-08');
  expect(back(workHours(1))).toBe('TERM-08');
  expect(back(workdays(0))).toBe('TERM-08');
  expect(back(workdays(1), { excluded: [{ from: at('2026-03-01 09:00') }] })).toBe('TERM-08');
});

test('[CAL-12] 方案规定的日期照原样, 休息日也不变', () => {
  const saturday = computed(onDay(on('2026-10-31')), from('2026-03-02 10:00'));
  expect(local(saturday.due)).toBe('2026-10-31 17:00');
  expect(due(onDay(on('2026-10-31'), 'next'), from('2026-03-02 10:00'))).toBe('2026-11-02 17:00');
  expect(due(onDay(on('2026-10-31'), 'previous'), from('2026-03-02 10:00'))).toBe('2026-10-30 17:00');
  expect(closeOfDay(on('2026-10-31'), cn2026)).toBe('2026-10-31T09:00:00.000Z');
});

test('[CAL-12] 规定的日期不因放假通知变动, 会顺延的才是暂定', () => {
  expect(computed(onDay(on('2027-10-30')), from('2026-03-02 10:00')).provisional).toBe(false);
  expect(computed(onDay(on('2027-10-30'), 'next'), from('2026-03-02 10:00')).provisional).toBe(true);
});

test('[CAL-12] 规定日期的信号按同样的规则', () => {
  const signals = {
    warning: { at: 'before', amount: 3, unit: 'workday' },
    red: { at: 'after', amount: 1, unit: 'workday' },
  } as const;
  const result = computed(onDay(on('2026-10-31')), { ...from('2026-03-02 10:00'), signals });
  expect(result.signals).toEqual({ warning: at('2026-10-28 09:00'), red: at('2026-11-02 17:00') });
});

test('[CAL-2] 跨入未公布的年份, 日期为暂定', () => {
  expect(computed(workdays(5), from('2026-12-24 10:00')).provisional).toBe(false);
  expect(local(computed(workdays(5), from('2026-12-24 10:00')).due)).toBe('2026-12-31 17:00');
  expect(computed(workdays(6), from('2026-12-24 10:00')).provisional).toBe(true);
  expect(local(computed(workdays(6), from('2026-12-24 10:00')).due)).toBe('2027-01-04 17:00');
  expect(computed(workdays(1), { start: at('2027-01-04 10:00'), direction: 'before' }).provisional).toBe(true);
});

test('[CAL-3] 超出日历的不猜', () => {
  expect(due(months(1000), from('2026-03-02 10:00'))).toBe('TERM-10');
  expect(due(workdays(5), from('2003-12-31 10:00'))).toBe('TERM-10');
  expect(due(workdays(5), from('2004-01-02 10:00'))).toBe('2004-01-09 17:00');
  expect(due(workdays(10000), from('2026-03-02 10:00')).slice(0, 4)).toBe('2065');
});

test.each<[string, Term, string]>([
  ['负数', workdays(-1), 'TERM-03'],
  ['超过一万', workdays(10001), 'TERM-04'],
  ['不是数字', workdays(Number.NaN), 'TERM-02'],
  ['半日', calendarDays(1.5), 'TERM-05'],
  ['半月', months(0.5), 'TERM-05'],
  ['不足一分钟', clockHours(0.01), 'TERM-06'],
  ['零个月', months(0), 'TERM-07'],
  ['零小时', clockHours(0), 'TERM-07'],
])('[CAL-14] 拒绝: %s', (_, term, code) => {
  expect(due(term, from('2026-03-02 10:00'))).toBe(code);
});

test('[CAL-14] 整分钟的小时和一万以内都可以', () => {
  expect(due(clockHours(1.1), from('2026-03-02 10:00'))).toBe('2026-03-02 11:06');
  expect(due(clockHours(0.05), from('2026-03-02 10:00'))).toBe('2026-03-02 10:03');
});

test('[CAL-14] 扣除的结束早于开始', () => {
  expect(due(workdays(3), without('2026-03-02 10:00', ['2026-03-05 09:00', '2026-03-04 09:00']))).toBe('TERM-11');
});

const signal = (term: Term, input: DeadlineInput, rule: SignalRule) => {
  const result = deadline(term, { ...input, signals: { warning: rule } }, cn2026);
  return isRefusal(result) ? result.code : local(result.signals.warning ?? null);
};

test.each<[string, Term, DeadlineInput, SignalRule, string]>([
  [
    '一个工作日前, 调休日也是工作日',
    workdays(5),
    from('2026-02-10 10:00'),
    { at: 'before', amount: 1, unit: 'workday' },
    '2026-02-14 09:00',
  ],
  [
    '三日前落在周末也不动',
    workdays(5),
    from('2026-03-04 10:00'),
    { at: 'before', amount: 3, unit: 'day' },
    '2026-03-08 09:00',
  ],
  [
    '跳过扣除的日子',
    workdays(5),
    without('2026-03-02 10:00', ['2026-03-05 09:00', '2026-03-10 09:00']),
    { at: 'before', amount: 3, unit: 'workday' },
    '2026-03-04 09:00',
  ],
  [
    '不早于起算',
    workdays(2),
    from('2026-03-02 10:00'),
    { at: 'before', amount: 5, unit: 'workday' },
    '2026-03-02 10:00',
  ],
  [
    '一个工作小时前',
    workHours(4),
    from('2026-03-02 11:00'),
    { at: 'before', amount: 2, unit: 'workhour' },
    '2026-03-02 14:00',
  ],
  [
    '恰好退到开门, 不落在午休前',
    workHours(4),
    from('2026-03-02 10:00'),
    { at: 'before', amount: 2, unit: 'workhour' },
    '2026-03-02 13:00',
  ],
  [
    '小时跳过扣除',
    clockHours(10),
    without('2026-03-02 10:00', ['2026-03-02 12:00', '2026-03-02 15:00']),
    { at: 'before', amount: 9, unit: 'hour' },
    '2026-03-02 11:00',
  ],
  [
    '恰好退到扣除结束',
    clockHours(10),
    without('2026-03-02 10:00', ['2026-03-02 12:00', '2026-03-02 15:00']),
    { at: 'before', amount: 8, unit: 'hour' },
    '2026-03-02 15:00',
  ],
])('[CAL-15] 到期前的信号: %s', (_, term, input, rule, expected) => {
  expect(signal(term, input, rule)).toBe(expected);
});

test('[CAL-15] 办公时间外收到的, 信号不早于视为收到的时刻', () => {
  const input: DeadlineInput = { start: at('2026-03-07 10:00'), receipt: 'next-workday' };
  expect(signal(workdays(1), input, { at: 'before', amount: 9, unit: 'workday' })).toBe('2026-03-09 09:00');
});

test.each<[string, Term, number, string]>([
  ['五日的两成是一日', workdays(5), 20, '2026-03-06 09:00'],
  ['五日的一成进为一日', workdays(5), 10, '2026-03-06 09:00'],
  ['七工作小时的两成是一小时二十四分', workHours(7), 20, '2026-03-03 10:06'],
])('[CAL-16] 百分比: %s', (_, term, percent, expected) => {
  const start = term.unit === 'workday' ? '2026-03-02 10:00' : '2026-03-02 11:30';
  expect(signal(term, from(start), { at: 'before', percent })).toBe(expected);
});

test('[CAL-16] 百分比不用于月和规定的日期', () => {
  expect(signal(months(1), from('2026-03-02 10:00'), { at: 'before', percent: 20 })).toBe('TERM-16');
  expect(signal(onDay(on('2026-10-31')), from('2026-03-02 10:00'), { at: 'before', percent: 20 })).toBe('TERM-16');
  expect(signal(workdays(5), from('2026-03-02 10:00'), { at: 'before', percent: 120 })).toBe('TERM-15');
});

test.each<[string, SignalRule, string]>([
  ['到期即起', { at: 'after', amount: 0, unit: 'hour' }, '2026-03-06 17:00'],
  ['到期后一个工作日', { at: 'after', amount: 1, unit: 'workday' }, '2026-03-09 17:00'],
  ['到期后两日, 周日顺延', { at: 'after', amount: 2, unit: 'day' }, '2026-03-09 17:00'],
  ['到期后五小时', { at: 'after', amount: 5, unit: 'hour' }, '2026-03-06 22:00'],
  ['到期后一个工作小时', { at: 'after', amount: 1, unit: 'workhour' }, '2026-03-09 10:00'],
  ['到期后一个月', { at: 'after', amount: 1, unit: 'month' }, '2026-04-07 17:00'], // 4月6日清明放假
])('[CAL-17] 到期后的信号: %s', (_, rule, expected) => {
  expect(signal(workdays(4), from('2026-03-02 10:00'), rule)).toBe(expected);
});

test('[CAL-15] 中止期间没有信号', () => {
  const input = {
    ...without('2026-03-02 10:00', ['2026-03-03 09:00']),
    signals: { red: { at: 'after', amount: 0, unit: 'day' } },
  } as const;
  expect(computed(workdays(5), input).signals).toEqual({});
});
