/**
 * Rules and tests speak of each other: every rule id that a SPEC.md defines begins the title of a test, and every id at
 * the head of a title is defined, as a rule or as a refusal code of docs/refusals.md. A definition is a list item, heading
 * or table row that begins with the id.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Findings, filesUnder, PROJECT, report, tableRows, textOf } from './gate.ts';

const DEFINITION = /^(?:[-*] |#{2,6} |\| ?)(?:\*\*|`|\[)*([A-Z][A-Z0-9]{1,9}-\d+[a-z]?)\b/gm;
const TITLE = /\b(?:test|it|describe|fcTest)(?:\.[a-z]+(?:\([^()]*\))?)*\(\s*(['"`])((?:\[[^\]\n]+\])+)/g;
const ID = /[A-Z][A-Z0-9]{1,9}-\d+[a-z]?/g;

export function checkSpec(root: string): Findings {
  const problems: string[] = [];
  const defined = new Map<string, string>();
  for (const path of filesUnder(root, 'src/**/SPEC.md')) {
    for (const [, id] of textOf(root, path).matchAll(DEFINITION)) {
      if (id === undefined) continue;
      const elsewhere = defined.get(id);
      if (elsewhere !== undefined) problems.push(`${id} is defined twice: ${elsewhere} and ${path}`);
      defined.set(id, path);
    }
  }
  const tested = new Map<string, string>();
  for (const path of filesUnder(root, 'src/**/*.test.{ts,tsx}', 'e2e/**/*.e2e.ts')) {
    for (const [, , head] of textOf(root, path).matchAll(TITLE)) {
      for (const [id] of (head ?? '').matchAll(ID)) tested.set(id, path);
    }
  }
  for (const [id, path] of defined) if (!tested.has(id)) problems.push(`${id} of ${path} has no test titled [${id}]`);
  const codes = refusalCodes(root);
  for (const [id, path] of tested)
    if (!defined.has(id) && !codes.has(id)) problems.push(`[${id}] in ${path} is in no SPEC.md`);
  return { seen: defined.size, problems };
}

function refusalCodes(root: string): Set<string> {
  const path = 'docs/refusals.md';
  const rows = existsSync(join(root, path)) ? tableRows(textOf(root, path)) : [];
  return new Set(rows.map(([code = '']) => code.replaceAll('`', '')));
}

if (import.meta.main) report('spec', checkSpec(PROJECT));
