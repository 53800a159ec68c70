export {
  type CellFault,
  cellName,
  columnName,
  type ReadLimits,
  type ReadRow,
  type ReadSheet,
  readSheets,
} from './read.ts';
export { type NewColumn, type NewSheet, type SheetValue, writeWorkbook } from './write.ts';
