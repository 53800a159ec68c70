import type { Page } from '@playwright/test';
import type { Cast } from './cast.ts';
import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, step, storyOf } from './story.ts';

const test = storyOf();
test.setTimeout(180_000);

/** Takes a step of the page. On a phone all but the first lie under 更多. */
async function take(page: Page, name: string): Promise<void> {
  const button = step(page.locator('#content'), name);
  const more = step(page.locator('#content'), '更多');
  await expect(button.or(more).first()).toBeVisible();
  if (await button.isVisible()) return button.click();
  await more.click();
  await page.getByRole('menuitem', { name }).click();
}

/** Time has passed; the clock's own work is done when the lamp of the pledge has changed. */
async function untilLamp(cast: Cast, lamp: string): Promise<void> {
  const liaison = await cast.as('waterLiaison');
  await expect
    .poll(async () => JSON.stringify(await liaison('GET', '/api/duties')), { timeout: 100_000, intervals: [1000] })
    .toContain(`"lamp":"${lamp}"`);
}

test('一项任务的一生: 签收, 到期亮红牌, 报送, 退回, 再报送, 验收, 销号', async ({ page, story: { server, cast } }) => {
  await signIn(page, cast, 'waterLiaison');
  await expect(page.getByRole('heading', { level: 1, name: '今天要我做什么' })).toBeVisible();
  await expect(page.getByText('公布水利窗口服务承诺').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'my-duties-first-day');

  await page.getByText('公布水利窗口服务承诺').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('公布水利窗口服务承诺');
  const address = page.url();
  await take(page, '签收');
  await expect(page.getByText('牵头单位都已签收')).toBeVisible();
  await expectAccessible(page);

  // 3 月 6 日周五是最后一天; 到 3 月 9 日周一还没有报送。
  server.moveTo('2026-03-09T09:00:00+08:00');
  await untilLamp(cast, 'red');
  await signIn(page, cast, 'waterLiaison');
  await expect(page.getByText('红牌').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'my-duties');

  await page.goto(address);
  await take(page, '报送完成');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('完成情况').fill('承诺已在窗口和网站公布。');
  await expectAccessible(page);
  await step(dialog, '报送完成').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('待验收').first()).toBeVisible();

  await signIn(page, cast, 'officer', new URL(address).pathname);
  await take(page, '退回');
  await dialog.getByLabel('退回理由').fill('请附网站公布的截图。');
  await step(dialog, '退回').click();
  await expect(dialog).toBeHidden();

  await signIn(page, cast, 'waterLiaison', new URL(address).pathname);
  await expect(page.getByText('请附网站公布的截图').first()).toBeVisible();
  await take(page, '报送完成');
  await dialog.getByLabel('完成情况').fill('截图已附, 网站首页可见。');
  await step(dialog, '报送完成').click();
  await expect(dialog).toBeHidden();

  await signIn(page, cast, 'officer', new URL(address).pathname);
  await take(page, '验收通过');
  await step(dialog, '验收通过').click();
  await expect(dialog).toBeHidden();
  await take(page, '销号');
  await expect(page.getByText('已销号').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'task');
});

test('效能办和领导看全局: 方案, 任务清单, 谁都不能替别人动手', async ({ page, story: { cast } }) => {
  await signIn(page, cast, 'officer', '/workbench/plans');
  await expect(page.getByText('云溪市优化政务服务环境专项行动实施方案').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'plans');
  await page.getByText('云溪市优化政务服务环境专项行动实施方案').first().click();
  await expect(page.getByRole('heading', { level: 1, name: '专项行动实施方案' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'plan');

  await signIn(page, cast, 'leader', '/workbench/tasks');
  await expect(page.getByText('流程再造').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'tasks');
  await page.getByText('流程再造').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('流程再造');
  await expect(step(page, '签收')).toBeHidden();
});

test('录入方案: 贴上原文, 逐条对照, 启动前看得到会产生什么', async ({ page, story: { cast } }) => {
  await signIn(page, cast, 'officer', '/workbench/plans/new');
  await expectAccessible(page);
  await page
    .getByRole('textbox', { name: '方案全文' })
    .fill('云溪市窗口服务提升方案\n\n一、工作任务\n\n1.于2026年4月10日前公布窗口服务时限。（牵头单位：市水利局）\n');
  await shot(page, 'plan-new');
  await page.getByRole('button', { name: /编译|录入|读/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('窗口服务提升方案');
  await expect(page.getByText('公布窗口服务时限').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'plan-draft');
});

test('同一条两处同时改: 后改的不算已保存, 写的还在, 看过最新内容可以再保存', async ({
  page,
  context,
  story: { cast },
}) => {
  const officer = await cast.as('officer');
  const { id } = await officer('POST', '/api/plans', {
    text: '云溪市窗口服务提升方案\n\n一、工作任务\n\n1.于2026年4月10日前公布窗口服务时限。（牵头单位：市水利局）\n',
  });
  await signIn(page, cast, 'officer', `/workbench/plans/${id}`);
  const second = await context.newPage();
  await second.goto(`/workbench/plans/${id}`);
  for (const tab of [page, second]) {
    await tab.getByText(/^任务 1$/).click();
    await tab.locator('.plan-item-head').first().click();
  }
  const first = page.locator('.plan-item-form');
  await first.getByLabel('任务').fill('公布窗口服务时限表');
  await expect(page.locator('.plan-item-headline').first()).toContainText('公布窗口服务时限表');

  const later = second.locator('.plan-item-form');
  await later.getByLabel('任务').fill('公布全部窗口的服务时限');
  await expect(later.getByRole('alert')).toContainText('别人刚刚改过这一条');
  await expect(later.getByRole('status')).toContainText('还没有保存');
  await expect(later.getByLabel('任务')).toHaveValue('公布全部窗口的服务时限');
  await expect(second.locator('.plan-item-headline').first()).toContainText('公布窗口服务时限表');
  await expectAccessible(second);

  await step(later, '保存我写的').click();
  await expect(later.getByRole('status')).toContainText('已保存');
  await expect(second.locator('.plan-item-headline').first()).toContainText('公布全部窗口的服务时限');
});
