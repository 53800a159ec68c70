import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildRegion, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { InstructionDetail, InstructionList, Offered } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const assign = (...leads: UnitKey[]) => city.assign(leads, ['school']);

const give = (person: PersonKey, about: string, more: object = {}, key = uuid()) =>
  city.as(person)('POST', '/api/instructions', { about, words: '请抓紧', ...more }, key);
const given = async (about: string, more: object = {}) =>
  ((await give('leader', about, more)).body as { id: string }).id;
const act = (person: PersonKey, id: string, path: string, body: object) =>
  city.as(person)('POST', `/api/instructions/${id}/${path}`, body);
const read = async (person: PersonKey, id: string) =>
  (await city.as(person)('GET', `/api/instructions/${id}`)).body as InstructionDetail;
const listed = async (person: PersonKey, about: string) =>
  ((await city.as(person)('GET', `/api/instructions?about=${about}`)).body as InstructionList).instructions;
const duties = async (person: PersonKey) =>
  (
    (await city.as(person)('GET', '/api/duties')).body as {
      duties: { subject: { type: string; id: string }; dueAt: string; title: string }[];
    }
  ).duties.filter(({ subject }) => subject.type === 'instruction');

test('写明单位和日期的批示成为那个单位的责任; 只有点到的单位, 效能办和领导看得到', async () => {
  const about = await assign('water');
  const id = await given(about, {
    words: '  河道\u0007疏浚   要快 ',
    addressees: [city.units.water],
    informed: [city.units.reform],
    dueDay: '2026-03-10',
  });
  expect(await duties('waterLiaison')).toMatchObject([
    { subject: { id }, title: '关于「疏浚城区河段」的批示', dueAt: at('2026-03-10 17:00') },
  ]);
  expect(await listed('waterLiaison', about)).toMatchObject([
    { id, words: '河道疏浚 要快', author: '沈国栋', about: { title: '疏浚城区河段', open: true } },
  ]);
  // 知悉的单位看得到批示, 看不到它不参与的任务
  expect(await listed('reformLiaison', about)).toMatchObject([{ id, about: { open: false } }]);
  expect((await city.as('reformLiaison')('GET', `/api/tasks/${about}`)).status).toBe(404);
  for (const reader of ['officer', 'leader'] as const) expect(await listed(reader, about)).toHaveLength(1);
  // 任务的配合单位没有被点到
  expect((await city.as('schoolLiaison')('GET', `/api/tasks/${about}`)).status).toBe(200);
  expect(await listed('schoolLiaison', about)).toEqual([]);
  const hidden = await city.as('schoolLiaison')('GET', `/api/instructions/${id}`);
  expect([hidden.status, hidden.body]).toMatchObject([404, { code: 'INS-01' }]);
  expect((await city.as('schoolLiaison')('GET', `/api/subjects/${id}/timeline`)).status).toBe(404);
  expect((await city.as('waterLiaison')('GET', `/api/subjects/${id}/timeline`)).status).toBe(200);
});

test('没写日期而写明缓急的, 按急件五日, 一般件十五日, 难件三十日计; 都没写的只供知悉', async () => {
  const about = await assign('water');
  const dueOf = async (urgency: string | null) => {
    const id = await given(about, { addressees: [city.units.water], urgency });
    return (await read('officer', id)).duties.map(({ dueAt }) => dueAt?.slice(0, 10));
  };
  // 3月2日起: 五日到3月7日星期六, 顺延到9日; 十五日到17日; 三十日到4月1日.
  expect(await dueOf('urgent')).toEqual(['2026-03-09']);
  expect(await dueOf('ordinary')).toEqual(['2026-03-17']);
  expect(await dueOf('difficult')).toEqual(['2026-04-01']);
  expect(await dueOf(null)).toEqual([]);
});

