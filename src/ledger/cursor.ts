import { type Branded, type Instant, idOf, isRefusal, parseInstant } from '#core/kernel';

/** Where a page ended: the due instant of its last line, and which line that was. */
export type Cursor<Id extends string> = { readonly dueAt: Instant | null; readonly id: Id };

export function formatCursor({ dueAt, id }: Cursor<string>): string {
  return `${dueAt ?? ''}~${id}`;
}

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Null for what is none: it comes from an address, which anybody can write. */
export function parseCursor<Id extends Branded<string>>(text: string): Cursor<Id> | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const dueAt = match[1] === undefined ? null : parseInstant(match[1]);
  return isRefusal(dueAt) ? null : { dueAt, id: idOf<Id>(match[2] ?? '') };
}
