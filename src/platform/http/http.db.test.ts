import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { allowed, idOf, orRefuse, type PersonId, parseInstant, Refused, type Region, refuse } from '#core/kernel';
import { movableClock } from '#platform/clock';
import { html } from '#platform/html';
import { type App, createApp, once, readForm } from '#platform/http';
import { silentLog } from '#platform/log';
import { type FreshDb, freshDb } from '../../../test/database.ts';

const region = idOf<Region>('yunxi');
const clerk = idOf<PersonId>('clerk');
const clock = movableClock(orRefuse(parseInstant('2026-03-02T10:00:00+08:00')));
const lines: string[] = [];

let fresh: FreshDb;
let app: App;
let runs = 0;

async function shell(): Promise<App> {
  const made = await createApp({
    db: fresh.db,
    clock,
    log: {
      ...silentLog,
      info: (_m, d) => void lines.push(JSON.stringify(d)),
      error: (_m, d, e) => void lines.push(`${JSON.stringify(d)} ${e}`),
    },
    title: '机关效能建设平台',
    version: '0.1.0',
    region: () => region,
    identify: async (_db, token) =>
      token === 'good' || token === 'fresh'
        ? { person: clerk, region, sessionId: 's1', mustChangePassword: token === 'fresh' }
        : undefined,
    mayCall: async (_ctx, action) => (action === 'plans.read' ? allowed : refuse('DIR-01', '只有效能办可以这样做')),
    site: async () => ({ name: '云溪市', stylesheet: '/a.css', navigation: [], path: '/', largeType: false }),
    problemPage: (problem) => html`<p>${problem.detail}</p>`,
    statuses: { 'CASE-09': 423 },
  });
  return made;
}

const body = z.strictObject({
  title: z.string().min(2).max(10),
  days: z.number().int().min(1).max(60),
  on: z.iso.date().optional(),
});

beforeAll(async () => {
  fresh = await freshDb();
  app = await shell();
  app.get('/api/open', { config: { access: 'public' } }, (request) => ({ person: request.ctx.person ?? null }));
  app.get('/api/mine', { config: { access: 'signed-in' } }, (request) => ({ person: request.ctx.person }));
  app.get('/api/plans', { config: { access: { action: 'plans.read' } } }, () => ({ ok: true }));
  app.get('/api/accounts', { config: { access: { action: 'accounts.manage' } } }, () => ({ ok: true }));
  app.post(
    '/api/cases',
    {
      config: { access: 'signed-in' },
      schema: {
        summary: '登记办件',
        tags: ['办件'],
        refusals: ['CASE-04'],
        body,
        response: { 201: z.object({ number: z.number() }) },
      },
    },
    async (request, reply) => {
      const answer = await once(request.ctx, async () => {
        runs += 1;
        if (request.body.title === '拒绝')
          throw new Refused(
            refuse('CASE-04', '受理后不得再要求补正', {
              trail: [{ sentence: '已于3月2日受理', basis: '行政许可法第三十二条' }],
            }),
          );
        return { number: runs };
      });
      return reply.code(201).send(answer);
    },
  );
  app.get(
    '/api/refuse/:code',
    { config: { access: 'public' }, schema: { params: z.object({ code: z.string() }) } },
    (request) => {
      throw new Refused(refuse(request.params.code, '不行'));
    },
  );
  app.post('/api/set', { config: { access: 'public' }, schema: { hide: true } }, (request) =>
    once(request.ctx, async () => ({ ok: true })),
  );
  app.get('/api/fault', { config: { access: 'public' } }, () => {
    throw new Error('password of the database is hunter2');
  });
  app.get('/page', { config: { access: 'signed-in' } }, (_request, reply) => reply.html(html`<p>内页</p>`));
  app.post('/page', { config: { access: 'public' } }, (request, reply) => {
    const form = readForm(z.strictObject({ name: z.string() }), request.body);
    return reply.html(
      html`<p>${form.right ? `${form.value.name} ${request.ctx.idempotencyKey}` : form.errors.map((e) => `${e.field} ${e.sentence}`).join()}</p>`,
    );
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
});

const cookies = { session: 'good' };
const write = (payload: object, key: string, more: object = {}) =>
  app.inject({ method: 'POST', url: '/api/cases', cookies, headers: { 'idempotency-key': key, ...more }, payload });
const good = { title: '建房许可', days: 5 };

describe('谁可以访问', () => {
  test('没有声明谁可以访问的路由, 启动时即拒绝', async () => {
    const other = await shell();
    expect(() => other.get('/api/forgotten', () => 'x')).toThrow('GET /api/forgotten 没有声明谁可以访问');
    expect(() => other.get('/api/stated', { config: { access: 'public' } }, () => 'x')).not.toThrow();
    await other.close();
  });
  test('公开的不须登录; 登录的认得出是谁', async () => {
    expect((await app.inject('/api/open')).json()).toEqual({ person: null });
    expect((await app.inject({ url: '/api/open', cookies })).json()).toEqual({ person: 'clerk' });
  });
  test('未登录: 接口答 401 与 AUTH-01, 网页转到登录并记住来处', async () => {
    const answer = await app.inject('/api/mine');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ code: 'AUTH-01', status: 401, type: '/api/refusals#AUTH-01' });
    const page = await app.inject('/page?tab=2');
    expect(page.statusCode).toBe(303);
    expect(page.headers.location).toBe('/sign-in?return=%2Fpage%3Ftab%3D2');
    expect((await app.inject({ url: '/page', cookies })).body).toBe('<p>内页</p>');
  });
  test('会话不认得 (过期或伪造), 与未登录一样', async () => {
    expect((await app.inject({ url: '/api/mine', cookies: { session: 'forged' } })).statusCode).toBe(401);
  });
  test('没有权限: 403 与策略自己的代码和句子', async () => {
    expect((await app.inject({ url: '/api/plans', cookies })).statusCode).toBe(200);
    const answer = await app.inject({ url: '/api/accounts', cookies });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'DIR-01', detail: '只有效能办可以这样做' });
  });
  test('首次密码未改: 别的都不许', async () => {
    const answer = await app.inject({ url: '/api/mine', cookies: { session: 'fresh' } });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'AUTH-03']);
    expect((await app.inject({ url: '/page', cookies: { session: 'fresh' } })).headers.location).toBe('/password');
  });
});

