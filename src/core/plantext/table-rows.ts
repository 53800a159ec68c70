import { readBracket } from './brackets.ts';
import type { CleanText } from './clean.ts';
import { type Owners, share, type TaskDraft } from './owners.ts';
import { looksLikeUnit, splitUnits } from './units.ts';

export type Column = 'number' | 'text' | 'aim' | 'lead' | 'owner' | 'support' | 'due' | 'other';

export type Cell = { from: number; to: number; text: string };

/** A line with something in it; `start` and `stop` hold also the bars and blanks at its ends. */
export type Line = Cell & { start: number; stop: number };

const ARABIC_ITEM = /^[(]?\d{1,3}[)]?[、.)]/;
const ITEM_NUMBER = /^[(]?[\d一二三四五六七八九十]{1,3}[)]?[、.)]/;

/** A cell of units may speak in clauses: 发展改革委牵头,财政部、商务部参加. */
function readCell(clean: CleanText, column: 'lead' | 'owner' | 'support', cell: Cell, owners: Owners): void {
  const spoken = /牵头|配合|参加|参与|负责/.test(cell.text)
    ? readBracket(clean.form, clean.words, cell.from, cell.to)
    : undefined;
  if (spoken === undefined || column === 'support') {
    owners[column].push(...splitUnits(clean.words.slice(cell.from, cell.to)));
    return;
  }
  owners.lead.push(...spoken.lead);
  owners.owner.push(...spoken.owner);
  owners.support.push(...spoken.support);
}

/** The task of a row: its last cell of words, or the aims where they and not the words are numbered. */
export function rowTask(
  clean: CleanText,
  columns: readonly Column[],
  row: readonly (Cell | undefined)[],
  counted: number,
): TaskDraft | undefined {
  const owners: Owners = { lead: [], owner: [], support: [] };
  columns.forEach((column, index) => {
    const cell = row[index];
    if (cell !== undefined && (column === 'lead' || column === 'owner' || column === 'support'))
      readCell(clean, column, cell, owners);
  });
  const last = (column: Column) => row.findLast((cell, index) => columns[index] === column && cell !== undefined);
  const [words, aim, due] = [last('text'), last('aim'), last('due')];
  const text = words === undefined || (aim !== undefined && ARABIC_ITEM.test(aim.text)) ? (aim ?? words) : words;
  const { leadUnits, supportUnits } = share(owners, false);
  if (text === undefined || leadUnits.length === 0) return undefined;
  const end = Math.max(...row.map((cell) => cell?.to ?? 0));
  return {
    number: last('number')?.text || String(counted),
    from: text.from,
    to: text.to,
    noteFrom: due?.from ?? end,
    noteTo: due?.to ?? end,
    leadUnits,
    supportUnits,
    how: 'table',
  };
}

/** A number that stands in the cell of the words and not in a column of its own is the number of the task. */
export function ownNumber(clean: CleanText, draft: TaskDraft): TaskDraft {
  const inner = ITEM_NUMBER.exec(clean.form.slice(draft.from, draft.to))?.[0];
  if (inner === undefined) return draft;
  const from = draft.from + inner.length;
  return { ...draft, number: clean.words.slice(draft.from, from), from };
}

/** Rows one a line with blanks between the cells: none of them may be empty. */
export function readSpacedRows(
  clean: CleanText,
  lines: readonly Line[],
  start: number,
  columns: readonly Column[],
  drafts: TaskDraft[],
): number {
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const row: Cell[] = [];
    for (const match of line.text.matchAll(/\S+/g))
      row.push({ from: line.from + match.index, to: line.from + match.index + match[0].length, text: match[0] });
    if (row.length !== columns.length) break;
    const draft = rowTask(clean, columns, row, drafts.length + 1);
    if (draft !== undefined) drafts.push(draft);
  }
  return at;
}

export const SECTION_CELL = /^[一二三四五六七八九十]{1,3}、|^[(][一二三四五六七八九十]{1,3}[)]/;

export function unitsOnly(text: string): boolean {
  if (text.length > 200 || /[。:]/.test(text)) return false;
  const names = splitUnits(
    text.replace(
      /(?:分别|共同)?(?:牵头|配合|参加|参与|负责|等?按职责分工(?:负责)?)(?:负责)?(?:落实|推进|组织实施|完成)?/g,
      '、',
    ),
  );
  return names.length > 0 && names.every((name) => looksLikeUnit(name) || /^各/.test(name));
}

