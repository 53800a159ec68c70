import { type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';

export type SheetValue = string | number | null;

export type NewColumn = {
  readonly heading: string;
  /** In characters of Latin text; a Chinese character takes two. */
  readonly width: number;
  /** Must be filled in: the heading is marked. */
  readonly required?: boolean;
  /** The values among which one chooses. */
  readonly choices?: readonly string[];
  /** Not shown: what the program needs to know its own rows again. */
  readonly hidden?: boolean;
};

export type NewSheet = {
  readonly name: string;
  /** Lines above the headings, for people. */
  readonly notes?: readonly string[];
  readonly columns: readonly NewColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
};

const HEADING: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1D4F91' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: { bottom: { style: 'thin', color: { rgb: '1F2328' } } },
  // Text, so that no program turns 0012 into 12.
  numFmt: '@',
};
const REQUIRED: CellStyle = { ...HEADING, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'B3261E' } } };
const NOTE: CellStyle = { font: { color: { rgb: '5F6B7A' } }, alignment: { vertical: 'center' } };
const TEXT: CellStyle = { numFmt: '@', alignment: { vertical: 'center', wrapText: true } };
/** Rows below the last one that still offer the choices. */
const SPARE_ROWS = 5_000;

/**
 * Makes an .xlsx workbook. Every text is written as text: what begins with = or @ stays what a person typed and is never
 * worked out by the program that opens it.
 */
export function writeWorkbook(sheets: readonly NewSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(sheetOf),
    defaultFont: { name: '等线', size: 11 },
  });
}

function sheetOf(sheet: NewSheet): WriteSheet {
  const notes = sheet.notes ?? [];
  const headingRow = notes.length;
  const cells: WriteSheet['cells'] = new Map();
  notes.forEach((note, row) => {
    cells.set(`${row},0`, { value: note, type: 'string', style: NOTE });
  });
  sheet.columns.forEach((column, index) => {
    const style = column.required ? REQUIRED : HEADING;
    cells.set(`${headingRow},${index}`, { value: column.heading, type: 'string', style });
  });
  const dataValidations = sheet.columns.flatMap((column, index): DataValidation[] => {
    if (column.choices === undefined) return [];
    const letter = String.fromCharCode(65 + index);
    const range = `${letter}${headingRow + 2}:${letter}${headingRow + 1 + sheet.rows.length + SPARE_ROWS}`;
    return [
      {
        type: 'list',
        values: [...column.choices],
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '请从列表中选择',
        errorMessage: `可填: ${column.choices.join('、')}`.slice(0, 220),
      },
    ];
  });
  return {
    name: sheet.name,
    rows: [
      ...notes.map((note) => [note]),
      sheet.columns.map(({ heading }) => heading),
      ...sheet.rows.map((row) => [...row]),
    ],
    cells,
    columns: sheet.columns.map(({ width, hidden = false }) => ({ width, style: TEXT, hidden })),
    freezePane: { rows: headingRow + 1 },
    dataValidations,
  };
}
