import { type Cell, type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import type { Refusal } from '#core/kernel';
import { inspectArchive } from './archive.ts';
import { spreadsheetRefusals } from './refusals.ts';

export type ReadLimits = {
  readonly mostBytes?: number;
  readonly mostEntries?: number;
  /** Per sheet, the heading included. */
  readonly mostRows?: number;
  readonly mostColumns?: number;
};

/** One row as text. Empty rows are not there; `number` is what the program that made the sheet shows at its left. */
export type ReadRow = { readonly number: number; readonly cells: readonly string[] };

/** A cell whose value cannot be taken as it stands. `cell` is its name, such as B3. */
export type CellFault = {
  readonly row: number;
  readonly cell: string;
  readonly kind: 'merged' | 'formula' | 'error' | 'imprecise';
};

export type ReadSheet = {
  readonly name: string;
  readonly rows: readonly ReadRow[];
  readonly faults: readonly CellFault[];
};

const MEBIBYTE = 2 ** 20;
const MOST: Required<ReadLimits> = {
  mostBytes: 50 * MEBIBYTE,
  mostEntries: 2_000,
  mostRows: 20_000,
  mostColumns: 200,
};
/** Compound file: .xls of before 2007, or an encrypted workbook. */
const OLD_FORMAT = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads the visible sheets of an .xlsx workbook as text: days as 2026-03-02, yes and no as 是 and 否, numbers as they
 * are written. Merged cells, formulas and faulty values are named and not guessed at.
 */
export async function readSheets(bytes: Uint8Array, limits: ReadLimits = {}): Promise<readonly ReadSheet[] | Refusal> {
  const most = { ...MOST, ...limits };
  if (OLD_FORMAT.every((byte, index) => bytes[index] === byte)) return spreadsheetRefusals.oldFormat();
  const unfit = await inspectArchive(bytes, most);
  if (unfit !== undefined) return unfit;
  let sheets: readonly Sheet[];
  try {
    const workbook = await readXlsx(bytes, {
      sheets: (sheet) => !sheet.hidden && !sheet.veryHidden,
      maxRows: most.mostRows + 1,
    });
    sheets = workbook.sheets;
  } catch {
    // The archive is sound but what is in it is not a workbook; the reader says so in many ways.
    return spreadsheetRefusals.notAWorkbook();
  }
  const long = sheets.find((sheet) => sheet.rows.length > most.mostRows);
  if (long !== undefined) return spreadsheetRefusals.tooManyRows(long.name, most.mostRows);
  return sheets.map((sheet) => sheetOf(sheet, most.mostColumns));
}

function sheetOf(sheet: Sheet, mostColumns: number): ReadSheet {
  const faults: CellFault[] = [];
  const merged = sheet.merges ?? [];
  for (const { startRow, startCol } of merged)
    faults.push({ row: startRow + 1, cell: cellName(startRow, startCol), kind: 'merged' });
  for (const [place, cell] of sheet.cells ?? []) {
    const kind = faultOf(cell);
    const [row = 0, column = 0] = place.split(',').map(Number);
    if (kind !== undefined) faults.push({ row: row + 1, cell: cellName(row, column), kind });
  }
  const rows: ReadRow[] = [];
  for (const [index, values] of sheet.rows.entries()) {
    const cells = values.slice(0, mostColumns).map((value, column) => {
      if (typeof value === 'number' && !Number.isSafeInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER)
        faults.push({ row: index + 1, cell: cellName(index, column), kind: 'imprecise' });
      return textOf(value);
    });
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0) rows.push({ number: index + 1, cells });
  }
  return { name: sheet.name.trim(), rows, faults };
}

function faultOf(cell: Cell): CellFault['kind'] | undefined {
  if (cell.formula !== undefined || cell.type === 'formula') return 'formula';
  return cell.type === 'error' ? 'error' : undefined;
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  switch (typeof value) {
    case 'string':
      return value
        .replace(/_x000D_/g, '')
        .replace(/(?![\n\t])\p{Cc}/gu, '')
        .trim();
    case 'number':
      return String(value);
    case 'boolean':
      return value ? '是' : '否';
    // A day comes as midnight UTC.
    default:
      return value.toISOString().slice(0, 10);
  }
}

/** B3 for row 2, column 1, both counted from nought. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A, B, …, Z, AA, …; counted from nought. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`;
}
