import { EXAMPLE, type Layout } from './layout.ts';

/** A sheet as it was read: text, and cells that cannot be taken as they stand. */
export type TextSheet = {
  readonly name: string;
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  readonly faults: readonly {
    readonly row: number;
    readonly cell: string;
    readonly kind: 'merged' | 'formula' | 'error' | 'imprecise';
  }[];
};

export type Fault = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string | null;
  readonly cell: string | null;
  readonly sentence: string;
};

/** One row of a sheet, asked by heading. */
export class Line {
  readonly sheet: string;
  readonly row: number;
  readonly #cells: readonly string[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #faults: Fault[];

  constructor(
    sheet: string,
    row: number,
    cells: readonly string[],
    columns: ReadonlyMap<string, number>,
    faults: Fault[],
  ) {
    this.sheet = sheet;
    this.row = row;
    this.#cells = cells;
    this.#columns = columns;
    this.#faults = faults;
  }

  /** The text under the heading; empty where there is none. */
  text(heading: string): string {
    const column = this.#columns.get(heading);
    return column === undefined ? '' : (this.#cells[column] ?? '').trim();
  }

  /** A whole number under the heading; null where there is none. */
  number(heading: string): number | null {
    const text = this.text(heading);
    if (text === '') return null;
    if (/^\d{1,5}$/.test(text)) return Number(text);
    this.fault(heading, `「${text}」不是数, ${heading}请填 0 到 99999 的整数`);
    return null;
  }

  fault(heading: string | null, sentence: string): undefined {
    const column = heading === null ? undefined : this.#columns.get(heading);
    const cell = column === undefined ? null : `${String.fromCharCode(65 + column)}${this.row}`;
    this.#faults.push({ sheet: this.sheet, row: this.row, column: heading, cell, sentence });
  }
}

const KIND_WORDS = {
  merged: '单元格是合并的, 请取消合并, 在每一行都写上值',
  formula: '单元格里是公式, 请改成值 (复制后选择性粘贴为数值)',
  error: '单元格里是错误值, 请改正',
  imprecise: '数字太长, 表格软件已丢掉末几位, 请把单元格设为文本后重新填写',
} as const;

/** Rows in which the headings may stand, below a title and notes. */
const HEADING_WITHIN = 12;

/**
 * The rows of the sheet of that layout, below its headings; example rows are passed over. The order of the columns is
 * free. An absent sheet has no rows.
 */
export function linesOf(layout: Layout, sheets: readonly TextSheet[], faults: Fault[], notes: string[]): Line[] {
  const sheet = sheets.find(({ name }) => name === layout.name);
  if (sheet === undefined) return [];
  const required = layout.columns.filter((column) => column.required).map(({ heading }) => heading);
  const head = sheet.rows
    .slice(0, HEADING_WITHIN)
    .find(({ cells }) => required.every((heading) => cells.some((cell) => headingOf(cell) === heading)));
  if (head === undefined) {
    const sentence = `找不到表头: 前几行里须有「${required.join('」「')}」各列, 请用模板填写`;
    faults.push({ sheet: layout.name, row: 1, column: null, cell: null, sentence });
    return [];
  }
  const columns = new Map<string, number>();
  for (const [index, cell] of head.cells.entries()) {
    const heading = headingOf(cell);
    if (heading === '') continue;
    if (!layout.columns.some((column) => column.heading === heading)) {
      notes.push(`工作表「${layout.name}」的「${heading}」列不在模板里, 没有读取`);
    } else if (columns.has(heading)) {
      const sentence = `「${heading}」列出现了两次, 请留下一列`;
      faults.push({ sheet: layout.name, row: head.number, column: heading, cell: null, sentence });
    } else columns.set(heading, index);
  }
  for (const { row, cell, kind } of sheet.faults) {
    if (row <= head.number) continue;
    faults.push({ sheet: layout.name, row, column: null, cell, sentence: KIND_WORDS[kind] });
  }
  const unfit = new Set(sheet.faults.map(({ row }) => row));
  const lines: Line[] = [];
  for (const { number, cells } of sheet.rows) {
    if (number <= head.number || isExample(cells) || unfit.has(number)) continue;
    const line = new Line(layout.name, number, cells, columns, faults);
    const lacking = required.filter((heading) => line.text(heading) === '');
    for (const heading of lacking) line.fault(heading, `没有填写${heading}`);
    if (lacking.length === 0) lines.push(line);
  }
  return lines;
}

function headingOf(cell: string): string {
  const plain = cell.normalize('NFKC').replace(/[\s*]/g, '');
  return plain.toUpperCase() === 'AB岗' ? 'AB岗' : plain;
}

function isExample(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.normalize('NFKC').startsWith(EXAMPLE));
}
