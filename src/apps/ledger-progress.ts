import { stderr } from 'node:process';

const EVERY_MILLISECONDS = 2_000;

/** Tells on the error stream, every two seconds, how far a long reading has come and how fast it goes. */
export function progressOf(verb: string, unit: string, say = (line: string) => void stderr.write(`${line}\n`)) {
  const begun = performance.now();
  let told = begun;
  const rate = (count: number) => Math.round((count * 1_000) / Math.max(1, performance.now() - begun));
  return {
    at(count: number, more = '') {
      if (performance.now() - told < EVERY_MILLISECONDS) return;
      told = performance.now();
      say(`  ${verb} ${written(count)} ${unit}, 每秒 ${written(rate(count))} ${unit}${more}`);
    },
    /** How long it took, for the last line. */
    words(count: number): string {
      return `用时 ${((performance.now() - begun) / 1_000).toFixed(1)} 秒, 每秒 ${written(rate(count))} ${unit}`;
    },
  };
}

export function written(count: number): string {
  return count.toLocaleString('en-US');
}
