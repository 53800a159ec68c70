import type { PersonId, UnitId } from '#core/kernel';
import type { BodyMember, BodyRole } from './directory.ts';

/** A member as one asks for it; exactly one of person and unit. */
export type MemberInput = {
  readonly role: BodyRole;
  readonly person: PersonId | null;
  readonly unit: UnitId | null;
  readonly title: string;
};

/** Whoever stays with role, title and place unchanged is left alone. */
export function changeOfMembers(
  held: readonly BodyMember[],
  wanted: readonly MemberInput[],
): { ended: string[]; added: (MemberInput & { sortOrder: number })[] } {
  const rows = wanted.map((member, sortOrder) => ({ ...member, sortOrder }));
  const keyOf = (m: MemberInput & { sortOrder: number }) =>
    JSON.stringify([m.role, m.person, m.unit, m.title, m.sortOrder]);
  const keys = new Set(rows.map(keyOf));
  const kept = new Set(held.map(keyOf));
  return {
    ended: held.filter((member) => !keys.has(keyOf(member))).map(({ id }) => id),
    added: rows.filter((member) => !kept.has(keyOf(member))),
  };
}
