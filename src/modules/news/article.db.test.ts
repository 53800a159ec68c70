import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildRegion, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { testCity } from '../../../test/city.ts';
import type { ArticleDetail, ArticleList } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const officer = (method: 'GET' | 'POST', url: string, body?: object, key = uuid()) =>
  city.as('officer')(method, url, body, key);
/** Whoever is not signed in. */
const citizen = (url: string) => city.as(null)('GET', url);
const publish = async (title: string, more: object = {}) =>
  (
    (await officer('POST', '/api/articles', { column: 'notice', title, body: '第一段\n\n第二段<b>', ...more }))
      .body as { id: string }
  ).id;

test('发布之后不登录就能看; 更正注明日期, 旧稿留在台账; 撤下之后看不到', async () => {
  expect((await citizen('/news')).text).toContain('还没有发布');
  const id = await publish('关于开展效能建设活动的公告');
  expect((await citizen('/news')).text).toContain('关于开展效能建设活动的公告');
  expect((await citizen('/')).text).toContain('关于开展效能建设活动的公告');
  const shown = await citizen(`/news/${id}`);
  expect(shown.text).toContain('<p>第二段&#60;b&#62;</p>');
  expect(shown.text).toContain('云溪市机关效能建设领导小组办公室, 2026-03-02');
  expect(shown.text).not.toContain('周明远');

  await city.moveTo('2026-03-05 10:00');
  const revised = { title: '关于开展效能建设活动的公告', body: '改过的一段' };
  expect((await officer('POST', `/api/articles/${id}/revise`, revised)).status).toBe(200);
  expect((await officer('POST', `/api/articles/${id}/revise`, revised)).body).toMatchObject({ code: 'NEWS-04' });
  expect((await citizen(`/news/${id}`)).text).toMatch(/2026-03-05 更正[\s\S]*改过的一段/);
  const timeline = (await officer('GET', `/api/subjects/${id}/timeline`)).text;
  expect(timeline).toContain('第一段');

  expect((await officer('POST', `/api/articles/${id}/withdraw`, { reason: '内容有误' })).status).toBe(200);
  const gone = await citizen(`/news/${id}`);
  expect([gone.status, gone.text.includes('NEWS-03')]).toEqual([404, true]);
  expect((await citizen('/news')).text).not.toContain('效能建设活动的公告');
  expect((await officer('POST', `/api/articles/${id}/revise`, revised)).body).toMatchObject({ code: 'NEWS-02' });
  expect(((await officer('GET', `/api/articles/${id}`)).body as ArticleDetail).withdrawnAt).not.toBeNull();
});

test('只有效能办和门户编辑可以发布; 别的工作人员连后台的列表也看不到', async () => {
  const body = { column: 'news', title: '动态', body: '正文' };
  for (const person of ['leader', 'waterLiaison', 'auditor'] as const)
    expect((await city.as(person)('POST', '/api/articles', body)).status).toBe(403);
  expect((await city.as('waterLiaison')('GET', '/api/articles')).status).toBe(403);
  expect((await city.as('leader')('GET', '/api/articles')).status).toBe(200);
  expect((await officer('POST', '/api/articles', body)).status).toBe(200);
});

test('按栏目看, 翻页; 一百二十篇的一页不到 50 KB; 乱写的编号和页码不出错', async () => {
  for (let n = 1; n <= 120; n++)
    await publish(`第 ${n} 号通知: ${'机关效能建设'.repeat(12)}`, { column: n % 2 === 0 ? 'notice' : 'news' });
  const list = (await officer('GET', '/api/articles?column=notice')).body as ArticleList;
  expect([list.pages, list.articles.length]).toEqual([2, 50]);
  const page = await citizen('/news?page=2');
  expect(page.text).toContain('第 ');
  expect(Buffer.byteLength(page.text)).toBeLessThan(50_000);
  expect((await citizen('/news?column=news')).text).not.toContain('第 120 号');
  expect((await citizen('/news?column=notice')).text).toContain('第 120 号');
  expect((await citizen('/news?page=99999999&column=x')).status).toBe(200);
  expect((await citizen('/news/1')).status).toBe(404);
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});

test('门户的每一页都不带脚本', async () => {
  const pages = city.app.declaredRoutes.filter(
    ({ method, url, access }) =>
      method === 'GET' && access === 'public' && !/^\/(?:api|assets)\/|:|\*|\.css$/.test(url),
  );
  expect(pages.map(({ url }) => url)).toEqual(expect.arrayContaining(['/', '/news', '/organisation', '/plans']));
  const withScript: string[] = [];
  for (const { url } of pages) if (/<script/.test((await citizen(url)).text)) withScript.push(url);
  expect(withScript).toEqual([]);
});

test('机构: 不登录看得到单位和上下级, 看不到人名; 不存在的单位 404', async () => {
  const page = await citizen('/organisation');
  expect(page.text).toContain('云溪市水利局');
  expect(page.text).not.toContain('陆春生');
  expect((await citizen(`/organisation/${city.units.county}`)).text).toContain('没有下属单位');
  expect((await citizen(`/organisation/${uuid()}`)).status).toBe(404);
});

test('机构: 下属几百个单位的分页, 一页不到 50 KB; 页码乱写不出错', async () => {
  await city.owner.query(sql`
    insert into directory.unit (region, id, parent_id, kind, name, short_name, code, sort_order, valid_from, valid_to)
    select ${city.region}, gen_random_uuid(), ${city.units.county}, 'organ', '云东县第' || n || '便民服务和行政审批管理中心', null, null, n, '2020-01-01', null
    from generate_series(1, 500) as n`);
  const url = `/organisation/${city.units.county}`;
  const first = await citizen(url);
  expect(Buffer.byteLength(first.text)).toBeLessThan(50_000);
  expect([first.text.includes('云东县第1便民'), first.text.includes('云东县第500便民')]).toEqual([true, false]);
  const pages = await Promise.all(Array.from({ length: 9 }, (_, n) => citizen(`${url}?page=${n + 1}`)));
  for (const n of [1, 60, 61, 500])
    expect(pages.filter(({ text }) => text.includes(`云东县第${n}便民`)).length, String(n)).toBe(1);
  expect((await citizen(`${url}?page=99999999`)).status).toBe(200);
  expect((await citizen(`${url}?page=x`)).status).toBe(200);
});
