import { type Allowed, allowed, type Refusal } from '#core/kernel';
import { ADMIN_ROLES, ROLE_WORDS, ROLES, type Role } from './directory.ts';
import { directoryRefusals } from './refusals.ts';

/**
 * 三员分立: the three administrators are three people, and none of them has business of the platform, so that nobody can
 * both give rights and use them, or change records and watch over them.
 */
export function conflictOfRoles(held: readonly Role[], wanted: Role): Allowed | Refusal {
  for (const role of held) {
    const either = ADMIN_ROLES.includes(role) || ADMIN_ROLES.includes(wanted);
    if (role !== wanted && either) return directoryRefusals.threeApart(ROLE_WORDS[role], ROLE_WORDS[wanted]);
  }
  return allowed;
}

/** Reads a role as a table has it: 单位联络员, or liaison. */
export function roleOf(text: string): Role | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  return ROLES.find((role) => role === plain || ROLE_WORDS[role] === plain);
}
