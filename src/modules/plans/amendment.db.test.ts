import sql, { type Sql } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { record } from '#ledger';
import { uuid } from '#platform/db';
import { testCity } from '../../../test/city.ts';
import type { LaunchPreview, PlanDraft, PlanSummary } from './contract.ts';

const TEXT = `云溪市窗口服务提升行动实施方案

一、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至6月30日）。组织实施。

二、工作任务

1.编制窗口服务标准。（牵头单位：市水利局）

2.开展窗口人员轮训。（牵头单位：市教育局）

三、工作要求

市水利局每月向市效能办报送一次轮训情况。
`;

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const office = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => city.as('officer')(method, path, body);
const draft = async (id: string, person: Parameters<typeof city.as>[0] = 'officer') =>
  (await city.as(person)('GET', `/api/plans/${id}`)).body as PlanDraft;
const itemWith = (plan: PlanDraft, words: string) => {
  const found = plan.items.find((item) => item.droppedReason === null && JSON.stringify(item.body).includes(words));
  if (found === undefined) throw new Error(`no item says ${words}`);
  return found;
};
const drop = async (id: string, words: string) => {
  const item = itemWith(await draft(id), words);
  const reply = await office('POST', `/api/plans/${id}/items/${item.id}/drop`, {
    revision: item.revision,
    reason: '内部另有考虑',
  });
  expect(reply.status).toBe(200);
};
const preview = async (id: string) => (await office('GET', `/api/plans/${id}/launch`)).body as LaunchPreview;
const launch = async (id: string) => office('POST', `/api/plans/${id}/launch`, { digest: (await preview(id)).digest });

/** A plan in force: two tasks, and a monthly report of the water bureau whose period of March is open. */
async function launched(): Promise<string> {
  const { id } = (await office('POST', '/api/plans', { text: TEXT })).body as { id: string };
  expect((await launch(id)).body).toMatchObject({ tasks: 2, cadences: 1 });
  return id;
}

async function taskOf(plan: string, words: string): Promise<SubjectId> {
  const row = await city.db.one<{ id: SubjectId }>(sql`
    select s.id from ledger.subject s join ledger.content c on c.region = s.region and c.subject_id = s.id and c.name = 'title'
    where s.parent_id = ${plan}::uuid and s.type = 'task' and c.body->>'text' like ${`%${words}%`}`);
  return idOf<SubjectId>(row.id);
}
const stateOf = async (id: SubjectId) =>
  (await city.db.one<{ state: string }>(sql`select state from ledger.subject where id = ${id}`)).state;

describe('修订中的方案, 别人看到的仍是已启动的', () => {
  test('标题与状态; 灯数只数自己看得到的任务', async () => {
    const id = await launched();
    expect((await office('POST', `/api/plans/${id}/amend`, {})).status).toBe(200);
    const { header, revision } = await draft(id);
    await office('PUT', `/api/plans/${id}`, { ...header, title: '尚未公布的新标题', revision });
    const listed = async (person: Parameters<typeof city.as>[0]) =>
      ((await city.as(person)('GET', '/api/plans')).body as { plans: PlanSummary[] }).plans.find(
        (plan) => plan.id === id,
      );
    expect(await listed('officer')).toMatchObject({ title: '尚未公布的新标题', state: 'amending' });
    for (const person of ['waterLiaison', 'leader'] as const) {
      expect(await listed(person)).toMatchObject({ title: '云溪市窗口服务提升行动实施方案', state: 'live' });
      expect((await draft(id, person)).state).toBe('live');
    }
    expect(await listed('reformLiaison')).toBeUndefined();
    // 水利局牵头两项 (含本月月报), 教育局一项: 各人只数到自己看得到的.
    const lamps = async (person: Parameters<typeof city.as>[0]) =>
      (await listed(person))?.lamps.reduce((sum, { count }) => sum + count, 0);
    expect([await lamps('officer'), await lamps('waterLiaison'), await lamps('schoolLiaison')]).toEqual([3, 2, 1]);
  });

  test('弃用的条目与理由, 启动后也不给所涉单位看', async () => {
    const { id } = (await office('POST', '/api/plans', { text: TEXT })).body as { id: string };
    await drop(id, '轮训。');
    await launch(id);
    expect(JSON.stringify(await draft(id))).toContain('内部另有考虑');
    const seen = await draft(id, 'waterLiaison');
    expect(JSON.stringify(seen.items)).toContain('服务标准');
    expect(JSON.stringify(seen)).not.toContain('内部另有考虑');
  });
});

