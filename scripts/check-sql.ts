/**
 * Our SQL never asks for the time (decision 0003), knows no triggers and no serial, and no module's SQL names another
 * folder's schema. Looks at migrations and at every `sql` template of the program.
 */
import { type Findings, filesUnder, PROJECT, report, textOf } from './gate.ts';

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  [
    'asks for the time',
    /\b(?:now\s*\(\)|current_(?:date|time|timestamp)\b|localtime(?:stamp)?\b|(?:clock|statement|transaction)_timestamp\b|timeofday\s*\()/i,
  ],
  ['makes a trigger', /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i],
  ['counts by serial', /\b(?:small|big)?serial\b/i],
  ['makes ids that PostgreSQL 15 cannot', /\buuidv7\s*\(/i],
  ['deletes more than it names', /\bon\s+delete\s+(?:cascade|set\s+null)\b/i],
];

/** Statements of the program that may read the machine's clock, each with its reason. */
const EXCEPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^src\/platform\/jobs\//, 'the job runner keeps its own time'],
];

export function checkSql(root: string): Findings {
  const problems: string[] = [];
  let seen = 0;
  const look = (path: string, sql: string, startLine: number) => {
    seen += 1;
    if (EXCEPTIONS.some(([pattern]) => pattern.test(path))) return;
    const bare = withoutWords(sql);
    for (const [what, pattern] of FORBIDDEN) {
      const found = bare.match(pattern);
      if (found) problems.push(`${path}:${startLine + lineOf(bare, found.index ?? 0)} ${what}: ${found[0]}`);
    }
  };
  for (const path of filesUnder(root, 'db/migrations/*.sql')) {
    const text = textOf(root, path);
    look(path, text, 1);
    if (/^\s*create\s+(?:unlogged\s+)?table\b/im.test(text) && !/comment\s+on\s+table/i.test(text))
      problems.push(`${path} makes a table without a comment`);
  }
  for (const path of filesUnder(root, 'src/**/*.ts', 'seeds/**/*.ts')) {
    if (path.endsWith('.test.ts')) continue;
    const text = textOf(root, path);
    for (const statement of text.matchAll(/\bsql(?:<[^`]*>)?`((?:[^`\\]|\\.)*)`/g))
      look(path, statement[1] ?? '', lineOf(text, statement.index) + 1);
  }
  return { seen, problems };
}

/** The SQL without comments and string literals, the lines kept. */
function withoutWords(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (words) => words.replace(/[^\n]/g, ' '));
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1;
}

if (import.meta.main) report('sql', checkSql(PROJECT));
