import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { idOf, isRefusal, orRefuse, type PersonId, parseInstant, type Region } from '#core/kernel';
import {
  changePassword,
  createAccount,
  disableAccount,
  enableAccount,
  findAccountOf,
  hasAccounts,
  listSessions,
  revokeSession,
  revokeSessions,
  type SignedIn,
  sessionOf,
  setPassword,
  signIn,
  signOut,
  unlockAccount,
} from '#platform/auth';
import { movableClock } from '#platform/clock';
import { uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { type FreshDb, freshDb } from '../../../test/database.ts';

const region = idOf<Region>('yunxi');
const at = (text: string) => orRefuse(parseInstant(`${text}+08:00`));
const clock = movableClock(at('2026-03-02T09:00:00'));
const PASSWORD = 'chun-feng-2026';
const MINUTE = 60_000;

let fresh: FreshDb;
let person: PersonId;
let username: string;
let address = 0;

beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  clock.moveTo(at('2026-03-02T09:00:00'));
  person = idOf<PersonId>(uuid());
  username = `u${person.slice(-12)}`;
  address += 1;
  await createAccount(fresh.db, { now: clock.now(), region, person, username, password: PASSWORD, mustChange: false });
});

const ctx = (more: Partial<Ctx> = {}): Ctx => ({
  now: clock.now(),
  requestId: 'r',
  region,
  db: fresh.db,
  address: `10.0.0.${address}`,
  ...more,
});
const own = () => ({ now: clock.now(), region, person });
const enter = (password = PASSWORD, more: Partial<Ctx> = {}) => signIn(ctx(more), { username, password });
async function entered(): Promise<SignedIn> {
  return orRefuse(await enter());
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  const answer = await work.catch((error) => error.refusal);
  return isRefusal(answer) ? answer.code : 'done';
}

describe('登录', () => {
  test('用户名与密码都对: 得到会话, 认得出是谁', async () => {
    const { token, identity } = await entered();
    expect(identity).toMatchObject({ person, region, mustChangePassword: false });
    expect(await sessionOf(fresh.db, token, clock.now())).toEqual(identity);
  });
  test('用户名不分大小写', async () => {
    expect(await codeOf(signIn(ctx(), { username: ` ${username.toUpperCase()}`, password: PASSWORD }))).toBe('done');
  });
  test('密码不对与没有此用户名, 说法完全一样', async () => {
    const wrong = await enter('bu-dui-2026-03');
    const unknown = await signIn(ctx(), { username: 'nobody-here', password: PASSWORD });
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({
      code: 'AUTH-04',
      sentence: '用户名或密码不对, 请检查后重试。忘记密码请联系本单位管理员',
    });
  });
  test('令牌的原文不在数据库里', async () => {
    const { token } = await entered();
    const rows = await fresh.owner.query<{ text: string }>(sql`select s::text as text from auth.session s`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ text }) => text.includes(token))).toBe(false);
  });
  test('停用的账号: 密码对也不能登录, 已有的会话即刻失效; 启用后可以', async () => {
    const { token } = await entered();
    await disableAccount(fresh.db, own());
    expect(await sessionOf(fresh.db, token, clock.now())).toBeUndefined();
    expect(await codeOf(enter())).toBe('AUTH-13');
    expect(await codeOf(enter('bu-dui-2026-03'))).toBe('AUTH-04');
    await enableAccount(fresh.db, own());
    expect(await codeOf(enter())).toBe('done');
  });
});