/** A cell that stands to the right of the task's words: units, a day, a slash for nobody, a short remark. */
function isTrailing(cell: Cell, column: Column): boolean {
  if (/^[/\-—无]$/.test(cell.text)) return true;
  if (column === 'due') return isDueCell(cell);
  if (column === 'lead' || column === 'owner' || column === 'support') return unitsOnly(cell.text);
  return cell.text.length <= 40 && !/[。;]/.test(cell.text);
}

function isDueCell(cell: Cell): boolean {
  return (
    cell.text.length <= 30 &&
    /\d{1,2}月|年底|季度|持续|长期|每年|每月|\d{4}年|立即|半年|全年|常态|长效|按.{0,6}(?:时|进度)|完成|及时/.test(
      cell.text,
    )
  );
}

const ROW_NUMBER = /^\d{1,3}[.、]?$/;

/**
 * Rows one cell a line. A row is a number (if the table has one), the words, then the cells of the columns to their
 * right. Where rows share a merged cell the number and the item are missing, and the row is known by its right side.
 */
export function readCellRows(
  clean: CleanText,
  lines: readonly Line[],
  start: number,
  columns: readonly Column[],
  drafts: TaskDraft[],
): number {
  const lastLeft = Math.max(columns.lastIndexOf('text'), columns.lastIndexOf('aim'));
  const lastText = lastLeft >= 0 ? lastLeft : columns.indexOf('other');
  const left = columns.slice(columns[0] === 'number' ? 1 : 0, lastText + 1);
  const wordsAt = left.includes('text') ? left.lastIndexOf('text') : left.length - 1;
  const right = columns.slice(lastText + 1);
  if (right.length === 0 || right[0] === 'number') return start;
  const numbered = columns[0] === 'number';
  let number = 0;
  let heading = '';
  let above: readonly (Cell | undefined)[] | undefined;
  let at = start;
  while (at < lines.length) {
    const first = lines[at];
    if (first === undefined) break;
    let own = '';
    let cursor = at;
    if (numbered && ROW_NUMBER.test(first.text)) {
      const read = Number.parseInt(first.text, 10);
      if (read < number) break;
      number = read;
      own = first.text;
      cursor++;
    }
    // a heading that runs across the table
    if (
      numbered &&
      own === '' &&
      ROW_NUMBER.test(lines[at + 1]?.text ?? '') &&
      first.text.length <= 40 &&
      !unitsOnly(first.text)
    ) {
      at++;
      continue;
    }
    const isNext = (cell: Cell) =>
      numbered &&
      ROW_NUMBER.test(cell.text) &&
      Number.parseInt(cell.text, 10) > number &&
      Number.parseInt(cell.text, 10) <= number + 30;
    // an item of its own day, its owners in a cell that spans the rows
    const ownerless = (cell: Cell, after: Cell | undefined) =>
      own === '' &&
      above !== undefined &&
      right.at(-1) === 'due' &&
      isDueCell(cell) &&
      (after === undefined || isNext(after));
    let spanned = false;
    // the words: everything up to the first cell that belongs to the right side
    let owner = cursor;
    while (owner < lines.length && owner - cursor < 14) {
      const cell = lines[owner];
      if (cell === undefined || isNext(cell)) break;
      spanned = numbered && owner > cursor && ownerless(cell, lines[owner + 1]);
      if (spanned) break;
      if (
        owner > cursor &&
        isTrailing(cell, right[0] ?? 'other') &&
        right.every((column, index) => index === 0 || fits(lines[owner + index], column, isNext))
      )
        break;
      owner++;
    }
    const found = lines[owner];
    if (owner === cursor || found === undefined || owner - cursor >= 14 || isNext(found)) {
      if (
        first.text.length <= 40 &&
        lines.slice(at + 1, at + 3).some((line) => ROW_NUMBER.test(line.text)) &&
        own === ''
      ) {
        at++;
        continue;
      }
      break;
    }
    let stop = owner;
    while (stop < lines.length) {
      const cell = lines[stop];
      if (cell === undefined || isNext(cell)) break;
      if (stop - owner >= right.length && !(unitsOnly(cell.text) || isDueCell(cell))) break;
      if (stop - owner >= right.length && (!numbered || !nextNumberNear(lines, stop, number))) break;
      if (!right.some((column) => isTrailing(cell, column))) break;
      stop++;
    }
    const row: readonly (Cell | undefined)[] = spanned
      ? right.map((column, index) => (column === 'due' ? found : above?.[index]))
      : fitRow(right, lines.slice(owner, stop));
    above = row;
    let words = lines.slice(cursor, owner);
    if (!numbered) {
      // headings that run across the table, and a number that has no column of its own
      while (words.length > 1 && SECTION_CELL.test(words[0]?.text ?? '') && (words[0]?.text.length ?? 99) <= 30) {
        const length = SECTION_CELL.exec(words[0]?.text ?? '')?.[0].length ?? 0;
        const start = words[0]?.from ?? 0;
        heading = clean.words.slice(start, start + length);
        words = words.slice(1);
      }
      const count = words.findLastIndex((cell) => ROW_NUMBER.test(cell.text));
      if (count >= 0 && count < words.length - 1) {
        own = words[count]?.text ?? '';
        words = words.slice(count + 1);
      } else own = heading;
    }
    // all cells there: the column of the words with its aims; some merged away: the last one; more than columns: a cell of several lines
    const text = left.length === 1 ? words : words.length >= left.length ? words.slice(wordsAt) : words.slice(-1);
    const head = text[0];
    const last = text.at(-1);
    if (head === undefined || last === undefined) break;
    const cell: Cell = { from: head.from, to: last.to, text: head.text };
    // a day that stands left of the words
    const dueAt = left.indexOf('due');
    const day = dueAt >= 0 && words.length >= left.length ? words[dueAt] : undefined;
    const draft = rowTask(
      clean,
      ['number', 'text', 'due', ...right],
      [{ ...cell, text: numbered ? String(number) : own }, cell, day, ...row],
      drafts.length + 1,
    );
    if (draft !== undefined) drafts.push(numbered ? draft : ownNumber(clean, draft));
    at = stop;
    if (
      !numbered &&
      SECTION_CELL.test(lines[at]?.text ?? '') &&
      (lines[at]?.text.length ?? 99) <= 30 &&
      !unitsOnly(lines[at + 1]?.text ?? '')
    )
      at++;
  }
  return at;
}