describe('放弃修订', () => {
  test('回到已启动的样子, 责任不动; 之后可以再修订; 没有修订时不能放弃; 别的单位不能放弃', async () => {
    const id = await launched();
    const discard = (person: Parameters<typeof city.as>[0] = 'officer') =>
      city.as(person)('POST', `/api/plans/${id}/amend/discard`);
    expect((await discard()).text).toContain('PLAN-16');
    await office('POST', `/api/plans/${id}/amend`, {});
    await drop(id, '服务标准');
    const { header, revision } = await draft(id);
    await office('PUT', `/api/plans/${id}`, { ...header, title: '不用了的标题', revision });
    expect((await discard('waterLiaison')).status).toBe(403);
    expect((await discard()).status).toBe(200);
    const after = await draft(id);
    expect(after).toMatchObject({ state: 'live', version: 1, header: { title: '云溪市窗口服务提升行动实施方案' } });
    expect(itemWith(after, '服务标准').droppedReason).toBeNull();
    expect(await stateOf(await taskOf(id, '服务标准'))).toBe('assigned');
    expect((await office('POST', `/api/plans/${id}/amend`, {})).status).toBe(200);
    expect(await draft(id)).toMatchObject({ state: 'amending', version: 3 });
    await drop(id, '服务标准');
    expect((await launch(id)).body).toMatchObject({ voided: 1 });
  });
});

