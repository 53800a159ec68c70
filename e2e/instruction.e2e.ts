import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();

test('领导在任务上写一句批示; 点到的单位报告办理情况, 领导同意办结', async ({ page, story: { cast } }) => {
  const look = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  await signIn(page, cast, 'leader', '/workbench/tasks');
  await page.getByText('流程再造').first().click();
  await page.getByRole('button', { name: '写批示' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('批示', { exact: true }).fill('水利审批事关项目落地, 请抓紧再造流程, 办结后专题报告。');
  await dialog.getByRole('radio', { name: '急件' }).check();
  await expect(dialog.getByText(/列入 1 个单位的责任, 按急件的时限报告/)).toBeVisible();
  await expectAccessible(page);
  await look('give');
  await dialog.getByRole('button', { name: '批示', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('link', { name: /水利审批事关项目落地/ })).toBeVisible();
  await look('task');

  await signIn(page, cast, 'waterLiaison', '/workbench/');
  await expect(page.getByText('办理批示').first()).toBeVisible();
  await page.goto('/workbench/instructions');
  await page.getByText('水利审批事关项目落地').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('流程再造');
  await page.getByRole('button', { name: '报告办理情况' }).click();
  await dialog.getByLabel('办理情况').fill('流程已由九步并为四步, 3月6日起试行。');
  await dialog.getByRole('button', { name: '报告办理情况' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('流程已由九步并为四步').first()).toBeVisible();

  await signIn(page, cast, 'leader', '/workbench/instructions');
  await expect(page.getByText('水利审批事关项目落地').first()).toBeVisible();
  await expectAccessible(page);
  await look('list');
  await page.getByText('水利审批事关项目落地').first().click();
  await expect(page.getByRole('button', { name: '同意办结' })).toBeVisible();
  await expectAccessible(page);
  await look('page');
  await shot(page, 'leader-instruction');
  await page.getByRole('button', { name: '同意办结' }).click();
  await dialog.getByRole('button', { name: '同意办结' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('批示全部办结').first()).toBeVisible();
});
