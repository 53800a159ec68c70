import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePlan, printedPlan } from '#core/plantext';
import { FIELDS, type FieldScores, meanOf, type Scored, scorePlan } from './plan-score.ts';

/** `npm run -s bench:plans -- LABELS_DIR`: compiles NAME.txt, compares it with NAME.json, prints the scores. */
function main(folder: string | undefined): number {
  if (folder === undefined || !existsSync(folder)) {
    process.stderr.write('用法: npm run -s bench:plans -- 标注目录 (内有 NNN.txt 与 NNN.json)\n');
    return 2;
  }
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && existsSync(textOf(folder, file)))
    .sort();
  const means: number[] = [];
  const byField = new Map<string, number[]>();
  for (const name of names) {
    const gold = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Scored;
    const scores: FieldScores = scorePlan(gold, printedPlan(compilePlan(readFileSync(textOf(folder, name), 'utf8'))));
    const mean = meanOf(scores);
    means.push(mean);
    for (const field of FIELDS) {
      const value = scores[field];
      if (value !== undefined) byField.set(field, [...(byField.get(field) ?? []), value]);
    }
    const shown = FIELDS.filter((field) => scores[field] !== undefined).map(
      (field) => `${field}=${scores[field]?.toFixed(3)}`,
    );
    process.stdout.write(`${name} ${mean.toFixed(3)} ${shown.join(' ')}\n`);
  }
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  for (const [field, values] of byField)
    process.stdout.write(`mean ${field}=${average(values).toFixed(3)} over ${values.length}\n`);
  process.stdout.write(`plans F1=${average(means).toFixed(3)} over ${means.length}\n`);
  return 0;
}

/** `NNN.json` is labelled for `NNN.txt`, or in a folder of fixtures for `NNN.plan.txt`. */
function textOf(folder: string, label: string): string {
  const stem = label.slice(0, -'.json'.length);
  const plain = join(folder, `${stem}.txt`);
  return existsSync(plain) ? plain : join(folder, `${stem}.plan.txt`);
}

process.exitCode = main(process.argv[2]);
