import {
  type Allowed,
  allowed,
  type Instant,
  idOf,
  isRefusal,
  localDay,
  type PlainDate,
  type Refusal,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import type { NewContent, NewFact } from '#ledger';
import { isPrincipalRule } from '#rulebook';
import { adjustmentRefusals } from './refusals.ts';

/** A task as an adjustment makes it. */
export type Part = {
  readonly leads: readonly UnitId[];
  readonly supports: readonly UnitId[];
  readonly dueDay: PlainDate | null;
};

/** What is changed, as the fact says that proposes it; the words of new tasks stand beside it. */
export type ProposedChange =
  | { readonly kind: 'lead'; readonly from: UnitId; readonly to: UnitId; readonly dueDay: PlainDate | null }
  | { readonly kind: 'date'; readonly units: readonly UnitId[]; readonly dueDay: PlainDate }
  | { readonly kind: 'split'; readonly parts: readonly Part[] }
  | { readonly kind: 'merge'; readonly into: Part }
  | { readonly kind: 'exclude'; readonly units: readonly UnitId[] };

export type AdjustmentKind = ProposedChange['kind'];

/** A task that is to be adjusted, as it stands. */
export type Adjustable = {
  readonly id: SubjectId;
  readonly state: string;
  readonly assigned: Fact;
  readonly leads: readonly UnitId[];
  readonly supports: readonly UnitId[];
  readonly acceptor: UnitId;
  readonly recipient: UnitId | null;
  readonly excluded: readonly UnitId[];
  readonly obligations: readonly Obligation[];
  readonly title: { readonly number: string; readonly text: string };
  /** The sentence of the plan that it stands on, as it was launched with. */
  readonly source: NewContent['body'] | null;
};

/** The task that its facts describe; undefined where the first does not assign one. */
export function adjustableOf(
  facts: readonly Fact[],
  standing: Pick<Adjustable, 'state' | 'obligations' | 'title' | 'source'>,
): Adjustable | undefined {
  const [assigned] = facts;
  if (assigned?.kind !== 'task.assigned') return undefined;
  const { leads, supports, acceptor, recipient } = assigned.data as unknown as Adjustable;
  const excluded = facts.flatMap((fact) =>
    fact.kind === 'task.excluded-from-rate' ? [idOf<UnitId>(String(fact.data.unit))] : [],
  );
  return {
    ...standing,
    id: assigned.subject.id,
    assigned,
    leads,
    supports,
    acceptor,
    recipient: recipient ?? null,
    excluded,
  };
}

const OVER = ['accepted', 'closed', 'void'];

/** Whether the tasks may be changed so, as they stand. Who may is asked elsewhere, and whether the units exist. */
export function mayAdjust(tasks: readonly Adjustable[], change: ProposedChange, now: Instant): Allowed | Refusal {
  const [task] = tasks;
  if (task === undefined) return adjustmentRefusals.hidden();
  if (change.kind === 'merge' ? tasks.length < 2 : tasks.length !== 1)
    return change.kind === 'merge' ? adjustmentRefusals.notSeveral() : adjustmentRefusals.notOne();
  for (const one of tasks) {
    const living = mayBeChanged(one, change.kind);
    if (isRefusal(living)) return living;
  }
  const today = localDay(now);
  switch (change.kind) {
    case 'lead':
      if (!task.leads.includes(change.from)) return adjustmentRefusals.notALead();
      if (task.leads.includes(change.to)) return adjustmentRefusals.leadAlready();
      return change.dueDay !== null && change.dueDay < today ? adjustmentRefusals.dayPast() : allowed;
    case 'date':
      if (!change.units.every((unit) => task.leads.includes(unit))) return adjustmentRefusals.notALead();
      if (change.dueDay < today) return adjustmentRefusals.dayPast();
      return change.units.every((unit) => dueDayOf(task, unit) === change.dueDay)
        ? adjustmentRefusals.sameDay()
        : allowed;
    case 'split':
      return change.parts.some(({ dueDay }) => dueDay !== null && dueDay < today)
        ? adjustmentRefusals.dayPast()
        : allowed;
    case 'merge':
      if (tasks.some(({ acceptor }) => acceptor !== task.acceptor)) return adjustmentRefusals.otherAcceptor();
      return change.into.dueDay !== null && change.into.dueDay < today ? adjustmentRefusals.dayPast() : allowed;
    case 'exclude':
      if (!change.units.every((unit) => task.leads.includes(unit))) return adjustmentRefusals.notALead();
      return change.units.some((unit) => task.excluded.includes(unit)) ? adjustmentRefusals.excludedAlready() : allowed;
  }
}

function mayBeChanged(task: Adjustable, kind: AdjustmentKind): Allowed | Refusal {
  if (kind === 'exclude') return task.state === 'void' ? adjustmentRefusals.over() : allowed;
  if (OVER.includes(task.state)) return adjustmentRefusals.over();
  if (task.recipient !== null && kind !== 'date') return adjustmentRefusals.ofSubmission();
  return task.state === 'submitted' ? adjustmentRefusals.claimed() : allowed;
}

/** The day by which a lead unit must have done it, as it stands today; null where none is set. */
export function dueDayOf(task: Adjustable, unit: UnitId): PlainDate | null {
  const duty = task.obligations.find(({ rule, bearerUnit }) => isPrincipalRule(rule) && bearerUnit === unit);
  const dueAt = duty?.times.dueAt ?? null;
  return dueAt === null ? null : localDay(dueAt);
}

/** Every unit that leads one of the tasks, before or after. */
export function unitsConcerned(tasks: readonly Adjustable[], change: ProposedChange): UnitId[] {
  const units = new Set(tasks.flatMap(({ leads }) => leads));
  for (const unit of newUnits(change)) units.add(unit);
  return [...units].sort();
}

/** The units that a change brings in: they must exist. */
export function newUnits(change: ProposedChange): UnitId[] {
  switch (change.kind) {
    case 'lead':
      return [change.to];
    case 'split':
      return change.parts.flatMap(({ leads, supports }) => [...leads, ...supports]);
    case 'merge':
      return [...change.into.leads, ...change.into.supports];
    case 'date':
    case 'exclude':
      return [];
  }
}

/**
 * The facts that carry an approved change out: the old tasks are voided, never deleted, and name those that take their
 * place; these name the old ones. `newId` gives the n-th new task its id; `texts` are the words of new tasks.
 */
export function effectFacts(
  adjustment: string,
  tasks: readonly Adjustable[],
  change: ProposedChange,
  texts: readonly string[],
  newId: (n: number) => SubjectId,
): NewFact[] {
  const [task] = tasks;
  if (task === undefined) return [];
  switch (change.kind) {
    case 'date':
      return change.units.map((unit) => rescheduled(task.id, unit, change.dueDay, dueDayOf(task, unit), adjustment));
    case 'exclude':
      return change.units.map((unit) => excluded(task.id, unit, adjustment));
    case 'lead': {
      const id = newId(0);
      const leads = task.leads.map((unit) => (unit === change.from ? change.to : unit));
      const dueDay = change.dueDay ?? dueDayOf(task, change.from);
      const part = { leads, supports: task.supports.filter((unit) => unit !== change.to), dueDay };
      // A lead unit that stays keeps its own day, which an extension may have moved, and does not begin to count.
      const kept = task.leads.flatMap((unit) => {
        const own = dueDayOf(task, unit);
        return unit === change.from || own === null || own === dueDay
          ? []
          : [rescheduled(id, unit, own, dueDay, adjustment)];
      });
      const uncounted = task.excluded.filter((unit) => unit !== change.from);
      return [
        ...replaced(adjustment, tasks, [id]),
        assigned(adjustment, tasks, id, part, task.title),
        ...kept,
        ...uncounted.map((unit) => excluded(id, unit, adjustment)),
      ];
    }
    case 'split': {
      const ids = change.parts.map((_, n) => newId(n));
      const titleOf = (n: number) => ({
        number: task.title.number === '' ? '' : `${task.title.number.replace(/[.．、]$/u, '')}-${n + 1} `,
        text: texts[n] ?? '',
      });
      return [
        ...replaced(adjustment, tasks, ids),
        ...change.parts.map((part, n) => assigned(adjustment, tasks, ids[n] ?? newId(n), part, titleOf(n))),
      ];
    }
    case 'merge': {
      const id = newId(0);
      const title = { number: task.title.number, text: texts[0] ?? '' };
      return [...replaced(adjustment, tasks, [id]), assigned(adjustment, tasks, id, change.into, title)];
    }
  }
}

function excluded(id: SubjectId, unit: UnitId, adjustment: string): NewFact {
  return { subject: { type: 'task', id }, kind: 'task.excluded-from-rate', data: { unit, adjustment } };
}

function rescheduled(
  id: SubjectId,
  unit: UnitId,
  dueDay: PlainDate,
  before: PlainDate | null,
  adjustment: string,
): NewFact {
  return { subject: { type: 'task', id }, kind: 'task.rescheduled', data: { unit, dueDay, before, adjustment } };
}

function replaced(adjustment: string, tasks: readonly Adjustable[], by: readonly SubjectId[]): NewFact[] {
  return tasks.map(({ id, assigned: { data } }) => ({
    subject: { type: 'task', id },
    kind: 'task.voided',
    data: { plan: String(data.plan), version: null, adjustment, replacedBy: by },
  }));
}

function assigned(
  adjustment: string,
  tasks: readonly Adjustable[],
  id: SubjectId,
  part: Part,
  title: Adjustable['title'],
): NewFact {
  const [{ assigned: { data } = { data: {} }, source = null } = {}] = tasks;
  const contents: NewContent[] = [{ name: 'title', retention: 'business', body: { ...title } }];
  if (source !== null) contents.push({ name: 'source', retention: 'business', body: source });
  return {
    subject: { type: 'task', id },
    kind: 'task.assigned',
    data: {
      ...data,
      leads: part.leads,
      supports: part.supports.filter((unit) => !part.leads.includes(unit)),
      dueDay: part.dueDay,
      dueBasis: part.dueDay === null ? 'none' : 'stated',
      replaces: tasks.map((task) => task.id),
      adjustment,
    },
    contents,
  };
}
