import { currentCalendar } from '#calendars';
import { deadline, onDay, type Term, type WorkingCalendar, workdays } from '#core/calendar';
import { type Instant, localDay, orRefuse, type PersonId, type PlainDate, type Region } from '#core/kernel';
import {
  type Clause,
  type ParameterOverride,
  type ParameterValue,
  parameterInForce,
  type Rule,
  rulesInForce,
} from '#core/obligation';
import { actorWho, namesOfPeople } from '#directory';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { parameterDefinitions, RULEBOOK_EDITION, rules } from '#rulebook';
import type { RuleView, SetParameter } from './contract.ts';
import { insertParameterOverride, listParameterOverrides, listParameterSetters } from './ledger.store.ts';
import { ledgerRefusals } from './refusals.ts';
import { LEVELS, signalWords, valueWords } from './value-words.ts';

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
    tryOut(value, ctx.now, await currentCalendar(tx, ctx.region));
    const override: ParameterOverride = { id, from, value, basis: input.basis, setAt: ctx.now };
    await insertParameterOverride(tx, ctx.region, actor.person, override);
    return { id, effectiveFrom: from };
  });
}

/** Counts with the value once, on a fixed day and in a term: what cannot be counted is refused here and not when a fact needs it. */
function tryOut(value: ParameterValue, now: Instant, calendar: WorkingCalendar): void {
  const signals = value.kind === 'signals' ? value.signals : {};
  const terms: Term[] = value.kind === 'term' ? [value.term] : [onDay(localDay(now)), workdays(5)];
  for (const term of terms) orRefuse(deadline(term, { start: now, signals }, calendar));
}

/** The number of a parameter that counts, in force on the day of the call: for what a module proposes and no rule orders. */
export async function countInForce(
  tx: Tx,
  ctx: { readonly region: Region; readonly now: Instant },
  id: string,
): Promise<number> {
  const definition = parameterDefinitions.find((candidate) => candidate.id === id);
  if (definition === undefined) throw new Error(`unknown parameter: ${id}`);
  const { value } = parameterInForce(
    definition,
    await listParameterOverrides(tx, ctx.region),
    localDay(ctx.now),
    ctx.now,
  );
  if (value.kind !== 'count') throw new Error(`parameter is not a count: ${id}`);
  return value.count;
}

/** Every 制度 in force, as it is read, with the numbers in force. */
export async function listRules(ctx: Ctx): Promise<{ edition: string; rules: RuleView[] }> {
  await actorWho(ctx, ctx.db, 'parameter.read');
  const overrides = await listParameterOverrides(ctx.db, ctx.region);
  const today = localDay(ctx.now);
  const valueInForce = (id: string): ParameterValue | undefined => {
    const definition = parameterDefinitions.find((candidate) => candidate.id === id);
    return definition === undefined ? undefined : parameterInForce(definition, overrides, today, ctx.now).value;
  };
  return { edition: RULEBOOK_EDITION, rules: rulesInForce(rules, today).map((rule) => ruleView(rule, valueInForce)) };
}

function ruleView(rule: Rule, valueInForce: (id: string) => ParameterValue | undefined): RuleView {
  const { who, what, when, signals } = rule.inWords;
  const value = signals === null ? undefined : valueInForce(signals);
  const raised = value?.kind === 'signals' ? value.signals : {};
  const named = [...when.matchAll(PLACE)].flatMap(([, id]) => id ?? []);
  return {
    id: rule.id,
    title: rule.title,
    inForceFrom: rule.inForceFrom,
    who,
    what,
    when: when.replaceAll(PLACE, (_, id: string) => {
      const known = valueInForce(id);
      return known === undefined ? id : valueWords(known);
    }),
    evidence: rule.evidence,
    basis: rule.basis.map(clauseWords),
    consequences: LEVELS.flatMap((level) => {
      const words = rule.consequences[level];
      const signal = raised[level];
      if (words === undefined) return [];
      return [{ level, words, at: signal === undefined ? null : signalWords(signal) }];
    }),
    inUse: switchOf(rule, valueInForce),
    mechanisms: [...(rule.mechanisms ?? [])],
    parameters: [
      ...(rule.switchedBy === undefined ? [] : [rule.switchedBy]),
      ...named,
      ...(signals === null ? [] : [signals]),
    ],
  };
}

function switchOf(rule: Rule, valueInForce: (id: string) => ParameterValue | undefined): boolean {
  const value = rule.switchedBy === undefined ? undefined : valueInForce(rule.switchedBy);
  return value?.kind === 'switch' ? value.on : true;
}

const PLACE = /\{([^}]+)\}/g;

function clauseWords(clause: Clause): string {
  if (!('custom' in clause)) return `${clause.document}${clause.clause}`;
  return clause.custom.includes('惯例') ? clause.custom : `惯例: ${clause.custom}`;
}
