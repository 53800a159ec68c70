import type { LiveChange } from '../contract.ts';

/** What shows a list of subjects of a kind, by the first word of its path. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  task: ['tasks', 'duties', 'plans', 'submissions', 'submission-rounds'],
  plan: ['plans'],
  cadence: ['plans'],
  instruction: ['instructions', 'duties'],
  adjustment: ['adjustments', 'duties'],
};
/** What shows single subjects, or hangs on one. What is being filled in, such as a worksheet, is not here: it asks by itself. */
const LIVE: readonly string[] = [
  'tasks',
  'plans',
  'instructions',
  'duties',
  'subjects',
  'discussions',
  'submissions',
  'submission-rounds',
  'submission-round',
  'adjustments',
];
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Whether what was read under a key may have become old by a change. */
export function isStale(key: readonly unknown[], change: LiveChange): boolean {
  const [root, first, ...rest] = key;
  if (root !== 'api' || typeof first !== 'string') return false;
  if (first === 'messages') return change.told || change.all;
  if (!LIVE.includes(first)) return false;
  if (change.all) return true;
  const ids = idsIn(rest);
  return change.subjects.some(({ type, id, parent }) => {
    // A remark is part of a discussion and of nothing else.
    if (type === 'remark') return first === 'discussions' && parent !== null && ids.includes(parent);
    const isNamed = ids.includes(id) || (parent !== null && ids.includes(parent));
    return isNamed || (!rest.some(isId) && LISTS[type]?.includes(first) === true);
  });
}

function isId(part: unknown): boolean {
  return typeof part === 'string' && ID.test(part);
}

function idsIn(parts: readonly unknown[]): unknown[] {
  return parts.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : [part]));
}

/** Two changes as one. */
export function together(a: LiveChange, b: LiveChange): LiveChange {
  return { subjects: [...a.subjects, ...b.subjects], all: a.all || b.all, told: a.told || b.told };
}
