import { isRefusal, localDay, orRefuse, type PersonId, type UnitId } from '#core/kernel';
import { listAccounts } from '#platform/auth';
import type { Ctx } from '#platform/http';
import { actorIn, actorWho } from './actor.service.ts';
import { namesOfPeople } from './actor.store.ts';
import { listBodies } from './body.store.ts';
import type { BodiesAnswer, GrantsAnswer, PeopleAnswer, TreeAnswer, UnitPage } from './contract.ts';
import { type Actor, ROLE_WORDS, type Role, UNIT_KIND_WORDS, type Unit, type UnitKind } from './directory.ts';
import { listEditions } from './edition.store.ts';
import { listGrants } from './grant.store.ts';
import { bareName, placeNames, plainName, similarity } from './names.ts';
import { listHoldings, listPeople, listPosts, searchPeople } from './people.store.ts';
import { type Action, actionsOf, may } from './policy.ts';
import { directoryRefusals } from './refusals.ts';
import { getUnit } from './unit.service.ts';
import { findJurisdiction, listUnits, namesOfUnits } from './unit.store.ts';
import { UnitIndex } from './unit-index.ts';

/** What the workbench knows of the person who works with it. */
export async function readMe(ctx: Ctx, mustChangePassword: boolean) {
  const actor = await actorIn(ctx);
  const jurisdiction = await findJurisdiction(ctx.db, ctx.region);
  return {
    person: { id: actor.person, name: actor.name },
    jurisdiction: { region: ctx.region, name: jurisdiction?.name ?? '' },
    roles: actor.roles.map(({ role, unit, unitName }) => ({
      role,
      words: ROLE_WORDS[role],
      ...(unit === null ? {} : { unitId: unit }),
      ...(unitName === null ? {} : { unitName }),
    })),
    actions: [...actionsOf(actor)],
    mustChangePassword,
    now: ctx.now,
  };
}

