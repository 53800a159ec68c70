import { describe, expect, test } from 'vitest';
import {
  dayOf,
  describeDue,
  formatBytes,
  formatDay,
  formatInstant,
  formatLarge,
  formatNumber,
  formatShort,
  formatTime,
} from './format.ts';

// 2026年3月16日是周一; 09:00 UTC 是本地 17:00。
const DUE = '2026-03-16T09:00:00.000Z';
const NOW = '2026-03-11T02:00:00.000Z';

describe('日期和时刻的写法', () => {
  test('日期写作 2026-03-16 周一', () => {
    expect(formatDay('2026-03-16')).toBe('2026-03-16 周一');
    expect(formatDay('2026-03-15')).toBe('2026-03-15 周日');
  });

  test('时刻按东八区写出, 与阅读者电脑的时区无关', () => {
    expect(formatInstant(DUE)).toBe('2026-03-16 周一 17:00');
    expect(formatInstant('2026-03-15T16:30:00.000Z')).toBe('2026-03-16 周一 00:30');
    expect(formatTime('2026-03-15T16:30:00.000Z')).toBe('00:30');
    expect(dayOf('2026-03-15T16:30:00.000Z')).toBe('2026-03-16');
  });

  test('短写: 同一年不写年份, 不同年写明', () => {
    expect(formatShort(DUE, NOW)).toBe('3月16日 周一 17:00');
    expect(formatShort('2027-01-29T09:00:00.000Z', NOW)).toBe('2027年1月29日 周五 17:00');
    expect(formatShort('2026-12-31', NOW)).toBe('12月31日 周四');
  });

  test('读不懂的原样显示, 不显示 Invalid Date', () => {
    expect(formatInstant('年末')).toBe('年末');
    expect(formatDay('')).toBe('');
  });
});

describe('期限的说法', () => {
  test('还有几个工作日', () => {
    expect(describeDue({ dueAt: DUE, workdaysLeft: 3 }, NOW)).toEqual({
      distance: '还有 3 个工作日',
      when: '3月16日 周一 17:00',
    });
  });

  test('最后一天: 到点之前说今天到期, 过点之后说已到期', () => {
    expect(describeDue({ dueAt: DUE, workdaysLeft: 0 }, '2026-03-16T08:59:00.000Z').distance).toBe('今天到期');
    expect(describeDue({ dueAt: DUE, workdaysLeft: 0 }, '2026-03-16T09:01:00.000Z').distance).toBe('已到期');
    expect(describeDue({ dueAt: DUE, workdaysLeft: 0 }, '2026-03-16T16:59:00+08:00').distance).toBe('今天到期');
  });

  test('超期说出超了几个工作日和原应何时', () => {
    expect(describeDue({ dueAt: DUE, workdaysLeft: -5 }, NOW)).toEqual({
      distance: '已超期 5 个工作日',
      when: '应于3月16日 周一 17:00',
    });
  });

  test('中止计时没有到期日; 明年日历未公布的注明暂定', () => {
    expect(describeDue({ dueAt: null }, NOW)).toEqual({ distance: '暂停计时', when: '' });
    expect(describeDue({ dueAt: DUE, workdaysLeft: 3, provisional: true }, NOW).when).toBe('3月16日 周一 17:00, 暂定');
  });
});

describe('数字的写法', () => {
  test('四位以上加分节号, 万以上可以说几万几亿', () => {
    expect(formatNumber(12_345_678)).toBe('12,345,678');
    expect(formatLarge(9876)).toBe('9,876');
    expect(formatLarge(123_456)).toBe('12.3 万');
    expect(formatLarge(123_456_789)).toBe('1.2 亿');
    expect(formatLarge(99_999_999)).toBe('1 亿');
  });

  test('文件大小', () => {
    expect(formatBytes(900)).toBe('900 B');
    expect(formatBytes(2_480_000)).toBe('2.4 MB');
  });
});

test('服务器已经写好的期限说法原样分成两段', () => {
  expect(describeDue({ dueAt: DUE, dueWords: '还有 3 个工作日 (3月16日 周一 17:00)' })).toEqual({
    distance: '还有 3 个工作日',
    when: '3月16日 周一 17:00',
  });
  expect(describeDue({ dueAt: null, dueWords: '不设期限' })).toEqual({ distance: '不设期限', when: '' });
  expect(describeDue({ dueAt: DUE, dueWords: '逾期 2 个工作日 (3月16日 周一 17:00)', provisional: true }).when).toBe(
    '3月16日 周一 17:00, 暂定',
  );
});
