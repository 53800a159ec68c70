import { idOf, localDay, orRefuse, type PlainDate, Refused, type Region, type UnitId } from '#core/kernel';
import { isTaken, type Tx, uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { type Actor, isValidOn, type Unit, type UnitKind } from './directory.ts';
import { insertEdition } from './edition.store.ts';
import { collectiveKinds, expandCollective, matchUnit, placeNames, plainName, type UnitMatch } from './names.ts';
import { directoryRefusals } from './refusals.ts';
import {
  countUnder,
  findJurisdiction,
  findRoot,
  findUnit,
  freeAliases,
  insertAliases,
  insertUnits,
  listUnits,
  lockJurisdiction,
  markUnitEnded,
  markUnits,
} from './unit.store.ts';

export type UnitInput = {
  readonly parent: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string | null;
  readonly code: string | null;
  readonly aliases: readonly string[];
  readonly sortOrder: number;
};

/** Sets up a unit. Throws DIR-01, 02, 03, 06. */
export async function createUnit(ctx: Ctx, tx: Tx, input: UnitInput): Promise<Unit> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await lockJurisdiction(tx, ctx.region);
  const on = localDay(ctx.now);
  const unit: Unit = { id: newUnitId(), ...input, validFrom: on, validTo: null };
  const units = await listUnits(tx, ctx.region, on);
  checkUnit(unit, units);
  await guarded(unit, () => insertUnits(tx, ctx.region, [unit]));
  await note(tx, ctx, actor, 'unit.created', unit, `设立单位「${unit.name}」`, { after: unit });
  return unit;
}

/**
 * A unit that a plan names and the directory does not know, set up from the plan's screen with nothing but its name;
 * below the root of the tree. A name that is already known gives that unit.
 */
export async function createUnitOnTheSpot(
  ctx: Ctx,
  tx: Tx,
  input: { readonly name: string; readonly kind?: UnitKind; readonly parent?: UnitId },
): Promise<Unit> {
  const on = localDay(ctx.now);
  const [match] = await matchUnits(tx, ctx.region, [input.name], on);
  if (match?.match.unit !== undefined) return match.match.unit;
  const root = await findRoot(tx, ctx.region, on);
  return createUnit(ctx, tx, {
    parent: input.parent ?? root?.id ?? null,
    kind: input.kind ?? 'organ',
    name: plainName(input.name),
    shortName: null,
    code: null,
    aliases: [],
    sortOrder: 9999,
  });
}

/** Changes what a unit is called and where it hangs. Throws DIR-01 to 04, 06, 19, 404. */
export async function editUnit(ctx: Ctx, tx: Tx, id: UnitId, input: UnitInput): Promise<Unit> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await lockJurisdiction(tx, ctx.region);
  const on = localDay(ctx.now);
  const before = await getUnit(tx, ctx.region, id);
  if (!isValidOn(before, on)) throw new Refused(directoryRefusals.ended());
  const unit: Unit = { ...before, ...input };
  const units = await listUnits(tx, ctx.region, on);
  checkUnit(unit, units);
  await guarded(unit, () => markUnits(tx, ctx.region, [unit]));
  await note(tx, ctx, actor, 'unit.changed', unit, `修改单位「${unit.name}」`, { before, after: unit });
  return unit;
}

/** 撤销. From that day on the unit is no longer there; its past stays. Throws DIR-05, 15, 19, 404. */
export async function endUnit(ctx: Ctx, tx: Tx, id: UnitId, on: PlainDate): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await lockJurisdiction(tx, ctx.region);
  const unit = await getUnit(tx, ctx.region, id);
  if (unit.validTo !== null) throw new Refused(directoryRefusals.ended());
  if (on < unit.validFrom) throw new Refused(directoryRefusals.tooEarly());
  const under = await countUnder(tx, ctx.region, id, on);
  const left = [
    ...(under.units > 0 ? [`${under.units} 个下级单位`] : []),
    ...(under.posts > 0 ? [`${under.posts} 个岗位`] : []),
    ...(under.people > 0 ? [`${under.people} 名人员`] : []),
    ...(under.bodies > 0 ? [`${under.bodies} 个领导小组的办公室`] : []),
  ];
  if (left.length > 0) throw new Refused(directoryRefusals.stillUsed(left.join('、')));
  await markUnitEnded(tx, ctx.region, id, on);
  await freeAliases(tx, ctx.region, id);
  await note(tx, ctx, actor, 'unit.ended', unit, `自 ${on} 起撤销单位「${unit.name}」`, { on, aliases: unit.aliases });
}

