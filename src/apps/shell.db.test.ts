import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orRefuse, parseInstant } from '#core/kernel';
import { directoryModule } from '#directory';
import { movableClock } from '#platform/clock';
import { silentLog } from '#platform/log';
import { defineModule } from '#platform/module';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { type Composed, compose } from './compose.ts';
import { directoryDoor } from './directory-door.ts';
import { readRefusals } from './portal/api.pages.ts';

const clock = movableClock(orRefuse(parseInstant('2026-03-02T09:00:00+08:00')));
const folder = mkdtempSync(join(tmpdir(), 'shell-'));
let fresh: FreshDb;
let composed: Composed;
let keys = 0;

const sample = defineModule({
  id: 'sample',
  title: '样例',
  routes: (app) => {
    app.get(
      '/api/sample',
      { config: { access: { action: 'account.manage' } }, schema: { summary: '样例', tags: ['样例'] } },
      () => ({ ok: true }),
    );
  },
  portalLinks: [{ href: '/sample', text: '样例页', hint: '仅用于测试' }],
});

beforeAll(async () => {
  fresh = await freshDb();
  composed = await compose({
    db: fresh.db,
    clock,
    log: silentLog,
    version: '0.1.0',
    dataDir: folder,
    directory: directoryDoor,
    modules: [sample, directoryModule],
  });
  await composed.app.ready();
});
afterAll(async () => {
  await composed.app.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Jar = Record<string, string>;
const get = (url: string, cookies: Jar = {}) => composed.app.inject({ url, cookies });
function post(url: string, fields: Record<string, string>, cookies: Jar = {}) {
  keys += 1;
  return composed.app.inject({
    method: 'POST',
    url,
    cookies,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, idempotencyKey: `test-key-${keys}` }).toString(),
  });
}
const cookieOf = (answer: { cookies: { name: string; value: string }[] }): Jar => ({
  session: answer.cookies.find(({ name }) => name === 'session')?.value ?? '',
});

const founding = (code: string) => ({
  code,
  city: '云溪市',
  divisionCode: '',
  'system-admin-name': '陈立',
  'system-admin-username': 'chenli',
  'system-admin-password': 'shou-ci-2026',
  'security-admin-name': '周敏',
  'security-admin-username': 'zhoumin',
  'security-admin-password': 'shou-ci-2027',
  'auditor-name': '吴越',
  'auditor-username': 'wuyue',
  'auditor-password': 'shou-ci-2028',
});
const codeFile = join(folder, 'first-run-code');

