import { expect, test } from 'vitest';
import { cn2026, on } from './fixtures/reading.ts';
import {
  checkCalendarData,
  checkNotice,
  checkOfficeHours,
  coveredOnlyUntil,
  dayKind,
  isWorkday,
  SEED_CALENDAR,
  SEED_NOTICES,
  workdayAfter,
  workdaysBetween,
  workingCalendar,
} from './index.ts';
import { plainDateOf } from './plain-date.ts';
import { statutoryFestivals } from './working-calendar.ts';

test.each([
  ['2026-03-02', true, 'weekday', undefined],
  ['2026-03-07', false, 'weekend', undefined],
  ['2026-02-14', true, 'make-up', '春节'],
  ['2026-02-17', false, 'holiday', '春节'],
  ['2026-02-24', true, 'weekday', undefined],
  ['2026-04-06', false, 'holiday', '清明'],
  ['2026-10-10', true, 'make-up', '国庆节'],
  ['2025-10-06', false, 'holiday', '中秋'],
  ['2022-12-31', false, 'holiday', '元旦'],
])('[CAL-1] %s 是否工作日: %s (%s)', (day, work, kind, name) => {
  expect(isWorkday(cn2026, on(day))).toBe(work);
  expect(dayKind(cn2026, on(day))).toMatchObject(name === undefined ? { kind } : { kind, name });
});

test('[CAL-1] 放假和调休都带着来源文件', () => {
  expect(dayKind(cn2026, on('2026-02-14')).source).toBe('国务院办公厅关于2026年部分节假日安排的通知');
});

test('[CAL-1] 2026年有六个调休上班日', () => {
  const makeUp = SEED_NOTICES.find((notice) => notice.year === 2026)?.makeUp.map((day) => day.date);
  expect(makeUp).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
});

test('[CAL-1] 地方放假压过国家安排', () => {
  const local = { name: '三月三', from: on('2026-04-20'), to: on('2026-04-21'), rest: true, source: '自治区通知' };
  const calendar = workingCalendar({ ...SEED_CALENDAR, local: [local] });
  expect(isWorkday(cn2026, on('2026-04-20'))).toBe(true);
  expect(dayKind(calendar, on('2026-04-21'))).toEqual({
    isWorkday: false,
    kind: 'local',
    name: '三月三',
    source: '自治区通知',
  });
});

test.each([
  ['2027-01-01', false], // 元旦
  ['2027-02-05', false], // 除夕, 周五
  ['2027-02-08', false], // 初三, 周一
  ['2027-02-09', true], // 初四, 周二
  ['2027-04-05', false], // 清明, 周一
  ['2027-05-03', true], // 劳动节只有 1 日、2 日
  ['2027-06-09', false], // 端午, 周三
  ['2027-09-15', false], // 中秋, 周三
  ['2027-10-01', false], // 国庆, 周五
  ['2027-10-04', true],
  ['2027-02-13', false], // 周六: 不猜调休
  ['2028-01-25', false], // 除夕, 周二
  ['2028-01-28', false], // 初三, 周五
  ['2028-01-24', true],
])('[CAL-2] 通知尚未公布: %s 是否工作日 %s', (day, work) => {
  expect(isWorkday(cn2026, on(day))).toBe(work);
});

test('[CAL-2] 除夕是初一的前一天, 不论腊月大小', () => {
  const eves = statutoryFestivals()
    .filter(({ name }) => name === '春节')
    .map(({ day }) => plainDateOf(day));
  expect(eves).toContain('2025-01-28');
  expect(eves).toContain('2027-02-05');
  expect(eves).toContain('2028-01-25');
});

test('[CAL-2] 只知道到2025年底时, 2026年的调休和放假都不作数', () => {
  const calendar = coveredOnlyUntil(cn2026, on('2025-12-31'));
  expect(isWorkday(calendar, on('2026-02-14'))).toBe(false);
  expect(isWorkday(calendar, on('2026-02-23'))).toBe(true);
  expect(isWorkday(calendar, on('2026-02-16'))).toBe(false);
  expect(isWorkday(calendar, on('2025-10-11'))).toBe(true);
});

test('[CAL-2] 不能声称知道数据里没有的年份', () => {
  expect(coveredOnlyUntil(cn2026, on('2030-12-31'))).toBe(cn2026);
});

test('[CAL-3] 日历从2004年到2100年', () => {
  expect(plainDateOf(cn2026.first)).toBe('2004-01-01');
  expect(plainDateOf(cn2026.last)).toBe('2100-12-31');
  expect(workdayAfter(cn2026, on('2100-12-31'), 1)).toBeUndefined();
});

test('[CAL-1] 数工作日', () => {
  expect(workdayAfter(cn2026, on('2026-02-13'), 1)).toBe('2026-02-14');
  expect(workdayAfter(cn2026, on('2026-02-14'), 1)).toBe('2026-02-24');
  expect(workdayAfter(cn2026, on('2026-02-24'), -1)).toBe('2026-02-14');
  expect(workdaysBetween(cn2026, on('2026-02-10'), on('2026-02-24'))).toBe(5);
  expect(workdaysBetween(cn2026, on('2026-02-24'), on('2026-02-10'))).toBe(-5);
});

const notice = {
  year: 2027,
  titles: ['关于2027年节假日安排的通知'],
  holidays: [{ name: '元旦', from: on('2027-01-01'), to: on('2027-01-03') }],
  makeUp: [{ name: '春节', date: on('2027-02-20') }],
};

test('[CAL-1] 一年的安排先核对再使用', () => {
  expect(checkNotice(notice)).toBeUndefined();
  expect(checkNotice({ ...notice, titles: [] })?.code).toBe('CALENDAR-01');
  expect(checkNotice({ ...notice, year: 2029 })?.code).toBe('CALENDAR-02');
  expect(checkNotice({ ...notice, makeUp: [{ name: '元旦', date: on('2027-01-03') }] })?.code).toBe('CALENDAR-03');
  expect(checkNotice({ ...notice, makeUp: [{ name: '元旦', date: on('2027-01-06') }] })?.code).toBe('CALENDAR-04');
  expect(
    checkNotice({ ...notice, holidays: [{ name: '元旦', from: on('2027-01-03'), to: on('2027-01-01') }] })?.code,
  ).toBe('CALENDAR-05');
});

test('[CAL-1] 办公时段须有先后', () => {
  expect(
    checkOfficeHours([
      { open: '08:30', close: '12:00' },
      { open: '14:30', close: '18:00' },
    ]),
  ).toBeUndefined();
  expect(
    checkOfficeHours([
      { open: '13:00', close: '17:00' },
      { open: '09:00', close: '12:00' },
    ])?.code,
  ).toBe('CALENDAR-06');
  expect(checkOfficeHours([])?.code).toBe('CALENDAR-06');
  expect(checkOfficeHours([{ open: '9点', close: '12:00' }])?.code).toBe('CALENDAR-06');
});

test('[CAL-1] 种子数据自身合格', () => {
  expect(checkCalendarData(SEED_CALENDAR)).toBeUndefined();
  expect(checkCalendarData({ ...SEED_CALENDAR, officeHours: [] })?.code).toBe('CALENDAR-06');
});
