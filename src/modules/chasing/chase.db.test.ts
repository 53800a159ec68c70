import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId, type UnitId } from '#core/kernel';
import { rebuildRegion, record, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { Chased, ChaseList } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

async function assign(...leads: UnitKey[]): Promise<string> {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units } = city;
  const led: UnitId[] = leads.map((lead) => units[lead]);
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [
      {
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan: uuid(),
          item: 'task-1',
          origin: 'task',
          period: null,
          leads: led,
          supports: [],
          acceptor: units.office,
          dueDay: '2026-06-30',
          dueBasis: 'stated',
          span: null,
        },
        contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '疏浚城区河段' } }],
      },
    ]),
  );
  return id;
}

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
