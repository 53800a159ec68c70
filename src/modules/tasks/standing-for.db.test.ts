import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { record } from '#ledger';
import { uuid } from '#platform/db';
import { testCity } from '../../../test/city.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** A task that the water bureau leads and the education bureau supports. */
async function assign(): Promise<string> {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units, clock } = city;
  const data = {
    plan: uuid(),
    item: 'task-1',
    origin: 'task',
    period: null,
    leads: [units.water],
    supports: [units.school],
    acceptor: units.office,
    dueDay: '2026-03-20',
    dueBasis: 'stated',
    span: null,
  };
  await city.db.transaction((tx) =>
    record(tx, { region, now: clock.now(), person: people.officer }, [
      { subject: { type: 'task', id }, kind: 'task.assigned', data },
    ]),
  );
  return id;
}

test('代表哪个单位办理: 只能是本人所在的牵头或配合单位, 写了别的单位就拒绝, 不悄悄换成本单位', async () => {
  const id = await assign();
  const report = (unit: string) =>
    city.as('waterLiaison')('POST', `/api/tasks/${id}/report`, { progress: '已摸底', unit });
  for (const unit of [city.units.school, city.units.reform, uuid()])
    expect((await report(unit)).text).toContain('TASK-12');
  expect(
    (await city.as('waterLiaison')('POST', `/api/tasks/${id}/receive`, { unit: city.units.school })).text,
  ).toContain('TASK-12');
  expect((await city.as('waterLiaison')('POST', `/api/tasks/${id}/receive`, { unit: city.units.water })).status).toBe(
    200,
  );
  expect((await report(city.units.water)).status).toBe(200);
});

test('翻页的位置不是编号的样子: 说明, 而不是出故障', async () => {
  await assign();
  const page = (after: string) => city.as('officer')('GET', `/api/tasks?after=${encodeURIComponent(after)}`);
  expect((await page(`~${'-'.repeat(36)}`)).text).toContain('TASK-11');
  expect((await page(`2026-99-99T00:00:00.000Z~${uuid()}`)).text).toContain('TASK-11');
  expect((await page(`2026-03-20T09:00:00.000Z~${uuid()}`)).status).toBe(200);
  const duties = (after: string) =>
    city.as('officer')('GET', `/api/duties?scope=all&after=${encodeURIComponent(after)}`);
  expect((await duties(`2026-99-99T00:00:00.000Z~${uuid()}`)).text).toContain('LED-08');
  expect((await duties(`2026-03-20T09:00:00.000Z~${uuid()}`)).status).toBe(200);
});