describe('写入', () => {
  test('没有 Idempotency-Key 的写入被拒绝, 有则办理', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/cases', cookies, payload: good });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'HTTP-01']);
    expect((await write(good, 'key-first-1')).statusCode).toBe(201);
  });
  test('键太短或有别的字符, 被拒绝', async () => {
    expect((await write(good, 'short')).json().code).toBe('HTTP-02');
    expect((await write(good, 'with space in it')).json().code).toBe('HTTP-02');
  });
  test('同一个键重发: 答复相同, 只办一次', async () => {
    const before = runs;
    const [first, second] = [await write(good, 'key-repeat-1'), await write(good, 'key-repeat-1')];
    expect(first.json()).toEqual({ number: before + 1 });
    expect(second.json()).toEqual({ number: before + 1 });
    expect(second.statusCode).toBe(201);
    expect(runs).toBe(before + 1);
  });
  test('同一个键同时发十次: 只办一次', async () => {
    const before = runs;
    const answers = await Promise.all(Array.from({ length: 10 }, () => write(good, 'key-at-once')));
    expect(new Set(answers.map((one) => one.body)).size).toBe(1);
    expect(runs).toBe(before + 1);
  });
  test('同一个键换了内容: 拒绝 HTTP-09', async () => {
    await write(good, 'key-other-body');
    const answer = await write({ ...good, days: 6 }, 'key-other-body');
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'HTTP-09']);
  });
  test('被拒绝的办理不占用键: 改正后可用原键再发', async () => {
    const refused = await write({ ...good, title: '拒绝' }, 'key-refused-1');
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'CASE-04',
      trail: [{ sentence: '已于3月2日受理', basis: '行政许可法第三十二条' }],
    });
    expect((await write(good, 'key-refused-1')).statusCode).toBe(201);
  });
  test('存下的摘要不含密码: 只有密码不同的两次请求摘要相同', async () => {
    const set = (password: string, username: string) =>
      app.inject({
        method: 'POST',
        url: '/api/set',
        headers: { 'idempotency-key': 'key-secret-1' },
        payload: { username, password },
      });
    await set('one', 'li');
    expect((await set('two', 'li')).statusCode).toBe(200);
    expect((await set('two', 'wang')).json().code).toBe('HTTP-09');
  });
  test('别的网站发来的写入被拦截, 本站的放行', async () => {
    const foreign = await write(good, 'key-origin-01', { origin: 'https://evil.example' });
    expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'HTTP-07']);
    expect((await write(good, 'key-origin-02', { origin: 'null' })).json().code).toBe('HTTP-07');
    expect((await write(good, 'key-origin-03', { 'sec-fetch-site': 'cross-site' })).json().code).toBe('HTTP-07');
    expect(
      (await write(good, 'key-origin-04', { origin: 'http://localhost:80', host: 'localhost:80' })).statusCode,
    ).toBe(201);
    expect((await write(good, 'key-origin-05', { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201);
  });
  test('表单以隐藏项带键, 处理时看不到它', async () => {
    const post = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/page',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      });
    expect((await post('name=%E7%94%B2&idempotencyKey=form-key-1')).body).toBe('<p>甲 form-key-1</p>');
    expect((await post('name=&idempotencyKey=form-key-1')).body).toBe('<p>name 此项必填</p>');
    expect((await post('name=x')).statusCode).toBe(400);
  });
});

