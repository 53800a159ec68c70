/**
 * Every refusal code in the program is explained in docs/refusals.md, and the other way round. Codes are found where
 * they are made (`refuse('CASE-04', …)`) and where they are declared (refusals.ts).
 */
import { type Findings, filesUnder, PROJECT, report, tableRows, textOf } from './gate.ts';

const CODE = '[A-Z][A-Z0-9]*(?:-[A-Z]+)*-\\d{2,3}';
const MADE = new RegExp(`\\brefuse\\(\\s*(['"\`])(${CODE})\\1`, 'g');
const DECLARED = new RegExp(`(['"\`])(${CODE})\\1`, 'g');
const UNREADABLE = /\brefuse\(\s*`[^`]*\$\{/g;

export function checkRefusals(root: string): Findings {
  const problems: string[] = [];
  const used = new Map<string, string>();
  for (const path of filesUnder(root, 'src/**/*.{ts,tsx}')) {
    if (/\.test\.tsx?$|\/fixtures\//.test(path)) continue;
    const text = textOf(root, path);
    const codes = text.matchAll(path.endsWith('/refusals.ts') ? DECLARED : MADE);
    for (const [, , code] of codes) if (code !== undefined && !used.has(code)) used.set(code, path);
    for (const [unreadable] of text.matchAll(UNREADABLE))
      problems.push(`${path} makes a refusal whose code cannot be read: ${unreadable.trim()}`);
  }
  const documented = new Set<string>();
  for (const [code = '', sentence = '', remedy = ''] of tableRows(textOf(root, 'docs/refusals.md'))) {
    const bare = code.replaceAll('`', '');
    if (!new RegExp(`^${CODE}$`).test(bare)) continue;
    if (documented.has(bare)) problems.push(`docs/refusals.md explains ${bare} twice`);
    if (sentence === '' || remedy === '')
      problems.push(`docs/refusals.md: the row of ${bare} lacks its sentence or what to do`);
    documented.add(bare);
  }
  for (const [code, path] of used)
    if (!documented.has(code)) problems.push(`${code} (${path}) is not in docs/refusals.md`);
  for (const code of documented)
    if (!used.has(code)) problems.push(`docs/refusals.md explains ${code}, which nothing uses`);
  return { seen: used.size, problems };
}

if (import.meta.main) report('refusals', checkRefusals(PROJECT));
