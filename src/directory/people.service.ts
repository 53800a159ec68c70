import {
  idOf,
  localDay,
  orRefuse,
  type PersonId,
  type PlainDate,
  type PostId,
  Refused,
  type Region,
  type UnitId,
} from '#core/kernel';
import { isTaken, type Tx, uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { type Actor, type HoldingId, isValidOn, type Person, type Post, type Slot } from './directory.ts';
import { type Edition, insertEdition } from './edition.store.ts';
import {
  findPerson,
  findPost,
  insertHoldings,
  insertPeople,
  insertPosts,
  listHoldings,
  markHolders,
  markHoldingsEnded,
  markPeople,
  markPersonEnded,
  markPostEnded,
  markPosts,
} from './people.store.ts';
import { directoryRefusals } from './refusals.ts';
import { findUnit } from './unit.store.ts';

export type PersonInput = {
  readonly unit: UnitId | null;
  readonly name: string;
  readonly staffNumber: string | null;
  readonly title: string;
  readonly sortOrder: number;
};

/** Throws DIR-09, 21. */
export async function createPerson(ctx: Ctx, tx: Tx, input: PersonInput): Promise<Person> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await mustBeUnit(tx, ctx, input.unit);
  const person: Person = { id: idOf<PersonId>(uuid()), ...input, validFrom: localDay(ctx.now), validTo: null };
  await guardPerson(person, () => insertPeople(tx, ctx.region, [person]));
  await note(tx, ctx, actor, 'person.created', 'person', person.id, `登记人员「${person.name}」`, { after: person });
  return person;
}

/** Throws DIR-09, 19, 21, 404. */
export async function editPerson(ctx: Ctx, tx: Tx, id: PersonId, input: PersonInput): Promise<Person> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const before = await getPerson(tx, ctx.region, id);
  if (before.validTo !== null) throw new Refused(directoryRefusals.ended());
  await mustBeUnit(tx, ctx, input.unit);
  const person: Person = { ...before, ...input };
  await guardPerson(person, () => markPeople(tx, ctx.region, [person]));
  const summary = `修改人员「${person.name}」`;
  await note(tx, ctx, actor, 'person.changed', 'person', id, summary, { before, after: person });
  return person;
}

/** 离任. Posts, roles and seats in bodies end with it. Throws DIR-15, 19, 404. */
export async function endPerson(ctx: Ctx, tx: Tx, id: PersonId, on: PlainDate): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const person = await getPerson(tx, ctx.region, id);
  if (person.validTo !== null) throw new Refused(directoryRefusals.ended());
  if (on < person.validFrom) throw new Refused(directoryRefusals.tooEarly());
  await markPersonEnded(tx, ctx.region, id, on);
  await note(tx, ctx, actor, 'person.ended', 'person', id, `「${person.name}」自 ${on} 起离任`, { on });
}

export type PostInput = { readonly name: string; readonly remit: string; readonly sortOrder: number };

/** Throws DIR-07, 21. */
export async function createPost(ctx: Ctx, tx: Tx, unit: UnitId, input: PostInput): Promise<Post> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await mustBeUnit(tx, ctx, unit);
  const post: Post = { id: idOf<PostId>(uuid()), unit, ...input, validFrom: localDay(ctx.now), validTo: null };
  await guardPost(post, () => insertPosts(tx, ctx.region, [post]));
  await note(tx, ctx, actor, 'post.created', 'post', post.id, `设立岗位「${post.name}」`, { after: post });
  return post;
}

/** Throws DIR-07, 19, 404. */
export async function editPost(ctx: Ctx, tx: Tx, id: PostId, input: PostInput): Promise<Post> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const before = await getPost(tx, ctx.region, id);
  if (before.validTo !== null) throw new Refused(directoryRefusals.ended());
  const post: Post = { ...before, ...input };
  await guardPost(post, () => markPosts(tx, ctx.region, [post]));
  await note(tx, ctx, actor, 'post.changed', 'post', id, `修改岗位「${post.name}」`, { before, after: post });
  return post;
}

/** Throws DIR-15, 19, 404. */
export async function endPost(ctx: Ctx, tx: Tx, id: PostId, on: PlainDate): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const post = await getPost(tx, ctx.region, id);
  if (post.validTo !== null) throw new Refused(directoryRefusals.ended());
  if (on < post.validFrom) throw new Refused(directoryRefusals.tooEarly());
  await markPostEnded(tx, ctx.region, id, on);
  await note(tx, ctx, actor, 'post.ended', 'post', id, `自 ${on} 起撤销岗位「${post.name}」`, { on });
}

