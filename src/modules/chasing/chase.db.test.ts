import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildRegion, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { readDocument } from '#platform/documents';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { Chased, ChaseList } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const assign = (...leads: UnitKey[]) => city.assign(leads);

const post = (person: PersonKey, tasks: string[], more: object = {}, key = uuid()) =>
  city.as(person)('POST', '/api/chases', { tasks, ...more }, key);
const chased = async (tasks: string[], more: object = {}, key = uuid()) =>
  (await post('officer', tasks, more, key)).body as Chased;
const listed = async (person: PersonKey) =>
  ((await city.as(person)('GET', '/api/chases?limit=200')).body as ChaseList).chases;
const stateOf = async (task: string) =>
  (await listed('officer')).filter((line) => line.task.id === task).map(({ state }) => state);
const report = (task: string, path: string, body: object) =>
  city.as('waterLiaison')('POST', `/api/tasks/${task}/${path}`, body);

test('预览不催办也不取号; 催办后每个牵头单位各有一号, 不补零, 两个工作日内回应', async () => {
  const id = await assign('water', 'reform');
  const shown = await chased([id], { preview: true });
  expect(shown.chases.map(({ number, earlier }) => [number, earlier])).toEqual([
    [null, 0],
    [null, 0],
  ]);
  expect(await listed('officer')).toEqual([]);
  const done = await chased([id], { words: '请尽快报送' });
  expect(done.chases.map(({ number }) => number).toSorted()).toEqual(['催办〔2026〕1号', '催办〔2026〕2号']);
  // 3月2日星期一催办, 两个工作日到3月4日.
  expect(await listed('officer')).toMatchObject([
    { number: '催办〔2026〕2号', state: 'open', dueAt: at('2026-03-04 17:00') },
    { number: '催办〔2026〕1号', state: 'open', dueAt: at('2026-03-04 17:00') },
  ]);
  expect((await listed('waterLiaison')).map(({ unit }) => unit.id)).toEqual([city.units.water]);
  expect(await listed('schoolLiaison')).toEqual([]);
});

test('只有效能办可以催办; 当天不催第二次; 待验收的不催; 批量时其余照催, 不能催的说明理由', async () => {
  const free = await assign('water');
  expect((await post('waterLiaison', [free])).status).toBe(403);
  expect((await post('leader', [free])).status).toBe(403);
  const twice = await assign('water');
  expect((await post('officer', [twice])).status).toBe(200);
  expect((await post('officer', [twice])).body).toMatchObject({ code: 'CHS-04' });
  const claimed = await assign('water');
  expect((await report(claimed, 'complete', { result: '已疏浚' })).status).toBe(200);
  expect((await post('officer', [claimed])).body).toMatchObject({ code: 'CHS-03' });
  expect((await post('officer', [uuid()])).body).toMatchObject({ code: 'CHS-01' });
  const bulk = await chased([free, twice, claimed]);
  expect(bulk.chases.map(({ task }) => task)).toEqual([free]);
  expect(bulk.left.map(({ task }) => task)).toEqual([twice, claimed]);
  expect((await city.as('officer')('POST', `/api/tasks/${claimed}/accept`, { opinion: '合格' })).status).toBe(200);
  expect((await post('officer', [claimed])).body).toMatchObject({ code: 'CHS-02' });
});

test('报告进展, 报送完成, 申请延期, 都算回应; 别的牵头单位的报告不算', async () => {
  const tasks = [await assign('water'), await assign('water'), await assign('water')] as const;
  await chased([...tasks]);
  expect((await report(tasks[0], 'report', { progress: '已进场', percent: 30 })).status).toBe(200);
  expect((await report(tasks[1], 'complete', { result: '已疏浚' })).status).toBe(200);
  expect((await report(tasks[2], 'extend', { dueDay: '2026-07-31', reason: '汛期' })).status).toBe(200);
  for (const task of tasks) expect(await stateOf(task)).toEqual(['met']);
  const shared = await assign('water', 'reform');
  await chased([shared]);
  await report(shared, 'report', { progress: '已进场', percent: 30 });
  expect((await stateOf(shared)).toSorted()).toEqual(['met', 'open']);
});

