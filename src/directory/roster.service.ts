import { localDay } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { AccessObject, Action } from './policy.ts';
import { listHeldRoles, listPlacedUnits } from './roster.store.ts';
import { type Staff, whoMayOf } from './roster.ts';

/** Everybody on the staff who may do all of this to the object, in the order of the directory. */
export async function listWhoMay(ctx: Ctx, tx: Tx, actions: readonly Action[], object: AccessObject): Promise<Staff[]> {
  const held = await listHeldRoles(tx, ctx.region, localDay(ctx.now));
  const units = await listPlacedUnits(tx, ctx.region);
  return whoMayOf(ctx.region, held, units, actions, object);
}
