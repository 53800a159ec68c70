/** Every relative link and picture of our Markdown leads to a file that is there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Findings, filesUnder, PROJECT, report, textOf } from './gate.ts';

const LINK = /!?\[[^\]]*\]\(([^()\s]+)\)/g;

export function checkLinks(root: string): Findings {
  const problems: string[] = [];
  let seen = 0;
  for (const path of filesUnder(root, '*.md', '{docs,src,changes,seeds,e2e,bench}/**/*.md')) {
    const prose = textOf(root, path)
      .replace(/^```[\s\S]*?^```/gm, '')
      .replace(/`[^`\n]*`/g, '');
    for (const [, target = ''] of prose.matchAll(LINK)) {
      if (/^(?:[a-z]+:|#)/.test(target)) continue;
      seen += 1;
      const file = decodeURI(target.replace(/#.*$/, ''));
      if (!existsSync(join(root, dirname(path), file)))
        problems.push(`${path} points to ${target}, which is not there`);
    }
  }
  return { seen, problems };
}

if (import.meta.main) report('links', checkLinks(PROJECT));