test('同一请求重复提交只催一次; 多人同时催办不跳号, 不重号', async () => {
  const once = await assign('water');
  const key = uuid();
  const first = await chased([once], {}, key);
  expect(await chased([once], {}, key)).toEqual(first);
  expect(await stateOf(once)).toHaveLength(1);
  const tasks = await Promise.all([1, 2, 3, 4, 5, 6].map(() => assign('water')));
  const people: PersonKey[] = ['officer', 'secondOfficer'];
  await Promise.all(tasks.map((task, n) => post(people[n % 2] ?? 'officer', [task])));
  const rows = await city.db.query<{ number: number }>(
    sql`select number from chasing.notice where region = ${city.region} order by number`,
  );
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, n) => n + 1));
  for (const task of tasks) expect(await stateOf(task)).toHaveLength(1);
});

test('催办两次仍未回应, 第三次的预览建议转督办; 链条有效, 重建一致', async () => {
  const id = await assign('water');
  await chased([id]);
  await city.moveTo('2026-03-05 09:00');
  expect((await chased([id])).chases[0]).toMatchObject({ earlier: 1, proposal: null });
  await city.moveTo('2026-03-10 09:00');
  expect((await chased([id], { preview: true })).chases[0]).toMatchObject({
    earlier: 2,
    proposal: '已催办 2 次, 建议转督办',
  });
  expect((await listed('officer')).filter(({ task }) => task.id === id).map(({ lamp }) => lamp)).toEqual([
    'red',
    'red',
  ]);
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});

test('通知单写的是催办那天的期限: 之后同意延期, 已发的通知单一字不改', async () => {
  await city.moveTo('2026-06-22 09:00');
  const id = await assign('water');
  const [notice] = (await chased([id])).chases;
  const due = async () =>
    (await city.as('waterLiaison')('GET', `/api/chases/${notice?.id}`)).body as { taskDueDay: string };
  expect(await due()).toMatchObject({ taskDueDay: '2026-06-30', overdueDays: 0 });
  expect((await report(id, 'extend', { dueDay: '2026-07-31', reason: '汛期' })).status).toBe(200);
  const { extension } = (await city.as('officer')('GET', `/api/tasks/${id}`)).body as {
    extension: { pending: { request: string }[] };
  };
  const granted = { request: extension.pending[0]?.request, dueDay: '2026-07-31' };
  expect((await city.as('officer')('POST', `/api/tasks/${id}/grant-extension`, granted)).status).toBe(200);
  expect(await due()).toMatchObject({ taskDueDay: '2026-06-30', overdueDays: 0 });
  await city.moveTo('2026-06-23 09:00');
  const [next] = (await chased([id])).chases;
  const paper = async (of: string | null | undefined) => {
    const read = await readDocument(
      (await city.raw('waterLiaison', `/api/chases/notices.docx?ids=${of}`)).bytes,
      '催办通知单.docx',
    );
    return 'text' in read ? read.text : '';
  };
  expect(await paper(notice?.id)).toContain('应于2026年6月30日前完成。');
  expect(await paper(next?.id)).toContain('应于2026年7月31日前完成。');
});

test('通知单: 收文单位, 所催任务, 超期天数, 回应日期, 落款都在; 只有效能办和被催办的单位拿得到', async () => {
  const id = await assign('water', 'reform');
  await city.moveTo('2026-07-03 09:00');
  const { chases } = await chased([id], { words: '请说明滞后原因。' });
  const own = chases.find(({ unit }) => unit.id === city.units.water);
  const docx = (person: PersonKey, ids: string) => city.raw(person, `/api/chases/notices.docx?ids=${ids}`);
  const reply = await docx('waterLiaison', own?.id ?? '');
  expect(reply.status).toBe(200);
  const read = await readDocument(reply.bytes, '催办通知单.docx');
  expect('text' in read && read.text.split('\n').filter((line) => line !== '')).toEqual([
    '云溪市机关效能建设领导小组办公室',
    own?.number,
    '催办通知单',
    '云溪市水利局：',
    '你单位牵头的“疏浚城区河段”，应于2026年6月30日前完成，现已超过3天。',
    '请说明滞后原因。',
    // 7月3日星期五催办, 两个工作日到7月7日.
    '请于2026年7月7日前在平台上报告进展、报送完成情况，或者申请延期并说明理由。',
    '云溪市机关效能建设领导小组办公室',
    '2026年7月3日',
  ]);
  const all = chases.map((one) => one.id).join('&ids=');
  const both = await readDocument((await docx('officer', all)).bytes, '催办通知单.docx');
  expect('text' in both && both.text.match(/催办通知单/g)).toHaveLength(2);
  // 同一任务的另一牵头单位只拿到自己的
  const others = await readDocument((await docx('reformLiaison', all)).bytes, '催办通知单.docx');
  expect('text' in others && others.text.match(/催办通知单/g)).toHaveLength(1);
  expect((await docx('schoolLiaison', own?.id ?? '')).status).toBe(404);
  expect((await city.as('schoolLiaison')('GET', `/api/chases/${own?.id}`)).status).toBe(404);
  expect((await city.as('reformLiaison')('GET', `/api/chases/${own?.id}`)).status).toBe(404);
  expect((await city.as('waterLiaison')('GET', `/api/chases/${own?.id}`)).body).toMatchObject({ overdueDays: 3 });
});

