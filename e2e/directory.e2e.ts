import type { Page } from '@playwright/test';
import { type NewSheet, writeWorkbook } from '#platform/spreadsheet';
import { callerFor, PASSWORD } from './cast.ts';
import { FOUNDERS, foundCity } from './city.ts';
import { type Server, startServer } from './server.ts';
import { expect, expectAccessible, shot, test as staged } from './stage.ts';

/** A 云溪市 of this story's own, for it fills the directory. */
const test = staged.extend<{ town: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  town: async ({}, use) => {
    const server = await startServer();
    await foundCity(server);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ town }, use) => use(town.url),
});
test.setTimeout(120_000);

type Founder = keyof typeof FOUNDERS;

async function enter(page: Page, town: Server, who: Founder, to: string): Promise<void> {
  const { username, password } = FOUNDERS[who];
  await callerFor(town, username, password, PASSWORD);
  await page.context().clearCookies();
  await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
}

function sheet(name: string, headings: readonly string[], rows: readonly (readonly string[])[]): NewSheet {
  return { name, columns: headings.map((heading) => ({ heading, width: 20 })), rows };
}

/** 市水利局 with a section, two people and a leading group. */
function workbook(above: string): Promise<Uint8Array> {
  return writeWorkbook([
    sheet(
      '单位',
      ['名称', '上级单位', '类别', '简称'],
      [
        ['云溪市水利局', '', '机关部门', '市水利局'],
        ['规划科', above, '科室', ''],
        ['云溪市教育局', '', '机关部门', '市教育局'],
      ],
    ),
    sheet('岗位', ['单位', '岗位', '职责'], [['市水利局/规划科', '规划岗', '编制水利规划, 办理规划同意书']]),
    sheet(
      '人员',
      ['姓名', '单位', '职务', '岗位', 'AB岗', '用户名', '角色', '角色范围'],
      [
        ['陆春生', '市水利局/规划科', '科长', '规划岗', 'A', 'luchunsheng', '单位联络员', '市水利局'],
        ['何小满', '市水利局/规划科', '科员', '规划岗', 'B', 'hexiaoman', '经办人', ''],
      ],
    ),
    sheet(
      '领导小组',
      ['领导小组', '身份', '姓名', '所在单位', '职务', '办公室设在'],
      [
        ['云溪市河湖长制领导小组', '组长', '陆春生', '', '科长', '市水利局'],
        ['云溪市河湖长制领导小组', '成员', '', '云溪市教育局', '', ''],
      ],
    ),
  ]);
}

async function choose(page: Page, bytes: Uint8Array): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name: '名录.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  });
}

test('用表格导入名录: 先指出错误, 改好后导入, 安全管理员批准角色', async ({ page, town }) => {
  await enter(page, town, 'system-admin', '/workbench/directory/import');
  await expect(page.getByRole('heading', { level: 1, name: '导入名录' })).toBeVisible();
  await expectAccessible(page);

  await choose(page, await workbook('市水务局'));
  await expect(page.getByText('「名录.xlsx」有')).toBeVisible();
  await expect(page.getByText('名录和「单位」表里都没有「市水务局」')).toBeVisible();
  await expect(page.getByRole('button', { name: /处改动/ })).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, 'directory-import-faults');

  await choose(page, await workbook('市水利局'));
  await expect(page.getByText('「名录.xlsx」没有错误, 可以导入')).toBeVisible();
  await expect(page.getByText('有 2 项角色须由安全管理员批准后生效')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'directory-import-preview');
  await page.getByRole('button', { name: /^导入 \d+ 处改动$/ }).click();
  await page.getByRole('button', { name: '建立账号' }).click();
  await expect(page.getByText('新建账号 2 个')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载初始密码清单' }).click();
  expect((await saved).suggestedFilename()).toBe('新账号初始密码.csv');

  await page.getByRole('link', { name: '单位与岗位' }).click();
  await page.getByRole('searchbox', { name: '在组织机构中查找' }).fill('规划');
  await page.getByRole('treeitem').getByText('规划科').click();
  await expect(page.getByText('A 岗 陆春生')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'directory-unit');

  await page.goto('/workbench/directory/bodies');
  await expect(page.getByText('陆春生 (科长)')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'directory-bodies');

  await enter(page, town, 'security-admin', '/workbench/directory/people');
  await expect(page.getByRole('heading', { name: '待批准的角色 2 项' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'directory-people');
  await page.getByRole('button', { name: '全部批准' }).click();
  await expect(page.getByText('单位联络员 1 项')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: '全部批准' }).click();
  await expect(page.getByRole('heading', { name: '待批准的角色 2 项' })).toHaveCount(0);
  await page.getByText('陆春生', { exact: true }).first().click();
  await expect(page.getByText('云溪市水利局').last()).toBeVisible();
  await expect(page.getByText(/批准 ·/)).toBeVisible();
  await shot(page, 'directory-person');

  // What an administrator may not do is not offered: accounts belong to the system administrator.
  await expect(page.getByRole('button', { name: '建立账号' })).toHaveCount(0);
});
