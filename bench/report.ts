/** A Markdown table, then the same as one line of JSON for programs. */
export function report(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  more: object = {},
): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(shown).join(' | ')} |`;
  console.log(
    [line(heads), `|${heads.map((_, n) => (n === 0 ? '---' : '---:')).join('|')}|`, ...rows.map(line)].join('\n'),
  );
  console.log(`\n${JSON.stringify({ bench: name, heads, rows, ...more })}`);
}

function shown(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell)) return cell.toLocaleString('en-US');
  return cell.toFixed(2);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** A tiny size, to show that the program still runs. */
export const SMOKE = process.env.BENCH_SMOKE === '1';

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