/** Choices for a field: by any of the unit's names, those that begin with the words first. */
export async function searchUnits(
  ctx: Ctx,
  query: { readonly q: string; readonly kind?: UnitKind | undefined; readonly limit: number },
) {
  await actorWho(ctx, ctx.db, 'directory.read');
  const [units, jurisdiction] = await Promise.all([
    listUnits(ctx.db, ctx.region, localDay(ctx.now)),
    findJurisdiction(ctx.db, ctx.region),
  ]);
  const places = jurisdiction === undefined ? [] : placeNames(jurisdiction.name);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const found = units
    .filter(({ kind }) => query.kind === undefined || kind === query.kind)
    .map((unit) => ({ unit, rank: rankOf(unit, query.q, places) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, query.limit);
  return {
    units: found.map(({ unit }) => {
      const above = unit.parent === null ? undefined : byId.get(unit.parent);
      const hint = above?.name ?? UNIT_KIND_WORDS[unit.kind];
      return { id: unit.id, name: unit.name, hint, kind: unit.kind };
    }),
  };
}

function rankOf(unit: Unit, words: string, places: readonly string[]): number {
  const wanted = plainName(words);
  if (wanted === '') return 1;
  const names = [unit.name, unit.shortName ?? '', unit.code ?? '', ...unit.aliases].map(plainName);
  if (names.includes(wanted)) return 5;
  if (names.some((name) => name.startsWith(wanted) || bareName(name, places).startsWith(wanted))) return 4;
  if (names.some((name) => name.includes(wanted))) return 3;
  const alike = similarity(bareName(words, places), bareName(unit.name, places));
  return alike >= 0.6 ? 1 + alike : 0;
}

export async function readTree(ctx: Ctx): Promise<TreeAnswer> {
  const actor = await actorWho(ctx, ctx.db, 'directory.read');
  const on = localDay(ctx.now);
  const [units, jurisdiction, posts, people] = await Promise.all([
    listUnits(ctx.db, ctx.region, on),
    findJurisdiction(ctx.db, ctx.region),
    listPosts(ctx.db, ctx.region, on),
    listPeople(ctx.db, ctx.region, on),
  ]);
  const postsOf = countBy(posts.map(({ unit }) => unit));
  const peopleOf = countBy(people.map(({ unit }) => unit));
  return {
    jurisdiction: jurisdiction ?? null,
    units: units.map((unit) => ({
      ...unit,
      aliases: [...unit.aliases],
      posts: postsOf.get(unit.id) ?? 0,
      people: peopleOf.get(unit.id) ?? 0,
    })),
    mayEdit: allows(actor, 'directory.edit'),
  };
}

function countBy(units: readonly (UnitId | null)[]): Map<UnitId | null, number> {
  const counts = new Map<UnitId | null, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return counts;
}

export async function readUnit(ctx: Ctx, id: UnitId): Promise<UnitPage> {
  const actor = await actorWho(ctx, ctx.db, 'directory.read');
  const on = localDay(ctx.now);
  const unit = await getUnit(ctx.db, ctx.region, id);
  const [units, posts, { people }, editions] = await Promise.all([
    listUnits(ctx.db, ctx.region, on),
    listPosts(ctx.db, ctx.region, on, id),
    searchPeople(ctx.db, ctx.region, on, { unit: id }, { limit: 500, offset: 0 }),
    listEditions(ctx.db, ctx.region, { objectId: id, limit: 30 }),
  ]);
  const holdings = await listHoldings(
    ctx.db,
    ctx.region,
    on,
    posts.map((post) => post.id),
  );
  const names = await namesOfPeople(
    ctx.db,
    ctx.region,
    holdings.map(({ person }) => person),
  );
  const holderOf = (post: string, slot: 'A' | 'B') => {
    const held = holdings.find((each) => each.post === post && each.slot === slot);
    if (held === undefined) return null;
    return { person: held.person, name: names.get(held.person) ?? '', since: held.validFrom };
  };
  return {
    unit: { ...unit, aliases: [...unit.aliases] },
    above: pathTo(unit, units),
    posts: posts.map(({ id: post, name, remit, sortOrder }) => ({
      id: post,
      name,
      remit,
      sortOrder,
      A: holderOf(post, 'A'),
      B: holderOf(post, 'B'),
    })),
    people: people.map((person) => ({ ...person, posts: [...person.posts] })),
    editions,
    mayEdit: allows(actor, 'directory.edit'),
  };
}

function pathTo(unit: Unit, units: readonly Unit[]): { id: string; name: string }[] {
  const byId = new Map(units.map((each) => [each.id, each]));
  const path: { id: string; name: string }[] = [];
  for (let above = unit.parent; above !== null; ) {
    const found = byId.get(above);
    if (found === undefined) break;
    path.unshift({ id: found.id, name: found.name });
    above = found.parent;
  }
  return path;
}

/** People of the directory; their roles and accounts only for those who keep them. */
export async function readPeople(
  ctx: Ctx,
  query: { q: string; unit?: UnitId | undefined; role?: Role | undefined; page: number; size: number },
): Promise<PeopleAnswer> {
  const actor = await actorWho(ctx, ctx.db, 'directory.read');
  const on = localDay(ctx.now);
  const seesRoles = allows(actor, 'role.read');
  const seesAccounts = allows(actor, 'account.manage');
  // Who may not see roles may not find them out by filtering either.
  if (query.role !== undefined) await actorWho(ctx, ctx.db, 'role.read');
  const { people, total } = await searchPeople(
    ctx.db,
    ctx.region,
    on,
    { words: query.q, unit: query.unit, role: query.role },
    { limit: query.size, offset: (query.page - 1) * query.size },
  );
  const ids = people.map(({ id }) => id);
  const called = await unitCaller(ctx);
  const grants = seesRoles ? await listGrants(ctx.db, ctx.region, on, { people: ids }) : [];
  const accounts = new Map(
    (seesAccounts ? await listAccounts(ctx.db, ctx.region) : []).map((account) => [account.person, account]),
  );
  return {
    people: people.map((person) => ({
      ...person,
      unitName: called(person.unit, person.unitName),
      posts: [...person.posts],
      grants: seesRoles
        ? grants
            .filter((grant) => grant.person === person.id)
            .map((grant) => ({ ...grant, unitName: called(grant.unit, grant.unitName) }))
        : null,
      account: accounts.get(person.id) ?? null,
    })),
    total,
    mayEdit: allows(actor, 'directory.edit'),
    mayPropose: allows(actor, 'role.propose'),
    mayGrant: allows(actor, 'role.grant'),
    mayManageAccounts: seesAccounts,
  };
}

export async function readBodies(ctx: Ctx): Promise<BodiesAnswer> {
  const actor = await actorWho(ctx, ctx.db, 'directory.read');
  const bodies = await listBodies(ctx.db, ctx.region, localDay(ctx.now));
  const members = bodies.flatMap((body) => body.members);
  const people = await namesOfPeople(ctx.db, ctx.region, present(members.map(({ person }) => person)));
  const units = await namesOfUnits(ctx.db, ctx.region, [
    ...present(members.map(({ unit }) => unit)),
    ...present(bodies.map(({ officeUnit }) => officeUnit)),
  ]);
  const nameOf = (person: PersonId | null, unit: UnitId | null) =>
    person === null ? (unit === null ? '' : (units.get(unit) ?? '')) : (people.get(person) ?? '');
  return {
    bodies: bodies.map((body) => ({
      id: body.id,
      name: body.name,
      shortName: body.shortName,
      officeUnit: body.officeUnit,
      officeUnitName: body.officeUnit === null ? null : (units.get(body.officeUnit) ?? null),
      basis: body.basis,
      sortOrder: body.sortOrder,
      members: body.members.map(({ id, role, person, unit, title }) => ({
        id,
        role,
        person,
        unit,
        name: nameOf(person, unit),
        title,
      })),
    })),
    mayEdit: allows(actor, 'directory.edit'),
  };
}

/** What a unit is called where nothing around it says whose it is: 云溪市水利局/规划科. Of a unit that is gone, its name. */
async function unitCaller(ctx: Ctx): Promise<(unit: UnitId | null, name: string | null) => string | null> {
  const index = new UnitIndex(await listUnits(ctx.db, ctx.region, localDay(ctx.now)));
  return (id, name) => {
    const unit = id === null ? undefined : index.get(id);
    return unit === undefined ? name : index.path(unit);
  };
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.flatMap((value) => (value === null ? [] : [value]));
}

export async function readGrants(ctx: Ctx, query: { pending?: 'yes' | 'no' | undefined }): Promise<GrantsAnswer> {
  const actor = await actorWho(ctx, ctx.db, 'role.read');
  const pending = query.pending === undefined ? undefined : query.pending === 'yes';
  const called = await unitCaller(ctx);
  const grants = await listGrants(ctx.db, ctx.region, localDay(ctx.now), { pending });
  return {
    grants: grants.map((grant) => ({ ...grant, unitName: called(grant.unit, grant.unitName) })),
    mayGrant: allows(actor, 'role.grant'),
    mayPropose: allows(actor, 'role.propose'),
  };
}

/** The record of changes, for those who watch over it. What was done to a unit everybody sees with the unit. */
export async function readEditions(ctx: Ctx, query: { object?: string | undefined; limit: number }) {
  await actorWho(ctx, ctx.db, 'audit.read');
  return { editions: await listEditions(ctx.db, ctx.region, { objectId: query.object, limit: query.limit }) };
}

function allows(actor: Actor, action: Action): boolean {
  return !isRefusal(may(actor, action, { region: actor.region }));
}

/** What a section or a window does is its unit's own affair. */
const PUBLIC_KINDS: readonly UnitKind[] = [
  'government',
  'organ',
  'institution',
  'county',
  'township',
  'enterprise',
  'body-office',
  'other',
];

/**
 * The organisation as the public reads it: the units below one, or below the highest, with how many stand below each,
 * and the bodies. Needs nobody to be signed in and names no person. Refuses DIR-404.
 */
export async function readOrganisation(ctx: Ctx, id?: string) {
  const on = localDay(ctx.now);
  const units = (await listUnits(ctx.db, ctx.region, on)).filter(({ kind }) => PUBLIC_KINDS.includes(kind));
  const byId = new Map<string, Unit>(units.map((unit) => [unit.id, unit]));
  const unit = id === undefined ? undefined : byId.get(id);
  if (id !== undefined && unit === undefined) orRefuse(directoryRefusals.missing());
  const roots = units.filter(({ parent }) => parent === null || !byId.has(parent));
  // one root is the jurisdiction itself: what stands below it is what one looks for
  const top = unit ?? (roots.length === 1 ? roots[0] : undefined);
  const below = new Map<string, number>();
  for (const { parent } of units) if (parent !== null) below.set(parent, (below.get(parent) ?? 0) + 1);
  const bodies = id === undefined ? await listBodies(ctx.db, ctx.region, on) : [];
  return {
    unit: top,
    above: top?.parent === null || top === undefined ? undefined : byId.get(top.parent),
    units: top === undefined ? roots : units.filter(({ parent }) => parent === top.id),
    below,
    bodies: bodies.map(({ name, officeUnit }) => ({
      name,
      office: officeUnit === null ? null : (byId.get(officeUnit)?.name ?? null),
    })),
  };
}
