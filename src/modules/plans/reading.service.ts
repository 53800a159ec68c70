import { isRefusal, localDay, orRefuse, type PlanId, type UnitId } from '#core/kernel';
import {
  actorIn,
  expandCollective,
  findJurisdiction,
  listUnits,
  matchUnit,
  may,
  placeNames,
  type Unit,
} from '#directory';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { PlanDraft, UnitNameMatch } from './contract.ts';
import { type Item, lacksYear, unitNamesOf } from './draft.ts';
import { ordersOf, type UnitNames } from './orders.ts';
import { editorsBeside, launchedObject, planObject, stateOf } from './plan.service.ts';
import { findPlan, getVersion, listItems, listUnitNames, type PlanRecord } from './plan.store.ts';

import { planRefusals } from './refusals.ts';
/** A plan with all that its screen shows. A draft is seen by its editors, a launched plan by every unit that it binds. */
export async function readPlan(ctx: Ctx, id: PlanId): Promise<PlanDraft> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const plan = await findPlan(tx, ctx.region, id);
  if (plan === undefined) return orRefuse(planRefusals.hidden());
  const mayEdit = !isRefusal(may(actor, 'plan.edit', planObject(ctx, plan)));
  // Whoever is bound by the plan sees what was launched, never the draft of an amendment.
  if (!mayEdit && plan.launchedVersion === null) return orRefuse(planRefusals.hidden());
  if (!mayEdit) orRefuse(may(actor, 'plan.read', await launchedObject(ctx, tx, plan)));
  const version = mayEdit ? plan.version : (plan.launchedVersion ?? plan.version);

  const { text, outline, notes } = await getVersion(tx, ctx.region, id, version);
  const all = await listItems(tx, ctx.region, id, version);
  // What was dropped, and why, is between those who edit.
  const items = mayEdit ? all : all.filter((item) => item.droppedReason === null);
  const names = mayEdit ? await matchNames(ctx, tx, plan, items) : [];
  const draft = { header: plan.header, items, names: unitsByName(names), notes };
  const conflicts = mayEdit ? ordersOf(draft, localDay(ctx.now)).conflicts : [];
  return {
    id,
    state: mayEdit ? stateOf(plan) : 'live',
    version,
    published: plan.publishedAt !== null,
    revision: plan.revision,
    header: mayEdit ? plan.header : (plan.launchedHeader ?? plan.header),
    text,
    outline: [...outline] as PlanDraft['outline'],
    notes: mayEdit ? [...notes] : [],
    items: items as PlanDraft['items'],
    names,
    conflicts: [...conflicts],
    yearMissing: mayEdit && lacksYear(items, plan.header),
    editors: mayEdit ? await editorsBeside(ctx, tx, id, actor) : [],
    mayEdit,
    mayLaunch: mayEdit && !isRefusal(may(actor, 'plan.launch', planObject(ctx, plan))),
  };
}

/** What each name in the plan means in the directory: what a person said, else an exact name or alias, else suggestions. */
export async function matchNames(ctx: Ctx, tx: Tx, plan: PlanRecord, items: readonly Item[]): Promise<UnitNameMatch[]> {
  const names = unitNamesOf(items);
  if (names.length === 0) return [];
  const units = await listUnits(tx, ctx.region, localDay(ctx.now));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const places = placeNames((await findJurisdiction(tx, ctx.region))?.name ?? '');
  const set = await listUnitNames(tx, ctx.region, plan.id);
  return names.map((name): UnitNameMatch => {
    const chosen = set.get(name);
    if (chosen !== undefined && chosen.length > 0) {
      return { name, match: 'set', units: chosen.flatMap((id) => nameOf(byId.get(id))), suggestions: [] };
    }
    const collective = expandCollective(name, units);
    if (collective !== undefined)
      return { name, match: 'collective', units: [], suggestions: collective.flatMap(nameOf) };
    const found = matchUnit(name, units, places);
    const suggestions = found.suggestions.flatMap(({ unit }) => nameOf(unit));
    const sure = found.kind === 'exact' || found.kind === 'alias';
    return { name, match: found.kind, units: sure ? nameOf(found.unit) : [], suggestions };
  });
}

function nameOf(unit: Unit | undefined): { id: string; name: string }[] {
  return unit === undefined ? [] : [{ id: unit.id, name: unit.name }];
}

export function unitsByName(matches: readonly UnitNameMatch[]): UnitNames {
  return new Map(matches.map((match) => [match.name, match.units.map((unit) => unit.id as UnitId)]));
}