describe('锁定', () => {
  const fail = async (times: number) => {
    let last = '';
    for (let i = 0; i < times; i += 1) last = await codeOf(enter('bu-dui-2026-03'));
    return last;
  };
  test('连错 4 次后输对, 可以登录, 并重新计数', async () => {
    expect(await fail(4)).toBe('AUTH-04');
    expect(await codeOf(enter())).toBe('done');
    expect(await fail(4)).toBe('AUTH-04');
  });
  test('只剩两次时说明还能错几次', async () => {
    await fail(2);
    expect(await enter('bu-dui-2026-03')).toMatchObject({ sentence: expect.stringContaining('再错 2 次将暂时锁定') });
  });
  test('15 分钟内错满 5 次: 锁定 15 分钟, 期间密码对也不行, 到时自动解除', async () => {
    expect(await fail(5)).toBe('AUTH-05');
    const refused = await enter();
    expect(refused).toMatchObject({ code: 'AUTH-05', sentence: expect.stringContaining('09:15 后可再试') });
    clock.advance(15 * MINUTE - 1);
    expect(await codeOf(enter())).toBe('AUTH-05');
    clock.advance(1);
    expect(await codeOf(enter())).toBe('done');
  });
  test('锁定期间再试不延长锁定', async () => {
    await fail(5);
    clock.advance(14 * MINUTE);
    await fail(3);
    clock.advance(1 * MINUTE);
    expect(await codeOf(enter())).toBe('done');
  });
  test('错 5 次但隔得久: 不锁定', async () => {
    for (let i = 0; i < 6; i += 1) {
      expect(await fail(1)).toBe('AUTH-04');
      clock.advance(4 * MINUTE);
    }
  });
  test('同时试 20 次, 也只有 5 次真正比对', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(enter('bu-dui-2026-03'))));
    expect(codes.filter((code) => code === 'AUTH-04')).toHaveLength(4);
    expect(codes.filter((code) => code === 'AUTH-05')).toHaveLength(16);
  });
  test('管理员解锁后即可登录', async () => {
    await fail(5);
    await unlockAccount(fresh.db, own());
    expect(await codeOf(enter())).toBe('done');
  });
  test('没有此用户名也照样锁定, 不因此露出哪些用户名存在', async () => {
    const guess = () => codeOf(signIn(ctx(), { username: `ghost-${address}`, password: PASSWORD }));
    const codes = [await guess(), await guess(), await guess(), await guess(), await guess(), await guess()];
    expect(codes).toEqual(['AUTH-04', 'AUTH-04', 'AUTH-04', 'AUTH-04', 'AUTH-05', 'AUTH-05']);
  });
  test('同一网络地址 5 分钟内失败 60 次: 该地址暂不能登录, 别的地址照常, 5 分钟后恢复', async () => {
    const from = { address: '192.0.2.7' };
    await fresh.owner.query(sql`
      insert into auth.sign_in_attempt (attempt_id, at, name_digest, address, outcome)
      select gen_random_uuid(), ${clock.now()}, 'other', ${from.address}, 'unknown-name' from generate_series(1, 60)`);
    expect(await codeOf(enter(PASSWORD, from))).toBe('AUTH-06');
    expect(await codeOf(enter(PASSWORD, { address: '192.0.2.8' }))).toBe('done');
    clock.advance(5 * MINUTE);
    expect(await codeOf(enter(PASSWORD, from))).toBe('done');
  });
});

describe('会话', () => {
  test('闲置 30 分钟失效; 一直在用则不失效', async () => {
    const { token } = await entered();
    for (let i = 0; i < 3; i += 1) {
      clock.advance(29 * MINUTE);
      expect(await sessionOf(fresh.db, token, clock.now())).toBeDefined();
    }
    clock.advance(30 * MINUTE);
    expect(await sessionOf(fresh.db, token, clock.now())).toBeUndefined();
  });
  test('最长 12 小时, 一直在用也失效', async () => {
    const { token } = await entered();
    for (let i = 0; i < 24; i += 1) {
      clock.advance(29 * MINUTE);
      expect(await sessionOf(fresh.db, token, clock.now())).toBeDefined();
    }
    clock.advance(24 * MINUTE); // 24 × 29 + 24 = 720 minutes
    expect(await sessionOf(fresh.db, token, clock.now())).toBeUndefined();
  });
  test('伪造的令牌不认', async () => {
    expect(await sessionOf(fresh.db, 'x'.repeat(43), clock.now())).toBeUndefined();
    expect(await sessionOf(fresh.db, '', clock.now())).toBeUndefined();
  });
  test('退出后失效', async () => {
    const { token } = await entered();
    await signOut(fresh.db, token);
    expect(await sessionOf(fresh.db, token, clock.now())).toBeUndefined();
  });
  test('列出自己的会话, 撤销其中一个, 撤销其余', async () => {
    const [a, b, c] = [await entered(), await entered(), await entered()];
    expect(await listSessions(fresh.db, own())).toHaveLength(3);
    await revokeSession(fresh.db, { ...own(), sessionId: b.identity.sessionId });
    expect(await sessionOf(fresh.db, b.token, clock.now())).toBeUndefined();
    expect(await sessionOf(fresh.db, a.token, clock.now())).toBeDefined();
    expect(await revokeSessions(fresh.db, { ...own(), except: a.identity.sessionId })).toBe(1);
    expect(await sessionOf(fresh.db, c.token, clock.now())).toBeUndefined();
    expect(await sessionOf(fresh.db, a.token, clock.now())).toBeDefined();
  });
  test('不能撤销别人的会话', async () => {
    const other = await entered();
    const stranger = idOf<PersonId>(uuid());
    await createAccount(fresh.db, {
      now: clock.now(),
      region,
      person: stranger,
      username: `s${stranger.slice(-12)}`,
      password: PASSWORD,
    });
    const attempt = (of: PersonId) =>
      codeOf(revokeSession(fresh.db, { now: clock.now(), region, person: of, sessionId: other.identity.sessionId }));
    expect(await attempt(stranger)).toBe('AUTH-404');
    expect(await codeOf(revokeSession(fresh.db, { ...own(), sessionId: "'" }))).toBe('AUTH-404');
    expect(await attempt(person)).toBe('done');
  });
});

