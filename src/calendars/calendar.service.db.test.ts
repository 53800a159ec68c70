import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isWorkday, type YearNotice } from '#core/calendar';
import { type Instant, idOf, type PersonId, type PlainDate, Refused, type Region } from '#core/kernel';
import type { Ctx } from '#platform/http';
import { type FreshDb, freshDb } from '../../test/database.ts';
import {
  addLocalDays,
  addNotice,
  calendarHistory,
  calendarOfVersion,
  currentCalendar,
  seedCalendar,
  setOfficeHours,
  versionInForce,
} from './index.ts';

const on = (text: string) => idOf<PlainDate>(text);
const region = idOf<Region>('yunxi');

/** An invented arrangement for 2027. */
const notice2027: YearNotice = {
  year: 2027,
  titles: ['关于2027年部分节假日安排的通知'],
  holidays: [
    { name: '元旦', from: on('2027-01-01'), to: on('2027-01-03') },
    { name: '春节', from: on('2027-02-05'), to: on('2027-02-12') },
  ],
  makeUp: [{ name: '春节', date: on('2027-02-20') }],
};

let fresh: FreshDb;
let ctx: Ctx;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());
beforeEach(() => {
  ctx = {
    now: idOf<Instant>('2026-11-25T02:00:00.000Z'),
    requestId: 'test',
    region,
    person: idOf<PersonId>('01890000-0000-7000-8000-000000000001'),
    db: fresh.db,
  };
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (fault: unknown) => (fault instanceof Refused ? fault.refusal.code : String(fault)),
  );

test('没有录入之前, 用程序自带的日历', async () => {
  const calendar = await currentCalendar(fresh.db);
  expect(calendar.version).toBe('seed-2026');
  expect((await calendarOfVersion(fresh.db, 'seed-2026')).coveredUntil).toBe('2026-12-31');
});

test('历年安排只录入一次, 同时录入也不重复', async () => {
  await Promise.all([seedCalendar(ctx), seedCalendar(ctx)]);
  await seedCalendar(ctx);
  const history = await calendarHistory(fresh.db);
  expect(history.map(({ number }) => number)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
  expect(history.at(-1)?.change).toMatchObject({
    kind: 'notice',
    year: 2026,
    title: '国务院办公厅关于2026年部分节假日安排的通知',
  });
  const calendar = await currentCalendar(fresh.db);
  expect(calendar.version).toMatch(/^23-[0-9a-f]{8}$/);
  expect(isWorkday(calendar, on('2026-02-14'))).toBe(true);
  expect(calendar.coveredUntil).toBe('2026-12-31');
});

test('年份须依次录入', async () => {
  const later = { ...notice2027, year: 2028, holidays: [], makeUp: [] };
  expect(await codeOf(addNotice(ctx, later))).toBe('CALENDAR-12');
});

test('录入新一年的通知: 出新版本, 说明哪些日子变了, 旧版本仍在', async () => {
  const before = await currentCalendar(fresh.db);
  const { version, coveredUntil, changedDays } = await addNotice(ctx, { ...notice2027, basedOn: before.version });
  expect(coveredUntil).toBe('2027-12-31');
  // 全年不再是暂定, 每一天都算变动
  expect(changedDays.length).toBe(365);
  const after = await currentCalendar(fresh.db);
  expect(after.version).toBe(version);
  expect(isWorkday(after, on('2027-02-09'))).toBe(false);
  expect(isWorkday(after, on('2027-02-20'))).toBe(true);
  const old = await calendarOfVersion(fresh.db, before.version);
  expect(isWorkday(old, on('2027-02-09'))).toBe(true);
  expect(isWorkday(old, on('2027-02-20'))).toBe(false);
});

test('更正的通知取代前一版, 只有改了的日子变动', async () => {
  const corrected = {
    ...notice2027,
    holidays: [...notice2027.holidays, { name: '清明', from: on('2027-04-03'), to: on('2027-04-05') }],
  };
  const { changedDays } = await addNotice(ctx, corrected);
  expect(changedDays).toEqual(['2027-04-05']); // 3日、4日本是周末
  expect(await codeOf(addNotice(ctx, corrected))).toBe('CALENDAR-11');
});

test('看的是旧版本, 不予录入; 不合格的安排不予录入', async () => {
  expect(await codeOf(addNotice(ctx, { ...notice2027, basedOn: '1-00000000' }))).toBe('CALENDAR-10');
  expect(await codeOf(addNotice(ctx, { ...notice2027, titles: [] }))).toBe('CALENDAR-01');
  expect(await codeOf(calendarOfVersion(fresh.db, '1-00000000'))).toBe('CALENDAR-404');
});

test('地方放假只在本地生效', async () => {
  const days = [{ name: '三月三', from: on('2027-04-09'), to: on('2027-04-09'), rest: true, source: '' }];
  const { changedDays } = await addLocalDays(ctx, { year: 2027, region, title: '自治区关于三月三放假的通知', days });
  expect(changedDays).toEqual(['2027-04-09']);
  expect(isWorkday(await currentCalendar(fresh.db, region), on('2027-04-09'))).toBe(false);
  expect(isWorkday(await currentCalendar(fresh.db), on('2027-04-09'))).toBe(true);
  expect(isWorkday(await currentCalendar(fresh.db, idOf<Region>('elsewhere')), on('2027-04-09'))).toBe(true);
});

test('带有本地安排的日历, 凭版本名就能找回', async () => {
  const own = await currentCalendar(fresh.db, region);
  expect(own.version).toMatch(/^\d+-[0-9a-f]{8}@yunxi$/);
  expect(isWorkday(await calendarOfVersion(fresh.db, own.version), on('2027-04-09'))).toBe(false);
  for (const of of [region, idOf<Region>('elsewhere')]) {
    const { name } = await fresh.db.one<{ name: string }>(sql`select ${versionInForce(of)} as name`);
    expect(name).toBe((await currentCalendar(fresh.db, of)).version);
  }
  expect((await currentCalendar(fresh.db, idOf<Region>('elsewhere'))).version).toMatch(/^\d+-[0-9a-f]{8}$/);
});

test('办公时间按辖区设定', async () => {
  await setOfficeHours(ctx, {
    region,
    title: '关于调整作息时间的通知',
    periods: [
      { open: '08:30', close: '12:00' },
      { open: '14:30', close: '18:00' },
    ],
  });
  expect((await currentCalendar(fresh.db, region)).data.officeHours).toHaveLength(2);
  expect((await currentCalendar(fresh.db, region)).office.close).toBe(18 * 3_600_000);
  expect((await currentCalendar(fresh.db)).office.close).toBe(17 * 3_600_000);
  expect(await codeOf(setOfficeHours(ctx, { title: '错', periods: [] }))).toBe('CALENDAR-06');
});

test('同一请求重发, 只录入一次', async () => {
  const again = { ...ctx, idempotencyKey: 'office-hours-of-2027', requestDigest: 'x' };
  const input = { region, title: '关于恢复作息时间的通知', periods: [{ open: '09:00', close: '17:00' }] };
  const first = await setOfficeHours(again, input);
  expect(await setOfficeHours(again, input)).toEqual(first);
});

test('日历只能添加, 不能修改或删除', async () => {
  await expect(fresh.db.query(sql`update calendar.edition set title = 'x'`)).rejects.toThrow(/permission denied/);
  await expect(fresh.db.query(sql`delete from calendar.day`)).rejects.toThrow(/permission denied/);
});
