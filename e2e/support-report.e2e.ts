import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible } from './stage.ts';
import { signIn, step, storyOf } from './story.ts';

const test = storyOf();

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
