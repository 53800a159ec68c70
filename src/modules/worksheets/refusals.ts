import { type Refusal, refuse } from '#core/kernel';
import { type Checked, MOST_ROWS } from './contract.ts';

/** Refusals of reporting on many tasks at once; explained in docs/refusals.md. */
export const worksheetRefusals = {
  tooMany: (): Refusal => refuse('SHT-01', `未了的任务超过 ${MOST_ROWS} 行, 请选定一份方案再填报`),
  notAWorksheet: (): Refusal =>
    refuse('SHT-02', '这不是从本平台下载的填报表, 或表头、隐藏的列被删改; 请重新下载, 在其上填写', { field: 'file' }),
  noFile: (): Refusal => refuse('SHT-03', '没有收到文件, 请选择填好的 .xlsx 填报表', { field: 'file' }),
  nothingWritten: (): Refusal => refuse('SHT-04', '还没有填写任何一行', { field: 'entries' }),
  rowsAtFault: (checked: Checked): Refusal => {
    const rows = new Set(checked.faults.map((fault) => `${fault.task} ${fault.unit} ${fault.row}`)).size;
    return refuse('SHT-05', `有 ${rows} 行需要修改, 一行也没有提交; 改好后再提交`, { details: checked });
  },
  mergedTooMany: (most: number): Refusal =>
    refuse('SHT-07', `符合筛选的任务超过 ${most} 项, 请加上方案、单位等筛选再下载`),
  foreignUnit: (): Refusal => refuse('SHT-06', '这一行是别的单位的, 不能代其填报; 请用本单位下载的填报表'),
};
