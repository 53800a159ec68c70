import type { CleanText } from './clean.ts';
import { DUE_KEY, LEAD_KEY, OWNER_KEY, SUPPORT_KEY } from './fields.ts';
import type { TaskDraft } from './owners.ts';
import type { Spot } from './spots.ts';
import { type Column, readCellRows, readInlineRows } from './table-rows.ts';

type Table = Spot & { drafts: TaskDraft[] };

const WHOLE_LEAD = new RegExp(`^${LEAD_KEY}$`);
const WHOLE_OWNER = new RegExp(`^${OWNER_KEY}$`);
const WHOLE_SUPPORT = new RegExp(`^${SUPPORT_KEY}$`);
const WHOLE_DUE = new RegExp(`^${DUE_KEY}$`);

function columnOf(cell: string): Column | undefined {
  const bare = cell.replace(/[\s()（）]/g, '');
  if (bare.length === 0 || bare.length > 14) return undefined;
  if (/^(?:序号|编号|序|号)$/.test(bare)) return 'number';
  if (WHOLE_LEAD.test(bare)) return 'lead';
  if (WHOLE_OWNER.test(bare)) return 'owner';
  if (WHOLE_SUPPORT.test(bare)) return 'support';
  if (WHOLE_DUE.test(bare)) return 'due';
  if (
    /^[^,。;:]{0,8}(?:任务|内容|事项|措施|举措|项目|清单|做法|政策|工作|环节|点)(?:名称|及要求|分解|及内容)?$/.test(
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

/** Tables pasted one cell a line, or one row a line with tabs or spaces between the cells. */
export function findTables(clean: CleanText): Table[] {
  const { form, words } = clean;
  const lines: { from: number; to: number; text: string }[] = [];
  for (let from = 0; from <= form.length; ) {
    const end = form.indexOf('\n', from);
    const to = end < 0 ? form.length : end;
    // a bar on a line of its own only parts two cells
    const line = form.slice(from, to);
    const lead = /^[\s|]*/.exec(line)?.[0].length ?? 0;
    const text = line.slice(lead).replace(/[\s|]+$/, '');
    if (text !== '') lines.push({ from: from + lead, to: from + lead + text.length, text });
    if (end < 0) break;
    from = end + 1;
  }
  const tables: Table[] = [];
  for (let index = 0; index < lines.length; index++) {
    const columns: Column[] = [];
    let at = index;
    const one = lines[index];
    if (one === undefined) continue;
    const barred = one.text.includes('|');
    const cells = one.text.split(barred ? /\s*\|\s*/ : /\s+/).filter((cell) => cell !== '');
    const inline = cells.length >= 2 && cells.every((cell) => columnOf(cell) !== undefined);
    if (inline) {
      for (const cell of cells) columns.push(columnOf(cell) ?? 'other');
      at++;
    } else
      while (at < lines.length && columns.length < 10) {
        const column = columnOf(lines[at]?.text ?? '');
        if (column === undefined) break;
        // the title of the table may look like a head: 序号 begins the head itself
        if (column === 'number') columns.length = 0;
        columns.push(column);
        at++;
      }
    const owned = columns.some((column) => column === 'lead' || column === 'owner');
    if (
      columns.length < 2 ||
      !owned ||
      (!columns.includes('text') &&
        !columns.includes('aim') &&
        !columns.includes('other') &&
        !columns.includes('number'))
    ) {
      index = Math.max(index, at - 1);
      continue;
    }
    const drafts: TaskDraft[] = [];
    const end = inline
      ? readInlineRows(clean, lines, at, columns, drafts, barred)
      : readCellRows(clean, lines, at, columns, drafts);
    if (drafts.length > 0) {
      tables.push({ from: one.from, to: lines[end - 1]?.to ?? words.length, drafts });
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
