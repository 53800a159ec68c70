import { idOf, localDay, orRefuse, type PlainDate, Refused, type Region, type UnitId } from '#core/kernel';
import { isTaken, type Tx, uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { findBody, insertBodies, insertMembers, markBodies, markBodyEnded, markMembersEnded } from './body.store.ts';
import { type Actor, type Body, type BodyId, isValidOn } from './directory.ts';
import { insertEdition } from './edition.store.ts';
import { changeOfMembers, type MemberInput } from './members.ts';
import { getPersonOn } from './people.service.ts';
import { directoryRefusals } from './refusals.ts';
import { findUnit } from './unit.store.ts';

export type BodyInput = {
  readonly name: string;
  readonly shortName: string | null;
  readonly officeUnit: UnitId | null;
  readonly basis: string;
  readonly sortOrder: number;
  readonly members: readonly MemberInput[];
};

/** Throws DIR-10, 20, 21, 22. */
export async function createBody(ctx: Ctx, tx: Tx, input: BodyInput): Promise<Body> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const { members, ...rest } = input;
  const body: Body = { id: idOf<BodyId>(uuid()), ...rest, validFrom: localDay(ctx.now), validTo: null, members: [] };
  await checkMembers(tx, ctx, input);
  await guard(body.name, () => insertBodies(tx, ctx.region, [body]));
  await setMembers(tx, ctx, body, members);
  await note(tx, ctx, actor, 'body.created', body.id, `设立「${body.name}」`, { after: { ...body, members } });
  return getBody(tx, ctx.region, body.id, localDay(ctx.now));
}

/** Members that are no longer named leave today; those that are new join today. Throws DIR-10, 19, 20, 21, 22, 404. */
export async function editBody(ctx: Ctx, tx: Tx, id: BodyId, input: BodyInput): Promise<Body> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const on = localDay(ctx.now);
  const before = await getBody(tx, ctx.region, id, on);
  if (!isValidOn(before, on)) throw new Refused(directoryRefusals.ended());
  await checkMembers(tx, ctx, input);
  const { members, ...rest } = input;
  await guard(input.name, () => markBodies(tx, ctx.region, [{ ...before, ...rest }]));
  await setMembers(tx, ctx, before, members);
  const after = await getBody(tx, ctx.region, id, on);
  await note(tx, ctx, actor, 'body.changed', id, `修改「${after.name}」`, { before, after });
  return after;
}

/** Throws DIR-15, 19, 404. */
export async function endBody(ctx: Ctx, tx: Tx, id: BodyId, on: PlainDate): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const body = await getBody(tx, ctx.region, id, localDay(ctx.now));
  if (body.validTo !== null) throw new Refused(directoryRefusals.ended());
  if (on < body.validFrom) throw new Refused(directoryRefusals.tooEarly());
  await markBodyEnded(tx, ctx.region, id, on);
  await note(tx, ctx, actor, 'body.ended', id, `自 ${on} 起撤销「${body.name}」`, { on });
}

async function getBody(tx: Tx, region: Region, id: BodyId, on: PlainDate): Promise<Body> {
  return orRefuse((await findBody(tx, region, id, on)) ?? directoryRefusals.missing());
}

async function setMembers(tx: Tx, ctx: Ctx, body: Body, wanted: readonly MemberInput[]): Promise<void> {
  const { ended, added } = changeOfMembers(body.members, wanted);
  const on = localDay(ctx.now);
  await markMembersEnded(tx, ctx.region, ended, on);
  const rows = added.map((member) => ({ ...member, id: uuid(), body: body.id, validFrom: on }));
  await insertMembers(tx, ctx.region, rows);
}

async function checkMembers(tx: Tx, ctx: Ctx, input: BodyInput): Promise<void> {
  const on = localDay(ctx.now);
  const seen = new Set<string>();
  for (const unit of [input.officeUnit, ...input.members.map((member) => member.unit)]) {
    if (unit === null) continue;
    const found = await findUnit(tx, ctx.region, unit);
    if (found === undefined || !isValidOn(found, on)) throw new Refused(directoryRefusals.noUnit());
  }
  for (const { person, unit } of input.members) {
    const key = person ?? unit ?? '';
    const name = person === null ? '成员单位' : (await getPersonOn(tx, ctx.region, person, on)).name;
    if (seen.has(key)) throw new Refused(directoryRefusals.memberTwice(name));
    seen.add(key);
  }
}

async function guard(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (isTaken(fault, 'body_name_unique')) throw new Refused(directoryRefusals.bodyNameTaken(name));
    throw fault;
  }
}

async function note(
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  act: string,
  id: BodyId,
  summary: string,
  change: unknown,
): Promise<void> {
  const edition = { at: ctx.now, actor: actor.person, act, objectId: id, summary, change };
  await insertEdition(tx, ctx.region, { ...edition, objectType: 'body' });
}
