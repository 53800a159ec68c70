import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildRegion, verifyRegion } from '#ledger';
import { testCity } from '../../../test/city.ts';
import type { LaunchPreview, PlanDraft } from './contract.ts';

const TEXT = `云溪市优化政务服务环境专项行动实施方案

为进一步提高机关效能，制定本方案。

一、工作任务

1.编制政务服务事项清单。（牵头单位：市发改委；配合单位：市水利局）

2.于2026年3月20日前完成全市水利审批事项流程再造。（牵头单位：市水利局）

3.开展服务窗口明察暗访。（牵头单位：市效能办、市督考中心）

二、工作要求

市水利局每月向市效能办报送一次进展情况。

各单位要于2026年4月30日前将自查总结报市效能办。

三、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。
`;

let city: Awaited<ReturnType<typeof testCity>>;
let id: string;

beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const draft = async () => (await city.as('officer')('GET', `/api/plans/${id}`)).body as PlanDraft;
const itemWith = (plan: PlanDraft, words: string) => {
  const found = plan.items.find((item) => item.droppedReason === null && JSON.stringify(item.body).includes(words));
  if (found === undefined) throw new Error(`no item says ${words}`);
  return found;
};

describe('方案: 从文字到责任', () => {
  test('录入: 编译出阶段, 任务, 周期, 时限, 每条有原文位置', async () => {
    const reply = await city.as('officer')('POST', '/api/plans', { text: TEXT });
    expect(reply.status).toBe(200);
    id = (reply.body as { id: string }).id;
    const plan = await draft();
    expect(plan.header.title).toBe('云溪市优化政务服务环境专项行动实施方案');
    expect(plan.items.filter((item) => item.kind === 'phase')).toHaveLength(2);
    const clearing = itemWith(plan, '流程再造');
    expect(clearing).toMatchObject({ kind: 'task', body: { leadUnits: ['市水利局'], due: { to: '2026-03-20' } } });
    expect(TEXT.slice(clearing.span?.from, clearing.span?.to)).toContain('流程再造');
  });

  test('录入: 只有效能办可以; 空白的方案被拒绝', async () => {
    expect((await city.as('waterLiaison')('POST', '/api/plans', { text: TEXT })).status).toBe(403);
    expect((await city.as('systemAdmin')('POST', '/api/plans', { text: TEXT })).status).toBe(403);
    expect((await city.as(null)('POST', '/api/plans', { text: TEXT })).status).toBe(401);
    const blank = await city.as('officer')('POST', '/api/plans', { text: '  \n' });
    expect(blank.text).toContain('PLAN-01');
  });

  test('草稿只有可编辑的人看得见', async () => {
    expect((await city.as('officer')('GET', `/api/plans/${id}`)).status).toBe(200);
    expect((await city.as('waterLiaison')('GET', `/api/plans/${id}`)).status).toBe(404);
    expect(((await city.as('waterLiaison')('GET', '/api/plans')).body as { plans: unknown[] }).plans).toEqual([]);
  });

  test('单位对照: 全称与别名自动对应, 没有的列为问题, 只拦住它那一条', async () => {
    const plan = await draft();
    const match = (name: string) => plan.names.find((found) => found.name === name);
    expect(match('市效能办')).toMatchObject({ match: 'alias', units: [{ id: city.units.office }] });
    expect(match('市水利局')?.units).toEqual([{ id: city.units.water, name: '云溪市水利局' }]);
    expect(match('市督考中心')?.units).toEqual([]);
    const visit = itemWith(plan, '明察暗访');
    expect(plan.conflicts.filter((conflict) => conflict.item === visit.id)).toEqual([
      { item: visit.id, sentence: '「市督考中心」还没有对应到组织机构中的单位' },
    ]);
  });

  test('校正: 两人改同一条, 后到的被告知, 先到的不被覆盖', async () => {
    const plan = await draft();
    const cadence = itemWith(plan, '报送一次进展');
    const content = { kind: cadence.kind, body: { ...cadence.body, units: ['市水利局'] } };
    const first = await city.as('officer')('PUT', `/api/plans/${id}/items/${cadence.id}`, {
      revision: cadence.revision,
      content,
    });
    expect(first.status).toBe(200);
    const second = await city.as('secondOfficer')('PUT', `/api/plans/${id}/items/${cadence.id}`, {
      revision: cadence.revision,
      content: { ...content, body: { ...content.body, count: 3 } },
    });
    expect(second.text).toContain('PLAN-04');
    expect(itemWith(await draft(), '报送一次进展').body).toMatchObject({ count: 1, units: ['市水利局'] });
  });

  test('补上责任单位, 主管单位, 期间; 弃用要写理由', async () => {
    const plan = await draft();
    const selfCheck = itemWith(plan, '自查总结');
    const filled = { kind: selfCheck.kind, body: { ...selfCheck.body, units: ['市水利局', '市教育局'] } };
    expect(
      (
        await city.as('officer')('PUT', `/api/plans/${id}/items/${selfCheck.id}`, {
          revision: selfCheck.revision,
          content: filled,
        })
      ).status,
    ).toBe(200);
    const header = { ...plan.header, officeUnit: city.units.office, period: { from: '2026-03-01', to: '2026-05-31' } };
    expect((await city.as('officer')('PUT', `/api/plans/${id}`, { ...header, revision: plan.revision })).status).toBe(
      200,
    );
    const visit = itemWith(plan, '明察暗访');
    expect(
      (
        await city.as('officer')('POST', `/api/plans/${id}/items/${visit.id}/drop`, {
          revision: visit.revision,
          reason: '',
        })
      ).status,
    ).toBe(422);
    expect(
      (
        await city.as('officer')('POST', `/api/plans/${id}/items/${visit.id}/drop`, {
          revision: visit.revision,
          reason: '另行部署',
        })
      ).status,
    ).toBe(200);
  });

  test('预览写明为谁产生什么责任, 何时到期; 启动产生的与预览一致', async () => {
    const preview = (await city.as('officer')('GET', `/api/plans/${id}/launch`)).body as LaunchPreview;
    const line = (words: string) => preview.orders.filter((order) => order.text.includes(words));
    expect(line('流程再造')).toMatchObject([
      { leads: [{ id: city.units.water }], dueDay: '2026-03-20', dueBasis: 'stated', overdue: false },
    ]);
    expect(line('事项清单')).toMatchObject([
      { dueDay: '2026-05-31', dueBasis: 'period-end', supports: [{ id: city.units.water }] },
    ]);
    expect(
      line('自查总结')
        .map((order) => order.leads[0]?.id)
        .sort(),
    ).toEqual([city.units.water, city.units.school].sort());
    expect(line('进展情况')).toMatchObject([{ as: 'cadence', cadence: '每月一次' }]);

    const stale = await city.as('officer')('POST', `/api/plans/${id}/launch`, { digest: 'other' });
    expect(stale.text).toContain('PLAN-06');
    const [first, second] = await Promise.all([
      city.as('officer')('POST', `/api/plans/${id}/launch`, { digest: preview.digest }),
      city.as('secondOfficer')('POST', `/api/plans/${id}/launch`, { digest: preview.digest }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const won = first.status === 200 ? first : second;
    expect(won.body).toMatchObject({ tasks: 4, cadences: 1 });
    expect((first.status === 200 ? second : first).text).toContain('PLAN-08');
    const tasks = await city.db.query(sql`select 1 from ledger.subject where type = 'task'`);
    // 四项任务, 加三月份的月报一期.
    expect(tasks).toHaveLength(5);
  });

  test('启动后: 所涉单位看得到方案, 无关单位看不到', async () => {
    expect((await city.as('waterLiaison')('GET', `/api/plans/${id}`)).status).toBe(200);
    expect((await city.as('leader')('GET', `/api/plans/${id}`)).status).toBe(200);
    expect((await city.as('auditor')('GET', `/api/plans/${id}`)).status).toBe(403);
    const own = (await city.as('schoolLiaison')('GET', '/api/tasks')).body as { tasks: { title: string }[] };
    expect(own.tasks.map((task) => task.title.includes('自查总结'))).toEqual([true]);
    const all = (await city.as('officer')('GET', `/api/tasks?plan=${id}`)).body as { tasks: unknown[] };
    expect(all.tasks).toHaveLength(5);
  });

  test('周期事项: 新的一月一开始就开启新的一期, 漏跑补上, 重跑不重', async () => {
    await city.moveTo('2026-05-02 09:00');
    await city.moveTo('2026-05-02 09:01');
    const periods = await city.db.query<{ period: string }>(sql`
      select body->'data'->>'period' as period from ledger.fact where kind = 'task.assigned' and body->'data'->>'origin' = 'cadence' order by 1`);
    expect(periods.map((row) => row.period)).toEqual(['2026-03', '2026-04', '2026-05']);
  });

  test('修订: 显示差别, 改动的旧责任作废而不删除, 未变的照旧', async () => {
    expect(
      (await city.as('officer')('PUT', `/api/plans/${id}/names`, { name: '市水利局', units: [city.units.reform] }))
        .text,
    ).toContain('PLAN-03');
    expect((await city.as('officer')('POST', `/api/plans/${id}/amend`, {})).status).toBe(200);
    const plan = await draft();
    const list = itemWith(plan, '事项清单');
    const later = { kind: list.kind, body: { ...list.body, due: { from: '2026-06-30', to: '2026-06-30' } } };
    await city.as('officer')('PUT', `/api/plans/${id}/items/${list.id}`, { revision: list.revision, content: later });
    const preview = (await city.as('officer')('GET', `/api/plans/${id}/launch`)).body as LaunchPreview;
    expect(preview.orders.map((order) => order.dueDay)).toEqual(['2026-06-30']);
    expect(preview.voided).toHaveLength(1);
    expect(preview.kept).toBe(4);
    expect(
      (await city.as('officer')('POST', `/api/plans/${id}/launch`, { digest: preview.digest })).body,
    ).toMatchObject({ tasks: 1, voided: 1 });
    const states = await city.db.query<{ state: string }>(sql`
      select o.state from ledger.obligation o join ledger.content c on c.subject_id = o.subject_id and c.name = 'title'
      where c.body->>'text' like '%事项清单%' and o.act = '完成任务' order by o.state`);
    expect(states.map((row) => row.state)).toEqual(['open', 'void']);
  });

  test('公开与撤下', async () => {
    expect((await city.as('waterLiaison')('POST', `/api/plans/${id}/publish`)).status).toBe(403);
    expect((await city.as('officer')('POST', `/api/plans/${id}/publish`)).status).toBe(200);
    expect((await draft()).published).toBe(true);
    expect((await city.as('officer')('POST', `/api/plans/${id}/withdraw`)).status).toBe(200);
    expect((await draft()).published).toBe(false);
  });

  test('全过程: 链条完好, 重建一致', async () => {
    expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
    expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
  });
});
