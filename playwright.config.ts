import { defineConfig, devices } from '@playwright/test';
import { unpackBrowser } from './e2e/browser.ts';

const { executablePath, env } = await unpackBrowser();

/** Only root needs to give up the sandbox; never the arguments that come with the package, which hide CSP and CORS faults. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'line',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    // A page in the middle of a movement has neither its colours nor its places.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      args,
      ...(executablePath === undefined ? {} : { executablePath }),
      ...(env === undefined ? {} : { env: { ...process.env, ...env } as Record<string, string> }),
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      use: { ...devices['Pixel 5'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
    },
  ],
});
