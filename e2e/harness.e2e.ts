import { test as base } from '@playwright/test';
import { bringFonts } from './fonts.ts';
import { expect, expectAccessible } from './stage.ts';

// Proves that the instruments of the other stories can fail. Needs no server.
const test = base;
const good =
  '<!doctype html><html lang="zh-CN"><title>云溪市</title><main><h1>投诉</h1><label>事由 <input></label></main></html>';

test('无障碍检查: 合格的页面通过, 没有说明的图片和输入框报得出来', async ({ page }) => {
  await page.setContent(good);
  await expectAccessible(page);
  await page.setContent(good.replace('<label>事由 <input></label>', '<img src="data:,"><input>'));
  await expect(expectAccessible(page)).rejects.toThrow(/image-alt[\s\S]*label/);
});

test('无障碍检查: 手机上要横着拉的页面报得出来', async ({ page }) => {
  await page.setContent(good.replace('<main>', '<main><div style="width:3000px">很宽的表</div>'));
  await expect(expectAccessible(page)).rejects.toThrow('页面比窗口宽的像素数');
});

test('没有中文字体的机器上, 汉字也有字形', async ({ page, context }) => {
  await bringFonts(context);
  await context.route('http://city.example/', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'" },
      body: `<!doctype html><html lang="zh-CN"><title>督办</title><style>body{font-family:"Noto Sans SC"}</style><p>督办, 首问, 镕堃喆</p></html>`,
    }),
  );
  await page.goto('http://city.example/');
  await page.evaluate(() => document.fonts.ready);
  const loaded = await page.evaluate(() => [...document.fonts].filter((face) => face.status === 'loaded').length);
  expect(loaded).toBeGreaterThan(0);
});
