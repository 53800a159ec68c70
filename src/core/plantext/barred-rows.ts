import type { CleanText } from './clean.ts';
import type { TaskDraft } from './owners.ts';
import { type Cell, type Column, type Line, ownNumber, rowTask, unitsOnly } from './table-rows.ts';

type Row = (Cell | undefined)[];
/** A row of as many cells as there are columns, and how many of them the line did not have. */
type Laid = { readonly row: Row; readonly missing: number };

/** Cells between bars or tabs, an empty one keeping its place. */
function cellsOf(form: string, from: number, to: number, bar: string): Row {
  const cells: Row = [];
  let start = from;
  for (const piece of form.slice(from, to).split(bar)) {
    const text = piece.trim();
    const at = start + piece.length - piece.trimStart().length;
    cells.push(text === '' ? undefined : { from: at, to: at + text.length, text });
    start += piece.length + bar.length;
  }
  return cells;
}

const barsIn = (form: string, line: Line, bar: string) => form.slice(line.start, line.stop).split(bar).length - 1;

/** Lays the cells of a line into the columns: the bar that opens every row and those that close it part nothing. */
function lay(cells: Row, columns: readonly Column[], opened: boolean): Laid | undefined {
  const row = opened && cells[0] === undefined ? cells.slice(1) : [...cells];
  while (row.length > columns.length && row.at(-1) === undefined) row.pop();
  if (row.length > columns.length) return undefined;
  const missing = columns.length - row.length;
  while (row.length < columns.length) row.push(undefined);
  return { row, missing };
}

const isOwning = (column: Column) => column === 'lead' || column === 'owner' || column === 'support';
const mayOwn = (cell: Cell | undefined) => cell === undefined || /^[/\-—无]$/.test(cell.text) || unitsOnly(cell.text);

function ownersFit(row: Row, columns: readonly Column[]): boolean {
  return (
    columns.every((column, index) => !isOwning(column) || mayOwn(row[index])) &&
    columns.some((column, index) => isOwning(column) && row[index] !== undefined)
  );
}

/** Where cells on the left are merged with those above them, some sites write the others from the left edge. */
function aligned({ row, missing }: Laid, columns: readonly Column[]): Row {
  const shifted = (by: number): Row => [...Array.from<undefined>({ length: by }), ...row.slice(0, row.length - by)];
  // as many cells left out as the row is short of: those that the merged cells would have filled
  if (missing > 0 && hasWords(shifted(missing), columns) && ownersFit(shifted(missing), columns))
    return shifted(missing);
  if (ownersFit(row, columns)) return row;
  const filled = row.findLastIndex((cell) => cell !== undefined) + 1;
  for (let by = 1; by <= row.length - filled; by++) if (ownersFit(shifted(by), columns)) return shifted(by);
  return row;
}

function hasWords(row: Row, columns: readonly Column[]): boolean {
  return columns.some((column, index) => ['text', 'aim'].includes(column) && row[index] !== undefined);
}

/**
 * Rows one a line, their cells between bars or tabs as their head shows. A number or owner that a merged cell gives to
 * several rows is carried down; a row of owners alone belongs to the task above it.
 */
export function readBarredRows(
  clean: CleanText,
  lines: readonly Line[],
  start: number,
  columns: readonly Column[],
  drafts: TaskDraft[],
): number {
  const { form } = clean;
  const head = lines[start - 1];
  if (head === undefined) return start;
  const bar = head.text.includes('|') ? '|' : '\t';
  const opened = form.slice(head.start, head.stop).trimStart().startsWith('|') && bar === '|';
  const bars = barsIn(form, head, bar);
  const numbered = columns.includes('number');
  const above: Row = [];
  let at = start;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    let next = at + 1;
    let found = barsIn(form, line, bar);
    let stop = line.stop;
    // a cell of several lines: the bars of its row are complete only further down
    while (found < bars && next < lines.length && next < at + 6) {
      const more = lines[next];
      if (more === undefined || found + barsIn(form, more, bar) > bars) break;
      found += barsIn(form, more, bar);
      stop = more.stop;
      next++;
    }
    if (found === 0) break;
    if (found < bars) {
      stop = line.stop;
      next = at + 1;
    }
    at = next;
    const laid = lay(cellsOf(form, line.start, stop, bar), columns, opened);
    if (laid === undefined || laid.row.every((cell) => cell === undefined || /^:?-{2,}:?$/.test(cell.text))) continue;
    const row = aligned(laid, columns);
    const hasOwners = columns.some((column, index) => isOwning(column) && row[index] !== undefined);
    // a heading that runs across the table
    if (!hasOwners && row.filter((cell) => cell !== undefined).length === 1) continue;
    const last = drafts.at(-1);
    const whole = columns.map((column, index) => {
      if (row[index] === undefined && (column === 'number' || (isOwning(column) && !hasOwners))) return above[index];
      return row[index];
    });
    const draft = rowTask(clean, columns, whole, drafts.length + 1);
    if (draft !== undefined) drafts.push(numbered ? draft : ownNumber(clean, draft));
    else if (!hasWords(row, columns) && hasOwners && last !== undefined) {
      const more = rowTask(clean, [...columns, 'text'], [...row, { from: last.from, to: last.to, text: '' }], 0);
      if (more !== undefined)
        drafts[drafts.length - 1] = {
          ...last,
          leadUnits: [...new Set([...last.leadUnits, ...more.leadUnits])],
          supportUnits: [...new Set([...last.supportUnits, ...more.supportUnits])],
        };
    }
    columns.forEach((_, index) => {
      above[index] = whole[index];
    });
  }
  return at;
}
