/**
 * Chinese glyphs on a machine without a Chinese font. The faces are registered under the name that our pages ask for
 * last, so a machine that has its own shows those; the files are answered from the package under the page's own origin,
 * within its content security policy.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';

const PACKAGE = join(import.meta.dirname, '../node_modules/@fontsource/noto-sans-sc');
const WEIGHTS = ['400', '500', '700'] as const;

export async function bringFonts(context: BrowserContext): Promise<void> {
  await context.route('**/__fonts/*.woff2', (route) =>
    route.fulfill({
      path: join(PACKAGE, 'files', new URL(route.request().url()).pathname.split('/').at(-1) ?? ''),
      contentType: 'font/woff2',
    }),
  );
  await context.addInitScript((faces) => {
    for (const [file, weight, unicodeRange] of faces)
      document.fonts.add(new FontFace('Noto Sans SC', `url(/__fonts/${file})`, { weight, unicodeRange }));
  }, facesOf(PACKAGE));
}

function facesOf(pack: string): [file: string, weight: string, unicodeRange: string][] {
  const ranges: Record<string, string> = JSON.parse(readFileSync(join(pack, 'unicode.json'), 'utf8'));
  return WEIGHTS.flatMap((weight) =>
    Object.entries(ranges).map(([slice, range]): [string, string, string] => [
      `noto-sans-sc-${slice.replace(/[[\]]/g, '')}-${weight}-normal.woff2`,
      weight,
      range,
    ]),
  );
}
