import { defineConfig } from 'vitest/config';

/** They start programs, build, or walk the whole tree: seconds each, and of no use after every line. */
const PROGRAMS = ['{scripts,test}/**/*.test.ts', 'src/apps/**/*.test.ts'];
const NEITHER = ['**/*.db.test.ts', '**/node_modules/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,bench}/**/*.test.ts'],
          exclude: [...NEITHER, ...PROGRAMS],
        },
      },
      { test: { name: 'programs', include: PROGRAMS, exclude: NEITHER } },
      {
        test: {
          name: 'db',
          include: ['{src,test}/**/*.db.test.ts'],
          globalSetup: ['test/database.setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
