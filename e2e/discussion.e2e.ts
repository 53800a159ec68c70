import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();

test('在任务上发言, 用 @ 提到看得到任务的人, 回复, 撤回自己的话', async ({ page, story: { cast } }) => {
  const look = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  await signIn(page, cast, 'officer', '/workbench/tasks');
  await page.getByText('流程再造').first().click();
  const discussion = page.getByRole('region', { name: '讨论' });
  await expect(discussion.getByText('还没有人发言')).toBeVisible();
  await look('empty');
  const pen = discussion.getByRole('textbox', { name: '发言', exact: true });
  await pen.fill('再造后的流程图还缺审批时限, 请');
  await pen.press('End');
  await pen.pressSequentially('@陆');
  await expect(page.getByRole('option')).toHaveCount(1);
  await look('offered');
  await page.getByRole('option', { name: /陆春生/ }).click();
  await expect(discussion.getByText('陆春生会收到消息')).toBeVisible();
  await pen.pressSequentially('本周内补上。');
  await look('writing');
  await discussion.getByRole('button', { name: '发言', exact: true }).click();
  await expect(discussion.locator('.dsc-mention')).toHaveText('@陆春生');
  await expect(pen).toHaveValue('');

  await signIn(page, cast, 'waterLiaison', '/workbench/tasks');
  await page.getByText('流程再造').first().click();
  await discussion.getByRole('button', { name: '回复周明远的发言' }).click();
  await discussion.getByRole('textbox', { name: '回复周明远' }).fill('已补, 周三前送来。');
  await discussion.getByRole('button', { name: '回复', exact: true }).click();
  await expect(discussion.getByText('已补, 周三前送来。')).toBeVisible();
  await pen.fill('顺便问一下, 图要盖章吗');
  await pen.press('Control+Enter');
  await expect(discussion.getByText('图要盖章吗')).toBeVisible();
  await expect(pen).toHaveValue('');
  await expect(discussion.getByRole('button', { name: '发言', exact: true })).toBeDisabled();
  await expectAccessible(page);
  await look('discussion');
  await discussion.scrollIntoViewIfNeeded();
  await shot(page, 'discussion');

  await discussion.getByRole('button', { name: '撤回' }).last().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/不能恢复/)).toBeVisible();
  await dialog.getByRole('button', { name: '撤回', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(discussion.getByText('已撤回这条发言')).toBeVisible();
  await expect(discussion.getByText('图要盖章吗')).toBeHidden();
  await look('withdrawn');

  await signIn(page, cast, 'reformLiaison', '/workbench/tasks');
  await expect(page.getByText('流程再造')).toHaveCount(0);
});
