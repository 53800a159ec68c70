import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, step, storyOf } from './story.ts';

const test = storyOf();
test.setTimeout(120_000);

test('换牵头单位: 先看作废谁的, 新开谁的; 领导批准才执行, 新旧任务互相连着', async ({ page, story: { cast } }) => {
  const dialog = page.getByRole('dialog');
  await signIn(page, cast, 'officer', '/workbench/tasks');
  await page.getByText('流程再造').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('流程再造');
  const task = new URL(page.url()).pathname;
  await step(page.locator('#content'), '调整').click();
  await expect(page.getByRole('heading', { level: 1, name: '提出调整' })).toBeVisible();
  await page.getByLabel('改由谁牵头').fill('发展和改革');
  // By event: in the emulated phone the opened list does not come to rest.
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: '云溪市发展和改革委员会' })
    .first()
    .dispatchEvent('click');
  await page.getByLabel('为什么', { exact: true }).fill('审批职责已划转市发改委。');
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('new.png'), fullPage: true });
  await step(page.locator('#content'), '看影响').click();
  await expect(dialog.getByText(/作废.*: 云溪市水利局 .*完成任务/)).toBeVisible();
  await expect(dialog.getByText(/新开.*: 云溪市发展和改革委员会 .*完成任务/)).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await shot(page, 'adjustment-preview');
  await step(dialog, '提出调整').click();
  await expect(page.getByText('等待批准').first()).toBeVisible();

  await signIn(page, cast, 'leader');
  await expect(page.getByText('等您批准的调整 1 份')).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('leader-home.png') });
  await page.getByRole('link', { name: /换牵头单位/ }).click();
  await expect(page.getByText('审批职责已划转市发改委').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('adjustment.png'), fullPage: true });
  await step(page.locator('#content'), '批准').click();
  await step(dialog, '批准').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已批准, 已执行').first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(task);
  await expect(page.getByText('已作废').first()).toBeVisible();
  await expect(page.getByText(/这项任务已经调整, 由此接替/)).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('old-task.png'), fullPage: true });
  await page
    .getByRole('alert')
    .getByRole('link', { name: /流程再造/ })
    .click();
  await expect(page.getByText(/由此调整而来/)).toBeVisible();
  await expect(page.getByText('云溪市发展和改革委员会').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/workbench/adjustments');
  await expect(page.getByText('已批准, 已执行').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('list.png') });

  await signIn(page, cast, 'reformLiaison');
  await expect(page.getByText('流程再造').first()).toBeVisible();
});
