import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCity } from '../../test/city.ts';
import { editUnit } from './unit.service.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

test('两人同时把两个单位互相划归: 后到的被拒绝, 树上不出现圈', async () => {
  const { db, clock, region, people, units } = city;
  const fields = { shortName: null, code: null, aliases: [], sortOrder: 1 };
  const ctx = { db, now: clock.now(), region, person: people.secondOfficer, requestId: 'test' };
  let later: ReturnType<ReturnType<typeof city.as>> | undefined;
  await db.transaction(async (tx) => {
    await editUnit(ctx, tx, units.reform, {
      ...fields,
      name: '云溪市发展和改革委员会',
      kind: 'organ',
      parent: units.water,
    });
    const water = { ...fields, name: '云溪市水利局', kind: 'organ', parent: units.reform };
    later = city.as('officer')('PUT', `/api/directory/units/${units.water}`, water);
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect((await later)?.text).toContain('DIR-04');
  expect((await city.as('officer')('GET', `/api/directory/units/${units.water}`)).status).toBe(200);
});
