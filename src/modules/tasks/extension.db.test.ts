import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { rebuildRegion, record, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { at, testCity } from '../../../test/city.ts';
import type { TaskDetail } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** A task led by the water bureau and the reform commission, due on 20 March. */
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
          leads: [units.water, units.reform],
          supports: [],
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

const detail = async (id: string, person: Parameters<typeof city.as>[0] = 'officer') =>
  (await city.as(person)('GET', `/api/tasks/${id}`)).body as TaskDetail;
const dueOf = async (id: string, unit: string) =>
  (await detail(id)).duties.find((duty) => duty.act === '完成任务' && duty.bearer.id === unit)?.dueAt;
const ask = (id: string, more: object = {}, person: Parameters<typeof city.as>[0] = 'waterLiaison') =>
  city.as(person)('POST', `/api/tasks/${id}/extend`, { dueDay: '2026-04-10', reason: '汛前须避让施工', ...more });

test('申请, 同意: 只改申请单位的期限, 主管单位的答复也是有时限的责任, 链条与重建一致', async () => {
  const id = await assign();
  expect((await ask(id)).status).toBe(200);
  const waiting = await detail(id);
  expect(waiting.extension.pending).toMatchObject([
    { dueDay: '2026-04-10', before: '2026-03-20', unit: { id: city.units.water }, refusal: null },
  ]);
  const answer = waiting.duties.find((duty) => duty.act === '答复延期');
  // 3月2日提出, 三个工作日内答复.
  expect(answer).toMatchObject({ bearer: { id: city.units.office }, dueAt: at('2026-03-05 17:00') });
  const request = waiting.extension.pending[0]?.request;
  expect(
    (await city.as('officer')('POST', `/api/tasks/${id}/grant-extension`, { request, dueDay: '2026-04-03' })).status,
  ).toBe(200);
  expect(await dueOf(id, city.units.water)).toBe(at('2026-04-03 17:00'));
  expect(await dueOf(id, city.units.reform)).toBe(at('2026-03-20 17:00'));
  const after = await detail(id);
  expect(after.extension.pending).toEqual([]);
  expect(after.duties.find((duty) => duty.act === '答复延期')?.state).toBe('met');
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});

test('不同意: 写明理由, 原来的期限不变, 可以再申请', async () => {
  const id = await assign();
  await ask(id);
  const request = (await detail(id)).extension.pending[0]?.request;
  expect((await city.as('officer')('POST', `/api/tasks/${id}/refuse-extension`, { request, reason: '' })).status).toBe(
    422,
  );
  expect(
    (await city.as('officer')('POST', `/api/tasks/${id}/refuse-extension`, { request, reason: '工期充足' })).status,
  ).toBe(200);
  expect(await dueOf(id, city.units.water)).toBe(at('2026-03-20 17:00'));
  expect((await ask(id, { dueDay: '2026-03-27' })).status).toBe(200);
});

test('谁可以: 牵头单位联络员申请, 效能办答复; 其余的人不可以, 申请人不能答复自己', async () => {
  const id = await assign();
  for (const person of ['waterClerk', 'officer', 'leader', 'auditor'] as const)
    expect((await ask(id, {}, person)).status, person).toBe(403);
  expect((await ask(id, {}, 'schoolLiaison')).status).toBe(404);
  expect((await ask(id, { unit: city.units.reform })).text).toContain('TASK-12');
  expect((await ask(id)).status).toBe(200);
  const request = (await detail(id)).extension.pending[0]?.request;
  for (const person of ['waterLiaison', 'reformLiaison', 'leader'] as const)
    expect((await city.as(person)('POST', `/api/tasks/${id}/grant-extension`, { request })).status, person).toBe(403);
  await city.owner.query(sql`
    insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
    values (${city.region}, ${uuid()}, ${city.people.waterLiaison}, 'office', null, '2020-01-01', null, 'test', 'test', ${at('2026-01-01 00:00')})`);
  expect((await city.as('waterLiaison')('POST', `/api/tasks/${id}/grant-extension`, { request })).text).toContain(
    'TASK-20',
  );
  await city.owner.query(
    sql`delete from directory.role_grant where person_id = ${city.people.waterLiaison} and role = 'office'`,
  );
  expect((await city.as('secondOfficer')('POST', `/api/tasks/${id}/grant-extension`, { request })).status).toBe(200);
  expect((await city.as('officer')('POST', `/api/tasks/${id}/grant-extension`, { request })).text).toContain('TASK-19');
});

test('不能申请的时候: 日子不晚于现在的期限, 已有一份在等, 已报送, 期限已过', async () => {
  const id = await assign();
  expect((await ask(id, { dueDay: '2026-03-20' })).text).toContain('TASK-18');
  expect((await ask(id, { dueDay: '2026-02-30' })).status).toBe(422);
  await ask(id);
  expect((await ask(id)).text).toContain('TASK-17');
  const submitted = await assign();
  await city.as('waterLiaison')('POST', `/api/tasks/${submitted}/complete`, { result: '完成' });
  expect((await ask(submitted)).text).toContain('TASK-14');
  const late = await assign();
  await city.moveTo('2026-03-20 17:30');
  expect((await ask(late)).text).toContain('TASK-16');
  expect((await detail(late, 'waterLiaison')).extension.request?.code).toBe('TASK-16');
});
