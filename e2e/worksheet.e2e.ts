import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { type Cast, launchPlan, type Role } from './cast.ts';
import { expect, expectAccessible, shot } from './stage.ts';
import { signIn, storyOf } from './story.ts';

const test = storyOf();
test.setTimeout(180_000);

async function arrive(page: Page, cast: Cast, role: Role, to: string, heading = '填报'): Promise<void> {
  await signIn(page, cast, role, to);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

const isPhone = () => test.info().project.name === 'phone';
const PLEDGE = '公布水利窗口服务承诺';
const REMAKING = '流程再造';
const field = (page: Page, task: string, name: string) =>
  page.getByRole('textbox', { name: new RegExp(`${task}.*: ${name}`) });

/** On the phone a card is opened first. */
async function open(page: Page, task: string): Promise<void> {
  if (!isPhone()) return;
  await page.getByRole('listitem').filter({ hasText: task }).locator('summary').click();
}

/** The first sheet behind a link. */
async function downloaded(page: Page, name: string): Promise<string[][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  const [sheet] = (await readXlsx(readFileSync(await download.path()))).sheets;
  return (sheet?.rows ?? []).map((row) => row.map((value) => String(value ?? '')));
}

test('在屏幕上填报: 填写, 改错, 别人先报了看得到变了什么, 一次提交', async ({ page, story: { cast } }) => {
  await arrive(page, cast, 'waterLiaison', '/workbench/worksheet');
  await expect(page.getByText(REMAKING).first()).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('button', { name: '提交', exact: true })).toBeDisabled();

  await open(page, PLEDGE);
  await field(page, PLEDGE, '进度').fill('两成');
  await field(page, PLEDGE, '进展').fill('承诺已起草, 正在征求各科室意见。');
  await open(page, REMAKING);
  await field(page, REMAKING, '进度').fill('40');
  await field(page, REMAKING, '进展').fill('已梳理事项 32 项, 完成流程图初稿。');
  await field(page, REMAKING, '问题').fill('两项需市发改委配合。');
  await field(page, REMAKING, '下一步').fill('下周召开协调会。');

  // 写到一半离开再回来, 内容还在。
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByText('上次填了一半的 2 项还在')).toBeVisible();
  await page.getByRole('button', { name: '提交 2 项' }).click();
  await expect(page.getByText('进度须为 0 到 100 的整数, 现为「两成」').first()).toBeVisible();
  await expectAccessible(page);
  await field(page, PLEDGE, '进度').fill('20');

  // 同一单位的经办人先报了。
  const clerk = await cast.as('waterClerk');
  const { tasks } = (await clerk('GET', '/api/tasks')) as { tasks?: { id: string; title: string }[] };
  const remaking = tasks?.find((task) => task.title.includes(REMAKING))?.id;
  await clerk('POST', `/api/tasks/${remaking}/report`, { percent: 35, progress: '已梳理 30 项' });
  await page.getByRole('button', { name: '提交 2 项' }).click();
  await expect(page.getByText(/何小满 报告进展 35%/).first()).toBeVisible();
  await page.getByRole('button', { name: '看过了, 仍要提交' }).click();
  await shot(page, 'worksheet');

  await page.getByRole('button', { name: '提交 2 项' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('进度 35% → 40%')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '提交 2 项' }).click();
  await expect(page.getByText('已提交 2 项任务的进展')).toBeVisible();
  await expect(page.getByText('承诺已起草').first()).toBeVisible();
  await expectAccessible(page);
});

test('键盘和贴入: Enter 往下, Alt 加方向键移动, 从电子表格复制的多格一次贴入', async ({ page, story: { cast } }) => {
  test.skip(isPhone(), '手机上是一张张卡片');
  await arrive(page, cast, 'waterLiaison', '/workbench/worksheet');
  const cell = (index: number, name: string) => page.locator(`[data-cell="${index} ${name}"]`);
  await cell(0, 'percent').focus();
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await expect(cell(1, 'percent')).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(cell(1, 'progress')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cell(0, 'progress')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(cell(0, 'problem')).toBeFocused();

  await cell(0, 'percent').evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '15\t"已开会\n已分工"\t无\r\n25\t已摸底\t缺人\r\n');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(cell(0, 'progress')).toHaveValue('已开会\n已分工');
  await expect(cell(1, 'problem')).toHaveValue('缺人');
  await expect(page.getByText('已贴入 6 格')).toBeVisible();
  await page.getByRole('button', { name: '撤销贴入' }).click();
  await expect(cell(0, 'percent')).toHaveValue('10');
  await expect(cell(1, 'problem')).toHaveValue('');
});

