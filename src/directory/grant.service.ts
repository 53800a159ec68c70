import { idOf, isRefusal, localDay, orRefuse, type PersonId, type PlainDate, Refused, type UnitId } from '#core/kernel';
import { isTaken, type Tx, uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { type Actor, type GrantId, isValidOn, ROLE_WORDS, type Role, type RoleGrant, UNIT_ROLES } from './directory.ts';
import { insertEdition } from './edition.store.ts';
import { findGrant, insertGrants, listGrants, lockPeople, markGrantEnded, markGranted } from './grant.store.ts';
import { getPersonOn } from './people.service.ts';
import { may } from './policy.ts';
import { directoryRefusals } from './refusals.ts';
import { conflictOfRoles } from './roles.ts';
import { findUnit } from './unit.store.ts';

export type GrantInput = { readonly person: PersonId; readonly role: Role; readonly unit: UnitId | null };

/**
 * Gives a role. From a security administrator it is in force at once; from others it waits for one
 * (三员分立: who sets up people does not set their rights). Throws DIR-11 to 14, 20, 21.
 */
export async function grantRole(ctx: Ctx, tx: Tx, input: GrantInput): Promise<RoleGrant> {
  const actor = await actorWho(ctx, tx, 'role.propose');
  const on = localDay(ctx.now);
  const person = await getPersonOn(tx, ctx.region, input.person, on);
  await lockPeople(tx, ctx.region, [input.person]);
  await checkScope(tx, ctx, input);
  const held = await listGrants(tx, ctx.region, on, { person: input.person });
  orRefuse(
    conflictOfRoles(
      held.map(({ role }) => role),
      input.role,
    ),
  );
  const grants = !isRefusal(may(actor, 'role.grant', { region: ctx.region }));
  if (grants && actor.person === input.person) throw new Refused(directoryRefusals.ownGrant());
  const grant: RoleGrant = {
    id: idOf<GrantId>(uuid()),
    ...input,
    validFrom: on,
    validTo: null,
    proposedBy: actor.person,
    grantedBy: grants ? actor.person : null,
    grantedAt: grants ? ctx.now : null,
  };
  try {
    await insertGrants(tx, ctx.region, [grant]);
  } catch (fault) {
    if (isTaken(fault, 'role_grant_once')) throw new Refused(directoryRefusals.grantTaken());
    throw fault;
  }
  const words = `${grants ? '授予' : '提出授予'}「${person.name}」${ROLE_WORDS[input.role]}`;
  await note(tx, ctx, actor, grants ? 'role.granted' : 'role.proposed', grant.id, words, { after: grant });
  return grant;
}

/** 批准. Throws DIR-11, 14, 404. */
export async function approveGrants(ctx: Ctx, tx: Tx, ids: readonly GrantId[]): Promise<number> {
  const actor = await actorWho(ctx, tx, 'role.grant');
  const on = localDay(ctx.now);
  const waiting = (await listGrants(tx, ctx.region, on, { pending: true })).filter(({ id }) => ids.includes(id));
  if (waiting.some(({ person }) => person === actor.person)) throw new Refused(directoryRefusals.ownGrant());
  const people = [...new Set(waiting.map(({ person }) => person))];
  await lockPeople(tx, ctx.region, people);
  const inForce = await listGrants(tx, ctx.region, on, { people, pending: false });
  for (const [n, { person, role }] of waiting.entries()) {
    // Those approved together are checked against one another too.
    const held = [...inForce, ...waiting.slice(0, n)].filter((grant) => grant.person === person);
    orRefuse(
      conflictOfRoles(
        held.map((grant) => grant.role),
        role,
      ),
    );
  }
  await markGranted(
    tx,
    ctx.region,
    waiting.map(({ id }) => id),
    actor.person,
    ctx.now,
  );
  for (const grant of waiting) {
    const words = `批准「${grant.personName}」为${ROLE_WORDS[grant.role]}`;
    await note(tx, ctx, actor, 'role.granted', grant.id, words, { proposedBy: grant.proposedBy });
  }
  return waiting.length;
}

/** 终止 or, of one that waits, 不批准. Whoever may propose may take back what waits. Throws DIR-15, 24, 404. */
export async function endGrant(ctx: Ctx, tx: Tx, id: GrantId, on: PlainDate): Promise<void> {
  const grant = await findGrant(tx, ctx.region, id);
  const actor = await actorWho(ctx, tx, grant?.grantedAt === null ? 'role.propose' : 'role.grant');
  if (grant === undefined || grant.validTo !== null) throw new Refused(directoryRefusals.missing());
  if (on < grant.validFrom) throw new Refused(directoryRefusals.tooEarly());
  const person = await getPersonOn(tx, ctx.region, grant.person, localDay(ctx.now));
  if (grant.role === 'security-admin' && grant.grantedAt !== null) await mustLeaveAnother(tx, ctx, grant);
  await markGrantEnded(tx, ctx.region, id, on);
  const words = grant.grantedAt === null ? '不批准' : `自 ${on} 起终止`;
  await note(tx, ctx, actor, 'role.ended', id, `${words}「${person.name}」${ROLE_WORDS[grant.role]}`, { on });
}

async function mustLeaveAnother(tx: Tx, ctx: Ctx, grant: RoleGrant): Promise<void> {
  const inForce = () => listGrants(tx, ctx.region, localDay(ctx.now), { pending: false });
  const admins = (await inForce()).filter(({ role }) => role === 'security-admin');
  // Two who end each other's go one after the other, and the second is refused.
  await lockPeople(tx, ctx.region, [...new Set(admins.map(({ person }) => person))]);
  const others = (await inForce()).filter(
    ({ role, id, validTo }) => role === 'security-admin' && id !== grant.id && validTo === null,
  );
  if (others.length === 0) throw new Refused(directoryRefusals.lastSecurityAdmin());
}

async function checkScope(tx: Tx, ctx: Ctx, { role, unit }: GrantInput): Promise<void> {
  if (unit === null) {
    if (UNIT_ROLES.includes(role)) throw new Refused(directoryRefusals.roleNeedsUnit(ROLE_WORDS[role]));
    return;
  }
  const found = await findUnit(tx, ctx.region, unit);
  if (found === undefined || !isValidOn(found, localDay(ctx.now))) throw new Refused(directoryRefusals.noUnit());
}

async function note(
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  act: string,
  id: GrantId,
  summary: string,
  change: unknown,
): Promise<void> {
  const edition = { at: ctx.now, actor: actor.person, act, objectId: id, summary, change };
  await insertEdition(tx, ctx.region, { ...edition, objectType: 'role-grant' });
}
