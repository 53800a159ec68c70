import type { Browser, Page } from '@playwright/test';
import { bringFonts } from './fonts.ts';
import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();

/** Another person at another desk, with the same kind of screen. */
async function another(browser: Browser, url: string): Promise<Page> {
  const { viewport, isMobile, hasTouch, userAgent, deviceScaleFactor } = test.info().project.use;
  const given = { viewport, isMobile, hasTouch, userAgent, deviceScaleFactor };
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
  await bringFonts(context);
  return context.newPage();
}

test('有人提到我, 退回我的任务: 页头的数目自己变, 打开的页面自己更新, 打开消息就算已读', async ({
  page,
  browser,
  story: { cast, url },
}) => {
  const look = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  const bell = page.getByRole('link', { name: /^消息, / });
  await signIn(page, cast, 'waterLiaison', '/workbench/messages');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('消息');
  // 方案启动时告知过一次; 每月一期的事项, 快到期的一项, 各一次
  await expect(page.getByText('方案启动, 本单位有任务或须知悉')).toBeVisible();
  await expect(page.getByText('新一期任务')).toBeVisible();
  await expect(page.getByText('预警: 完成任务')).toBeVisible();
  await page.getByRole('button', { name: '全部已读' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '标为已读' }).click();
  await expect(bell).toHaveAccessibleName('消息, 没有未读');
  await page.goto('/workbench/');
  await expect(page.getByText('今天要我做什么')).toBeVisible();

  const other = await another(browser, url);
  await signIn(other, cast, 'officer', '/workbench/tasks');
  await other.getByText('流程再造').first().click();
  const said = other.getByRole('region', { name: '讨论' });
  await said.getByRole('textbox', { name: '发言', exact: true }).pressSequentially('@陆');
  await other.getByRole('option', { name: /陆春生/ }).click();
  // 光标回到名字之后, 才接着写
  await expect(said.getByText('陆春生会收到消息')).toBeVisible();
  await said.getByRole('textbox', { name: '发言', exact: true }).pressSequentially('流程图请本周内补上。');
  await said.getByRole('button', { name: '发言', exact: true }).click();

  // 没有刷新页面
  await expect(bell).toHaveAccessibleName('消息, 1 条未读');
  await look('bell');
  await bell.click();
  await expect(page.getByText('流程图请本周内补上。')).toBeVisible();
  await expectAccessible(page);
  await look('messages');
  await page.getByRole('link', { name: /讨论中提到您/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('流程再造');
  await expect(bell).toHaveAccessibleName('消息, 没有未读');

  // 两个人都开着这项任务: 一个办, 另一个的页面自己变
  await page.getByRole('button', { name: 'inbox 签收' }).click();
  await expect(other.getByText('牵头单位都已签收')).toBeVisible();
  await page
    .getByRole('region', { name: '讨论' })
    .getByRole('textbox', { name: '发言', exact: true })
    .fill('已经补上。');
  await page.getByRole('region', { name: '讨论' }).getByRole('button', { name: '发言', exact: true }).click();
  await expect(said.getByText('已经补上。')).toBeVisible();

  const complete = await cast.as('waterLiaison');
  const task = page.url().split('/').at(-1);
  await complete('POST', `/api/tasks/${task}/complete`, { result: '流程已再造' });
  await expect(
    other
      .getByRole('button', { name: '退回' })
      .or(other.getByRole('button', { name: '更多' }))
      .first(),
  ).toBeVisible();
  await expect(other.getByRole('link', { name: /^消息, / })).toHaveAccessibleName(/未读/);
  await page.goto('/workbench/');
  await expect(page.getByText('今天要我做什么')).toBeVisible();
  const officer = await cast.as('officer');
  await officer('POST', `/api/tasks/${task}/return`, { reason: '还缺审批时限的说明' });
  await expect(bell).toHaveAccessibleName('消息, 1 条未读');
  await bell.click();
  await expect(page.getByText('退回: 还须补办')).toBeVisible();
  await expect(page.getByText('还缺审批时限的说明')).toBeVisible();
  await look('returned');
  await shot(page, 'messages');
  await page.getByRole('link', { name: /退回: 还须补办/ }).click();
  await expect(page.getByText('还缺审批时限的说明')).toBeVisible();
  await expect(bell).toHaveAccessibleName('消息, 没有未读');
  await other.context().close();
});
