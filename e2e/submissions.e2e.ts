import type { Page } from '@playwright/test';
import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, step, storyOf } from './story.ts';

const PLAN = `云溪市机关作风整治行动方案

一、工作要求

市水利局、市发改委、市教育局于2026年3月6日前将整改方案报市效能办。市水利局、市发改委每周五向市效能办报送整治情况周报表。

二、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。
`;

const test = storyOf(PLAN);
test.setTimeout(180_000);

async function handIn(page: Page, button: string, report: string): Promise<void> {
  await step(page.locator('#content'), button).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('报送内容').fill(report);
  await step(dialog, '交报').click();
  await expect(dialog).toBeHidden();
}

test('整改方案报市效能办: 交报, 退回, 重报, 收下; 谁没报一目了然, 当场催办; 迟报一直是黄的', async ({
  page,
  story: { server, cast },
}) => {
  const isPhone = test.info().project.name === 'phone';
  await signIn(page, cast, 'waterLiaison');
  await expect(page.getByText('按期报送').first()).toBeVisible();
  await page.getByText('整改方案报市效能办').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('整改方案报市效能办');
  await expectAccessible(page);
  const address = new URL(page.url()).pathname;

  await step(page.locator('#content'), '交报').click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('hand-in.png') });
  await dialog.getByLabel('报送内容').fill('一、查摆问题 12 项。\n二、整改措施逐项落实到科室。');
  await dialog.locator('input[type=file]').setInputFiles({
    name: '整改台账.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('一、窗口缺岗'),
  });
  await expect(dialog.getByText('整改台账.txt')).toBeVisible();
  await step(dialog, '交报').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已报, 待收件').first()).toBeVisible();

  await signIn(page, cast, 'officer', address);
  await expect(page.getByText('查摆问题 12 项').first()).toBeVisible();
  if (isPhone) {
    await step(page.locator('#content'), '更多')
      .or(step(page.locator('#content'), '退回'))
      .first()
      .click();
    const item = page.getByRole('menuitem', { name: '退回' });
    if (await item.isVisible()) await item.dispatchEvent('click');
  } else await step(page.locator('#content'), '退回').click();
  await dialog.getByLabel(/为什么退回/).fill('每项措施请写明完成时限。');
  await step(dialog, '退回').click();
  await expect(dialog).toBeHidden();

  // 3 月 6 日周五到期; 3 月 9 日周一才重报。
  server.moveTo('2026-03-09T09:00:00+08:00');
  const liaison = await cast.as('waterLiaison');
  await expect
    .poll(async () => JSON.stringify(await liaison('GET', '/api/submissions')), { timeout: 100_000, intervals: [1000] })
    .toContain('"lamp":"red"');
  await signIn(page, cast, 'waterLiaison', address);
  await expect(page.getByText('每项措施请写明完成时限').first()).toBeVisible();
  await handIn(page, '重新交报', '二稿: 12 项措施均已写明完成时限。');
  await expect(page.getByText('迟报').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('submission.png'), fullPage: true });
  await expectAccessible(page);

  await page.goto('/workbench/submissions');
  await expect(page.getByText('报什么').or(page.getByText('整改方案报市效能办')).first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('owed.png'), fullPage: true });

  await signIn(page, cast, 'officer', '/workbench/submissions');
  await expect(page.getByText('整改方案报市效能办').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('rounds.png'), fullPage: true });
  await page.getByText('整改方案报市效能办').first().click();
  await expect(page.getByRole('button', { name: /3\s*应报/ })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('round.png'), fullPage: true });
  await shot(page, 'submission-round');

  // 没报的: 催办, 先看催谁。
  await page.getByRole('button', { name: /2\s*逾期未报/ }).click();
  const rows = isPhone ? page.locator('.wb-cards > li') : page.locator('tbody tr[data-row]');
  await expect(rows).toHaveCount(2);
  await rows.first().getByRole('checkbox').check();
  await step(page.locator('#content'), '催办').click();
  await expect(dialog.getByText('发出催办 1 份')).toBeVisible();
  await step(dialog, '催办').click();
  await expect(dialog).toBeHidden();

  // 待收的: 收下。
  await page.getByRole('button', { name: /1\s*待收件/ }).click();
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole('checkbox').check();
  await step(page.locator('#content'), '收下').click();
  await expect(dialog.getByText(/收下 1 份/)).toBeVisible();
  await expectAccessible(page);
  await step(dialog, '收下').click();
  await expect(dialog).toBeHidden();
  const table = page.waitForEvent('download');
  await page.getByRole('link', { name: '汇总表' }).click();
  expect((await table).suggestedFilename()).toContain('报送情况');

  await signIn(page, cast, 'waterLiaison', address);
  await expect(page.getByText('已收到, 迟报').first()).toBeVisible();
  await expect(page.getByText('逾期办结').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'submission');
});

test('报送也可以申请延期: 在报送的页面上申请, 效能办在同一页答复, 期限随之改变', async ({ page, story: { cast } }) => {
  const dialog = page.getByRole('dialog');
  await signIn(page, cast, 'waterLiaison', '/workbench/submissions');
  await page.getByText('整改方案报市效能办').first().click();
  const panel = page.getByRole('region', { name: '延期' });
  await expect(panel).toBeVisible();
  await expectAccessible(page);
  const address = new URL(page.url()).pathname;
  await step(panel, '申请延期').click();
  await dialog.getByLabel('延到哪一天').fill('2026-03-20');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('为什么').fill('清单还须三个科室会签。');
  await expectAccessible(page);
  await step(dialog, '提出申请').click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByText(/申请由.*延到.*等待.*答复/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('asked.png'), fullPage: true });

  await signIn(page, cast, 'officer', address);
  await step(panel, '同意延期').click();
  await step(dialog, '同意延期').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/3月20日|2026-03-20/).first()).toBeVisible();
  await expect(panel).toBeHidden();
  await page.screenshot({ path: test.info().outputPath('granted.png'), fullPage: true });
});
