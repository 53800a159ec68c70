import { type Cast, gatherCast, PASSWORD } from './cast.ts';
import { foundCity } from './city.ts';
import { type Server, startServer } from './server.ts';
import { expect, expectAccessible, shot, test as staged } from './stage.ts';

/** A 云溪市 of this story's own, because the story changes its calendar. */
const test = staged.extend<{ story: { readonly server: Server; readonly cast: Cast } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  story: async ({}, use) => {
    const server = await startServer();
    server.moveTo('2026-11-25T09:00:00+08:00');
    await foundCity(server);
    const cast = await gatherCast(server);
    await use({ server, cast });
    await server.stop();
  },
  baseURL: async ({ story }, use) => use(story.server.url),
});
test.setTimeout(180_000);

/** An invented arrangement: 2027 年春节的除夕是 2 月 5 日周五。 */
const NOTICE = `某机关关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月20日（周六）上班。鼓励各单位安排职工在2月4日休息。`;

// 2 月 1 日周一收到, 5 个工作日是 2, 3, 4 日, 节后 15, 16 日 (13, 14 日是周末)。
const QUESTION = '/calculator?startDate=2027-02-01&startTime=10:00&amount=5&unit=workday';

test('通知公布: 粘贴原文, 逐项核对, 启用, 跨年的期限不再暂定', async ({ page, story: { cast } }) => {
  await page.goto(QUESTION);
  await expect(page.getByText('日期是暂定的')).toBeVisible();

  await page.goto('/sign-in?return=/workbench/calendar');
  await page.getByLabel('用户名').fill(cast.username('officer'));
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '工作日历' })).toBeVisible();
  await expect(page.getByText('2026-12-31').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'calendar');

  await page.getByRole('button', { name: '录入放假安排' }).click();
  await page.getByRole('textbox', { name: '通知原文' }).fill(NOTICE);
  await page.getByRole('button', { name: '读通知' }).click();
  await expect(page.getByText('没有读懂')).toBeVisible();
  await expect(page.getByText('鼓励各单位安排职工在2月4日休息', { exact: true })).toBeVisible();
  await expect(page.getByText('2027-02-05 周五 至 2027-02-12 周五')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'calendar-notice');
  await page.getByRole('button', { name: '核对无误, 启用' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '启用' }).click();
  await expect(page.getByText('放假安排已录入到 2027-12-31').first()).toBeVisible();

  await page.goto(QUESTION);
  await expect(page.getByRole('region', { name: '最迟办结时刻' })).toContainText('2027年2月16日');
  await expect(page.getByText('日期是暂定的')).toHaveCount(0);
});
