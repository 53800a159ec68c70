import { type Entry, FIELDS, type WorksheetRow } from './contract.ts';

/** A task and a unit: what a row is about. */
export function keyOf(row: { readonly task: string; readonly unit: string }): string {
  return `${row.task} ${row.unit}`;
}

/** Whether anything was written into the row. */
export function isFilled(entry: Entry): boolean {
  return FIELDS.some((field) => entry[field].trim() !== '');
}

export const SIDE_WORDS: Readonly<Record<WorksheetRow['side'], string>> = { lead: '牵头', supporting: '配合' };
