import { useCallback, useEffect, useRef, useState } from 'react';

const PREFIX = 'wb-draft:';
const KEEP_DAYS = 30;
let owner = 'nobody';

/** Drafts belong to a person: on a shared computer the next one sees none of them. */
export function setDraftOwner(personId: string): void {
  owner = personId;
}

type Kept<T> = { readonly value: T; readonly at: number };

export type Draft<T> = {
  readonly value: T;
  readonly set: (next: T) => void;
  /** Forgets the kept text, after it was sent. */
  readonly clear: () => void;
  /** When it was last kept on this computer (epoch milliseconds); null where nothing is kept. */
  readonly keptAt: number | null;
  /** True where the value was found from an earlier visit. */
  readonly restored: boolean;
};

/** Text that survives reload, crash and the end of a session. Kept in this browser only, 400 ms after the last key. */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const name = `${PREFIX}${owner}:${key}`;
  const [found] = useState(() => read<T>(name));
  const [value, setValue] = useState<T>(found ? found.value : initial);
  const [keptAt, setKeptAt] = useState<number | null>(found ? found.at : null);
  const first = useRef(initial);
  const timer = useRef<number | undefined>(undefined);
  const pending = useRef<{ value: T } | null>(null);

  const keep = useCallback(() => {
    if (pending.current === null) return;
    const at = Date.now();
    if (write(name, { value: pending.current.value, at })) setKeptAt(at);
    pending.current = null;
  }, [name]);

  const set = useCallback(
    (next: T) => {
      setValue(next);
      pending.current = { value: next };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(keep, 400);
    },
    [keep],
  );

  const clear = useCallback(() => {
    window.clearTimeout(timer.current);
    pending.current = null;
    remove(name);
    setKeptAt(null);
    setValue(first.current);
  }, [name]);

  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      window.clearTimeout(timer.current);
      keep();
    };
  }, [keep]);

  return { value, set, clear, keptAt, restored: found !== null && keptAt !== null };
}

/** How many unsent texts this person has here. */
export function countDrafts(): number {
  return names(`${PREFIX}${owner}:`).length;
}

/** On leaving a shared computer nothing stays behind. */
export function forgetDrafts(): void {
  for (const name of names(`${PREFIX}${owner}:`)) remove(name);
}

/** Drops what nobody came back for. */
export function purgeOldDrafts(): void {
  const limit = Date.now() - KEEP_DAYS * 86_400_000;
  for (const name of names(PREFIX)) {
    const kept = read<unknown>(name);
    if (kept === null || kept.at < limit) remove(name);
  }
}

// Storage may be forbidden or full; a draft that cannot be kept must never stop the work.

function names(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

function read<T>(name: string): Kept<T> | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(name: string, kept: Kept<unknown>): boolean {
  try {
    localStorage.setItem(name, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // as above
  }
}
