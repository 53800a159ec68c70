import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, localDay, type SubjectId } from '#core/kernel';
import { actorOf, listWhoMay, may } from '#directory';
import { findSubject, objectOf, rebuildRegion, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { Discussion, Mentionable } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const assign = (...leads: UnitKey[]) => city.assign(leads, ['school']);

const say = (person: PersonKey, task: string, more: object = {}, key = uuid()) =>
  city.as(person)('POST', `/api/discussions/${task}`, { words: '闸门图纸还缺一张', ...more }, key);
const said = async (person: PersonKey, task: string, more: object = {}) =>
  ((await say(person, task, more)).body as { id: string }).id;
const withdraw = (person: PersonKey, remark: string) =>
  city.as(person)('POST', `/api/discussions/remarks/${remark}/withdraw`, {});
const read = async (person: PersonKey, task: string) =>
  (await city.as(person)('GET', `/api/discussions/${task}`)).body as Discussion;
const offered = async (person: PersonKey, task: string, q = '') =>
  ((await city.as(person)('GET', `/api/discussions/${task}/people?q=${encodeURIComponent(q)}`)).body as Mentionable)
    .people;

test('看得到任务的人都能看到讨论并发言; 看不到任务的人一概不能', async () => {
  const task = await assign('water');
  for (const person of ['waterLiaison', 'waterClerk', 'schoolLiaison', 'officer', 'leader'] as const)
    expect((await say(person, task)).status).toBe(200);
  const { remarks, mayWrite } = await read('schoolLiaison', task);
  expect(mayWrite).toBe(true);
  expect(remarks.map(({ author, unit, own }) => [author.name, unit, own])).toEqual([
    ['陆春生', '云溪市水利局', false],
    ['何小满', '云溪市水利局', false],
    ['苏文静', '云溪市教育局', true],
    ['周明远', '云溪市机关效能建设领导小组办公室', false],
    ['沈国栋', '云溪市', false],
  ]);
  const hidden = await city.as('reformLiaison')('GET', `/api/discussions/${task}`);
  expect([hidden.status, hidden.body]).toMatchObject([404, { code: 'DSC-01' }]);
  expect((await say('reformLiaison', task)).body).toMatchObject({ code: 'DSC-01' });
  expect((await city.as('reformLiaison')('GET', `/api/discussions/${task}/people`)).status).toBe(404);
  expect((await say('officer', uuid())).body).toMatchObject({ code: 'DSC-01' });
  // 方案和批示没有讨论
  const remark = remarks[0]?.id ?? '';
  expect((await say('officer', remark)).body).toMatchObject({ code: 'DSC-01' });
  expect((await city.as('waterLiaison')('GET', `/api/subjects/${remark}/timeline`)).status).toBe(200);
  expect((await city.as('reformLiaison')('GET', `/api/subjects/${remark}/timeline`)).status).toBe(404);
});

test('只能提到看得到任务的人: 只列出这些人, 提到别人的拒绝, 说出是谁', async () => {
  const task = await assign('water');
  expect((await offered('officer', task)).map(({ name }) => name)).toEqual([
    '许清和',
    '沈国栋',
    '陆春生',
    '何小满',
    '苏文静',
  ]);
  expect(await offered('officer', task, '陆')).toMatchObject([{ name: '陆春生', unit: '云溪市水利局' }]);
  expect((await offered('officer', task, '水利')).map(({ name }) => name)).toEqual(['陆春生', '何小满']);
  const { waterLiaison, reformLiaison, auditor } = city.people;
  const wrong = await say('officer', task, { mentions: [waterLiaison, reformLiaison, auditor] });
  expect([wrong.status, wrong.body]).toMatchObject([
    422,
    { code: 'DSC-02', detail: expect.stringContaining('方立行、孔明察 不能查看这项任务') },
  ]);
  expect((await say('officer', task, { mentions: [uuid()] })).body).toMatchObject({ code: 'DSC-02' });
  expect((await read('officer', task)).remarks).toEqual([]);
  expect((await say('officer', task, { mentions: [waterLiaison] })).status).toBe(200);
  expect((await read('officer', task)).remarks).toMatchObject([{ mentions: [{ name: '陆春生' }] }]);
});

test('谁看得到, 正着问和反着问是同一个答案: 每个人都一样', async () => {
  const task = await assign('water');
  const { db, region, clock } = city;
  const subject = await findSubject(db, region, idOf<SubjectId>(task));
  if (subject === undefined) throw new Error('no task');
  const ctx = { db, region, now: clock.now(), requestId: 'test' };
  for (const action of ['task.read', 'task.receive', 'task.accept', 'directory.read', 'role.grant'] as const) {
    const asked = new Set((await listWhoMay(ctx, db, [action], objectOf(subject))).map(({ id }) => id));
    for (const person of Object.values(city.people)) {
      const actor = await actorOf(db, region, person, localDay(clock.now()));
      expect(asked.has(person), `${action} ${actor.name}`).toBe(!may(actor, action, objectOf(subject)).refused);
    }
  }
});

test('回复排在所回复的发言之后; 回复的回复排在同一处, 说明回复谁; 已撤回的和别的任务的不能回复', async () => {
  const [task, other] = [await assign('water'), await assign('water')];
  const first = await said('officer', task, { words: '何时完工' });
  const second = await said('officer', task, { words: '谁验收' });
  const answer = await said('waterLiaison', task, { words: '月底', reply: first });
  await said('officer', task, { words: '请再确认', reply: answer });
  expect((await read('officer', task)).remarks.map(({ words, reply, replyTo }) => [words, reply, replyTo])).toEqual([
    ['何时完工', null, null],
    ['月底', first, null],
    ['请再确认', first, '陆春生'],
    ['谁验收', null, null],
  ]);
  expect((await say('waterLiaison', other, { reply: first })).body).toMatchObject({ code: 'DSC-06' });
  await withdraw('officer', second);
  expect((await say('waterLiaison', task, { reply: second })).body).toMatchObject({ code: 'DSC-06' });
  expect((await say('waterLiaison', task, { reply: first })).status).toBe(200);
});

test('只有本人能撤回自己的发言: 事实留着, 文字不再有, 所附文件也不再能看', async () => {
  const task = await assign('water');
  const file = (
    (await city.upload('waterLiaison', '/api/evidence?name=图纸.txt', Readable.from(['闸门']))).body as { id: string }
  ).id;
  const remark = await said('waterLiaison', task, { words: '发错了的话', evidence: [file] });
  const kept = await said('waterLiaison', task, { words: '别的话' });
  expect((await read('schoolLiaison', task)).remarks[0]).toMatchObject({
    words: '发错了的话',
    evidence: [{ id: file, name: '图纸.txt' }],
  });
  const open = () => city.as('schoolLiaison')('GET', `/api/evidence/${file}`);
  expect((await open()).status).toBe(200);
  expect((await city.as('reformLiaison')('GET', `/api/evidence/${file}`)).status).toBe(403);

  expect((await withdraw('officer', remark)).body).toMatchObject({ code: 'DSC-04' });
  expect((await withdraw('reformLiaison', remark)).body).toMatchObject({ code: 'DSC-03' });
  expect((await withdraw('waterLiaison', uuid())).body).toMatchObject({ code: 'DSC-03' });
  expect((await withdraw('waterLiaison', remark)).status).toBe(200);
  expect((await withdraw('waterLiaison', remark)).body).toMatchObject({ code: 'DSC-05' });

  expect((await read('schoolLiaison', task)).remarks).toMatchObject([
    { id: remark, words: null, withdrawn: true, mentions: [], evidence: [], author: { name: '陆春生' } },
    { id: kept, words: '别的话', withdrawn: false },
  ]);
  expect((await open()).status).toBe(403);
  const words = await city.owner.query(sql`select body from ledger.content where subject_id = ${remark}::uuid`);
  expect(words).toEqual([{ body: null }]);
});

test('空话, 太长的话不收; 同一请求重复提交只有一条; 链条有效, 重建一致', async () => {
  const task = await assign('water');
  for (const words of ['', '  \n ', '\u0000', '字'.repeat(2001)])
    expect((await say('officer', task, { words })).status).toBe(422);
  const key = uuid();
  const first = await say('officer', task, {}, key);
  expect((await say('officer', task, {}, key)).body).toEqual(first.body);
  expect((await read('officer', task)).remarks).toHaveLength(1);
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});
