import { expect, expectAccessible, shot, test } from './stage.ts';

// 2026 年清明节放假 4 月 4 日 (周六) 至 6 日 (周一): 3 月 30 日周一受理, 次日起算, 5 个工作日是 3/31, 4/1, 4/2, 4/3, 4/7。
test('期限计算器: 清明节前受理的 5 个工作日, 到节后第一个工作日, 逐日说明', async ({ page }) => {
  await page.goto('/calculator');
  await expect(page.getByLabel('哪一天收到或发生')).toHaveValue('2026-03-02');
  await expectAccessible(page);

  await page.getByLabel('哪一天收到或发生').fill('2026-03-30');
  await page.getByLabel('时限').fill('5');
  await page.getByRole('button', { name: '计算' }).click();
  const answer = page.getByRole('region', { name: '最迟办结时刻' });
  await expect(answer).toContainText('4月7日');
  await expect(answer).toContainText('清明');
  await expectAccessible(page);
  await shot(page, 'calculator');
});

test('期限计算器: 没填时限, 说明缺什么, 其余内容还在', async ({ page }) => {
  await page.goto('/calculator');
  await page.getByLabel('哪一天收到或发生').fill('2026-03-30');
  await page.getByLabel('时限').fill('');
  await page.getByRole('button', { name: '计算' }).click();
  await expect(page.getByRole('alert')).toContainText('时限');
  await expect(page.getByLabel('哪一天收到或发生')).toHaveValue('2026-03-30');
  await expectAccessible(page);
});
