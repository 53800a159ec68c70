import type { Locator, Page } from '@playwright/test';
import { type Cast, gatherCast, launchPlan, PASSWORD, PLAN, type Role } from './cast.ts';
import { foundCity } from './city.ts';
import { type Server, startServer } from './server.ts';
import { expect, test as staged } from './stage.ts';

export type Story = {
  readonly server: Server;
  readonly url: string;
  readonly cast: Cast;
  /** Of the plan that was launched. */
  readonly plan: string;
};

/** A 云溪市 of this story's own, whose time and tasks it may use up; a plan was launched on Monday, 2 March 2026. */
export function storyOf(text = PLAN) {
  return staged.extend<{ story: Story }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    story: async ({}, use) => {
      const server = await startServer();
      await foundCity(server);
      const cast = await gatherCast(server);
      const plan = await launchPlan(cast, text);
      await use({ server, url: server.url, cast, plan });
      await server.stop();
    },
    baseURL: async ({ story }, use) => use(story.url),
  });
}

/** One of the cast at this page's desk. */
export async function signIn(page: Page, cast: Cast, role: Role, to = '/workbench/'): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
  await page.getByLabel('用户名').fill(cast.username(role));
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The button of a step; its icon may lend it a word of its own. */
export function step(place: Page | Locator, name: string): Locator {
  return place.getByRole('button', { name: new RegExp(`^(?:[a-z-]+ )?${name}$`) });
}
