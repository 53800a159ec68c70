import { type Refusal, refuse } from '#core/kernel';

/** Refusals of reading a workbook; explained in docs/refusals.md. */
export const spreadsheetRefusals = {
  notAWorkbook: (): Refusal =>
    refuse('SHEET-01', '这不是 .xlsx 工作簿或文件已损坏; 请用电子表格软件打开后另存为 .xlsx 再上传', { field: 'file' }),
  oldFormat: (): Refusal =>
    refuse('SHEET-02', '这是旧格式 .xls 或加了密码的工作簿; 请去掉密码并另存为 .xlsx 再上传', { field: 'file' }),
  tooLarge: (megabytes: number): Refusal =>
    refuse('SHEET-03', `工作簿展开后超过 ${megabytes} MB, 不予读取; 请拆成几份, 并删去图片和多余的格式`, {
      field: 'file',
    }),
  tooManyParts: (most: number): Refusal =>
    refuse('SHEET-04', `工作簿内部的部件超过 ${most} 个, 不予读取; 请只留下要导入的工作表`, { field: 'file' }),
  tooManyRows: (sheet: string, most: number): Refusal =>
    refuse('SHEET-05', `工作表「${sheet}」超过 ${most} 行; 请拆成几份, 并删去末尾的空行`, { field: 'file' }),
};
