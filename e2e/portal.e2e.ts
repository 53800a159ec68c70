import { expect, expectAccessible, shot, test } from './stage.ts';

test('门户首页和登录页: 读得清, 不用鼠标也走得通', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/云溪市|首页/);
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(page.getByText('跳到正文')).toBeFocused();
  await page.goto('/sign-in');
  await expectAccessible(page);
  await shot(page, 'sign-in');
});

test('没有这一页: 说清楚, 给出路', async ({ page }) => {
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  await expectAccessible(page);
});
