/**
 * Everything: `npm test`. The checks, the tests against PostgreSQL, the stories in a browser. The last line counts them
 * all: `tests: N passed, N failed`. A part that ran no test at all has failed, whatever its exit code says.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { allWell, bin, type Outcome, reportOf, runAll, STEPS, type Step } from './check.ts';

export type Count = { readonly passed: number; readonly failed: number };

type VitestReport = { success: boolean; numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

const DB: Step = {
  name: 'db',
  command: [
    bin('vitest'),
    'run',
    '--project',
    'db',
    '--reporter',
    'dot',
    '--reporter',
    'json',
    `--outputFile.json=${reportOf('db')}`,
  ],
};
const BROWSER: Step = { name: 'browser', command: [bin('playwright'), 'test', '--reporter', 'line,json'] };

/** Tests of a Vitest run. A file that could not be loaded counts as one failure; so does a run that ran nothing. */
export function countVitest(report: VitestReport): Count {
  const unloaded = report.numFailedTests === 0 && !report.success ? Math.max(1, report.numFailedTestSuites) : 0;
  return atLeastOne({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded });
}

/** Tests of a Playwright run. One that passed only when repeated has failed: we do not repeat until it is green. */
export function countPlaywright({ stats, errors }: PlaywrightReport): Count {
  return atLeastOne({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length });
}

function atLeastOne(count: Count): Count {
  return count.passed + count.failed === 0 ? { passed: 0, failed: 1 } : count;
}

/** The count of one part: what its report says, and one failure where report and exit code disagree. */
export function countOf<Report>(
  outcome: Outcome | undefined,
  read: () => Report,
  count: (report: Report) => Count,
): Count {
  let counted: Count;
  try {
    counted = count(read());
  } catch {
    return { passed: 0, failed: 1 };
  }
  return counted.failed === 0 && outcome?.ok !== true ? { ...counted, failed: 1 } : counted;
}

export function lastLine(counts: readonly Count[]): string {
  const sum = (part: keyof Count) => counts.reduce((total, count) => total + count[part], 0);
  return `tests: ${sum('passed')} passed, ${sum('failed')} failed`;
}

if (import.meta.main) {
  const reports = { unit: reportOf('unit'), db: reportOf('db'), browser: reportOf('browser') };
  mkdirSync(dirname(reports.unit), { recursive: true });
  for (const path of Object.values(reports)) rmSync(path, { force: true });
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = reports.browser;

  const outcomes = [...(await runAll(STEPS)), ...(await runAll([DB], 1)), ...(await runAll([BROWSER], 1))];
  const outcomeOf = (name: string) => outcomes.find((outcome) => outcome.name === name);
  const read = (path: string) => () => JSON.parse(readFileSync(path, 'utf8'));
  const gates = outcomes.filter((outcome) => !['unit', 'db', 'browser'].includes(outcome.name));
  const counts: Count[] = [
    { passed: gates.filter((gate) => gate.ok).length, failed: gates.filter((gate) => !gate.ok).length },
    countOf(outcomeOf('unit'), read(reports.unit), countVitest),
    countOf(outcomeOf('db'), read(reports.db), countVitest),
    countOf(outcomeOf('browser'), read(reports.browser), countPlaywright),
  ];
  const well = allWell(outcomes) && counts.every((count) => count.failed === 0 && count.passed > 0);
  console.log(`\n${lastLine(counts)}`);
  process.exitCode = well ? 0 : 1;
}
