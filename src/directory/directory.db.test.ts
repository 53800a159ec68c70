import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, isRefusal, localDay, type PersonId, type UnitId } from '#core/kernel';
import { uuid } from '#platform/db';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { at, foundTown, region, type Town } from './fixtures/town.ts';
import { actorOf, foundJurisdiction, listUnits, matchUnits, may } from './index.ts';

let fresh: FreshDb;
let town: Town;
let root: string;
let water: string;
let section: string;
/** 效能办工作人员, 单位联络员, 无角色的人 */
let officer: PersonId;
let liaison: PersonId;
let nobody: PersonId;

const today = '2026-03-02';
const blank = { shortName: null, code: null, aliases: [], sortOrder: 1 };
const unitBody = (name: string, more = {}) => ({ parent: root, kind: 'organ', name, ...blank, ...more });
const personBody = (name: string, unit: string | null = null) => ({
  unit,
  name,
  staffNumber: null,
  title: '',
  sortOrder: 1,
});
const idIn = (answer: { status: number; body: Record<string, unknown> }) => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
};
const saidOf = (answer: { status: number; body: Record<string, unknown> }) =>
  answer.status < 300 ? 'done' : `${answer.status} ${answer.body.code}`;

beforeAll(async () => {
  fresh = await freshDb();
  town = await foundTown(fresh.db);
  const { system, security } = town.admins;
  root = (await listUnits(fresh.db, region, localDay(town.clock.now()))).find((unit) => unit.parent === null)?.id ?? '';
  water = idIn(await town.call(system, 'POST', '/api/directory/units', unitBody('云溪市水利局')));
  section = idIn(
    await town.call(system, 'POST', '/api/directory/units', unitBody('规划科', { parent: water, kind: 'section' })),
  );
  const person = async (name: string, unit: string | null) =>
    idOf<PersonId>(idIn(await town.call(system, 'POST', '/api/directory/people', personBody(name, unit))));
  officer = await person('何静', null);
  liaison = await person('吕平', water);
  nobody = await person('吴名', water);
  idIn(await town.call(security, 'POST', '/api/directory/grants', { person: officer, role: 'office', unit: null }));
  idIn(await town.call(security, 'POST', '/api/directory/grants', { person: liaison, role: 'liaison', unit: water }));
});
afterAll(async () => {
  await town.close();
  await fresh.drop();
});

describe('首次设置', () => {
  test('有树根和效能办, 三位管理员各有其角色; 再建一次被拒绝', async () => {
    const units = await listUnits(fresh.db, region, localDay(town.clock.now()));
    expect(units.filter(({ sortOrder }) => sortOrder === 0).map(({ name, kind }) => [name, kind])).toEqual([
      ['云溪市', 'government'],
      ['云溪市机关效能建设领导小组办公室', 'body-office'],
    ]);
    const { system } = town.admins;
    const actor = await actorOf(fresh.db, region, system, localDay(town.clock.now()));
    expect(actor.roles.map(({ role }) => role)).toEqual(['system-admin']);
    const again = fresh.db.transaction((tx) =>
      foundJurisdiction(tx, { now: town.clock.now(), region, name: '云溪市', people: [] }),
    );
    await expect(again).rejects.toThrow(/DIR-18/);
  });
});

