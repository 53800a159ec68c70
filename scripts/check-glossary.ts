/**
 * The glossary comes before the code: every fact kind, rule and module has its row in docs/glossary.md, and the words
 * of its table 不用的词 appear in no identifier and no file name (`word.ts`: in no file name alone).
 */
import { type Findings, filesUnder, PROJECT, report, tableRows, textOf } from './gate.ts';

const FACT_KIND = /(['"`])([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)\1/g;
const FACT_NAME = /\bexport const [A-Z_]+ = (['"])([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)\1/g;
const RULE_ID = /\bdefineRule\(\{[^}]*?\bid:\s*(['"])([a-z-]+)\1/g;
const DECLARATION = /\b(?:const|let|function|class|type|interface)\s+([A-Za-z_$][\w$]*)/g;
const BANNED_SECTION = /^## .*不用的词.*$/m;

export function checkGlossary(root: string): Findings {
  const glossary = textOf(root, 'docs/glossary.md');
  const start = glossary.search(BANNED_SECTION);
  const [words, bannedText] = start < 0 ? [glossary, ''] : [glossary.slice(0, start), glossary.slice(start)];
  const problems: string[] = [];

  const known = new Set<string>();
  for (const row of tableRows(words)) {
    const named = (row[1] ?? '')
      .replaceAll('`', '')
      .split(/\s*[,/、]\s*/)
      .filter((name) => /^[a-z]/i.test(name) && name !== 'identifier');
    for (const name of named) known.add(name);
    if (named.length > 0 && (row.length < 3 || row[0] === '' || row[2] === ''))
      problems.push(`docs/glossary.md: the row of ${named.join(', ')} lacks its Chinese word or its meaning`);
  }
  for (const [word, path] of wordsInUse(root))
    if (!known.has(word)) problems.push(`${word} (${path}) is not in docs/glossary.md`);

  const banned = tableRows(bannedText).flatMap((row) =>
    [...(row[0] ?? '').matchAll(/`([a-z]+(?:\.ts)?)`/g)].map(([, word]) => word ?? ''),
  );
  for (const path of filesUnder(root, '{src,seeds,scripts,e2e}/**/*.{ts,tsx}')) {
    if (path.endsWith('.test.ts')) continue;
    const names = [
      path.split('/').at(-1) ?? '',
      ...[...textOf(root, path).matchAll(DECLARATION)].map(([, name]) => name ?? ''),
    ];
    for (const name of names) {
      const bad = [name, ...partsOf(name)].find((part) => banned.includes(part));
      if (bad !== undefined) problems.push(`${path}: “${name}” uses the banned word “${bad}”`);
    }
  }
  return { seen: known.size, problems };
}

/** Fact kinds, rule ids and module names of the program, each with the file that has it. */
function wordsInUse(root: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const path of filesUnder(root, 'src/rulebook/facts/*.ts')) {
    if (path.endsWith('.test.ts')) continue;
    for (const [, , kind] of textOf(root, path).matchAll(FACT_KIND)) if (kind !== undefined) words.set(kind, path);
  }
  for (const path of filesUnder(root, 'src/core/obligation/*.ts')) {
    for (const [, , kind] of textOf(root, path).matchAll(FACT_NAME)) if (kind !== undefined) words.set(kind, path);
  }
  for (const path of filesUnder(root, 'src/rulebook/*.ts')) {
    if (path.endsWith('.test.ts')) continue;
    for (const [, , id] of textOf(root, path).matchAll(RULE_ID)) if (id !== undefined) words.set(id, path);
  }
  for (const path of filesUnder(root, 'src/modules/*/index.ts')) words.set(path.split('/')[2] ?? '', path);
  return words;
}

/** `plansHelper` and `plans-helper.ts` → plans, helper. */
function partsOf(name: string): string[] {
  return name
    .replace(/\.[a-z0-9.]+$/, '')
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .map((part) => part.toLowerCase());
}

if (import.meta.main) report('glossary', checkGlossary(PROJECT));