describe('首次设置', () => {
  test('设置之前, 网页都转到首次设置, 接口答 503', async () => {
    expect((await get('/')).headers.location).toBe('/first-run');
    expect((await get('/sign-in')).headers.location).toBe('/first-run');
    expect((await get('/workbench/')).statusCode).toBe(303);
    const api = await get('/api/openapi.json');
    expect([api.statusCode, api.json().code]).toEqual([503, 'FIRST-03']);
    expect((await get('/first-run')).body).toContain('首次设置');
    expect(await composed.jobCtx()).toBeUndefined();
  });
  test('设置码写在只有本账号能读的文件里, 再要一次还是同一个', async () => {
    const code = await composed.firstRun.code();
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(readFileSync(codeFile, 'utf8').trim()).toBe(code);
    expect(statSync(codeFile).mode & 0o777).toBe(0o600);
    expect(await composed.firstRun.code()).toBe(code);
  });
  test.each([
    ['设置码不对', { code: 'AAAA-AAAA-AAAA' }, '#code', '设置码不对'],
    ['漏填辖区', { city: '' }, '#city', '请填写辖区名称'],
    ['代码不是 6 位', { divisionCode: '12' }, '#divisionCode', '行政区划代码为 6 位数字'],
    ['同一个人兼任', { 'auditor-name': '陈 立' }, '#auditor-name', '三位管理员须是不同的三个人'],
    ['用户名相同', { 'security-admin-username': 'ChenLi' }, '#security-admin-username', '三个用户名须各不相同'],
    ['用户名写法不对', { 'auditor-username': 'wu yue' }, '#auditor-username', '审计员: 用户名须为 2 至 32 个'],
    ['密码太弱', { 'security-admin-password': '12345678' }, '#security-admin-password', '安全管理员: 密码至少 10 位'],
  ])('%s: 说明是哪一项, 填过的还在, 什么也没有建立', async (_title, wrong, field, sentence) => {
    const code = (await composed.firstRun.code()) ?? '';
    const answer = await post('/first-run', { ...founding(code), ...wrong });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`<a href="${field}">${sentence}`);
    expect(answer.body).toContain('value="陈立"');
    expect(answer.body).not.toContain('shou-ci-2026');
    expect(await composed.firstRun.isDone()).toBe(false);
  });
  test('两个人同时提交: 只有一个成功, 另一个被告知已经完成', async () => {
    const code = (await composed.firstRun.code()) ?? '';
    const answers = await Promise.all([
      post('/first-run', founding(code.toLowerCase().replaceAll('-', ' '))),
      post('/first-run', { ...founding(code), city: '别处' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 303)?.headers.location).toBe('/sign-in?said=founded');
    expect(answers.find(({ statusCode }) => statusCode === 409)?.body).toContain('首次设置已经完成');
    expect(() => readFileSync(codeFile)).toThrow('ENOENT');
    expect(await composed.firstRun.code()).toBeUndefined();
    expect((await composed.jobCtx())?.region).not.toBe('');
  });
  test('完成之后, 首次设置页不再开放', async () => {
    expect((await get('/first-run')).headers.location).toBe('/sign-in');
    expect((await post('/first-run', founding('AAAA-AAAA-AAAA'))).statusCode).toBe(409);
  });
});

describe('登录与密码', () => {
  test('首页: 辖区名称、模块的入口、登录', async () => {
    const { body } = await get('/');
    expect(body).toMatch(/<h1>(云溪市|别处)机关效能建设<\/h1>/);
    expect(body).toContain('href="/sample"');
    expect(body).toContain('工作人员登录');
  });
  test('密码不对: 留在登录页, 用户名还在, 密码不回填', async () => {
    const answer = await post('/sign-in', { username: 'chenli', password: 'bu-dui-2026-03' });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('用户名或密码不对');
    expect(answer.body).toContain('value="chenli"');
    expect(answer.body).not.toContain('bu-dui');
    expect(cookieOf(answer).session).toBe('');
  });
  test('首次登录先改密码, 改完回到原来要去的地方', async () => {
    const signedIn = await post('/sign-in', {
      username: 'chenli',
      password: 'shou-ci-2026',
      return: '/workbench/plans?tab=2',
    });
    expect(signedIn.headers.location).toBe('/password?return=%2Fworkbench%2Fplans%3Ftab%3D2');
    const cookie = signedIn.cookies.find(({ name }) => name === 'session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const jar = cookieOf(signedIn);
    expect((await get('/api/sample', jar)).json().code).toBe('AUTH-03');
    expect((await get('/sessions', jar)).headers.location).toBe('/password');
    const differ = await post(
      '/password',
      { current: 'shou-ci-2026', password: 'qiu-yue-2026', again: 'qiu-yue-2027' },
      jar,
    );
    expect(differ.body).toContain('<a href="#again">两次填写的新密码不一样</a>');
    const weak = await post('/password', { current: 'shou-ci-2026', password: 'short1', again: 'short1' }, jar);
    expect(weak.body).toContain('<a href="#password">密码至少 10 位</a>');
    const done = await post(
      '/password',
      { current: 'shou-ci-2026', password: 'qiu-yue-2026', again: 'qiu-yue-2026', return: '/workbench/plans?tab=2' },
      jar,
    );
    expect(done.headers.location).toBe('/workbench/plans?tab=2');
    expect((await get('/api/sample', jar)).json()).toEqual({ ok: true });
  });
  test('返回地址只能是本站的路径', async () => {
    const to = async (address: string) =>
      (await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026', return: address })).headers.location;
    expect(await to('/sessions')).toBe('/sessions');
    for (const evil of [
      '//evil.example/',
      'https://evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ])
      expect(await to(evil)).toBe('/workbench/');
  });
  test('地址里的返回路径转义后才进表单', async () => {
    const { body } = await get(`/sign-in?return=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(body).not.toContain('<script>');
  });
  test('登录后: 列出会话, 让其中一个退出; 退出登录后接口答 401', async () => {
    const [here, there] = [
      await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' }),
      await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' }),
    ];
    const [jar, other] = [cookieOf(here), cookieOf(there)];
    expect((await get('/sessions', jar)).body).toContain('本次登录');
    expect((await post('/sessions', { session: 'others' }, jar)).headers.location).toBe('/sessions?said=revoked');
    expect((await get('/api/sample', other)).statusCode).toBe(401);
    expect((await get('/api/sample', jar)).statusCode).toBe(200);
    expect((await post('/sessions', { session: 'nonsense' }, jar)).statusCode).toBe(404);
    expect((await post('/sign-out', {}, jar)).headers.location).toBe('/sign-in?said=out');
    expect((await get('/api/sample', jar)).json().code).toBe('AUTH-01');
  });
  test('再次登录换新令牌, 旧令牌作废', async () => {
    const first = cookieOf(await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' }));
    const second = cookieOf(await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' }, first));
    expect(second.session).not.toBe(first.session);
    expect((await get('/api/sample', first)).statusCode).toBe(401);
    expect((await get('/api/sample', second)).statusCode).toBe(200);
  });
  test('闲置 30 分钟后: 网页转到登录并记住来处, 接口答 401', async () => {
    const jar = cookieOf(await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' }));
    clock.advance(30 * 60_000);
    expect((await get('/sessions', jar)).headers.location).toBe('/sign-in?return=%2Fsessions');
    expect((await get('/api/sample', jar)).statusCode).toBe(401);
    const form = await post('/password', { current: 'a', password: 'b', again: 'b' }, jar);
    expect(form.statusCode).toBe(401);
    expect(form.body).toContain('已填写的内容仍在');
  });
  test('程序登录: 取得会话, 查得到自己; 密码不对答 401', async () => {
    const signIn = (password: string) =>
      composed.app.inject({
        method: 'POST',
        url: '/api/sign-in',
        headers: { 'idempotency-key': 'api-sign-in-1' },
        payload: { username: 'chenli', password },
      });
    const wrong = await signIn('bu-dui-2026-03');
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'AUTH-04']);
    const right = await signIn('qiu-yue-2026');
    expect(right.json()).toMatchObject({ mustChangePassword: false, endsAt: '2026-03-02T13:30:00.000Z' });
    const me = (await get('/api/me', cookieOf(right))).json();
    expect(me).toMatchObject({
      person: { name: '陈立' },
      roles: [{ role: 'system-admin' }],
      mustChangePassword: false,
    });
    expect(me.actions).toContain('account.manage');
    expect(me.actions).not.toContain('plan.edit');
  });
  test('页面自动读取不算在用: 满 30 分钟照样过期; 有人操作的才续', async () => {
    const read = (jar: Jar, headers: Record<string, string> = {}) =>
      composed.app.inject({ url: '/api/sample', cookies: jar, headers });
    const [alone, used] = [
      cookieOf(await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' })),
      cookieOf(await post('/sign-in', { username: 'chenli', password: 'qiu-yue-2026' })),
    ];
    clock.advance(20 * 60_000);
    expect((await read(alone, { 'x-unattended': '1' })).statusCode).toBe(200);
    expect((await read(used)).statusCode).toBe(200);
    clock.advance(11 * 60_000);
    expect((await read(alone)).statusCode).toBe(401);
    expect((await read(used)).statusCode).toBe(200);
  });
  test('没有权限的人: 403, 说明谁能办', async () => {
    const jar = cookieOf(await post('/sign-in', { username: 'wuyue', password: 'shou-ci-2028' }));
    await post('/password', { current: 'shou-ci-2028', password: 'qiu-yue-2028', again: 'qiu-yue-2028' }, jar);
    const answer = await get('/api/sample', jar);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe('ACC-01');
  });
});

describe('接口文档', () => {
  test('机器可读的文档与网页都含模块的接口', async () => {
    const document = (await get('/api/openapi.json')).json();
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/sample', '/api/sign-in', '/api/password']),
    );
    const { body } = await get('/api/');
    expect(body).toContain('POST /api/sign-in');
    expect(body).toContain('GET /api/sample');
    expect(body).toContain('curl -X POST');
    expect(body).toContain('须登录, 且有权限 account.manage');
    expect(body).not.toMatch(/<script|src="http/);
  });
  test('每个接口都有分组与一句话说明', async () => {
    const document = (await get('/api/openapi.json')).json();
    for (const [path, methods] of Object.entries<Record<string, { summary?: string; tags?: string[] }>>(document.paths))
      for (const [method, { summary, tags }] of Object.entries(methods))
        expect(summary && tags?.length, `${method} ${path}`).toBeTruthy();
  });
  test('拒绝代码的网页与 docs/refusals.md 一致', async () => {
    const { body } = await get('/api/refusals');
    const rows = readRefusals(readFileSync(join(import.meta.dirname, '../../docs/refusals.md'), 'utf8')).flatMap(
      ({ rows: r }) => r,
    );
    expect(rows.length).toBeGreaterThan(30);
    for (const { code } of rows) expect(body).toContain(`<code id="${code}">`);
  });
});

describe('其余', () => {
  test('样式带内容摘要, 可长期缓存', async () => {
    const address = /href="(\/assets\/portal\.[0-9a-f]{10}\.css)"/.exec((await get('/sign-in')).body)?.[1] ?? '';
    const css = await get(address);
    expect(css.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(css.headers['content-type']).toBe('text/css; charset=utf-8');
  });
  test('大字版记在 Cookie 里, 回到原来的页面', async () => {
    const answer = await get('/large-type?on=yes&return=/sign-in');
    expect(answer.headers.location).toBe('/sign-in');
    expect((await get('/sign-in', { type: 'large' })).body).toContain('class="large"');
    expect((await get('/large-type?on=yes&return=//evil.example')).headers.location).toBe('/');
  });
  test('没有的网页: 404, 说明去哪里; 组件页只在开发时有', async () => {
    const answer = await get('/gallery');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('没有这个地址');
  });
  test('每页不到 50 KB', async () => {
    for (const path of ['/', '/sign-in', '/nothing']) expect((await get(path)).body.length).toBeLessThan(50 * 1024);
  });
});
