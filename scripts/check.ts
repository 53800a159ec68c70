/** Everything that needs neither database nor browser: `npm run check`. Prints the time of each step, then all failures. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './gate.ts';

export type Step = { readonly name: string; readonly command: readonly string[] };
export type Outcome = {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
};

/** Where a runner leaves its results for scripts/test.ts. */
export const reportOf = (name: string) => join(PROJECT, `node_modules/.cache/test-reports/${name}.json`);

export const bin = (name: string) => join(PROJECT, 'node_modules/.bin', name);
const gate = (name: string): Step => ({ name, command: [join(PROJECT, `scripts/check-${name}.ts`)] });

/** One project of vitest.config.ts, with a report for scripts/test.ts. */
export const vitest = (project: string): Step => ({
  name: project,
  command: [
    bin('vitest'),
    'run',
    '--project',
    project,
    '--reporter',
    'dot',
    '--reporter',
    'json',
    `--outputFile.json=${reportOf(project)}`,
  ],
});

/** Longest first, so that the last to finish is a short one. */
export const STEPS: readonly Step[] = [
  vitest('unit'),
  { name: 'types', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of workbench', command: [bin('tsc'), '-p', 'tsconfig.workbench.json'] },
  { name: 'types of core', command: [bin('tsc'), '-p', 'tsconfig.core.json'] },
  { name: 'types of stories', command: [bin('tsc'), '-p', 'tsconfig.e2e.json'] },
  {
    name: 'biome',
    command: [bin('biome'), 'check', '--error-on-warnings', '--diagnostic-level=warn', '--colors=off', '.'],
  },
  { name: 'knip', command: [bin('knip'), '--no-progress'] },
  gate('deps'),
  gate('spec'),
  gate('glossary'),
  gate('refusals'),
  gate('lock'),
  gate('links'),
  gate('words'),
];

export function run(step: Step): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, { cwd: PROJECT, env: { ...process.env, NO_COLOR: '1' } });
    const output: string[] = [];
    child.stdout.on('data', (piece) => output.push(String(piece)));
    child.stderr.on('data', (piece) => output.push(String(piece)));
    child.on('close', (code) =>
      resolve({
        name: step.name,
        ok: code === 0,
        seconds: (performance.now() - started) / 1000,
        output: output.join(''),
      }),
    );
  });
}

/** Runs the steps, as many at a time as the machine has cores; prints a line as each ends. */
export async function runAll(steps: readonly Step[], width = Math.max(2, availableParallelism())): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await run(step);
      console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${outcome.seconds.toFixed(1).padStart(5)} s  ${outcome.name}`);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

/** Prints what the failed steps said. True if there was none. */
export function allWell(outcomes: readonly Outcome[]): boolean {
  const failed = outcomes.filter((outcome) => !outcome.ok);
  for (const outcome of failed) console.log(`\n── ${outcome.name} ──\n${outcome.output.trim()}`);
  return failed.length === 0 && outcomes.length > 0;
}

if (import.meta.main) {
  const started = performance.now();
  const outcomes = await runAll(STEPS);
  const well = allWell(outcomes);
  const failed = outcomes.filter((outcome) => !outcome.ok).length;
  console.log(
    `\ncheck: ${outcomes.length - failed} steps passed, ${failed} failed, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  process.exitCode = well ? 0 : 1;
}
