import type { Page } from '@playwright/test';
import { type Server, startServer } from './server.ts';
import { expect, expectAccessible, shot, test as staged } from './stage.ts';

/** One demonstration for all stories of a worker: loading it takes as long as everything else. */
const test = staged.extend<object, { demonstration: Server }>({
  demonstration: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const server = await startServer({}, ['--demo']);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ demonstration }, use) => use(demonstration.url),
});
test.setTimeout(240_000);

/** By one press of a button; those further down the list lie behind 其余. */
async function comeInAs(page: Page, name: string, from = '/demo'): Promise<void> {
  await page.goto(from);
  const button = page.locator(`button[name="username"][value="${name}"]`);
  await expect(button).toBeAttached();
  if (!(await button.isVisible())) await page.locator('details').filter({ has: button }).locator('summary').click();
  await button.click();
  await expect(page.getByRole('heading', { level: 1, name: '今天要我做什么' })).toBeVisible();
}

const bar = (page: Page) => page.getByRole('complementary', { name: '演示' });

/** The first of each role, and something that its first page really shows. */
const FIRST_PAGES: readonly (readonly [role: string, name: string, shows: string])[] = [
  ['效能办工作人员', '周明远', '信访积案化解率达到90%以上'],
  ['领导', '林远山', '云溪市未了的责任'],
  ['单位联络员', '段春生', '新增公共停车泊位2000个'],
  ['科室负责人', '', '政务服务'],
  ['经办人', '', '要我办的'],
  ['督查人员', '季望舒', '云溪市未了的责任'],
  ['值班员', '傅晓河', '您的角色不承办业务'],
  ['门户编辑', '唐书宜', '您的角色不承办业务'],
  ['监督员', '石敬之', '您的角色不承办业务'],
  ['密封保管人', '易守拙', '您的角色不承办业务'],
  ['系统管理员', '闻一舟', '您的角色不承办业务'],
  ['安全管理员', '柏安然', '您的角色不承办业务'],
  ['审计员', '岑问渠', '您的角色不承办业务'],
];

test('登录页上点一下就以各角色登录, 首页有真实内容', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText('演示里的今天是')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'demo-sign-in');
  await expect(page.locator('.chooser-role')).toHaveCount(FIRST_PAGES.length);
  for (const [role, known, shows] of FIRST_PAGES) {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    const group = page.locator('.chooser-role').filter({ has: page.getByRole('heading', { name: role, exact: true }) });
    const name = known === '' ? await group.locator('button').first().getAttribute('value') : known;
    await comeInAs(page, name ?? '', '/sign-in');
    await expect(page.locator('#content').getByText(shows).first()).toBeVisible();
    await expect(bar(page)).toContainText('2026-07-01 周三');
  }
});

test('导览: 用键盘走完, 也可以半路离开', async ({ page }) => {
  await comeInAs(page, '周明远');
  await bar(page).getByRole('button', { name: '导览' }).click();
  const panel = page.locator('.demo-tour');
  await expect(panel.getByText('今天要我做什么')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'demo-tour');
  for (const title of ['哪些单位亮着红牌', '全市的任务都在这里', '方案变成了有期限的责任', '日子可以往前拨']) {
    await expect(panel.getByRole('button', { name: '下一步' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panel.getByText(title)).toBeVisible();
  }
  await expect(panel.getByRole('button', { name: '看完了' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();

  await bar(page).getByRole('button', { name: '导览' }).click();
  await expect(panel.getByText('今天要我做什么')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});

test('前进一天、前进一周: 灯随之变化, 各人仍然登录着', async ({ page, browser, demonstration }) => {
  await comeInAs(page, '周明远');
  const other = await (await browser.newContext({ baseURL: demonstration.url })).newPage();
  await comeInAs(other, '林远山');

  await bar(page).getByRole('button', { name: '前进一天' }).click();
  await expect(bar(page)).toContainText('2026-07-02 周四');
  await expect(page.locator('#content')).toContainText('2026-07-02 周四');
  await expectAccessible(page);

  await bar(page).getByRole('button', { name: '前进一周' }).click();
  await expect(bar(page)).toContainText('2026-07-09 周四');
  // 延期申请要在三个工作日内答复: 7 月 2 日没有答复, 已亮红牌。
  const answer = page.locator('#content').getByText('答复延期').first();
  await expect(answer).toBeVisible();
  await expect(page.locator('#content').getByText('红牌').first()).toBeVisible();

  // 旁边的人不用重新登录, 屏幕上的日子自己跟上。
  await expect(bar(other)).toContainText('2026-07-09 周四', { timeout: 40_000 });
  await expect(other.getByText('会话已过期')).toBeHidden();
  await other.context().close();
});
