import { FOUNDERS } from './city.ts';
import { type Server, startServer } from './server.ts';
import { expect, expectAccessible, shot, test as staged } from './stage.ts';

/** A server on which nobody has been yet. */
const test = staged.extend<{ fresh: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  fresh: async ({}, use) => {
    const fresh = await startServer();
    await use(fresh);
    await fresh.stop();
  },
  baseURL: async ({ fresh }, use) => use(fresh.url),
});

test('首次设置: 设置码不对就说不对; 填对之后, 管理员登录并改密码, 进到工作台', async ({ page, fresh }) => {
  await page.goto('/');
  await expect(page).toHaveURL(`${fresh.url}/first-run`);
  await expect(page.getByRole('heading', { level: 1, name: '首次设置' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('辖区名称').fill('云溪市');
  for (const [role, { name, username, password }] of Object.entries(FOUNDERS)) {
    await page.locator(`[name="${role}-name"]`).fill(name);
    await page.locator(`[name="${role}-username"]`).fill(username);
    await page.locator(`[name="${role}-password"]`).fill(password);
  }
  await page.getByLabel('设置码').fill('AAAA-AAAA-AAAA');
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page.getByRole('alert')).toContainText('设置码');
  await expect(page.getByLabel('辖区名称')).toHaveValue('云溪市');
  await expectAccessible(page);

  await page.getByLabel('设置码').fill(fresh.setupCode());
  for (const [role, { password }] of Object.entries(FOUNDERS))
    await page.locator(`[name="${role}-password"]`).fill(password);
  await shot(page, 'first-run');
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page.getByText('首次设置已完成')).toBeVisible();

  const { username, password } = FOUNDERS['system-admin'];
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('密码');
  await expectAccessible(page);

  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/password/);
  await expectAccessible(page);
  await page.getByLabel('当前密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill('second-Yunxi-99');
  await page.getByLabel('再填一次新密码').fill('second-Yunxi-99');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page).toHaveURL(/\/workbench\//);

  await page.goto('/first-run');
  await expect(page).not.toHaveURL(/first-run/);
});
