import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();
test.setTimeout(180_000);

test('领导看预警: 没有时说明, 有了按单位计数, 点数字看清单', async ({ page, story: { server, cast } }) => {
  await signIn(page, cast, 'leader', '/workbench/warnings');
  await expect(page.getByRole('heading', { level: 1, name: '预警' })).toBeVisible();
  server.moveTo('2026-03-09T09:00:00+08:00');
  const leader = await cast.as('leader');
  await expect
    .poll(async () => JSON.stringify(await leader('GET', '/api/duties/board')), { timeout: 100_000, intervals: [1000] })
    .toContain('"lamp":"red"');

  await signIn(page, cast, 'leader', '/workbench/warnings');
  const figure = page.getByRole('button', { name: /^云溪市水利局 红牌/ });
  await expect(figure).toBeVisible();
  await expectAccessible(page);
  await figure.click();
  await expect(page).toHaveURL(/lamp=red/);
  await expect(page.getByText('公布水利窗口服务承诺').first()).toBeVisible();
  await expect(page.getByText('编制政务服务事项清单')).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, 'warnings');
});

test('效能办自某日起改一个数值: 先看改动, 写明依据, 沿革里查得到', async ({ page, story: { cast } }) => {
  await signIn(page, cast, 'officer', '/workbench/parameters');
  await expect(page.getByText('交办后 2 个工作日之内')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'parameters');

  await page.getByRole('button', { name: /^签收时限/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('没有改动')).toBeVisible();
  await drawer.getByLabel('期限').fill('1');
  await drawer.getByLabel('依据').fill('云效办〔2026〕3号第二条');
  await expect(drawer.getByText('「签收时限」由 2 个工作日 改为 1 个工作日')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'parameter-set');
  await drawer.getByRole('button', { name: '设定' }).click();
  await expect(page.getByText('已设定, 自 2026-03-03 周二 起: 签收时限')).toBeVisible();
  await expect(page.getByText('自 2026-03-03 周二 起: 1 个工作日')).toBeVisible();

  await signIn(page, cast, 'waterClerk', '/workbench/parameters');
  await page.getByRole('button', { name: '签收时限: 沿革' }).click();
  await expect(drawer.getByText('云效办〔2026〕3号第二条')).toBeVisible();
  await expect(drawer.getByRole('button', { name: '设定' })).toHaveCount(0);
  await expectAccessible(page);
});

test('公众看公开的方案: 公开前没有, 公开后看任务与全文', async ({ page, story: { cast, plan } }) => {
  await page.goto('/plans');
  await expect(page.getByText('还没有公开的方案')).toBeVisible();
  expect((await page.goto(`/plans/${plan}`))?.status()).toBe(404);

  const officer = await cast.as('officer');
  await officer('POST', `/api/plans/${plan}/publish`, {});
  await page.goto('/plans');
  await expectAccessible(page);
  await page.getByRole('link', { name: '云溪市优化政务服务环境专项行动实施方案' }).click();
  await expect(page.getByText('今天在这一阶段')).toBeVisible();
  await expect(page.getByText('推进中').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'portal-plan');
  await page.getByRole('link', { name: '阅读方案全文' }).click();
  await expect(page.getByText('为进一步提高机关效能')).toBeVisible();
  await expectAccessible(page);
});
