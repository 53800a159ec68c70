import type { Page } from '@playwright/test';
import { type Cast, gatherCast, launchPlan, PASSWORD, type Role } from './cast.ts';
import { foundCity } from './city.ts';
import { startServer } from './server.ts';
import { expect, expectAccessible, test as staged } from './stage.ts';

/** A 云溪市 of this story's own: its tasks are chased. */
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
}

test('效能办选中任务催办: 先看催谁, 当天不催第二次, 被催办的单位看到回应催办', async ({ page, story: { cast } }) => {
  const phone = test.info().project.name === 'phone';
  const select = () =>
    (phone ? page.getByRole('listitem') : page.getByRole('row'))
      .filter({ hasText: '流程再造' })
      .getByRole('checkbox')
      .first()
      .check();
  await signIn(page, cast, 'officer', '/workbench/tasks');
  await select();
  await page.getByRole('button', { name: '催办' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/水利局.*流程再造/).first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await dialog.getByRole('button', { name: '催办' }).click();
  await expect(dialog).toBeHidden();
  await select();
  await page.getByRole('button', { name: '催办' }).click();
  await expect(dialog.getByText(/今天已经催办过/).first()).toBeVisible();

  await signIn(page, cast, 'waterLiaison', '/workbench/');
  await expect(page.getByText('回应催办').first()).toBeVisible();
  await expectAccessible(page);
});