describe('谁在办事', () => {
  test('联络员: 单位范围含下级科室', async () => {
    const actor = await actorOf(fresh.db, region, liaison, localDay(town.clock.now()));
    expect(actor.roles).toEqual([
      { role: 'liaison', unit: water, unitName: '云溪市水利局', below: [water, section].sort(), above: [] },
    ]);
    expect(actor.units).toEqual([water]);
  });

  test('科室负责人: 及于所在单位, 到单位为止', async () => {
    const chief = idOf<PersonId>(
      idIn(await town.call(town.admins.system, 'POST', '/api/directory/people', personBody('科长', section))),
    );
    await town.call(town.admins.security, 'POST', '/api/directory/grants', {
      person: chief,
      role: 'section-chief',
      unit: section,
    });
    const actor = await actorOf(fresh.db, region, chief, localDay(town.clock.now()));
    expect(actor.roles[0]).toMatchObject({ below: [section], above: [water] });
    const lead = { region, parties: [{ unitId: idOf<UnitId>(water), relation: 'lead' as const }] };
    expect(isRefusal(may(actor, 'task.receive', lead))).toBe(false);
  });

  test('[ACC-07] 不在册的人不能办事', async () => {
    await expect(actorOf(fresh.db, region, idOf(uuid()), localDay(town.clock.now()))).rejects.toThrow(/ACC-07/);
    expect(saidOf(await town.call(idOf(uuid()), 'GET', '/api/me'))).toBe('403 ACC-07');
    expect(saidOf(await town.call(officer, 'GET', '/api/me'))).toBe('done');
  });

  test('我是谁: 角色、单位、能做的事', async () => {
    const { body } = await town.call(liaison, 'GET', '/api/me');
    expect(body).toMatchObject({
      person: { id: liaison, name: '吕平' },
      jurisdiction: { region: 'yunxi', name: '云溪市' },
      roles: [{ role: 'liaison', words: '单位联络员', unitId: water, unitName: '云溪市水利局' }],
      mustChangePassword: false,
      now: at('2026-03-02 09:00'),
    });
    expect(body.actions).toContain('task.report');
    expect(body.actions).not.toContain('directory.edit');
  });
});

