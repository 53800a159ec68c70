import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();

test('效能办按筛选催办, 写明要求; 当天不催第二次; 单位签收通知单, 报告进展就是回应', async ({
  page,
  story: { cast },
}) => {
  const look = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  const dialog = page.getByRole('dialog');
  await signIn(page, cast, 'officer', encodeURI('/workbench/tasks?q=流程再造'));
  await page.getByRole('button', { name: /催办这 1 项/ }).click();
  await expect(dialog.getByText(/水利局.*流程再造/).first()).toBeVisible();
  await dialog.getByLabel(/催办要求/).fill('请说明滞后原因和下一步安排。');
  await expectAccessible(page);
  await look('preview');
  await dialog.getByRole('button', { name: '催办' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: /催办这 1 项/ }).click();
  await expect(dialog.getByText(/今天已经催办过/).first()).toBeVisible();
  await page.goto('/workbench/chases');
  await expect(page.getByText('催办〔2026〕1号').first()).toBeVisible();
  await expectAccessible(page);
  await look('register');
  await shot(page, 'chases');

  await signIn(page, cast, 'waterLiaison', '/workbench/chases');
  await page.getByText('催办〔2026〕1号').first().click();
  await expect(page.getByText('请说明滞后原因和下一步安排。')).toBeVisible();
  await expectAccessible(page);
  await look('notice');
  await shot(page, 'chase-notice');
  await page.getByRole('button', { name: '签收' }).click();
  await expect(page.getByText('陆春生')).not.toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载 Word' }).click();
  expect((await download).suggestedFilename()).toBe('催办通知单.docx');
  await page.getByRole('link', { name: /报告进展、报送完成或申请延期/ }).click();
  const phone = test.info().project.name === 'phone';
  if (phone) await page.locator('#content').getByRole('button', { name: '更多' }).click();
  await (phone
    ? page.getByRole('menuitem', { name: '报告进展' })
    : page.getByRole('button', { name: '报告进展' })
  ).click();
  await dialog.getByLabel('进展').fill('已完成流程梳理。');
  await dialog.getByRole('button', { name: '报告进展' }).click();
  await expect(dialog).toBeHidden();

  await signIn(page, cast, 'officer', '/workbench/chases?answer=answered');
  await expect(page.getByText('催办〔2026〕1号').first()).toBeVisible();
});
