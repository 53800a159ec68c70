/** Small choices kept in this browser: saved views, shown columns. Never anything of a matter. */
export type SavedView = { readonly name: string; readonly query: string };

export function readViews(list: string): readonly SavedView[] {
  const kept = readKept(`wb-views:${list}`);
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one): one is SavedView =>
      typeof one === 'object' && one !== null && typeof one.name === 'string' && typeof one.query === 'string',
  );
}

export function writeViews(list: string, views: readonly SavedView[]): void {
  writeKept(`wb-views:${list}`, views);
}

/** Keys of the columns this person hid. */
export function readHidden(list: string): readonly string[] | undefined {
  const kept = readKept(`wb-columns:${list}`);
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : undefined;
}

export function writeHidden(list: string, hidden: readonly string[]): void {
  writeKept(`wb-columns:${list}`, hidden);
}

function readKept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function writeKept(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still works, it only forgets.
  }
}
