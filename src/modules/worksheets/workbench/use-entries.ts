import { useCallback, useMemo, useRef, useState } from 'react';
import { useDraft } from '#ui/workbench';
import type { Entry, Fault, Field, WorksheetRow } from '../contract.ts';
import { keyOf } from '../entries.ts';

type Kept = Readonly<Record<string, Entry>>;

/** A row of the table: the task, what is written in it, what is wrong with that. The same object while nothing of it changes. */
export type Line = {
  readonly key: string;
  readonly row: WorksheetRow;
  readonly entry: Entry | undefined;
  readonly faults: readonly Fault[];
};

const NO_FAULTS: readonly Fault[] = [];

function blank(row: WorksheetRow): Entry {
  return {
    task: row.task,
    unit: row.unit.id,
    // As far as the task had come when the first character was written: what happens from now on is a change.
    base: row.base,
    percent: '',
    progress: '',
    problem: '',
    nextStep: '',
    row: null,
  };
}

/** What is written into the rows, kept in this browser until it was handed in, with the faults found in it. */
export function useEntries(rows: readonly WorksheetRow[]) {
  const draft = useDraft<Kept>('worksheet', {});
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [undo, setUndo] = useState<Kept | null>(null);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const lines = useLines(rows, draft.value, faults);

  const keep = useCallback(
    (next: Kept) => {
      latest.current = next;
      draft.set(next);
    },
    [draft.set],
  );
  const write = useCallback(
    (row: WorksheetRow, field: Field, text: string) => {
      const key = keyOf({ task: row.task, unit: row.unit.id });
      keep({ ...latest.current, [key]: { ...(latest.current[key] ?? blank(row)), [field]: text } });
      setUndo(null);
      setFaults((before) => {
        const left = before.filter((fault) => keyOf(fault) !== key || fault.field !== field);
        return left.length === before.length ? before : left;
      });
    },
    [keep],
  );
  /** Several cells at once, from the clipboard; can be taken back until the next character. */
  const paste = useCallback(
    (cells: readonly { readonly row: WorksheetRow; readonly field: Field; readonly text: string }[]) => {
      const next: Record<string, Entry> = { ...latest.current };
      for (const { row, field, text } of cells) {
        const key = keyOf({ task: row.task, unit: row.unit.id });
        next[key] = { ...(next[key] ?? blank(row)), [field]: text.trim() };
      }
      setUndo(latest.current);
      keep(next);
      const written = new Set(cells.map(({ row, field }) => `${row.task} ${row.unit.id} ${field}`));
      setFaults((before) => before.filter((fault) => !written.has(`${keyOf(fault)} ${fault.field}`)));
    },
    [keep],
  );
  /** What has changed was seen: from now on only later changes count. */
  const accept = useCallback(
    (fault: Fault) => {
      const entry = latest.current[keyOf(fault)];
      if (entry === undefined || fault.newBase === null) return;
      keep({ ...latest.current, [keyOf(fault)]: { ...entry, base: fault.newBase } });
      setFaults((before) => before.filter((one) => one !== fault));
    },
    [keep],
  );
  return {
    lines,
    kept: draft.value,
    write,
    paste,
    faults,
    setFaults,
    restored: draft.restored,
    /** Those of a workbook take the place of what is there. */
    put: (entries: readonly Entry[]) =>
      keep({
        ...latest.current,
        ...Object.fromEntries(entries.map((entry) => [keyOf(entry), { ...entry, row: null }])),
      }),
    accept,
    forget: (keys: ReadonlySet<string>) => {
      keep(Object.fromEntries(Object.entries(latest.current).filter(([key]) => !keys.has(key))));
      setUndo(null);
      setFaults((before) => before.filter((fault) => !keys.has(keyOf(fault))));
    },
    undo:
      undo === null
        ? null
        : () => {
            keep(undo);
            setUndo(null);
          },
  };
}
export type Entries = ReturnType<typeof useEntries>;

function useLines(rows: readonly WorksheetRow[], kept: Kept, faults: readonly Fault[]): readonly Line[] {
  const before = useRef<ReadonlyMap<string, Line>>(new Map());
  return useMemo(() => {
    const byKey = new Map<string, Fault[]>();
    for (const fault of faults) byKey.set(keyOf(fault), [...(byKey.get(keyOf(fault)) ?? []), fault]);
    const next = rows.map((row): Line => {
      const key = keyOf({ task: row.task, unit: row.unit.id });
      const line = { key, row, entry: kept[key], faults: byKey.get(key) ?? NO_FAULTS };
      const same = before.current.get(key);
      return same !== undefined && isSame(same, line) ? same : line;
    });
    before.current = new Map(next.map((line) => [line.key, line]));
    return next;
  }, [rows, kept, faults]);
}

function isSame(a: Line, b: Line): boolean {
  return (
    a.row === b.row &&
    a.entry === b.entry &&
    a.faults.length === b.faults.length &&
    a.faults.every((fault, index) => fault === b.faults[index])
  );
}
