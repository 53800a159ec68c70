import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowed, idOf, orRefuse, type PersonId, parseInstant, type Region, refuse } from '#core/kernel';
import { fixedClock } from '#platform/clock';
import { html } from '#platform/html';
import { type App, createApp, SESSION_COOKIE } from '#platform/http';
import { silentLog } from '#platform/log';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { calendarsModule, seedCalendar } from './index.ts';

let fresh: FreshDb;
let app: App;
const region = idOf<Region>('yunxi');

beforeAll(async () => {
  fresh = await freshDb();
  const clock = fixedClock(orRefuse(parseInstant('2026-11-25T10:00:00+08:00')));
  app = await createApp({
    db: fresh.db,
    clock,
    log: silentLog,
    title: '机关效能建设平台',
    version: '0.1.0',
    region: () => region,
    identify: async (_db, token) => ({
      person: idOf<PersonId>('01890000-0000-7000-8000-000000000001'),
      region,
      sessionId: token,
      mustChangePassword: false,
    }),
    mayCall: async (ctx, action) =>
      ctx.person !== undefined && action.startsWith('calendar.') ? allowed : refuse('DIR-01', '只有效能办可以这样做'),
    site: async () => ({ name: '云溪市', stylesheet: '/a.css', navigation: [], path: '/calculator', largeType: false }),
    problemPage: (problem) => html`<p>${problem.detail}</p>`,
    statuses: calendarsModule.statuses ?? {},
  });
  calendarsModule.routes?.(app);
  calendarsModule.pages?.(app);
  await app.ready();
  await seedCalendar({ db: fresh.db, now: clock.now() });
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
});

const compute = (payload: object) => app.inject({ method: 'POST', url: '/api/time-limits/compute', payload });
const get = (url: string) => app.inject({ url });

test('接口: 与命令同样的输入和结果, 另附理由', async () => {
  const answer = await compute({
    start: '2026-02-10T10:00:00+08:00',
    amount: 5,
    unit: 'workday',
    signals: { warning: { at: 'before', amount: 1, unit: 'workday' } },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    due: '2026-02-24T17:00:00+08:00',
    provisional: false,
    signals: { warning: '2026-02-14T09:00:00+08:00' },
  });
  expect(answer.json().trail.map(({ sentence }: { sentence: string }) => sentence)).toContain(
    '2月15日至23日春节放假, 不计入',
  );
});

test('接口: 中止时没有到期时刻', async () => {
  const answer = await compute({
    start: '2026-03-02T10:00:00+08:00',
    amount: 5,
    unit: 'workday',
    excluded: [{ from: '2026-03-03T09:00:00+08:00', ground: '检验' }],
  });
  expect(answer.json()).toMatchObject({ due: null });
  expect(answer.json()).not.toHaveProperty('signals');
});

test('接口: 不能算的用同样的拒绝代码', async () => {
  const wrong = await compute({ start: '2026-03-02T10:00:00', amount: -1, unit: 'workday' });
  expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'TERM-03']);
  expect(wrong.headers['content-type']).toContain('application/problem+json');
  const zoneless = await compute({ start: '2026-03-02T10:00:00', amount: 1, unit: 'workday' });
  expect([zoneless.statusCode, zoneless.json().code, zoneless.json().fields[0].field]).toEqual([
    422,
    'TIME-01',
    'start',
  ]);
  const ground = await compute({
    start: '2026-03-02T10:00:00+08:00',
    amount: 1,
    unit: 'workday',
    excluded: [{ from: '2026-03-03T09:00:00+08:00', ground: '补正' }],
  });
  expect(ground.json().code).toBe('TERM-12');
});

test('接口: 某一年的每一天', async () => {
  const answer = (await get('/api/calendar/2026')).json();
  expect(answer.days).toHaveLength(365);
  expect(answer.days[44]).toEqual({
    day: '2026-02-14',
    isWorkday: true,
    kind: 'make-up',
    name: '春节',
    source: '国务院办公厅关于2026年部分节假日安排的通知',
  });
});