describe('填写有误与故障', () => {
  test('逐项以中文说明', async () => {
    const answer = await write({ title: '建', days: 0, on: '2026-02-30', extra: 1 }, 'key-invalid-1');
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: 'HTTP-03',
      fields: [
        { field: 'title', sentence: '至少 2 个字' },
        { field: 'days', sentence: '不能小于 1' },
        { field: 'on', sentence: '日期须写作 2026-03-02 的样子, 且确有这一天' },
        { field: '', sentence: '没有这些项: extra' },
      ],
    });
    const missing = await write({ days: '五' }, 'key-invalid-2');
    expect(missing.json().fields).toEqual([
      { field: 'title', sentence: '此项必填' },
      { field: 'days', sentence: '此项应为数字' },
    ]);
  });
  test('不是 JSON: 400 HTTP-08; 太大: 413 HTTP-06', async () => {
    const headers = { 'idempotency-key': 'key-broken-1', 'content-type': 'application/json' };
    const broken = await app.inject({ method: 'POST', url: '/api/cases', cookies, headers, payload: '{' });
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'HTTP-08']);
    const large = await app.inject({
      method: 'POST',
      url: '/api/cases',
      cookies,
      headers,
      payload: `{"title":"${'大'.repeat(600_000)}"}`,
    });
    expect([large.statusCode, large.json().code]).toEqual([413, 'HTTP-06']);
  });
  test('拒绝的状态由代码决定', async () => {
    const status = async (code: string) => (await app.inject(`/api/refuse/${code}`)).statusCode;
    expect(await status('CASE-04')).toBe(409);
    expect(await status('CASE-404')).toBe(404);
    expect(await status('CASE-403')).toBe(403);
    expect(await status('CASE-09')).toBe(423);
  });
  test('没有这个地址', async () => {
    expect((await app.inject('/api/nothing')).json()).toMatchObject({ status: 404, code: 'HTTP-04' });
    const page = await app.inject('/nothing');
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });
  test('故障只说编号, 原因记在日志', async () => {
    const answer = await app.inject('/api/fault');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    const { requestId, detail } = answer.json();
    expect(detail).toContain(requestId);
    expect(lines.some((line) => line.includes(requestId) && line.includes('hunter2'))).toBe(true);
  });
  test('连网页的边框也取不到时, 那句话照样送到', async () => {
    const broken = await createApp({
      db: fresh.db,
      clock,
      log: silentLog,
      title: '机关效能建设平台',
      version: '0.1.0',
      region: () => {
        throw new Error('database gone');
      },
      identify: async () => undefined,
      mayCall: async () => allowed,
      site: async () => {
        throw new Error('database gone');
      },
      problemPage: (problem) => html`<p>${problem.detail}</p>`,
    });
    broken.get('/page', { config: { access: 'public' } }, (_request, reply) => reply.html(html`<p></p>`));
    const answer = await broken.inject('/page');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([500, 'text/plain; charset=utf-8']);
    expect(answer.body).toContain('系统出了故障');
    await broken.close();
  });
  test('请求日志一行一条, 只有路由的样子, 没有地址里的内容', async () => {
    lines.length = 0;
    await app.inject('/api/refuse/ZHANG-SAN');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'GET', route: '/api/refuse/:code', status: 409 });
    expect(lines[0]).not.toContain('ZHANG');
  });
});

describe('答复头与接口文档', () => {
  test('每个答复都有安全头, 样式随机数每次不同', async () => {
    const [a, b] = [await app.inject('/api/open'), await app.inject('/nothing')];
    for (const { headers } of [a, b]) {
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
    const nonce = (text: unknown) => /nonce-([^']+)/.exec(String(text))?.[1];
    expect(nonce(a.headers['content-security-policy'])).not.toBe(nonce(b.headers['content-security-policy']));
  });
  test('OpenAPI 3.1 含全部接口, 不含网页; 写入标明键, 拒绝标明代码', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/accounts',
      '/api/cases',
      '/api/fault',
      '/api/mine',
      '/api/open',
      '/api/plans',
      '/api/refuse/{code}',
    ]);
    const write = document.paths['/api/cases'].post;
    expect(write.summary).toBe('登记办件');
    expect(write.parameters).toEqual([
      expect.objectContaining({ in: 'header', name: 'Idempotency-Key', required: true }),
    ]);
    expect(write['x-refusals']).toEqual(['CASE-04']);
    expect(write['x-access']).toBe('signed-in');
    expect(write.requestBody.content['application/json'].schema.required).toEqual(['title', 'days']);
    expect(write.responses.default.content['application/problem+json'].schema.required).toContain('code');
    expect(document.paths['/api/accounts'].get['x-access']).toEqual({ action: 'accounts.manage' });
  });
});
