import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuid } from '#platform/db';
import { testCity } from '../../test/city.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
  const { owner, region, people, units } = city;
  await owner.query(sql`
    update directory.role_grant set unit_id = ${units.county} where region = ${region} and person_id = ${people.secondOfficer}`);
});
afterAll(() => city.close());

const hours = { title: '夏季办公时间', periods: [{ open: '08:30', close: '12:00' }] };

test('只管一个县的效能办人员, 不能改全市的日历、参数、名录; 市效能办可以', async () => {
  const day = {
    year: 2026,
    title: '本地假日',
    days: [{ from: '2026-05-20', to: '2026-05-20', name: '本地假日', rest: true }],
  };
  const parameter = { effectiveFrom: '2026-04-01', value: { kind: 'switch', on: false }, basis: '市效能办通知' };
  const unit = { name: '云溪市统计局', kind: 'organ', parent: city.units.government };
  const writes = [
    ['/api/calendar/local-days', day],
    ['/api/calendar/office-hours', hours],
    ['/api/parameters/task.receipt-in-use', parameter],
    ['/api/directory/units/on-the-spot', unit],
  ] as const;
  for (const [url, body] of writes) {
    expect((await city.as('secondOfficer')('POST', url, body)).status, url).toBe(403);
    expect((await city.as('officer')('POST', url, body)).status, url).toBeLessThan(300);
  }
});

test('人看得到名录, 看不到别人的角色', async () => {
  expect((await city.as('secondOfficer')('GET', '/api/directory/tree')).status).toBe(200);
  expect((await city.as('secondOfficer')('GET', '/api/directory/grants')).status).toBe(403);
  expect((await city.as('officer')('GET', '/api/directory/grants')).status).toBe(200);
});

test('[DIR-11] 一批批准的授权之间也要分立: 同一人的系统管理员与审计员不能一起批准', async () => {
  const { owner, region, people } = city;
  const ids = [uuid(), uuid(), uuid()];
  const rows = [
    [ids[0], people.waterClerk, 'inspector'],
    [ids[1], people.waterClerk, 'auditor'],
    [ids[2], people.schoolLiaison, 'inspector'],
  ];
  for (const [id, person, role] of rows)
    await owner.query(sql`
      insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
      values (${region}, ${id}, ${person}, ${role}, null, '2026-03-01', null, 'test', null, null)`);
  await owner.query(
    sql`delete from directory.role_grant where region = ${region} and person_id = ${people.waterClerk} and role = 'clerk'`,
  );
  const approve = (some: readonly (string | undefined)[]) =>
    city.as('securityAdmin')('POST', '/api/directory/grants/approve', { ids: some });
  expect((await approve(ids)).text).toContain('DIR-11');
  expect((await approve([ids[2]])).body).toEqual({ approved: 1 });
});