test('接口: 录入新一年的安排, 须有权, 变动的日子一一列出', async () => {
  const payload = {
    year: 2027,
    title: '关于2027年部分节假日安排的通知',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    makeUp: [],
  };
  const post = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/api/calendar/notices', payload, headers });
  expect((await post({ 'idempotency-key': 'notice-2027-a' })).statusCode).toBe(401);
  const signedIn = { 'idempotency-key': 'notice-2027-b', cookie: `${SESSION_COOKIE}=good` };
  const answer = await post(signedIn);
  expect(answer.statusCode).toBe(200);
  expect(answer.json().coveredUntil).toBe('2027-12-31');
  expect((await post(signedIn)).json()).toEqual(answer.json());
  const editions = (await app.inject({ url: '/api/calendar/editions', headers: { cookie: signedIn.cookie } })).json();
  expect(editions).toHaveLength(24);
  expect(editions[23]).toMatchObject({ kind: 'notice', year: 2027 });
});

test('接口: 读通知原文, 核对后再录入', async () => {
  const headers = { cookie: `${SESSION_COOKIE}=good` };
  const post = (text: string) =>
    app.inject({ method: 'POST', url: '/api/calendar/notices/read', payload: { text }, headers });
  const answer = await post(
    '关于2028年部分节假日安排的通知\n一、元旦：1月1日（周六）至3日（周一）放假，共3天。1月8日（周六）上班。',
  );
  expect(answer.json()).toMatchObject({
    year: 2028,
    holidays: [{ name: '元旦', from: '2028-01-01', to: '2028-01-03' }],
    makeUp: [{ name: '元旦', date: '2028-01-08' }],
    notRead: [],
  });
  expect((await post('今天放假')).json().code).toBe('CALENDAR-07');
});

test('页面: 空白表单从今天开始', async () => {
  const { statusCode, body } = await get('/calculator');
  expect(statusCode).toBe(200);
  expect(body).toContain('期限计算器');
  expect(body).toContain('value="2026-11-25"');
  expect(body).not.toContain('到期时刻');
  expect(body).not.toContain('<script');
});

test('页面: 结果、理由和逐日的日历', async () => {
  const { body } = await get(
    '/calculator?startDate=2026-02-10&startTime=10:00&amount=5&unit=workday&direction=after&receipt=same-day',
  );
  expect(body).toContain('2026年2月24日 周二 17:00');
  expect(body).toContain('2月14日 周六因春节调休上班, 计入');
  expect(body).toContain('2026年2月</caption>');
  expect(body).toMatch(/14<b class="shift">班<\/b><\/span><span class="w"><span aria-hidden="true">●<\/span>第4/);
  expect(body).toMatch(/24<\/span><span class="w"><span aria-hidden="true">■<\/span>到期/);
  expect(body.length).toBeLessThan(50_000);
});

test('页面: 扣除的时间', async () => {
  const { body } = await get(
    '/calculator?startDate=2026-03-02&startTime=10:00&amount=7&unit=workday&ground1=%E6%A3%80%E9%AA%8C&from1Date=2026-03-05&from1Time=09:00&to1Date=2026-03-10&to1Time=09:00',
  );
  expect(body).toContain('2026年3月16日 周一 17:00');
  expect(body).toContain('3月5日至9日检验, 不计入');
  expect(body).toContain('✕</span>检验');
});

test('页面: 填错的逐项指出, 填过的不丢', async () => {
  const { body } = await get(
    '/calculator?startDate=2026-02-30&startTime=25:00&amount=abc&unit=workday&ground1=%E5%85%B6%E4%BB%96&from1Date=2026-03-05',
  );
  expect(body).toContain('href="#startDate"');
  expect(body).toContain('href="#amount"');
  expect(body).toContain('href="#basis1"');
  expect(body).toContain('value="abc"');
  expect(body).toContain('value="2026-02-30"');
  const refused = (await get('/calculator?startDate=2026-03-02&amount=1.5&unit=day')).body;
  expect(refused).toContain('日数须是整数');
});

test('页面: 很长的时限只画首尾几个月', async () => {
  const { body } = await get('/calculator?startDate=2026-03-02&startTime=10:00&amount=10000&unit=workday');
  expect(body).toContain('个月略去');
  expect(body.length).toBeLessThan(50_000);
  expect((await get('/calculator?startDate=2026-03-02&amount=10000&unit=month')).body).toContain('不在日历之内');
});

test('页面: 地址里的内容不会变成标记', async () => {
  const { body } = await get(
    `/calculator?startDate=${encodeURIComponent('"><script>alert(1)</script>')}&amount=1&unit=workday`,
  );
  expect(body).not.toContain('<script>');
});

test('样式表有长期缓存', async () => {
  const { headers, statusCode } = await get('/calculator.css');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toContain('text/css');
});
