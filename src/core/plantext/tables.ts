import { readBarredRows } from './barred-rows.ts';
import type { CleanText } from './clean.ts';
import { DUE_KEY, LEAD_KEY, OWNER_KEY, SUPPORT_KEY } from './fields.ts';
import type { TaskDraft } from './owners.ts';
import type { Spot } from './spots.ts';
import { type Column, type Line, readCellRows, readSpacedRows } from './table-rows.ts';

export type Table = Spot & { drafts: TaskDraft[] };

const WHOLE_LEAD = new RegExp(`^${LEAD_KEY}$`);
const WHOLE_OWNER = new RegExp(`^${OWNER_KEY}$`);
const WHOLE_SUPPORT = new RegExp(`^${SUPPORT_KEY}$`);
const WHOLE_DUE = new RegExp(`^${DUE_KEY}$`);

/** What stands in a column, by the words of its head; blanks that only spread a head (时 间) say nothing. */
function columnOf(cell: string): Column | undefined {
  const bare = cell.replace(/[\s()（）]/g, '');
  if (bare.length === 0 || bare.length > 14) return undefined;
  if (/^(?:序号|编号|序|号)$/.test(bare)) return 'number';
  // 配合/责任单位: leads where nobody else does
  if (/^(?:责任|负责|承办)[/、和及](?:配合|协办)|^(?:配合|协办)[/、和及](?:责任|负责|承办)/.test(bare)) return 'owner';
  if (WHOLE_LEAD.test(bare)) return 'lead';
  if (WHOLE_OWNER.test(bare)) return 'owner';
  if (WHOLE_SUPPORT.test(bare)) return 'support';
  if (WHOLE_DUE.test(bare) || /^(?:起止)?(?:时间|日期|时段|月份)$/.test(bare)) return 'due';
  if (
    /^[^,。;:]{0,8}(?:任务|内容|事项|措施|举措|项目|实事|清单|做法|政策|工作|环节|点)(?:名称|及要求|分解|及内容)?$/.test(
      bare,
    )
  )
    return 'text';
  if (/^[^,。;:]{0,8}(?:名称|领域|行业|类别名称)$/.test(bare)) return 'text';
  if (/^[^,。;:]{0,8}(?:目标|要求|标准|成效|成果|问题|标志|指标)$/.test(bare)) return 'aim';
  if (/^[^,。;:]{0,6}(?:牵头|配合|责任|协办|参与)(?:单位|部门|处室|科室|股室)$/.test(bare)) return 'other';
  if (
    /^(?:备注|类别|领域|分类|责任人|责任领导|牵头领导|分管领导|联系人|联系方式|成果形式|任务类别|进展情况)$/.test(bare)
  )
    return 'other';
  return undefined;
}

const OWNING = (column: Column | undefined) => column === 'lead' || column === 'owner';

/** A head that nobody has foreseen, between 序号 and heads that are known: what the table is about. */
function strange(cell: string, before: readonly Column[], next: Column | undefined): Column | undefined {
  const fits =
    before[0] === 'number' && next !== undefined && next !== 'number' && /^[^\d,。;:、]{2,10}$/.test(cell.trim());
  if (!fits) return undefined;
  return before.includes('text') ? 'other' : 'text';
}

function readHeads(cells: readonly string[]): Column[] | undefined {
  const columns: Column[] = [];
  for (const [index, cell] of cells.entries()) {
    const next = cells[index + 1];
    const column = columnOf(cell) ?? strange(cell, columns, next === undefined ? undefined : columnOf(next));
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return columns.length >= 2 && columns.some(OWNING) ? columns : undefined;
}

type Head = { columns: Column[]; rowsAt: number; read: typeof readCellRows };

/** The head of a table that begins in a line: its cells in this line, or one cell a line. */
function headAt(lines: readonly Line[], at: number): Head | undefined {
  const one = lines[at];
  if (one === undefined) return undefined;
  const bar = /[|\t]/.exec(one.text)?.[0];
  const inline = readHeads(one.text.split(bar ?? /\s+/));
  if (inline !== undefined)
    return { columns: inline, rowsAt: at + 1, read: bar === undefined ? readSpacedRows : readBarredRows };
  const columns: Column[] = [];
  let next = at;
  while (next < lines.length && columns.length < 10) {
    const cell = lines[next]?.text ?? '';
    const column = columnOf(cell) ?? strange(cell, columns, columnOf(lines[next + 1]?.text ?? ''));
    if (column === undefined) break;
    // the title of the table may look like a head: 序号 begins the head itself
    if (column === 'number') columns.length = 0;
    columns.push(column);
    next++;
  }
  const about = columns.some((column) => ['text', 'aim', 'other', 'number'].includes(column));
  if (columns.length < 2 || !columns.some(OWNING) || !about) return undefined;
  return { columns, rowsAt: next, read: readCellRows };
}

/** Tables pasted one cell a line, or one row a line with bars, tabs or blanks between the cells. */
export function findTables(clean: CleanText): Table[] {
  const { form, words } = clean;
  const lines: Line[] = [];
  for (let start = 0; start <= form.length; ) {
    const end = form.indexOf('\n', start);
    const stop = end < 0 ? form.length : end;
    // a bar on a line of its own only parts two cells
    const line = form.slice(start, stop);
    const lead = /^[\s|]*/.exec(line)?.[0].length ?? 0;
    const text = line.slice(lead).replace(/[\s|]+$/, '');
    if (text !== '') lines.push({ start, stop, from: start + lead, to: start + lead + text.length, text });
    if (end < 0) break;
    start = end + 1;
  }
  const tables: Table[] = [];
  for (let index = 0; index < lines.length; index++) {
    const head = headAt(lines, index);
    if (head === undefined) continue;
    const drafts: TaskDraft[] = [];
    const end = head.read(clean, lines, head.rowsAt, head.columns, drafts);
    if (drafts.length > 0) {
      tables.push({ from: lines[index]?.from ?? 0, to: lines[end - 1]?.to ?? words.length, drafts });
      index = end - 1;
    }
  }
  return tables;
}

/** The head of a table whose cells have run together: 序号工作任务责任单位完成时限1…. Its rows cannot be told apart. */
export function lostTables(form: string): Spot[] {
  return [
    ...form.matchAll(
      /(?:序号)?[^,。;:\n]{0,6}(?:任务|内容|事项|措施)[^,。;:\n]{0,8}(?:牵头|责任|负责)(?:单位|部门|科室)(?:配合(?:单位|部门|科室))?(?:完成)?(?:时限|时间|期限|进度)(?=[\d一(（])/g,
    ),
  ].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}
