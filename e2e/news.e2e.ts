import { gatherCast, launchPlan, PASSWORD } from './cast.ts';
import { foundCity } from './city.ts';
import { startServer } from './server.ts';
import { expect, expectAccessible, shot, test as staged } from './stage.ts';

/** A 云溪市 of this story's own. */
const test = staged.extend<{ story: { readonly username: string; readonly url: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  story: async ({}, use) => {
    const server = await startServer();
    await foundCity(server);
    const cast = await gatherCast(server);
    const plan = await launchPlan(cast);
    const officer = await cast.as('officer');
    await officer('POST', `/api/plans/${plan}/publish`, {});
    await use({ username: cast.username('officer'), url: server.url });
    await server.stop();
  },
  baseURL: async ({ story }, use) => use(story.url),
});

test('发布一篇公告, 公众在首页和栏目里看到; 更正, 撤下', async ({ page, story }) => {
  const look = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  await page.goto('/sign-in?return=/workbench/articles');
  await page.getByLabel('用户名').fill(story.username);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('门户上还没有文稿')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '写一篇' }).first().click();
  await page.getByLabel('标题').fill('关于公开征集政务服务堵点问题的公告');
  await page
    .getByLabel('正文')
    .fill('即日起至3月31日, 面向企业和群众征集办事中的堵点问题。\n来信来电由市效能办受理, 办理结果在本栏目公布。');
  await expectAccessible(page);
  await look('editor');
  await page.getByRole('button', { name: '发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
  await expect(page.getByText('在门户上').first()).toBeVisible();
  await expectAccessible(page);
  await look('article');

  await page.goto('/');
  await expect(page.getByRole('link', { name: /堵点问题/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /专项行动实施方案/ })).toBeVisible();
  await expectAccessible(page);
  await look('home');
  await shot(page, 'portal-home');
  await page.getByRole('link', { name: /堵点问题/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('关于公开征集政务服务堵点问题的公告');
  await expectAccessible(page);
  await look('public');
  await page.goto('/organisation');
  await expect(page.getByText('云溪市水利局')).toBeVisible();
  await expectAccessible(page);
  await look('organisation');

  await page.goto('/workbench/articles');
  await page.getByText('堵点问题').first().click();
  await page.getByRole('button', { name: '撤下' }).click();
  await page.getByLabel('为什么撤下').fill('征集截止');
  await page.getByRole('dialog').getByRole('button', { name: '撤下' }).click();
  await expect(page.getByText('已撤下').first()).toBeVisible();
  await page.goto('/news');
  await expect(page.getByText('还没有发布')).toBeVisible();
});
