import { callerFor, gatherCast, PASSWORD } from './cast.ts';
import { FOUNDERS, foundCity } from './city.ts';
import { startServer } from './server.ts';
import { expect, expectAccessible, test as staged } from './stage.ts';

const NAMES = [
  '云溪市财政局',
  '云溪市住房和城乡建设局',
  '云溪市行政审批服务管理局',
  '云溪市市场监督管理局',
  '云溪市人力资源和社会保障局',
  '云溪市自然资源和规划局',
  '云溪市公安局',
  '云溪市交通运输局',
  '云溪市农业农村局',
  '云溪市文化广电旅游体育局',
  '云溪高新技术产业开发区管理委员会党政综合办公室',
];
const test = staged.extend<{ story: any }>({
  story: async ({}, use) => {
    const server = await startServer();
    await foundCity(server);
    const cast = await gatherCast(server);
    const sys = await callerFor(server, FOUNDERS['system-admin'].username, PASSWORD);
    for (const name of NAMES)
      await sys('POST', '/api/directory/units', { name, kind: 'organ', aliases: [], parent: cast.units.government });
    const lines = NAMES.flatMap((name, n) =>
      [1, 2, 3, 4].map(
        (k) =>
          `${n * 4 + k}.于2026年3月${String(4 + ((n * 3 + k * 5) % 22)).padStart(2, '0')}日前${['公布窗口服务承诺', '完成高频事项流程再造，压减办理环节和申请材料，实现全市通办', '清理涉企收费', '建立首问负责、限时办结、一次性告知等制度并在办事大厅醒目位置公示'][k - 1]}。（牵头单位：${name}${k === 2 ? '；配合单位：市水利局、市发改委' : ''}）`,
      ),
    );
    const text = `云溪市深化“放管服”改革优化营商环境提升机关效能专项行动实施方案\n\n为进一步提高机关效能，转变工作作风，制定本方案。\n\n一、总体要求\n\n坚持以人民为中心，聚焦企业和群众反映强烈的问题，以钉钉子精神抓落实，切实提高办事效率和服务质量，营造风清气正、干事创业的良好环境。各单位要把思想和行动统一到市委、市政府部署上来，主要负责同志亲自抓、分管负责同志具体抓，一级抓一级、层层抓落实。\n\n二、工作任务\n\n${lines.join('\n\n')}\n\n三、工作要求\n\n（一）加强组织领导。各单位要高度重视，明确责任，落实到人。\n\n（二）严格督查问责。对推进不力的，依规严肃处理。\n\n市水利局每月向市效能办报送一次进展情况。\n\n四、实施步骤\n\n（一）动员部署阶段（2026年3月1日至3月15日）。印发方案。\n\n（二）组织实施阶段（2026年3月16日至5月31日）。组织实施。\n\n（三）总结提升阶段（2026年6月1日至6月30日）。总结经验。\n`;
    const officer = await cast.as('officer');
    const { id } = await officer('POST', '/api/plans', { text });
    const plan = (await officer('GET', `/api/plans/${id}`)) as any;
    await officer('PUT', `/api/plans/${id}`, {
      ...plan.header,
      issuer: '云溪市人民政府办公室',
      officeUnit: cast.units.office,
      period: { from: '2026-03-01', to: '2026-06-30' },
      revision: plan.revision,
    });
    const { digest } = await officer('GET', `/api/plans/${id}/launch`);
    await officer('POST', `/api/plans/${id}/launch`, { digest });
    await officer('POST', `/api/plans/${id}/publish`, {});
    await officer('POST', '/api/parameters/task.receipt-term', {
      effectiveFrom: '2026-03-20',
      basis: '云效办〔2026〕3号第二条',
      value: { kind: 'term', term: { amount: 1, unit: 'workday' } },
    });
    await officer('POST', '/api/evidence/parameters/evidence.max-bytes', {
      effectiveFrom: '2026-03-02',
      basis: '云效办〔2026〕4号',
      value: 20971520,
    });
    const liaison = await cast.as('waterLiaison');
    await use({ server, cast, id, officer });
    await server.stop();
  },
  baseURL: async ({ story }, use) => use(story.server.url),
});
test.setTimeout(240_000);
test('look', async ({ page, story: { server, cast, id, officer } }) => {
  const p = test.info().project.name;
  const snap = async (name: string, full = false) => {
    await page.waitForTimeout(500);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `/tmp/look/${name}-${p}.png`, fullPage: full });
  };
  const tryAxe = async (name: string) => {
    try {
      await expectAccessible(page);
    } catch (e) {
      console.log(name, p, String(e).slice(0, 1500));
    }
  };
  const signIn = async (role: string, to: string) => {
    await page.context().clearCookies();
    await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
    await page.getByLabel('用户名').fill(cast.username(role));
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type())) console.log('console', m.text().slice(0, 300));
  });
  page.on('pageerror', (e) => console.log('pageerror', String(e).slice(0, 500)));
  await page.goto('/plans');
  await snap('p-list');
  await tryAxe('p-list');
  await page.goto(`/plans/${id}`);
  await snap('p-plan');
  await snap('p-plan-full', true);
  await tryAxe('p-plan');
  await page.goto(`/plans/${id}/text`);
  await snap('p-text');
  await snap('p-text-full', true);
  await tryAxe('p-text');
  await signIn('leader', '/workbench/warnings');
  await snap('w-empty');
  await tryAxe('w-empty');
  server.moveTo('2026-03-12T09:30:00+08:00');
  await expect
    .poll(async () => JSON.stringify(await (await cast.as('officer'))('GET', '/api/duties/board')), {
      timeout: 100_000,
      intervals: [1000],
    })
    .toContain('"lamp":"red"');
  await signIn('leader', '/workbench/warnings');
  await snap('w-board');
  await snap('w-board-full', true);
  await tryAxe('w-board');
  await page.locator('.ledger-figure').first().click();
  await snap('w-board-chosen');
  await signIn('officer', '/workbench/parameters');
  await snap('w-par');
  await snap('w-par-full', true);
  await tryAxe('w-par');
  await page.getByRole('button', { name: /^方案任务的预警.*修改/ }).click();
  await snap('w-par-signals');
  await tryAxe('w-par-signals');
  await page.getByLabel('预警的数额').fill('2');
  await page.getByLabel('依据').fill('云效办〔2026〕5号');
  await snap('w-par-signals2');
  await page.getByRole('dialog').getByRole('button', { name: '设定' }).scrollIntoViewIfNeeded();
  await snap('w-par-signals3');
  await page.getByRole('dialog').getByRole('button', { name: '设定' }).click();
  await snap('w-par-done');
  await page.getByRole('button', { name: /^签收时限.*修改/ }).click();
  await snap('w-par-term');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: /^不收的文件种类.*修改/ }).click();
  await snap('w-par-ext');
  await tryAxe('w-par-ext');
  await signIn('waterClerk', '/workbench/parameters');
  await snap('w-par-clerk');
  await tryAxe('w-par-clerk');
});
