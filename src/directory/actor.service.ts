import {
  type Allowed,
  localDay,
  type PersonId,
  type PlainDate,
  type Refusal,
  Refused,
  type Region,
} from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { findActor } from './actor.store.ts';
import type { Actor } from './directory.ts';
import { type AccessObject, type Action, isAction, may, mayAnywhere } from './policy.ts';
import { accessRefusals } from './refusals.ts';

/** Who acts. Throws ACC-07 where the person is not on the staff on that day. */
export async function actorOf(tx: Tx, region: Region, person: PersonId, on: PlainDate): Promise<Actor> {
  const actor = await findActor(tx, region, person, on);
  if (actor === undefined) throw new Refused(accessRefusals.notOnStaff());
  return actor;
}

/** The actor of a call. Throws ACC-08 where nobody is signed in. */
export async function actorIn(ctx: Ctx, tx: Tx = ctx.db): Promise<Actor> {
  if (ctx.person === undefined) throw new Refused(accessRefusals.nobody());
  return actorOf(tx, ctx.region, ctx.person, localDay(ctx.now));
}

/** Whether a route of this action may be called at all; its service asks again about the object. */
export async function mayCall(ctx: Ctx, action: string): Promise<Allowed | Refusal> {
  // A route with a word that is not in the table is a mistake of ours, not of the person.
  if (!isAction(action)) throw new Error(`the policy has no action ${action}`);
  if (ctx.person === undefined) return accessRefusals.nobody();
  const actor = await findActor(ctx.db, ctx.region, ctx.person, localDay(ctx.now));
  return actor === undefined ? accessRefusals.notOnStaff() : mayAnywhere(actor, action);
}

/** The actor of a call, once it is certain that this may be done to that. Throws the refusal. */
export async function actorWho(ctx: Ctx, tx: Tx, action: Action, object?: AccessObject): Promise<Actor> {
  const actor = await actorIn(ctx, tx);
  const answer = may(actor, action, object ?? { region: ctx.region });
  if (answer.refused) throw new Refused(answer);
  return actor;
}
