/**
 * Everything: `npm test`. The checks, the tests against PostgreSQL, the stories in a browser. The last line counts them
 * all: `tests: N passed, N failed`. A part that ran no test at all has failed, whatever its exit code says.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { allWell, bin, type Outcome, reportOf, runAll, STEPS, type Step, vitest } from './check.ts';

export type Count = { readonly passed: number; readonly failed: number };

type VitestReport = { success: boolean; numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
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
  const projects = ['unit', 'programs', 'db'] as const;
  const reports = [...projects, 'browser'].map(reportOf);
  mkdirSync(dirname(reportOf('unit')), { recursive: true });
  for (const path of reports) rmSync(path, { force: true });
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = reportOf('browser');

  const outcomes = await runAll(STEPS);
  // One after the other: each uses all cores by itself.
  for (const step of [vitest('programs'), vitest('db'), BROWSER]) outcomes.push(...(await runAll([step], 1)));
  const outcomeOf = (name: string) => outcomes.find((outcome) => outcome.name === name);
  const read = (name: string) => () => JSON.parse(readFileSync(reportOf(name), 'utf8'));
  const gates = outcomes.filter(({ name }) => name !== 'browser' && !projects.some((project) => project === name));
  const counts: Count[] = [
    { passed: gates.filter((gate) => gate.ok).length, failed: gates.filter((gate) => !gate.ok).length },
    ...projects.map((project) => countOf(outcomeOf(project), read(project), countVitest)),
    countOf(outcomeOf('browser'), read('browser'), countPlaywright),
  ];
  const well = allWell(outcomes) && counts.every((count) => count.failed === 0 && count.passed > 0);
  console.log(`\n${lastLine(counts)}`);
  process.exitCode = well ? 0 : 1;
}
