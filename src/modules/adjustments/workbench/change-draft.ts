import type { Change, ChangeKind } from '../contract.ts';

/** What of a task the form needs, as its page answers it. */
export type TaskInBrief = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly plan: { readonly id: string; readonly title: string };
  readonly leads: readonly UnitInBrief[];
  readonly supports: readonly UnitInBrief[];
  readonly excluded: readonly UnitInBrief[];
  readonly recipient: UnitInBrief | null;
};
export type UnitInBrief = { readonly id: string; readonly name: string };

export type PartDraft = {
  readonly text: string;
  readonly leads: readonly UnitInBrief[];
  readonly supports: readonly UnitInBrief[];
  /** Empty: no day. */
  readonly dueDay: string;
};

/** What has been written, of all kinds: changing the kind loses nothing. */
export type Draft = {
  readonly from: string;
  readonly to: UnitInBrief | null;
  readonly units: readonly string[];
  /** Those that count in no rate already: they are not offered again. */
  readonly excluded: readonly string[];
  readonly dueDay: string;
  readonly parts: readonly PartDraft[];
  readonly into: PartDraft;
  readonly reason: string;
};

export function firstDraft(tasks: readonly TaskInBrief[]): Draft {
  const [task] = tasks;
  const text = task?.title ?? '';
  const unique = (units: readonly UnitInBrief[]) =>
    units.filter((unit, n) => units.findIndex(({ id }) => id === unit.id) === n);
  const leads = unique(tasks.flatMap((one) => one.leads));
  const supports = unique(tasks.flatMap((one) => one.supports)).filter(
    ({ id }) => !leads.some((lead) => lead.id === id),
  );
  const part: PartDraft = { text, leads: task?.leads ?? [], supports: task?.supports ?? [], dueDay: '' };
  return {
    from: task?.leads[0]?.id ?? '',
    to: null,
    units: (task?.leads ?? []).map(({ id }) => id),
    excluded: (task?.excluded ?? []).map(({ id }) => id),
    dueDay: '',
    parts: [part, { ...part, text: '' }],
    into: { text, leads, supports, dueDay: '' },
    reason: '',
  };
}

/** The change that was written; null while something is missing. */
export function changeFrom(kind: ChangeKind, draft: Draft): Change | null {
  const dayOf = (text: string) => (text === '' ? null : text);
  const isWhole = ({ text, leads }: PartDraft) => text.trim() !== '' && leads.length > 0;
  const partOf = ({ text, leads, supports, dueDay }: PartDraft) => ({
    text: text.trim(),
    leads: leads.map(({ id }) => id),
    supports: supports.map(({ id }) => id),
    dueDay: dayOf(dueDay),
  });
  switch (kind) {
    case 'lead':
      return draft.from === '' || draft.to === null
        ? null
        : { kind, from: draft.from, to: draft.to.id, dueDay: dayOf(draft.dueDay) };
    case 'date':
      return draft.units.length === 0 || draft.dueDay === ''
        ? null
        : { kind, units: [...draft.units], dueDay: draft.dueDay };
    case 'split':
      return draft.parts.every(isWhole) ? { kind, parts: draft.parts.map(partOf) } : null;
    case 'merge':
      return isWhole(draft.into) ? { kind, into: partOf(draft.into) } : null;
    case 'exclude': {
      const units = draft.units.filter((unit) => !draft.excluded.includes(unit));
      return units.length === 0 ? null : { kind, units };
    }
  }
}
