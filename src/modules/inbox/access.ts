import type { UnitId } from '#core/kernel';
import { type Action, type Actor, isWithin, may, type Reach } from '#directory';
import { readActionOf } from '#ledger';
import type { ReadingRole, Topic } from '#rulebook';

/**
 * Kinds of subject that may be heard of. One that is not here informs nobody and moves no page: whoever adds one that must
 * not be heard of, such as a sealed matter, need do nothing.
 */
const HEARD_OF: readonly string[] = ['plan', 'task', 'instruction', 'adjustment'];

function actionToSee(subjectType: string | undefined): Action | undefined {
  return subjectType !== undefined && HEARD_OF.includes(subjectType) ? readActionOf(subjectType) : undefined;
}

/** What reading a message asks for; undefined: nobody reads it. */
export function actionsToRead(subjectType: string, topic: Topic): readonly Action[] | undefined {
  const read = actionToSee(subjectType);
  if (read === undefined) return undefined;
  return topic === 'mention' ? [read, 'discussion.read'] : [read];
}

/** A person reads what comes to a unit in one of these roles. */
export type Seat = { readonly role: ReadingRole; readonly unit: UnitId };

const READING: readonly ReadingRole[] = ['liaison', 'section-chief', 'clerk', 'office', 'leader'];

/** The units whose messages are a person's own: of a role bound to a unit all that it reaches, of any other where the person works. */
export function seatsOf(actor: Actor): Seat[] {
  return actor.roles.flatMap(({ role, unit, below, above }) => {
    const reading = READING.find((one) => one === role);
    if (reading === undefined) return [];
    const units = unit === null ? actor.units : [...below, ...above];
    return units.map((one) => ({ role: reading, unit: one }));
  });
}

/** What changed, with the subject that access is asked of. */
export type Changed = {
  readonly id: string;
  readonly type: string;
  readonly parent: string | null;
  readonly object: Parameters<typeof may>[2];
  /** Whether it may have informed somebody. */
  readonly told: boolean;
};

/** More than this is not named one by one. */
const MOST_NAMED = 50;

/** What changed, so laid out that many listeners can be answered quickly. */
export function changesOf(changed: readonly Changed[]) {
  const byUnit = new Map<string, Changed[]>();
  for (const one of changed) {
    for (const unit of new Set(one.object.parties?.map(({ unitId }) => unitId))) {
      const beside = byUnit.get(unit) ?? [];
      beside.push(one);
      byUnit.set(unit, beside);
    }
  }
  return { changed, byUnit };
}

/** What of it the actor may see; `all` where that is too much to be named. */
export function visibleTo(
  actor: Actor,
  reaches: (action: Action) => Reach,
  { changed, byUnit }: ReturnType<typeof changesOf>,
): { readonly subjects: readonly Changed[]; readonly all: boolean } {
  const actions = new Set(changed.flatMap(({ object }) => actionToSee(object.subjectType) ?? []));
  const candidates = new Set<Changed>();
  for (const action of actions) {
    const where = reaches(action);
    if (where.scope === 'jurisdiction') for (const one of changed) candidates.add(one);
    if (where.scope === 'relations')
      for (const unit of where.unitIds) for (const one of byUnit.get(unit) ?? []) candidates.add(one);
  }
  const subjects: Changed[] = [];
  for (const one of candidates) {
    const action = actionToSee(one.object.subjectType);
    if (action === undefined || !isWithin(reaches(action), one.object)) continue;
    if (may(actor, action, one.object).refused) continue;
    if (subjects.length === MOST_NAMED) return { subjects: [], all: true };
    subjects.push(one);
  }
  return { subjects, all: false };
}