/** Remembers that this name means this unit, so that it need not be asked again. Throws DIR-02, 404. */
export async function addAlias(ctx: Ctx, tx: Tx, id: UnitId, alias: string): Promise<void> {
  const actor = await actorWho(ctx, tx, 'directory.edit');
  await lockJurisdiction(tx, ctx.region);
  const on = localDay(ctx.now);
  const unit = await getUnit(tx, ctx.region, id);
  if (!isValidOn(unit, on)) throw new Refused(directoryRefusals.ended());
  const name = plainName(alias);
  if ([unit.name, unit.shortName, ...unit.aliases].includes(name)) return;
  const units = await listUnits(tx, ctx.region, on);
  checkAliases({ ...unit, aliases: [...unit.aliases, name] }, units);
  await insertAliases(tx, ctx.region, [{ alias: name, unit: id }]);
  await note(tx, ctx, actor, 'unit.alias-added', unit, `「${name}」记作「${unit.name}」的别名`, { alias: name });
}

export type NameMatch = {
  readonly name: string;
  readonly match: UnitMatch<Unit>;
  /** Where the name stands for many (各县区): the units that it may mean. */
  readonly group?: readonly Unit[];
};

/** Which units the names of a text mean on that day; one answer for each name, in their order. */
export async function matchUnits(
  tx: Tx,
  region: Region,
  names: readonly string[],
  on: PlainDate,
): Promise<readonly NameMatch[]> {
  const [units, jurisdiction] = await Promise.all([listUnits(tx, region, on), findJurisdiction(tx, region)]);
  const places = jurisdiction === undefined ? [] : placeNames(jurisdiction.name);
  return names.map((name) => {
    if (collectiveKinds(name) !== undefined) {
      return { name, match: { kind: 'none', suggestions: [] }, group: expandCollective(name, units) ?? [] };
    }
    return { name, match: matchUnit(name, units, places) };
  });
}

export async function getUnit(tx: Tx, region: Region, id: UnitId): Promise<Unit> {
  return orRefuse((await findUnit(tx, region, id)) ?? directoryRefusals.missing());
}

/** Throws what the tree does not allow of the unit, new or changed. */
function checkUnit(unit: Unit, units: readonly Unit[]): void {
  const byId = new Map(units.map((each) => [each.id, each]));
  if (unit.parent !== null) {
    if (!byId.has(unit.parent)) throw new Refused(directoryRefusals.noParent());
    for (let above: UnitId | null = unit.parent; above !== null; above = byId.get(above)?.parent ?? null)
      if (above === unit.id) throw new Refused(directoryRefusals.cycle());
  }
  const twin = units.find(({ id, parent, name }) => id !== unit.id && parent === unit.parent && name === unit.name);
  if (twin !== undefined) throw new Refused(directoryRefusals.unitNameTaken(unit.name));
  checkAliases(unit, units);
}

function checkAliases(unit: Unit, units: readonly Unit[]): void {
  for (const alias of unit.aliases) {
    const other = units.find(({ id, aliases }) => id !== unit.id && aliases.includes(alias));
    if (other !== undefined) throw new Refused(directoryRefusals.aliasTaken(alias, other.name));
  }
}

/** What another hand made of the tree meanwhile, the database sees. */
async function guarded(unit: Unit, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (fault) {
    if (isTaken(fault, 'unit_name_among_siblings')) throw new Refused(directoryRefusals.unitNameTaken(unit.name));
    if (isTaken(fault, 'unit_code_unique')) throw new Refused(directoryRefusals.codeTaken(unit.code ?? ''));
    if (isTaken(fault, 'unit_alias_pkey'))
      throw new Refused(directoryRefusals.aliasTaken(unit.aliases.join('、'), '另一单位'));
    throw fault;
  }
}

function newUnitId(): UnitId {
  return idOf<UnitId>(uuid());
}

async function note(
  tx: Tx,
  ctx: Ctx,
  actor: Actor,
  act: string,
  unit: Unit,
  summary: string,
  change: unknown,
): Promise<void> {
  const edition = { at: ctx.now, actor: actor.person, act, objectId: unit.id, summary, change };
  await insertEdition(tx, ctx.region, { ...edition, objectType: 'unit' });
}
