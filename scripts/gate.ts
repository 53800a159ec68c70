import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a gate found: how much it looked at, and what is wrong. */
export type Findings = { readonly seen: number; readonly problems: readonly string[] };

/** The folder of the project that this script belongs to. */
export const PROJECT = join(import.meta.dirname, '..');

/** Files below `root` that match, as paths with `/` relative to it, in order. Never looks into node_modules. */
export function filesUnder(root: string, ...patterns: string[]): string[] {
  const found = patterns.flatMap((pattern) =>
    globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' || name === '.git' }),
  );
  return [...new Set(found.map((path) => relative(root, join(root, path)).split(sep).join('/')))].sort();
}

export function textOf(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Rows of the Markdown tables of a text, each as its trimmed cells; rules (`|---|`) are left out. */
export function tableRows(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** Prints the findings and sets the exit code. A gate that saw nothing has failed: it guards an empty room. */
export function report(name: string, { seen, problems }: Findings): void {
  for (const problem of problems) console.error(`${name}: ${problem}`);
  if (seen === 0) console.error(`${name}: looked at nothing`);
  if (problems.length > 0 || seen === 0) process.exitCode = 1;
  else console.log(`${name}: ${seen} looked at, nothing wrong`);
}
