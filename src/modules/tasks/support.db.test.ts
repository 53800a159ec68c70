import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { rebuildRegion, record, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { type PersonKey, testCity } from '../../../test/city.ts';
import type { TaskDetail } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** A task led by the water bureau, supported by the reform commission. */
async function assign(): Promise<string> {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units } = city;
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
          leads: [units.water],
          supports: [units.reform],
          acceptor: units.office,
          dueDay: '2026-03-20',
          dueBasis: 'stated',
          span: null,
        },
        contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '疏浚城区河段' } }],
      },
    ]),
  );
  return id;
}

const report = (person: PersonKey, id: string, more: object = {}) =>
  city.as(person)('POST', `/api/tasks/${id}/report`, { progress: '立项已批复', percent: 90, ...more });
const detail = async (id: string, person: PersonKey = 'waterLiaison') =>
  (await city.as(person)('GET', `/api/tasks/${id}`)).body as TaskDetail;

test('配合单位报进展: 牵头单位看得到; 不改任务的进度和状态, 不代牵头单位签收', async () => {
  const id = await assign();
  expect((await report('reformLiaison', id, { problem: '缺用地预审' })).status).toBe(200);
  const seen = await detail(id);
  expect(seen).toMatchObject({ state: 'assigned', percent: null, received: [], mayTakeOver: true });
  expect(seen.supportReports).toMatchObject([
    {
      unit: { id: city.units.reform },
      by: '方立行',
      percent: 90,
      progress: '立项已批复',
      problem: '缺用地预审',
      isTakenOver: false,
    },
  ]);
  expect((await detail(id, 'reformLiaison')).mayTakeOver).toBe(false);
  expect((await city.as('schoolLiaison')('GET', `/api/tasks/${id}`)).status).toBe(404);
  expect(seen.duties.find(({ act }) => act === '签收')?.state).toBe('open');
});

test('牵头单位采用到自己的报告里: 两头都记着; 退回待补办的任务, 配合单位报了仍是待补办', async () => {
  const id = await assign();
  await report('reformLiaison', id);
  const [first] = (await detail(id)).supportReports;
  const takesOver = [first?.fact ?? ''];
  expect((await report('waterLiaison', id, { percent: 40, takesOver })).status).toBe(200);
  const after = await detail(id);
  expect(after).toMatchObject({ state: 'in-progress', percent: 40, supportReports: [{ isTakenOver: true }] });
  await city.as('waterLiaison')('POST', `/api/tasks/${id}/complete`, { result: '完工' });
  await city.as('officer')('POST', `/api/tasks/${id}/return`, { reason: '缺照片' });
  expect((await report('reformLiaison', id, { percent: 100 })).status).toBe(200);
  expect(await detail(id)).toMatchObject({ state: 'returned', percent: 100 });
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});

test('采用的只能是这项任务上配合单位报的, 采用的只能是牵头单位', async () => {
  const id = await assign();
  const other = await assign();
  await report('reformLiaison', id);
  await report('reformLiaison', other);
  const factOf = async (task: string) => (await detail(task)).supportReports[0]?.fact ?? '';
  expect((await report('waterLiaison', id, { takesOver: [await factOf(other)] })).text).toContain('TASK-22');
  expect((await report('reformLiaison', id, { takesOver: [await factOf(id)] })).text).toContain('TASK-22');
  expect((await report('waterLiaison', id, { takesOver: [await factOf(id)] })).status).toBe(200);
});