test('下载填报表, 填好上传, 看过再提交; 别的单位的表传不上', async ({ page, story: { cast } }) => {
  await arrive(page, cast, 'waterLiaison', '/workbench/worksheet');
  const filledBy = async (words: string) => {
    const rows = await downloaded(page, '下载填报表');
    const head = rows.findIndex((row) => row.includes('进展'));
    const at = rows[head]?.indexOf('进展') ?? 0;
    for (const row of rows.slice(head + 1)) row[at] = words;
    return Buffer.from(await writeXlsx({ sheets: [{ name: '填报表', rows }] }));
  };
  const give = (buffer: Buffer) =>
    page
      .getByLabel('填好的填报表')
      .setInputFiles({ name: '填报表.xlsx', mimeType: 'application/octet-stream', buffer });

  await give(await filledBy('已按计划推进'));
  await expect(page.getByText(/读到 \d+ 行填写的内容, 没有错误/)).toBeVisible();
  await page.getByRole('button', { name: /^提交 \d+ 项$/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^提交 \d+ 项$/ })
    .click();
  await expect(page.getByText(/已提交 \d+ 项任务的进展/)).toBeVisible();

  await arrive(page, cast, 'reformLiaison', '/workbench/worksheet');
  const foreign = await filledBy('代报');
  await arrive(page, cast, 'waterLiaison', '/workbench/worksheet');
  await give(foreign);
  await expect(page.getByText('这一行是别的单位的').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '不要不属于本单位的这些行' }).click();
  await expect(page.getByRole('button', { name: '提交', exact: true })).toBeDisabled();

  // 效能办一键合成一张表。
  await arrive(page, cast, 'officer', '/workbench/tasks', '任务');
  await expectAccessible(page);
  await page.getByRole('button', { name: '合并进展表' }).click();
  const merged = await downloaded(page, '表格 (.xlsx)');
  expect(merged.flat().filter((cell) => cell.includes('已按计划推进')).length).toBeGreaterThan(2);
});

test('三百多项任务: 一次贴入, 到哪一行都能写, 一次提交', async ({ page, story: { cast } }) => {
  test.skip(isPhone(), '手机上是一张张卡片');
  const lines = Array.from(
    { length: 320 },
    (_, index) => `${index + 1}.于2026年5月20日前完成第${index + 1}类水利事项的流程图。（牵头单位：市水利局）`,
  );
  await launchPlan(cast, `云溪市水利审批事项集中梳理实施方案\n\n一、工作任务\n\n${lines.join('\n\n')}\n`);
  await arrive(page, cast, 'waterLiaison', '/workbench/worksheet');
  const cell = (index: number, name: string) => page.locator(`[data-cell="${index} ${name}"]`);
  await expect(cell(0, 'percent')).toBeVisible();
  await expectAccessible(page);

  await cell(0, 'percent').evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '10\t已开展\n'.repeat(322));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('已贴入 644 格')).toBeVisible();
  await cell(0, 'percent').focus();
  for (let row = 1; row <= 40; row += 1) {
    await page.keyboard.press('Enter');
    await expect(cell(row, 'percent')).toBeFocused();
  }
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12');
  await expect(cell(40, 'percent')).toHaveValue('12');

  await page.getByRole('button', { name: /^提交 32\d 项$/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/以及另外 3\d\d 项/)).toBeVisible();
  await dialog.getByRole('button', { name: /^提交 32\d 项$/ }).click();
  await expect(page.getByText(/已提交 32\d 项任务的进展/)).toBeVisible();
});
