import type { LimitTerm, SignalRules } from '#core/calendar';
import type { Instant, PlainDate } from '#core/kernel';
import type { Parameters } from './rule.ts';

export type ParameterValue =
  | { readonly kind: 'term'; readonly term: LimitTerm }
  | { readonly kind: 'signals'; readonly signals: SignalRules }
  /** Whether a rule that an office may do without is in use. */
  | { readonly kind: 'switch'; readonly on: boolean }
  /** How many times, how many people: a threshold that is no length of time. */
  | { readonly kind: 'count'; readonly count: number };

/** A value and where it comes from, from a day on. */
export type ParameterEdition = { readonly from: PlainDate; readonly value: ParameterValue; readonly basis: string };

/** A number that a rule uses: dated, with its basis. Offices override it by data, never by code. */
export type ParameterDefinition = {
  readonly id: string;
  readonly title: string;
  readonly editions: readonly ParameterEdition[];
};

/** An office's own value, effective from a day; `setAt` is when it was recorded. */
export type ParameterOverride = ParameterEdition & { readonly id: string; readonly setAt: Instant };

/** The edition of a parameter that governs `on`, knowing only what had been set by `asOf`; an office's own value goes before the shipped one. */
export function parameterInForce(
  definition: ParameterDefinition,
  overrides: readonly ParameterOverride[],
  on: PlainDate,
  asOf: Instant,
): ParameterEdition {
  const own = overrides.filter((o) => o.id === definition.id && o.from <= on && o.setAt <= asOf);
  const lastOwn = own
    .toSorted((a, b) => (a.from === b.from ? compare(a.setAt, b.setAt) : compare(a.from, b.from)))
    .at(-1);
  if (lastOwn !== undefined) return lastOwn;
  const shipped = definition.editions
    .filter((e) => e.from <= on)
    .toSorted((a, b) => compare(a.from, b.from))
    .at(-1);
  const first = definition.editions[0];
  if (shipped === undefined && first === undefined) throw new Error(`parameter without an edition: ${definition.id}`);
  return shipped ?? (first as ParameterEdition);
}

/** The parameters that govern one fact (OBL-17). */
export function parametersFor(
  definitions: readonly ParameterDefinition[],
  overrides: readonly ParameterOverride[],
  on: PlainDate,
  asOf: Instant,
): Parameters {
  const lookUp = (id: string): ParameterValue => {
    const definition = definitions.find((d) => d.id === id);
    if (definition === undefined) throw new Error(`unknown parameter: ${id}`);
    return parameterInForce(definition, overrides, on, asOf).value;
  };
  return {
    term(id) {
      const value = lookUp(id);
      if (value.kind !== 'term') throw new Error(`parameter is not a term: ${id}`);
      return value.term;
    },
    isOn(id) {
      const value = lookUp(id);
      if (value.kind !== 'switch') throw new Error(`parameter is not a switch: ${id}`);
      return value.on;
    },
    count(id) {
      const value = lookUp(id);
      if (value.kind !== 'count') throw new Error(`parameter is not a count: ${id}`);
      return value.count;
    },
    signals(id) {
      const value = lookUp(id);
      if (value.kind !== 'signals') throw new Error(`parameter is not a set of signals: ${id}`);
      return value.signals;
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