describe('每条路由都问过权限: 该拒的拒, 该准的准', () => {
  const id = '00000000-0000-7000-8000-000000000001';
  const absent = ['404 DIR-404'];
  type Case = [method: 'GET' | 'POST' | 'PUT', path: string, body: unknown, able: () => PersonId, positive: string[]];
  const byOffice = () => officer;
  const bySystem = () => town.admins.system;
  const bySecurity = () => town.admins.security;
  const byAuditor = () => town.admins.auditor;
  const end = { on: today };
  const cases: Case[] = [
    ['GET', '/api/directory/tree', undefined, byOffice, ['done']],
    ['GET', '/api/directory/units?q=水', undefined, byOffice, ['done']],
    ['GET', `/api/directory/units/${id}`, undefined, byOffice, absent],
    ['POST', '/api/directory/match', { names: ['市水利局'] }, byOffice, ['done']],
    ['GET', `/api/directory/editions?object=${id}`, undefined, byAuditor, ['done']],
    ['GET', '/api/directory/bodies', undefined, byOffice, ['done']],
    ['GET', '/api/directory/people', undefined, byOffice, ['done']],
    ['GET', '/api/directory/template.xlsx', undefined, byOffice, ['done']],
    ['GET', '/api/directory/export.xlsx', undefined, byOffice, ['done']],
    ['POST', `/api/directory/units/${id}/end`, end, byOffice, absent],
    ['POST', `/api/directory/units/${id}/aliases`, { alias: '某' }, byOffice, absent],
    ['POST', `/api/directory/posts/${id}/end`, end, byOffice, absent],
    ['PUT', `/api/directory/posts/${id}`, { name: '岗' }, byOffice, absent],
    ['PUT', `/api/directory/posts/${id}/holders`, { A: null, B: null }, byOffice, absent],
    ['POST', '/api/directory/posts', { unit: id, name: '岗' }, byOffice, ['422 DIR-21']],
    ['PUT', `/api/directory/people/${id}`, personBody('某'), byOffice, absent],
    ['POST', `/api/directory/people/${id}/end`, end, byOffice, absent],
    ['PUT', `/api/directory/bodies/${id}`, { name: '组' }, byOffice, absent],
    ['POST', `/api/directory/bodies/${id}/end`, end, byOffice, absent],
    ['GET', '/api/directory/grants', undefined, byOffice, ['done']],
    ['POST', '/api/directory/grants', { person: id, role: 'leader' }, byOffice, ['422 DIR-20']],
    ['POST', '/api/directory/grants/approve', { ids: [id] }, bySecurity, ['done']],
    ['POST', `/api/directory/grants/${id}/end`, end, bySecurity, absent],
    ['POST', `/api/directory/people/${id}/account`, { username: 'some' }, bySystem, ['422 DIR-20']],
    ['POST', `/api/directory/people/${id}/account/reset`, undefined, bySystem, absent],
    ['POST', `/api/directory/people/${id}/account/disable`, undefined, bySystem, absent],
    ['POST', `/api/directory/people/${id}/account/enable`, undefined, bySystem, absent],
    ['POST', `/api/directory/people/${id}/account/unlock`, undefined, bySystem, absent],
  ];
  test.each(cases)('%s %s', async (method, path, body, able, positive) => {
    if (path.endsWith('.xlsx')) {
      const get = (who: PersonId) => town.app.inject({ url: path, headers: { cookie: `session=${who}` } });
      expect((await get(nobody)).statusCode).toBe(403);
      expect((await get(able())).statusCode).toBe(200);
      return;
    }
    expect(saidOf(await town.call(undefined, method, path, body))).toBe('401 AUTH-01');
    expect(saidOf(await town.call(nobody, method, path, body))).toBe('403 ACC-01');
    if (method !== 'GET')
      expect(saidOf(await town.call(liaison, method, path, body)).slice(0, 3)).toBe(
        path.endsWith('/match') ? 'don' : '403',
      );
    expect(positive).toContain(saidOf(await town.call(able(), method, path, body)));
  });

  test('设立、修改单位与登记人员', async () => {
    expect(saidOf(await town.call(liaison, 'POST', '/api/directory/units', unitBody('联络员设的局')))).toBe(
      '403 ACC-01',
    );
    const made = await town.call(officer, 'POST', '/api/directory/units', unitBody('效能办设的局'));
    expect(saidOf(made)).toBe('done');
    const path = `/api/directory/units/${idIn(made)}`;
    expect(saidOf(await town.call(liaison, 'PUT', path, unitBody('改名的局')))).toBe('403 ACC-01');
    expect(saidOf(await town.call(officer, 'PUT', path, unitBody('改名的局')))).toBe('done');
    expect(saidOf(await town.call(liaison, 'POST', '/api/directory/people', personBody('甲')))).toBe('403 ACC-01');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/people', personBody('甲')))).toBe('done');
    expect(saidOf(await town.call(liaison, 'POST', '/api/directory/bodies', { name: '甲组' }))).toBe('403 ACC-01');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/bodies', { name: '甲组' }))).toBe('done');
    const spot = { name: '市某某局' };
    expect(saidOf(await town.call(liaison, 'POST', '/api/directory/units/on-the-spot', spot))).toBe('403 ACC-01');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units/on-the-spot', spot))).toBe('done');
  });

  test('全部变更记录只给审计员和安全管理员', async () => {
    expect(saidOf(await town.call(officer, 'GET', '/api/directory/editions'))).toBe('403 ACC-01');
    expect(saidOf(await town.call(town.admins.auditor, 'GET', '/api/directory/editions'))).toBe('done');
  });

  test('按角色找人只给可查看角色的人; 联络员看得到人, 看不到角色和账号', async () => {
    expect(saidOf(await town.call(liaison, 'GET', '/api/directory/people?role=office'))).toBe('403 ACC-01');
    const { body } = await town.call(town.admins.security, 'GET', '/api/directory/people?role=office');
    expect(body).toMatchObject({ total: 1, people: [{ name: '何静', grants: [{ role: 'office' }], account: null }] });
    const seen = await town.call(liaison, 'GET', '/api/directory/people?q=何静');
    expect(seen.body).toMatchObject({ people: [{ name: '何静', grants: null, account: null }] });
  });
});

