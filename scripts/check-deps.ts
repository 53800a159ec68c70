/**
 * Who imports whom: runs dependency-cruiser over everything we wrote. It fails as well when the cruiser saw fewer
 * files than there are: with a compiler it does not understand, the cruiser reports "no violations" over no modules.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Findings, filesUnder, PROJECT, report } from './gate.ts';

type Cruise = {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string; severity: string } }[] };
};

const FOLDERS = ['src', 'scripts', 'test', 'e2e', 'seeds', 'bench'];
const CRUISER = join(PROJECT, 'node_modules/.bin/depcruise');

export function checkDeps(root: string, config = join(PROJECT, '.dependency-cruiser.cjs')): Findings {
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const run = spawnSync(process.execPath, [CRUISER, '--config', config, '--output-type', 'json', ...folders], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) return { seen: 0, problems: [`the cruiser did not run: ${run.stderr.trim()}`] };
  const cruise: Cruise = JSON.parse(run.stdout);
  const expected = filesUnder(root, ...folders.map((folder) => `${folder}/**/*.{ts,tsx}`)).filter(
    (path) => !path.startsWith('test/planted/'),
  );
  return compare(expected, cruise);
}

/** The findings of one cruise, given the files that it should have seen. */
export function compare(expected: readonly string[], cruise: Cruise): Findings {
  const seen = new Set(cruise.modules.map((module) => module.source));
  const missed = expected.filter((path) => !seen.has(path));
  const violations = cruise.summary.violations
    .filter((violation) => violation.rule.severity === 'error')
    .map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
  return {
    seen: expected.length - missed.length,
    problems: [...new Set(violations), ...missed.map((path) => `the cruiser did not see ${path}`)],
  };
}

if (import.meta.main) report('deps', checkDeps(PROJECT));
