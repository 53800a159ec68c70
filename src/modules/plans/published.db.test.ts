import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testCity } from '../../../test/city.ts';
import type { LaunchPreview, PlanDraft } from './contract.ts';

const LONG = '各单位要把服务企业和群众的满意度作为检验成效的标准。'.repeat(900);
const TEXT = `云溪市提升机关效能实施方案

一、工作任务

1.编制政务服务事项清单。（牵头单位：市发改委；配合单位：市水利局）

2.于2026年3月20日前完成全市水利审批事项流程再造。（牵头单位：市水利局）

二、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。

三、工作要求

${LONG}
`;

let city: Awaited<ReturnType<typeof testCity>>;
let id: string;

const officer = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => city.as('officer')(method, url, body);
const draft = async () => (await officer('GET', `/api/plans/${id}`)).body as PlanDraft;
const launch = async () => {
  const preview = (await officer('GET', `/api/plans/${id}/launch`)).body as LaunchPreview;
  return officer('POST', `/api/plans/${id}/launch`, { digest: preview.digest });
};
/** Whoever is not signed in. */
const citizen = (url: string) => city.as(null)('GET', url);

beforeAll(async () => {
  city = await testCity();
  id = ((await officer('POST', '/api/plans', { text: TEXT })).body as { id: string }).id;
  const { header, revision } = await draft();
  const filled = { ...header, officeUnit: city.units.office, period: { from: '2026-03-01', to: '2026-05-31' } };
  await officer('PUT', `/api/plans/${id}`, { ...filled, issuer: '云溪市人民政府', revision });
});
afterAll(() => city.close());

describe('方案公开', () => {
  test('草稿, 启动而未公开的, 乱写的编号: 公众看不到', async () => {
    expect((await citizen(`/plans/${id}`)).status).toBe(404);
    expect((await citizen(`/plans/${id}/text`)).status).toBe(404);
    expect((await citizen('/plans')).text).toContain('还没有公开的方案');
    expect((await launch()).status).toBe(200);
    const hidden = await citizen(`/plans/${id}`);
    expect([hidden.status, hidden.text.includes('PLAN-14')]).toEqual([404, true]);
    expect((await citizen('/plans/1')).status).toBe(404);
    expect((await citizen('/plans')).text).not.toContain('提升机关效能');
  });

  test('公开之后: 不登录就能看任务, 单位, 期限, 阶段和全文', async () => {
    expect((await officer('POST', `/api/plans/${id}/publish`)).status).toBe(200);
    const list = await citizen('/plans');
    expect(list.text).toContain('云溪市提升机关效能实施方案');
    expect(list.text).toContain('2 项任务, 已完成 0 项');
    const plan = await citizen(`/plans/${id}`);
    expect(plan.status).toBe(200);
    for (const words of [
      '流程再造',
      '云溪市水利局',
      '云溪市发展和改革委员会',
      '2026年3月20日',
      '推进中',
      '云溪市人民政府',
    ])
      expect(plan.text).toContain(words);
    // 3月2日在部署阶段.
    expect(plan.text).toMatch(/aria-current="step">\s*<span class="when">第 1 阶段<\/span><b>部署/);
    const text = await citizen(`/plans/${id}/text`);
    expect(text.text).toContain('工作任务');
    expect((await citizen('/')).text).toContain('href="/plans"');
  });

  test('不显示灯与人名; 办结之后写已完成', async () => {
    const tasks = (await officer('GET', `/api/tasks?plan=${id}&q=流程再造`)).body as { tasks: { id: string }[] };
    const task = tasks.tasks[0]?.id ?? '';
    await city.as('waterLiaison')('POST', `/api/tasks/${task}/receive`, {});
    await city.as('waterLiaison')('POST', `/api/tasks/${task}/complete`, { result: '陆春生已办完' });
    expect((await citizen(`/plans/${id}`)).text).not.toContain('已完成</span>');
    await officer('POST', `/api/tasks/${task}/accept`, { opinion: '' });
    const { text } = await citizen(`/plans/${id}`);
    expect(text).toContain('已完成</span>');
    expect(text).toContain('2 项任务, 已完成 1 项');
    for (const hidden of ['陆春生', '周明远', '红牌', '预警', '正常', 'class="lamp'])
      expect(text).not.toContain(hidden);
  });

  test('长文分几部分, 每页不超过 50 KB; 部分写错的看第一部分, 过大的看最后一部分', async () => {
    const first = await citizen(`/plans/${id}/text`);
    expect(first.text).toContain('第 1 页, 共 3 页');
    for (const part of [1, 2, 3]) {
      const page = await citizen(`/plans/${id}/text?part=${part}`);
      expect(page.status).toBe(200);
      expect(Buffer.byteLength(page.text)).toBeLessThan(50 * 1024);
    }
    expect((await citizen(`/plans/${id}/text?part=x`)).text).toContain('第 1 页, 共 3 页');
    expect((await citizen(`/plans/${id}/text?part=99`)).text).toContain('第 3 页, 共 3 页');
  });

  test('正在修订而未启动的改动不公开; 启动修订后才公开', async () => {
    await officer('POST', `/api/plans/${id}/amend`, {});
    const plan = await draft();
    const header = { ...plan.header, title: '云溪市提升机关效能实施方案 (修订)', issuer: '云溪市委办公室' };
    await officer('PUT', `/api/plans/${id}`, { ...header, revision: plan.revision });
    const item = plan.items.find((one) => one.kind === 'task' && one.body.text.includes('事项清单'));
    if (item?.kind !== 'task') throw new Error('no such task');
    const content = { kind: 'task', body: { ...item.body, text: '编制并公开新的清单' } };
    await officer('PUT', `/api/plans/${id}/items/${item.id}`, { revision: item.revision, content });

    const before = (await citizen(`/plans/${id}`)).text;
    expect(before).toContain('事项清单');
    for (const hidden of ['(修订)', '云溪市委办公室', '新的清单']) expect(before).not.toContain(hidden);
    expect((await citizen('/plans')).text).not.toContain('(修订)');
    // Units that the plan binds read it as it was launched, too.
    const bound = (await city.as('waterLiaison')('GET', `/api/plans/${id}`)).body as PlanDraft;
    expect(bound.header.title).toBe('云溪市提升机关效能实施方案');

    expect((await launch()).status).toBe(200);
    const after = (await citizen(`/plans/${id}`)).text;
    for (const shown of ['(修订)', '云溪市委办公室', '新的清单']) expect(after).toContain(shown);
    expect(after).not.toContain('编制政务服务事项清单');
  });

  test('撤下之后看不到', async () => {
    expect((await citizen(`/plans/${id}`)).status).toBe(200);
    await officer('POST', `/api/plans/${id}/withdraw`);
    expect((await citizen(`/plans/${id}`)).status).toBe(404);
    expect((await citizen(`/plans/${id}/text`)).status).toBe(404);
    expect((await citizen('/plans')).text).not.toContain('提升机关效能');
  });
});