test('被催办的单位签收一次; 别的单位和效能办不能代签; 登记上看得出谁没签收', async () => {
  const id = await assign('water');
  const [notice] = (await chased([id])).chases;
  const receive = (person: PersonKey, key = uuid()) =>
    city.as(person)('POST', `/api/chases/${notice?.id}/receive`, undefined, key);
  expect((await receive('schoolLiaison')).body).toMatchObject({ code: 'CHS-07' });
  expect((await receive('officer')).status).toBe(403);
  expect((await city.as('waterLiaison')('GET', `/api/chases/${notice?.id}`)).body).toMatchObject({ mayReceive: true });
  const replies = await Promise.all([receive('waterLiaison'), receive('waterLiaison')]);
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await city.as('officer')('GET', `/api/chases/${notice?.id}`)).body).toMatchObject({
    receivedBy: '陆春生',
    mayReceive: false,
  });
  const unreceived = (await city.as('officer')('GET', '/api/chases?received=no&limit=200')).body as ChaseList;
  expect(unreceived.chases.map((line) => line.id)).not.toContain(notice?.id);
  expect(unreceived.counts.unreceived).toBe(unreceived.total);
  const timeline = (await city.as('officer')('GET', `/api/subjects/${id}/timeline`)).text;
  expect(timeline).toContain('签收催办');
});

test('按筛选催办: 符合的全部催到, 不能催的说明; 多于五百项的请分批; 没有符合的说明', async () => {
  await city.moveTo('2026-07-20 09:00');
  const id = await assign('school');
  const bulk = (await post('officer', [], { filter: { unit: city.units.school } })).body as Chased;
  expect(bulk.chases.map(({ task }) => task)).toEqual([id]);
  expect((await post('officer', [], { filter: { q: '没有这样的任务' } })).body).toMatchObject({ code: 'CHS-06' });
  expect((await post('officer', [])).status).toBe(422);
  const tasks = Array.from({ length: 501 }, () => assign('county'));
  await Promise.all(tasks);
  expect((await post('officer', [], { filter: { unit: city.units.county } })).body).toMatchObject({ code: 'CHS-05' });
});

test('登记按回应情况, 单位和日期筛选, 数目与清单一致', async () => {
  const list = async (query: string) =>
    (await city.as('officer')('GET', `/api/chases?limit=200&${query}`)).body as ChaseList;
  const all = await list('');
  expect(all.total).toBe(all.counts.waiting + all.counts.overdue + all.counts.answered + all.counts.none);
  for (const answer of ['waiting', 'overdue', 'answered', 'none'] as const) {
    const part = await list(`answer=${answer}`);
    expect([part.total, part.chases.every((line) => line.answer === answer)]).toEqual([all.counts[answer], true]);
  }
  expect(all.counts.overdue).toBeGreaterThan(0);
  expect((await list('from=2026-07-03&to=2026-07-03')).total).toBeGreaterThanOrEqual(2);
  expect((await list('from=2027-01-01')).total).toBe(0);
  expect((await list(`unit=${city.units.reform}`)).chases.every(({ unit }) => unit.id === city.units.reform)).toBe(
    true,
  );
});

test('建议转督办的次数是参数: 改为三次之后, 两次不再建议', async () => {
  const id = await assign('water');
  await chased([id]);
  await city.moveTo('2026-07-21 09:00');
  await chased([id]);
  await city.moveTo('2026-07-22 09:00');
  expect((await chased([id], { preview: true })).chases[0]?.proposal).toBe('已催办 2 次, 建议转督办');
  const set = { value: { kind: 'count', count: 3 }, effectiveFrom: '2026-07-23', basis: '市效能办〔2026〕7号' };
  expect((await city.as('officer')('POST', '/api/parameters/chase.proposal-after', set)).status).toBe(200);
  expect((await chased([id], { preview: true })).chases[0]?.proposal).toBe('已催办 2 次, 建议转督办');
  await city.moveTo('2026-07-23 09:00');
  expect((await chased([id], { preview: true })).chases[0]?.proposal).toBeNull();
});
