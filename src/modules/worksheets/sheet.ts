import { type Instant, localDay } from '#core/kernel';
import type { Lamp } from '#core/obligation';
import { type Entry, type Fault, FIELDS, type Field, type WorksheetRow } from './contract.ts';
import { SIDE_WORDS } from './entries.ts';

/** 填报表 as a workbook: which column is what, and how its rows are known again. */

type Key = Field | 'task' | 'unit' | 'base';
type Column = {
  readonly heading: string;
  readonly width: number;
  readonly required?: boolean;
  readonly hidden?: boolean;
  /** What comes back; the others are for reading only. */
  readonly key?: Key;
  readonly value: (row: WorksheetRow) => string;
};

const nothing = () => '';

export const COLUMNS: readonly Column[] = [
  { heading: '编号', width: 10, value: (row) => row.number },
  { heading: '任务', width: 44, value: (row) => row.title },
  { heading: '方案', width: 28, value: (row) => row.plan?.title ?? '' },
  { heading: '单位', width: 20, value: (row) => row.unit.name },
  { heading: '身份', width: 8, value: (row) => SIDE_WORDS[row.side] },
  { heading: '到期', width: 12, value: (row) => (row.dueAt === null ? '不设期限' : localDay(row.dueAt as Instant)) },
  { heading: '灯', width: 8, value: (row) => (row.lamp === null ? '' : LAMP_WORDS[row.lamp]) },
  { heading: '上次报告', width: 30, value: (row) => lastWords(row) },
  { heading: '进度(%)', width: 9, key: 'percent', value: nothing },
  { heading: '进展', width: 44, required: true, key: 'progress', value: nothing },
  { heading: '问题', width: 30, key: 'problem', value: nothing },
  { heading: '下一步', width: 30, key: 'nextStep', value: nothing },
  { heading: '任务标识', width: 4, hidden: true, key: 'task', value: (row) => row.task },
  { heading: '单位标识', width: 4, hidden: true, key: 'unit', value: (row) => row.unit.id },
  { heading: '校验', width: 4, hidden: true, key: 'base', value: (row) => row.base },
];

export const NOTES: readonly string[] = [
  '只填「进度(%)」「进展」「问题」「下一步」四列; 没有进展要报的行空着。红色列在填写的行里必填。',
  '行可以删, 可以换顺序; 隐藏的列请勿改动。填好后在「填报」页上传, 先核对再提交; 佐证材料提交后在任务页附上。',
];

export const LAMP_WORDS: Readonly<Record<Lamp, string>> = {
  normal: '正常',
  warning: '预警',
  yellow: '黄牌',
  red: '红牌',
  paused: '中止计时',
  held: '待验收',
  done: '按期办结',
  'done-late': '逾期办结',
  waived: '免除',
  void: '作废',
};

function lastWords({ last }: WorksheetRow): string {
  if (last === null) return '';
  const percent = last.percent === null ? '' : ` ${last.percent}%`;
  return `${localDay(last.at as Instant)} ${last.by}${percent}: ${last.progress}`;
}

/** One sheet as read: rows as text, and cells that could not be taken as they stand. */
export type SheetText = {
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  readonly faults: readonly { readonly row: number; readonly cell: string; readonly kind: string }[];
};

const CELL_SENTENCES: Readonly<Record<string, string>> = {
  formula: '是公式, 不予计算; 请把结果复制为文字或数字',
  merged: '是合并的单元格, 请拆开',
  error: '的值有错误, 请改正',
  imprecise: '的数字太大, 请改正',
};

/** The entries of a sheet, with the faults of its cells; undefined where it has not the headings of a worksheet. */
export function readSheet(
  sheet: SheetText,
): { readonly entries: readonly Entry[]; readonly faults: readonly Fault[] } | undefined {
  const keyed = COLUMNS.flatMap(({ key, heading }) => (key === undefined ? [] : [{ key, heading }]));
  const head = sheet.rows.find((row) => keyed.every(({ heading }) => row.cells.includes(heading)));
  if (head === undefined) return undefined;
  const place = new Map(keyed.map(({ key, heading }) => [key, head.cells.indexOf(heading)]));
  const entries = sheet.rows
    .filter((row) => row.number > head.number)
    .map((row): Entry => {
      const text = (key: Key) => row.cells[place.get(key) ?? -1] ?? '';
      return {
        row: row.number,
        task: text('task').slice(0, 60),
        unit: text('unit').slice(0, 60),
        base: text('base').slice(0, 60),
        percent: text('percent').slice(0, 60),
        progress: text('progress'),
        problem: text('problem'),
        nextStep: text('nextStep'),
      };
    });
  const byRow = new Map(entries.map((entry) => [entry.row, entry]));
  const faults = sheet.faults
    .filter(({ row }) => row > head.number)
    .map(
      ({ row, cell, kind }): Fault => ({
        task: byRow.get(row)?.task ?? '',
        unit: byRow.get(row)?.unit ?? '',
        row,
        cell,
        field: fieldAt(cell, place),
        sentence: `${cell} ${CELL_SENTENCES[kind] ?? '不能读取'}`,
        newBase: null,
      }),
    );
  return { entries, faults };
}

function fieldAt(cell: string, place: ReadonlyMap<Key, number>): Fault['field'] {
  const letters = cell.replace(/\d+$/, '');
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return FIELDS.find((field) => place.get(field) === column) ?? 'row';
}