function fits(cell: Cell | undefined, column: Column, isNext: (cell: Cell) => boolean): boolean {
  return (
    cell === undefined ||
    isNext(cell) ||
    isTrailing(cell, column) ||
    cell.text.length > 40 ||
    SECTION_CELL.test(cell.text) ||
    unitsOnly(cell.text) ||
    isDueCell(cell)
  );
}

function nextNumberNear(lines: readonly Cell[], from: number, number: number): boolean {
  for (let at = from; at < lines.length && at < from + 6; at++) {
    const text = lines[at]?.text ?? '';
    if (ROW_NUMBER.test(text) && Number.parseInt(text, 10) === number + 1) return true;
    if (text.length > 40) return false;
  }
  return false;
}

/** Lays cells into the columns right of the words; cells too many or too few are told by what they hold. */
function fitRow(columns: readonly Column[], cells: readonly Cell[]): (Cell | undefined)[] {
  const filled = cells.map((cell) => (/^[/\-—无]$/.test(cell.text) ? undefined : cell));
  if (
    cells.length === columns.length &&
    columns.every((column, index) => filled[index] === undefined || column !== 'due' || isDueCell(filled[index]))
  )
    return filled;
  const owners = cells.filter((cell) => unitsOnly(cell.text) && !isDueCell(cell));
  const dues = cells.filter((cell) => isDueCell(cell));
  const unitColumns = columns.filter(
    (column) => column === 'lead' || column === 'owner' || column === 'support',
  ).length;
  let owner = 0;
  return columns.map((column) => {
    if (column === 'due') return dues[0];
    if (column !== 'lead' && column !== 'owner' && column !== 'support') return undefined;
    owner++;
    // the units of the last column may fill several lines
    const first = owners[owner - 1];
    const last = owner === unitColumns ? owners.at(-1) : first;
    return first === undefined || last === undefined ? undefined : { from: first.from, to: last.to, text: first.text };
  });
}