describe('修订收回责任', () => {
  test('正在被验收的任务: 修订等它验收完, 不把已验收的作废', async () => {
    const id = await launched();
    const task = await taskOf(id, '服务标准');
    await city.as('waterLiaison')('POST', `/api/tasks/${task}/complete`, { result: '已印发' });
    await office('POST', `/api/plans/${id}/amend`, {});
    await drop(id, '服务标准');
    const { digest } = await preview(id);
    const { region, people, units, clock } = city;
    let pressed: ReturnType<typeof office> | undefined;
    await city.db.transaction(async (tx) => {
      await record(tx, { region, now: clock.now(), person: people.secondOfficer }, [
        { subject: { type: 'task', id: task }, kind: 'task.accepted', data: { unit: units.office } },
      ]);
      pressed = office('POST', `/api/plans/${id}/launch`, { digest });
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    // 预览时还要收回它, 现在不收回了: 请重新预览.
    expect((await pressed)?.text).toContain('PLAN-06');
    expect((await launch(id)).status).toBe(200);
    expect(await stateOf(task)).toBe('accepted');
  });

  test('周期事项改了说法: 旧的连同正在进行的一期作废, 本期不重复', async () => {
    const id = await launched();
    const before = await taskOf(id, '报送一次');
    await office('POST', `/api/plans/${id}/amend`, {});
    const item = itemWith(await draft(id), '报送一次');
    const content = { kind: item.kind, body: { ...item.body, quote: '市水利局每月报送轮训台账。' } };
    await office('PUT', `/api/plans/${id}/items/${item.id}`, { revision: item.revision, content });
    expect((await preview(id)).voided).toHaveLength(2);
    expect((await launch(id)).status).toBe(200);
    expect(await stateOf(before)).toBe('void');
    expect(await stateOf(await taskOf(id, '轮训台账'))).toBe('assigned');
    const open = await city.db.query(sql`
      select 1 from ledger.subject s join ledger.obligation o on o.region = s.region and o.subject_id = s.id
      where s.parent_id = ${id}::uuid and o.act = '按期报送' and o.state = 'open'`);
    expect(open).toHaveLength(1);
  });
});

describe('表单里送来的不合情理的内容', () => {
  test('主管单位须在组织机构中', async () => {
    const { id } = (await office('POST', '/api/plans', { text: TEXT })).body as { id: string };
    const { header, revision } = await draft(id);
    const put = (officeUnit: string) => office('PUT', `/api/plans/${id}`, { ...header, officeUnit, revision });
    expect((await put(uuid())).text).toContain('PLAN-05');
    expect((await put(city.units.water)).status).toBe(200);
  });

  test('没有的日子, 不在文中的位置, 大得离谱的修改次数, 一律说明而不是出故障', async () => {
    const { id } = (await office('POST', '/api/plans', { text: TEXT })).body as { id: string };
    const { header, revision } = await draft(id);
    const put = (to: string) =>
      office('PUT', `/api/plans/${id}`, { ...header, period: { from: '2026-03-01', to }, revision });
    expect((await put('2026-02-30')).text).toContain('没有这一天');
    expect((await put('--02-30')).text).toContain('没有这一天');
    expect((await put('2026-06-30')).status).toBe(200);

    const content = { kind: 'mechanism', body: { name: '责任状', quote: '' } };
    const add = (span: object) => office('POST', `/api/plans/${id}/items`, { content, span });
    expect((await add({ from: 0, to: 900_000 })).text).toContain('PLAN-15');
    expect((await add({ from: 0, to: 9_000_000_000 })).status).toBe(422);
    expect((await add({ from: 5, to: 5 })).text).toContain('选中的文字是空的');
    expect((await add({ from: 0, to: 5 })).status).toBe(200);

    const item = itemWith(await draft(id), '服务标准');
    const restored = await office('POST', `/api/plans/${id}/items/${item.id}/restore`, { revision: 5_000_000_000 });
    expect(restored.status).toBe(422);
  });

  test('三兆字节的方案收得下; 超过 100 万字的说明缘由', async () => {
    const long = '市水利局、市教育局要认真落实各项要求。\n'.repeat(50_000);
    expect((await office('POST', '/api/plans', { text: long.slice(0, 999_999) })).status).toBe(200);
    const tooLong = await office('POST', '/api/plans', { text: `${long}${long}`.slice(0, 1_000_001) });
    expect(tooLong.status).toBe(422);
    expect(tooLong.text).toContain('100 万字');
  });

  test('上传的文件超过 50MB: 说明上限, 不先读完', async () => {
    const boundary = 'x'.repeat(24);
    const form = (size: number) =>
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n`,
        ),
        Buffer.alloc(size, '方'),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
    const upload = async (size: number) => {
      const cookies = { session: await city.token('officer') };
      const headers = { 'idempotency-key': uuid(), 'content-type': `multipart/form-data; boundary=${boundary}` };
      return city.app.inject({ method: 'POST', url: '/api/plans/read', payload: form(size), cookies, headers });
    };
    const tooLarge = await upload(50 * 1024 * 1024 + 1);
    expect(tooLarge.body).toContain('DOC-01');
    expect((await upload(3_000)).statusCode).toBe(200);
  });
});

test('数据库也拦得住: 启动的版本不会晚于现有版本, 没有启动的不会公开, 原文位置有头有尾', async () => {
  const id = await launched();
  const one = sql`where region = ${city.region} and id = ${id}::uuid`;
  const set = (change: Sql) => city.db.query(sql`update plan.plan set ${change} ${one}`);
  await expect(set(sql`launched_version = 2`)).rejects.toThrow('plan_launched_known');
  await expect(set(sql`launched_version = null, published_at = ${city.clock.now()}`)).rejects.toThrow(
    'plan_published_launched',
  );
  const place = (to: number | null) =>
    city.db.query(sql`update plan.item set span_from = 10, span_to = ${to} where plan_id = ${id}::uuid`);
  await expect(place(null)).rejects.toThrow('item_span_in_order');
  await expect(place(9)).rejects.toThrow('item_span_in_order');
  await place(11);
});
