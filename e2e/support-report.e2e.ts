import type { Locator, Page } from '@playwright/test';
import { type Cast, gatherCast, launchPlan, PASSWORD, type Role } from './cast.ts';
import { foundCity } from './city.ts';
import { startServer } from './server.ts';
import { expect, expectAccessible, test as staged } from './stage.ts';

/** A 云溪市 of this story's own: 市发改委 leads a task, 市水利局 supports it. */
const test = staged.extend<{ story: { readonly cast: Cast; readonly url: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  story: async ({}, use) => {
    const server = await startServer();
    await foundCity(server);
    const cast = await gatherCast(server);
    await launchPlan(cast);
    await use({ cast, url: server.url });
    await server.stop();
  },
  baseURL: async ({ story }, use) => use(story.url),
});

async function signIn(page: Page, cast: Cast, role: Role, to: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
  await page.getByLabel('用户名').fill(cast.username(role));
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The button of a step; its icon may lend it a word of its own. */
function step(place: Page | Locator, name: string): Locator {
  return place.getByRole('button', { name: new RegExp(`^(?:[a-z-]+ )?${name}$`) });
}

/** Opens the dialogue of a report. On a phone all steps but the first lie under 更多. */
async function openReport(page: Page): Promise<Locator> {
  const button = step(page.locator('#content'), '报告进展');
  const more = step(page.locator('#content'), '更多');
  await expect(button.or(more).first()).toBeVisible();
  if (await button.isVisible()) await button.click();
  else {
    await more.click();
    // By event: in the emulated phone the opened menu does not come to rest.
    await page.getByRole('menuitem', { name: '报告进展' }).dispatchEvent('click');
  }
  return page.getByRole('dialog');
}

test('配合单位报自己的一部分, 牵头单位一键采用到自己的报告里', async ({ page, story: { cast } }) => {
  await signIn(page, cast, 'waterLiaison', '/workbench/tasks');
  await page.getByText('编制政务服务事项清单').first().click();
  const dialog = await openReport(page);
  await dialog.getByLabel('进展', { exact: true }).fill('水利类事项 36 项已梳理完毕。');
  await step(dialog, '报告进展').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('牵头单位尚未采用')).toBeVisible();
  await expectAccessible(page);
  const task = new URL(page.url()).pathname;

  await signIn(page, cast, 'reformLiaison', task);
  await openReport(page);
  await dialog.getByLabel('进展', { exact: true }).fill('清单初稿已成。');
  await dialog.getByRole('button', { name: '采用云溪市水利局的进展' }).click();
  await expect(dialog.getByLabel('进展', { exact: true })).toHaveValue(
    '清单初稿已成。\n云溪市水利局: 水利类事项 36 项已梳理完毕。',
  );
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('take-over.png') });
  await step(dialog, '报告进展').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('牵头单位已采用')).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('task.png'), fullPage: true });
});
