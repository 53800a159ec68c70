import { isRefusal, type PersonId, type Region, type UnitId } from '#core/kernel';
import type { Actor, ActorRole, Role } from './directory.ts';
import { type AccessObject, type Action, may } from './policy.ts';

/** One role of one person in force on a day, as the roster is made from. */
export type HeldRole = {
  readonly person: PersonId;
  readonly name: string;
  /** Where the person works. */
  readonly unit: UnitId | null;
  readonly unitName: string | null;
  readonly role: Role;
  /** Null: the whole jurisdiction. */
  readonly scope: UnitId | null;
};

export type PlacedUnit = { readonly id: UnitId; readonly parent: UnitId | null; readonly standing: boolean };

/** Somebody on the staff, with the unit to tell people of one name apart. */
export type Staff = { readonly id: PersonId; readonly name: string; readonly unitName: string | null };

/** Of everybody who holds a role, those who may do all of this to the object: the answer of `may`, asked the other way round. */
export function whoMayOf(
  region: Region,
  held: readonly HeldRole[],
  units: readonly PlacedUnit[],
  actions: readonly Action[],
  object: AccessObject,
): Staff[] {
  const tree = treeOf(units);
  const people = new Map<PersonId, { staff: Staff; roles: ActorRole[] }>();
  for (const one of held) {
    const person = people.get(one.person) ?? {
      staff: { id: one.person, name: one.name, unitName: one.unitName },
      roles: [],
    };
    person.roles.push({
      role: one.role,
      unit: one.scope,
      unitName: null,
      below: one.scope === null ? [] : tree.below(one.scope),
      above: one.scope === null ? [] : tree.above(one.scope),
    });
    people.set(one.person, person);
  }
  return [...people.values()]
    .filter(({ staff, roles }) => {
      const actor: Actor = { region, person: staff.id, name: staff.name, roles, units: [] };
      return actions.every((action) => !isRefusal(may(actor, action, object)));
    })
    .map(({ staff }) => staff);
}

/** The units of a scope, as an actor has them. */
function treeOf(units: readonly PlacedUnit[]) {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const children = new Map<UnitId, UnitId[]>();
  for (const { id, parent } of units) {
    if (parent === null) continue;
    const siblings = children.get(parent) ?? [];
    siblings.push(id);
    children.set(parent, siblings);
  }
  const known = new Map<UnitId, readonly UnitId[]>();
  return {
    below(scope: UnitId): readonly UnitId[] {
      const before = known.get(scope);
      if (before !== undefined) return before;
      const all = [scope];
      // The list grows while it is walked, level by level.
      for (const unit of all) all.push(...(children.get(unit) ?? []));
      known.set(scope, all);
      return all;
    },
    above(scope: UnitId): readonly UnitId[] {
      const all: UnitId[] = [];
      let unit = byId.get(scope);
      while (unit !== undefined && !unit.standing && unit.parent !== null) {
        all.push(unit.parent);
        unit = byId.get(unit.parent);
      }
      return all;
    },
  };
}