test('报告办理情况, 退回, 再报告, 办结; 每个单位各办各的, 全部办结才算完', async () => {
  const about = await assign('water', 'reform');
  const id = await given(about, { addressees: [city.units.water, city.units.reform], dueDay: '2026-03-20' });
  expect((await act('schoolLiaison', id, 'answer', { result: '已办' })).body).toMatchObject({ code: 'INS-01' });
  expect((await act('waterLiaison', id, 'answer', { result: '已办' })).status).toBe(200);
  expect((await act('waterLiaison', id, 'answer', { result: '又办' })).body).toMatchObject({ code: 'INS-05' });
  expect((await act('waterLiaison', id, 'conclude', {})).status).toBe(403);
  const { water, reform } = city.units;
  expect((await act('officer', id, 'conclude', { unit: reform })).body).toMatchObject({ code: 'INS-06' });
  expect((await act('officer', id, 'return', { unit: water, reason: '没写效果' })).status).toBe(200);
  expect((await act('waterLiaison', id, 'answer', { result: '已办, 水质达标' })).status).toBe(200);
  expect((await act('leader', id, 'conclude', { unit: water, opinion: '好' })).body).toMatchObject({
    state: 'answered',
  });
  expect((await act('waterLiaison', id, 'answer', { result: '再报' })).body).toMatchObject({ code: 'INS-04' });
  await act('reformLiaison', id, 'answer', { result: '已办' });
  expect((await act('officer', id, 'conclude', {})).body).toMatchObject({ state: 'closed' });
  expect((await read('leader', id)).duties.map(({ state }) => state)).toEqual(['met', 'met']);
});

test('只有领导作批示; 看不到的事项不能批示; 日期和缓急要有人办, 不能早于今天', async () => {
  const about = await assign('water');
  for (const person of ['officer', 'waterLiaison', 'auditor'] as const)
    expect((await give(person, about)).status).toBe(403);
  expect((await give('leader', uuid())).body).toMatchObject({ code: 'INS-02' });
  expect((await give('leader', about, { dueDay: '2026-03-10' })).body).toMatchObject({ code: 'INS-10' });
  expect((await give('leader', about, { urgency: 'urgent' })).body).toMatchObject({ code: 'INS-10' });
  const late = { addressees: [city.units.water], dueDay: '2026-03-01' };
  expect((await give('leader', about, late)).body).toMatchObject({ code: 'INS-11' });
  expect((await give('leader', about, { addressees: [uuid()] })).body).toMatchObject({ code: 'INS-12' });
  expect((await give('leader', about, { words: ' \u0000 ' })).status).toBe(422);
  expect((await give('leader', about)).status).toBe(200);
  const offer = (person: PersonKey) => city.as(person)('GET', `/api/instructions/offer/${about}`);
  expect((await offer('leader')).body as Offered).toEqual({
    allowed: true,
    leads: [{ id: city.units.water, name: '云溪市水利局' }],
  });
  expect((await offer('waterLiaison')).body).toMatchObject({ allowed: false });
  expect((await offer('reformLiaison')).body).toMatchObject({ code: 'INS-02' });
});

test('没有单位报告之前, 作批示的人可以撤回, 责任随之作废; 别人不能', async () => {
  const about = await assign('water');
  const id = await given(about, { addressees: [city.units.water], urgency: 'urgent' });
  expect((await act('officer', id, 'withdraw', { reason: '误发' })).status).toBe(403);
  expect((await act('leader', id, 'withdraw', { reason: '误发' })).body).toMatchObject({ state: 'void' });
  expect((await read('leader', id)).duties.map(({ state }) => state)).toEqual(['void']);
  expect((await act('waterLiaison', id, 'answer', { result: '已办' })).body).toMatchObject({ code: 'INS-03' });
  const other = await given(about, { addressees: [city.units.water], urgency: 'urgent' });
  await act('waterLiaison', other, 'answer', { result: '已办' });
  expect((await act('leader', other, 'withdraw', { reason: '误发' })).body).toMatchObject({ code: 'INS-09' });
});

test('同一请求重复提交只有一件; 链条有效, 重建一致', async () => {
  const about = await assign('water');
  const key = uuid();
  const first = await give('leader', about, {}, key);
  expect((await give('leader', about, {}, key)).body).toEqual(first.body);
  expect(await listed('leader', about)).toHaveLength(1);
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});