export type Holders = Readonly<Record<Slot, PersonId | null>>;

/** Who holds the post from today on. Former holders stay on record up to yesterday. Throws DIR-08, 19, 20, 404. */
export async function setHolders(ctx: Ctx, tx: Tx, id: PostId, wanted: Holders): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  const on = localDay(ctx.now);
  const post = await getPost(tx, ctx.region, id);
  if (!isValidOn(post, on)) throw new Refused(directoryRefusals.ended());
  if (wanted.A !== null && wanted.A === wanted.B) throw new Refused(directoryRefusals.sameHolder());
  const names = new Map<Slot, string>();
  for (const slot of SLOTS) {
    const person = wanted[slot];
    if (person !== null) names.set(slot, (await getPersonOn(tx, ctx.region, person, on)).name);
  }
  const held = await listHoldings(tx, ctx.region, on, [id]);
  const changed = SLOTS.filter((slot) => (held.find((h) => h.slot === slot)?.person ?? null) !== wanted[slot]);
  if (changed.length === 0) return;
  const leaving = held.filter(({ slot }) => changed.includes(slot));
  const turned = leaving.filter(({ slot, validFrom }) => validFrom === on && wanted[slot] !== null);
  await guardHolder(async () => {
    await markHoldingsEnded(
      tx,
      ctx.region,
      leaving.filter((each) => !turned.includes(each)).map((each) => each.id),
      on,
    );
    await markHolders(
      tx,
      ctx.region,
      turned.flatMap((each) => {
        const person = wanted[each.slot];
        return person === null ? [] : [{ id: each.id, person }];
      }),
    );
    await insertHoldings(
      tx,
      ctx.region,
      changed.flatMap((slot) => {
        const person = wanted[slot];
        if (person === null || turned.some((each) => each.slot === slot)) return [];
        return [{ id: idOf<HoldingId>(uuid()), post: id, person, slot, validFrom: on, validTo: null }];
      }),
    );
  });
  const words = changed.map((slot) => `${slot} 岗 ${names.get(slot) ?? '空缺'}`).join(', ');
  await note(tx, ctx, actor, 'post.holders-set', 'post', id, `岗位「${post.name}」: ${words}`, {
    before: held,
    wanted,
  });
}

const SLOTS: readonly Slot[] = ['A', 'B'];

export async function getPerson(tx: Tx, region: Region, id: PersonId): Promise<Person> {
  return orRefuse((await findPerson(tx, region, id)) ?? directoryRefusals.missing());
}

/** A person on the staff on that day. Throws DIR-20. */
export async function getPersonOn(tx: Tx, region: Region, id: PersonId, on: PlainDate): Promise<Person> {
  const person = await findPerson(tx, region, id);
  if (person === undefined || !isValidOn(person, on)) throw new Refused(directoryRefusals.noPerson());
  return person;
}

async function getPost(tx: Tx, region: Region, id: PostId): Promise<Post> {
  return orRefuse((await findPost(tx, region, id)) ?? directoryRefusals.missing());
}

async function mustBeUnit(tx: Tx, ctx: Ctx, id: UnitId | null): Promise<void> {
  if (id === null) return;
  const unit = await findUnit(tx, ctx.region, id);
  if (unit === undefined || !isValidOn(unit, localDay(ctx.now))) throw new Refused(directoryRefusals.noUnit());
}

async function guardPerson(person: Person, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (isTaken(fault, 'person_staff_number_unique'))
      throw new Refused(directoryRefusals.staffNumberTaken(person.staffNumber ?? ''));
    throw fault;
  }
}

async function guardPost(post: Post, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (isTaken(fault, 'post_name_in_unit')) throw new Refused(directoryRefusals.postNameTaken(post.name));
    throw fault;
  }
}

async function guardHolder(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (isTaken(fault, 'holding_not_both_slots')) throw new Refused(directoryRefusals.sameHolder());
    throw fault;
  }
}

async function note(
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  act: string,
  objectType: Edition['objectType'],
  objectId: string,
  summary: string,
  change: unknown,
): Promise<void> {
  await insertEdition(tx, ctx.region, { at: ctx.now, actor: actor.person, act, objectType, objectId, summary, change });
}