describe('单位', () => {
  test('[DIR-01] 同一上级下不重名; 另一上级下可以', async () => {
    const body = unitBody('规划科', { parent: water, kind: 'section' });
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', body))).toBe('422 DIR-01');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', { ...body, parent: root }))).toBe('done');
  });

  test('[DIR-02] 一个别名只指一个单位', async () => {
    const made = await town.call(
      officer,
      'POST',
      '/api/directory/units',
      unitBody('云溪市水务集团', { aliases: ['水务'] }),
    );
    expect(saidOf(made)).toBe('done');
    expect(saidOf(await town.call(officer, 'POST', `/api/directory/units/${water}/aliases`, { alias: '水务' }))).toBe(
      '422 DIR-02',
    );
    expect(saidOf(await town.call(officer, 'POST', `/api/directory/units/${water}/aliases`, { alias: '水利' }))).toBe(
      'done',
    );
    const [match] = await matchUnits(fresh.db, region, ['水利'], localDay(town.clock.now()));
    expect(match?.match).toMatchObject({ kind: 'alias', unit: { id: water } });
  });

  test('[DIR-03] [DIR-04] 上级须在, 不成环', async () => {
    const nowhere = unitBody('无根局', { parent: uuid() });
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', nowhere))).toBe('422 DIR-03');
    const body = unitBody('云溪市水利局', { parent: section });
    expect(saidOf(await town.call(officer, 'PUT', `/api/directory/units/${water}`, body))).toBe('422 DIR-04');
    expect(saidOf(await town.call(officer, 'PUT', `/api/directory/units/${water}`, { ...body, parent: water }))).toBe(
      '422 DIR-04',
    );
    expect(
      saidOf(
        await town.call(officer, 'PUT', `/api/directory/units/${water}`, { ...body, parent: root, aliases: ['水利'] }),
      ),
    ).toBe('done');
  });

  test('[DIR-05] [DIR-15] [DIR-19] 撤销: 先清空, 再撤销, 名称随之可以再用', async () => {
    const home = idIn(await town.call(officer, 'POST', '/api/directory/units', unitBody('待撤局', { code: 'X-1' })));
    const below = idIn(
      await town.call(officer, 'POST', '/api/directory/units', unitBody('待撤科', { parent: home, kind: 'section' })),
    );
    const ending = (id: string, on: string) => town.call(officer, 'POST', `/api/directory/units/${id}/end`, { on });
    const refused = await ending(home, today);
    expect(saidOf(refused)).toBe('409 DIR-05');
    expect(refused.body.detail).toContain('1 个下级单位');
    expect(saidOf(await ending(below, '2026-03-01'))).toBe('422 DIR-15');
    expect(saidOf(await ending(below, today))).toBe('done');
    expect(saidOf(await ending(below, today))).toBe('409 DIR-19');
    expect(saidOf(await ending(home, today))).toBe('done');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', unitBody('待撤局', { code: 'X-1' })))).toBe(
      'done',
    );
  });

  test('[DIR-06] 编码不重复', async () => {
    const first = unitBody('有码甲局', { code: 'C-1' });
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', first))).toBe('done');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/units', { ...first, name: '有码乙局' }))).toBe(
      '422 DIR-06',
    );
  });

  test('当场设立: 已有所指的名称不另设', async () => {
    const known = await town.call(officer, 'POST', '/api/directory/units/on-the-spot', { name: '市水利局' });
    expect(known.body.id).toBe(water);
    const created = await town.call(officer, 'POST', '/api/directory/units/on-the-spot', { name: '市盐业局' });
    expect(created.body).toMatchObject({ name: '市盐业局', parent: root, kind: 'organ' });
  });

  test('找单位: 简写找得到, 排头的是以它开头的', async () => {
    const { body } = await town.call(liaison, 'GET', '/api/directory/units?q=水利&limit=5');
    expect((body.units as { name: string; hint: string }[])[0]).toMatchObject({ name: '云溪市水利局', hint: '云溪市' });
  });

  test('每次改动都有记录: 谁, 何时, 做了什么', async () => {
    const { body } = await town.call(officer, 'GET', `/api/directory/units/${water}`);
    const editions = body.editions as { summary: string; actorName: string; at: string }[];
    expect(editions.at(-1)).toMatchObject({
      summary: '设立单位「云溪市水利局」',
      actorName: '孙系',
      at: at('2026-03-02 09:00'),
    });
    expect(editions.map(({ summary }) => summary)).toContain('修改单位「云溪市水利局」');
  });

  test('变更记录只增不改', async () => {
    await expect(fresh.db.query(sql`update directory.edition set summary = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`delete from directory.edition`)).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`delete from directory.unit`)).rejects.toThrow(/permission denied/);
  });
});

describe('岗位和任岗', () => {
  test('A 岗、B 岗换人: 今日起算, 前任留有记录', async () => {
    const post = idIn(await town.call(officer, 'POST', '/api/directory/posts', { unit: water, name: '防汛岗' }));
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/posts', { unit: water, name: '防汛岗' }))).toBe(
      '422 DIR-07',
    );
    const set = (A: string | null, B: string | null) =>
      town.call(officer, 'PUT', `/api/directory/posts/${post}/holders`, { A, B });
    expect(saidOf(await set(liaison, liaison))).toBe('422 DIR-08');
    expect(saidOf(await set(liaison, uuid()))).toBe('422 DIR-20');
    expect(saidOf(await set(liaison, nobody))).toBe('done');
    // The same day again: the slot simply goes over.
    expect(saidOf(await set(officer, nobody))).toBe('done');
    town.clock.moveTo(at('2026-03-09 09:00'));
    expect(saidOf(await set(liaison, null))).toBe('done');
    const { body } = await town.call(officer, 'GET', `/api/directory/units/${water}`);
    expect(body.posts).toMatchObject([{ name: '防汛岗', A: { name: '吕平', since: '2026-03-09' }, B: null }]);
    const held = await fresh.db.query(sql`
      select p.name, h.slot, h.valid_from as "from", h.valid_to as "to" from directory.holding h
      join directory.person p on p.id = h.person_id where h.post_id = ${post}::uuid order by h.valid_from, h.slot`);
    expect(held).toEqual([
      { name: '何静', slot: 'A', from: '2026-03-02', to: '2026-03-09' },
      { name: '吴名', slot: 'B', from: '2026-03-02', to: '2026-03-09' },
      { name: '吕平', slot: 'A', from: '2026-03-09', to: null },
    ]);
    town.clock.moveTo(at('2026-03-10 09:00'));
  });
});

describe('人员和角色', () => {
  test('[DIR-09] 工号不重复', async () => {
    const body = { ...personBody('工号甲'), staffNumber: '0012' };
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/people', body))).toBe('done');
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/people', { ...body, name: '工号乙' }))).toBe(
      '422 DIR-09',
    );
  });

  test('系统管理员只能提出, 安全管理员批准后才生效', async () => {
    const { system, security } = town.admins;
    const person = idOf<PersonId>(idIn(await town.call(system, 'POST', '/api/directory/people', personBody('待批'))));
    const proposed = await town.call(system, 'POST', '/api/directory/grants', { person, role: 'inspector' });
    expect(proposed.body.inForce).toBe(false);
    expect(saidOf(await town.call(person, 'GET', '/api/directory/tree'))).toBe('403 ACC-01');
    expect(saidOf(await town.call(system, 'POST', '/api/directory/grants/approve', { ids: [idIn(proposed)] }))).toBe(
      '403 ACC-01',
    );
    const approved = await town.call(security, 'POST', '/api/directory/grants/approve', { ids: [idIn(proposed)] });
    expect(approved.body).toEqual({ approved: 1 });
    expect(saidOf(await town.call(person, 'GET', '/api/directory/tree'))).toBe('done');
  });

  test('[DIR-11] 三员是三个人, 也不兼业务; 业务角色之间可以兼', async () => {
    const { system, security } = town.admins;
    const grant = (person: string, role: string) =>
      town.call(security, 'POST', '/api/directory/grants', { person, role });
    expect(saidOf(await grant(system, 'auditor'))).toBe('422 DIR-11');
    expect(saidOf(await grant(system, 'office'))).toBe('422 DIR-11');
    expect(saidOf(await grant(officer, 'system-admin'))).toBe('422 DIR-11');
    expect(saidOf(await grant(officer, 'inspector'))).toBe('done');
  });

  test('[DIR-12] [DIR-13] [DIR-21] 联络员须有单位; 同一授权不重复', async () => {
    const { security } = town.admins;
    const grant = (unit: string | null) =>
      town.call(security, 'POST', '/api/directory/grants', { person: nobody, role: 'liaison', unit });
    expect(saidOf(await grant(null))).toBe('422 DIR-12');
    expect(saidOf(await grant(uuid()))).toBe('422 DIR-21');
    expect(saidOf(await grant(section))).toBe('done');
    expect(saidOf(await grant(section))).toBe('422 DIR-13');
  });

  test('[DIR-14] 不能给自己授权', async () => {
    const { security } = town.admins;
    expect(
      saidOf(await town.call(security, 'POST', '/api/directory/grants', { person: security, role: 'security-admin' })),
    ).toBe('403 DIR-14');
  });

  test('[DIR-24] 最后一位安全管理员不能终止; 有第二位后可以', async () => {
    const { security, system } = town.admins;
    const { body } = await town.call(security, 'GET', '/api/directory/grants');
    const own = (body.grants as { id: string; role: string }[]).find(({ role }) => role === 'security-admin');
    const end = () => town.call(security, 'POST', `/api/directory/grants/${own?.id}/end`, { on: '2026-03-31' });
    expect(saidOf(await end())).toBe('409 DIR-24');
    const second = idIn(await town.call(system, 'POST', '/api/directory/people', personBody('安二')));
    expect(
      saidOf(await town.call(security, 'POST', '/api/directory/grants', { person: second, role: 'security-admin' })),
    ).toBe('done');
    expect(saidOf(await end())).toBe('done');
  });

  test('离任: 岗位、角色一并终止, 账号停用', async () => {
    const { system, security } = town.admins;
    const person = idOf<PersonId>(
      idIn(await town.call(system, 'POST', '/api/directory/people', personBody('将离', water))),
    );
    await town.call(security, 'POST', '/api/directory/grants', { person, role: 'liaison', unit: water });
    const account = await town.call(system, 'POST', `/api/directory/people/${person}/account`, {
      username: 'Jiang.Li',
    });
    expect(account.body).toMatchObject({ username: 'jiang.li' });
    expect(String(account.body.password)).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect(
      saidOf(await town.call(system, 'POST', `/api/directory/people/${person}/account`, { username: 'other' })),
    ).toBe('409 AUTH-15');
    expect(saidOf(await town.call(person, 'GET', '/api/directory/tree'))).toBe('done');
    town.clock.moveTo(at('2026-03-11 09:00'));
    expect(saidOf(await town.call(officer, 'POST', `/api/directory/people/${person}/end`, { on: '2026-03-11' }))).toBe(
      'done',
    );
    expect(saidOf(await town.call(person, 'GET', '/api/directory/tree'))).toBe('403 ACC-07');
    const [row] = await fresh.db.query<{ disabled: boolean }>(
      sql`select disabled_at is not null as disabled from auth.account where person_id = ${person}`,
    );
    expect(row?.disabled).toBe(true);
    // What was on the day before stays as it was.
    const before = await actorOf(fresh.db, region, person, idOf('2026-03-10'));
    expect(before.roles.map(({ role }) => role)).toEqual(['liaison']);
  });

  test('初始密码不留在任何一张表里', async () => {
    const { system } = town.admins;
    const made = await town.call(system, 'POST', `/api/directory/people/${officer}/account`, { username: 'hejing' });
    const password = String(made.body.password);
    const [found] = await fresh.owner.query<{ count: number }>(sql`
      select (select count(*) from platform.idempotency t where t::text like ${`%${password}%`})
        + (select count(*) from directory.edition t where t::text like ${`%${password}%`}) as count`);
    expect(found?.count).toBe(0);
  });
});

describe('领导小组', () => {
  test('[DIR-10] [DIR-22] 组长、副组长、成员; 换人后旧成员留有记录', async () => {
    const member = (role: string, person: string | null, unit: string | null = null) => ({
      role,
      person,
      unit,
      title: '',
    });
    const body = { name: '河长制领导小组', members: [member('member', null, water), member('head', officer)] };
    const id = idIn(await town.call(officer, 'POST', '/api/directory/bodies', body));
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/bodies', body))).toBe('422 DIR-10');
    const twice = { name: '重复组', members: [member('head', officer), member('member', officer)] };
    expect(saidOf(await town.call(officer, 'POST', '/api/directory/bodies', twice))).toBe('422 DIR-22');
    town.clock.moveTo(at('2026-03-12 09:00'));
    const changed = { ...body, members: [member('head', liaison), member('member', null, water)] };
    expect(saidOf(await town.call(officer, 'PUT', `/api/directory/bodies/${id}`, changed))).toBe('done');
    const { body: read } = await town.call(officer, 'GET', '/api/directory/bodies');
    const found = (read.bodies as { id: string; members: { role: string; name: string }[] }[]).find(
      (each) => each.id === id,
    );
    expect(found?.members.map(({ role, name }) => [role, name])).toEqual([
      ['head', '吕平'],
      ['member', '云溪市水利局'],
    ]);
    const [past] = await fresh.db.query<{ to: string }>(sql`
      select valid_to as to from directory.body_member where body_id = ${id}::uuid and person_id = ${officer}::uuid`);
    expect(past?.to).toBe('2026-03-12');
  });
});
