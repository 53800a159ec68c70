import { localDay, orRefuse, type PersonId, type PlainDate } from '#core/kernel';
import { type ParameterOverride, type ParameterValue, parameterInForce } from '#core/obligation';
import { actorWho, namesOfPeople } from '#directory';
import { type Ctx, once } from '#platform/http';
import { parameterDefinitions } from '#rulebook';
import type { SetParameter } from './contract.ts';
import { insertParameterOverride, listParameterOverrides, listParameterSetters } from './ledger.store.ts';
import { ledgerRefusals } from './refusals.ts';

/** Every number that a rule uses: what is in force today, and all editions with who set them. */
export async function listParameters(ctx: Ctx) {
  await actorWho(ctx, ctx.db, 'parameter.read');
  const overrides = await listParameterOverrides(ctx.db, ctx.region);
  const setters = await listParameterSetters(ctx.db, ctx.region);
  const names = await namesOfPeople(ctx.db, ctx.region, [...new Set(setters.values())]);
  const today = localDay(ctx.now);
  return {
    parameters: parameterDefinitions.map((definition) => {
      const own = overrides.filter((override) => override.id === definition.id);
      const inForce = parameterInForce(definition, overrides, today, ctx.now);
      return {
        id: definition.id,
        title: definition.title,
        inForce: { from: inForce.from, value: inForce.value, basis: inForce.basis, own: 'setAt' in inForce },
        editions: [
          ...definition.editions.map((edition) => ({ ...edition, setAt: null, setBy: null })),
          ...own.map(({ from, value, basis, setAt }) => ({
            from,
            value,
            basis,
            setAt,
            setBy: names.get(setters.get(`${definition.id} ${setAt}`) as PersonId) ?? '已离开的人员',
          })),
        ],
      };
    }),
  };
}

/** Sets the office's own value from a day to come. What has happened keeps the number under which it happened. */
export async function setParameter(ctx: Ctx, id: string, input: SetParameter) {
  return once(ctx, async (tx) => {
    const actor = await actorWho(ctx, tx, 'parameter.set');
    const definition = parameterDefinitions.find((candidate) => candidate.id === id);
    if (definition === undefined) return orRefuse(ledgerRefusals.unknownParameter());
    const value = input.value as ParameterValue;
    if (definition.editions.some((edition) => edition.value.kind !== value.kind))
      return orRefuse(ledgerRefusals.wrongKind());
    const from = input.effectiveFrom as PlainDate;
    if (from <= localDay(ctx.now)) return orRefuse(ledgerRefusals.notYet());
    const override: ParameterOverride = { id, from, value, basis: input.basis, setAt: ctx.now };
    await insertParameterOverride(tx, ctx.region, actor.person, override);
    return { id, effectiveFrom: from };
  });
}
