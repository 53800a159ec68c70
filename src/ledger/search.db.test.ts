import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { uuid } from '#platform/db';
import { testCity } from '../../test/city.ts';
import { record } from './ledger.service.ts';

let city: Awaited<ReturnType<typeof testCity>>;
const id = idOf<SubjectId>(uuid());
beforeAll(async () => {
  city = await testCity();
  const { region, people, units, clock } = city;
  const data = { office: units.office, units: [units.water], version: 1, textDigest: '', tasks: 0, cadences: 0 };
  const title = { name: 'title', retention: 'business', body: { number: '（三）', text: '优化水利审批方案' } } as const;
  await city.db.transaction((tx) =>
    record(tx, { region, now: clock.now(), person: people.officer }, [
      { subject: { type: 'plan', id }, kind: 'plan.launched', data, contents: [title] },
    ]),
  );
});
afterAll(() => city.close());

const hits = async (words: string) =>
  ((await city.as('officer')('GET', `/api/search?q=${encodeURIComponent(words)}`)).body as { hits: object[] }).hits;

test('按名称找, 也按序号找; 不是通配', async () => {
  const found = [{ kind: '方案', number: '（三）', title: '优化水利审批方案', path: `/plans/${id}` }];
  expect(await hits('水利审批')).toEqual(found);
  expect(await hits('（三）')).toEqual(found);
  expect(await hits('水%批')).toEqual([]);
});

test('依法删除的名称找不到, 列出时写明已删除', async () => {
  await city.owner.query(sql`
    update ledger.content set body = null, erased_at = ${city.clock.now()}, erasure_basis = '依申请'
    where region = ${city.region} and subject_id = ${id}`);
  expect(await hits('水利审批')).toEqual([]);
  const timeline = await city.as('officer')('GET', `/api/subjects/${id}/timeline`);
  expect(timeline.text).not.toContain('水利审批');
});
