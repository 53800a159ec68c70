import { idOf, localDay, type PlainDate, Refused } from '#core/kernel';
import { actorWho, namesOfPeople } from '#directory';
import { type Ctx, once } from '#platform/http';
import type { EvidenceParameterView, SetEvidenceParameter } from './contract.ts';
import { setEvidenceParameter } from './evidence.service.ts';
import { listSettings } from './evidence.store.ts';
import { editionOn, evidenceParameters } from './parameters.ts';
import { evidenceRefusals } from './refusals.ts';

/** Every number that evidence goes by: what governs today, and all editions with who set them. */
export async function listEvidenceParameters(ctx: Ctx): Promise<{ parameters: EvidenceParameterView[] }> {
  await actorWho(ctx, ctx.db, 'parameter.read');
  const settings = await listSettings(ctx.db, ctx.region);
  const names = await namesOfPeople(ctx.db, ctx.region, [...new Set(settings.map(({ setBy }) => setBy))]);
  const today = localDay(ctx.now);
  return {
    parameters: evidenceParameters.map((parameter) => ({
      id: parameter.id,
      title: parameter.title,
      unit: parameter.unit,
      inForce: onTheWire(editionOn(parameter, today, settings)),
      editions: [
        ...parameter.editions.map((edition) => ({ ...onTheWire(edition), setAt: null, setBy: null })),
        ...settings
          .filter(({ id }) => id === parameter.id)
          .map(({ from, value, basis, setAt, setBy }) => ({
            ...onTheWire({ from, value, basis }),
            setAt,
            setBy: names.get(setBy) ?? '已离开的人员',
          })),
      ],
    })),
  };
}

function onTheWire<Edition extends { readonly value: unknown }>(edition: Edition) {
  const { value } = edition;
  return { ...edition, value: Array.isArray(value) ? value.map(String) : Number(value) };
}

/** Sets the office's own value from today or a later day on. Refuses EVI-15, EVI-16. */
export async function setOwnEvidenceParameter(ctx: Ctx, id: string, input: SetEvidenceParameter) {
  return once(ctx, async (tx) => {
    await actorWho(ctx, tx, 'parameter.set');
    const from = idOf<PlainDate>(input.effectiveFrom);
    if (from < localDay(ctx.now)) throw new Refused(evidenceRefusals.past());
    await setEvidenceParameter(tx, ctx, { id, from, value: input.value, basis: input.basis });
    return { id, effectiveFrom: input.effectiveFrom };
  });
}
