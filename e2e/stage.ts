import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { foundCity } from './city.ts';
import { bringFonts } from './fonts.ts';
import { type Server, startServer } from './server.ts';

export { expect } from '@playwright/test';

const PICTURES = join(import.meta.dirname, '../docs/guide/images');

type OnStage = { fonts: undefined };

/** A story's test: `page` opens relative addresses in 云溪市, on a server that this worker alone uses. */
export const test = base.extend<OnStage, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const server = await startServer();
      await foundCity(server);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  fonts: [
    async ({ context }, use) => {
      await bringFonts(context);
      await use(undefined);
    },
    { auto: true },
  ],
});

/** What Ant Design does by itself and we cannot mend: the rule, the element, the reason why it harms nobody. */
const OF_ANT_DESIGN: readonly (readonly [rule: string, element: RegExp, reason: string])[] = [
  [
    'aria-hidden-focus',
    /^<textarea tab-index="-1" aria-hidden="true"/,
    'measures text; empty, and gone from the layout',
  ],
  ['aria-required-children', /^<div role="tablist"/, 'holds its tabs one element deeper; they are read as tabs'],
];

/** No violation that axe can see, and nothing that has to be scrolled sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes
      .map((node) => node.html.slice(0, 200))
      .filter((html) => !OF_ANT_DESIGN.some(([rule, element]) => rule === id && element.test(html)))
      .map((html) => `${id}: ${help} — ${html}`),
  );
  expect(found).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, '页面比窗口宽的像素数').toBeLessThanOrEqual(0);
}

/** A picture for the guide, taken when `SHOTS=1`; otherwise nothing. Named `name-desktop.png` or `name-phone.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS !== '1') return;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(PICTURES, `${name}-${base.info().project.name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}