describe('密码', () => {
  const change = (current: string, password: string, keepSession: string) =>
    changePassword(ctx({ person }), { person, current, password, keepSession });
  test('修改后用新密码登录, 旧密码不行, 其他会话退出而本次保留', async () => {
    const [here, there] = [await entered(), await entered()];
    await change(PASSWORD, 'qiu-yue-2026', here.identity.sessionId);
    expect(await sessionOf(fresh.db, here.token, clock.now())).toBeDefined();
    expect(await sessionOf(fresh.db, there.token, clock.now())).toBeUndefined();
    expect(await codeOf(enter())).toBe('AUTH-04');
    expect(await codeOf(enter('qiu-yue-2026'))).toBe('done');
  });
  test('当前密码不对, 不能修改; 错满 5 次同样锁定', async () => {
    const { identity } = await entered();
    for (let i = 0; i < 5; i += 1)
      expect(await codeOf(change('bu-dui-2026-03', 'qiu-yue-2026', identity.sessionId))).toBe('AUTH-09');
    expect(await codeOf(change(PASSWORD, 'qiu-yue-2026', identity.sessionId))).toBe('AUTH-05');
    expect(await codeOf(enter())).toBe('AUTH-05');
  });
  test('太弱的不行, 最近用过的不行', async () => {
    const { identity } = await entered();
    expect(await codeOf(change(PASSWORD, 'short1', identity.sessionId))).toBe('AUTH-07');
    expect(await codeOf(change(PASSWORD, PASSWORD, identity.sessionId))).toBe('AUTH-08');
    expect(await codeOf(change(PASSWORD, 'qiu-yue-2026', identity.sessionId))).toBe('done');
    clock.advance(MINUTE);
    expect(await codeOf(change('qiu-yue-2026', PASSWORD, identity.sessionId))).toBe('AUTH-08');
  });
  test('他人设的密码, 首次登录须修改; 改后不再要求', async () => {
    const { token } = await entered();
    await setPassword(fresh.db, { ...own(), password: 'chong-she-2026' });
    expect(await sessionOf(fresh.db, token, clock.now())).toBeUndefined();
    const { identity } = orRefuse(await enter('chong-she-2026'));
    expect(identity.mustChangePassword).toBe(true);
    await change('chong-she-2026', 'qiu-yue-2026', identity.sessionId);
    expect(orRefuse(await enter('qiu-yue-2026')).identity.mustChangePassword).toBe(false);
  });
  test('满 180 天须修改', async () => {
    clock.advance(180 * 24 * 60 * MINUTE);
    expect((await entered()).identity.mustChangePassword).toBe(false);
    clock.advance(1);
    expect((await entered()).identity.mustChangePassword).toBe(true);
  });
});

describe('建立账号', () => {
  const create = (more: object) =>
    codeOf(
      createAccount(fresh.db, {
        now: clock.now(),
        region,
        person: idOf<PersonId>(uuid()),
        username: `n${uuid().slice(-12)}`,
        password: PASSWORD,
        ...more,
      }),
    );
  test('合要求的可以建立, 默认首次须改密码', async () => {
    const other = idOf<PersonId>(uuid());
    expect(await create({ person: other })).toBe('done');
    expect(await findAccountOf(fresh.db, region, other)).toMatchObject({
      person: other,
      mustChangePassword: true,
      disabledAt: null,
    });
    expect(await hasAccounts(fresh.db)).toBe(true);
  });
  test('用户名已被使用 (不分大小写)', async () => {
    expect(await create({ username: username.toUpperCase() })).toBe('AUTH-10');
  });
  test('用户名写法不对', async () => {
    expect(await create({ username: 'li hua' })).toBe('AUTH-11');
  });
  test('密码太弱', async () => {
    expect(await create({ password: '1234567890' })).toBe('AUTH-07');
  });
  test('一人只能有一个账号', async () => {
    expect(await create({ person })).toBe('AUTH-15');
  });
  test('没有账号的人, 不能重设密码、停用', async () => {
    const nobody = { ...own(), person: idOf<PersonId>(uuid()) };
    expect(await codeOf(setPassword(fresh.db, { ...nobody, password: PASSWORD }))).toBe('AUTH-14');
    expect(await codeOf(disableAccount(fresh.db, nobody))).toBe('AUTH-14');
  });
  test('程序不能改登录记录', async () => {
    await enter();
    await expect(fresh.db.query(sql`update auth.sign_in_attempt set outcome = 'success'`)).rejects.toThrow(
      'permission denied',
    );
    await expect(fresh.db.query(sql`delete from auth.sign_in_attempt`)).rejects.toThrow('permission denied');
  });
});
