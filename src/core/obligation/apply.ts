import type { SignalLevel } from '#core/calendar';
import { idOf, localDay, type ObligationId } from '#core/kernel';
import { NEVER, type Timekeeper } from './due.ts';
import type { Fact } from './fact.ts';
import { advance, isLive, type Obligation, retimed } from './obligation.ts';
import type { ParameterDefinition, ParameterOverride } from './parameter.ts';
import { parametersFor } from './parameter.ts';
import { type Duty, type Rule, rulesInForce } from './rule.ts';

/** Facts that the clock itself records about an obligation; every rulebook has them. */
export const SIGNALLED = 'obligation.signalled';
export const RETIMED = 'obligation.retimed';

/** All that folding a fact needs besides the fact and the obligations: pure data and pure functions. */
export type Lawbook = {
  readonly rules: readonly Rule[];
  readonly parameters: readonly ParameterDefinition[];
  readonly overrides: readonly ParameterOverride[];
  /** The timekeeper of the calendar version that a fact was decided with. */
  timekeeper(calendarVersion: string): Timekeeper;
  /** A uuid that follows from the text (OBL-2). */
  nameOf(text: string): string;
};

/** What one fact does to the obligations of its subject: those it changes, and those it opens, in a stable order. The heart of the ledger. */
export function applyFact(lawbook: Lawbook, fact: Fact, obligations: readonly Obligation[]): Obligation[] {
  const timekeeper = lawbook.timekeeper(fact.calendar);
  const changed = obligations.map((obligation) => changedBy(lawbook, fact, obligation, timekeeper));
  return [...changed, ...openedBy(lawbook, fact, timekeeper)];
}

function changedBy(lawbook: Lawbook, fact: Fact, obligation: Obligation, timekeeper: Timekeeper): Obligation {
  if (fact.kind === SIGNALLED || fact.kind === RETIMED) {
    if (fact.data.obligation !== obligation.id || !isLive(obligation)) return obligation;
    return fact.kind === RETIMED ? retimed(obligation, obligation.suspensions, timekeeper) : served(obligation, fact);
  }
  // OBL-16: the edition that opened the obligation governs it to the end.
  const rule = lawbook.rules.find((r) => r.id === obligation.rule && r.inForceFrom === obligation.edition);
  const transition = rule?.transitions[fact.kind];
  if (transition === undefined) return obligation;
  if (transition.concerns !== undefined && !transition.concerns(fact, obligation.key)) return obligation;
  return advance(obligation, transition.effect, fact, timekeeper);
}

function served(obligation: Obligation, fact: Fact): Obligation {
  const level = fact.data.level as SignalLevel;
  if (obligation.served[level] !== undefined) return obligation;
  return { ...obligation, served: { ...obligation.served, [level]: fact.occurredAt } };
}

function openedBy(lawbook: Lawbook, fact: Fact, timekeeper: Timekeeper): Obligation[] {
  const on = localDay(fact.occurredAt);
  const opened: Obligation[] = [];
  for (const rule of rulesInForce(lawbook.rules, on)) {
    const open = rule.opens[fact.kind];
    if (open === undefined) continue;
    const parameters = parametersFor(lawbook.parameters, lawbook.overrides, on, fact.recordedAt);
    if (rule.switchedBy !== undefined && !parameters.isOn(rule.switchedBy)) continue;
    for (const duty of open(fact, parameters)) opened.push(obligationOf(lawbook, fact, rule, duty, timekeeper));
  }
  return opened;
}

function obligationOf(lawbook: Lawbook, fact: Fact, rule: Rule, duty: Duty, timekeeper: Timekeeper): Obligation {
  const bare: Obligation = {
    id: idOf<ObligationId>(lawbook.nameOf(`${fact.id}\n${rule.id}\n${duty.key}`)),
    region: fact.region,
    subject: fact.subject,
    rule: rule.id,
    edition: rule.inForceFrom,
    key: duty.key,
    bearerUnit: duty.bearerUnit,
    bearerPost: duty.bearerPost ?? null,
    act: duty.act,
    openedBy: fact.id,
    openedAt: fact.occurredAt,
    due: duty.due,
    signalSpecs: duty.signals,
    suspensions: [],
    times: NEVER,
    calendar: timekeeper.version,
    served: {},
    state: 'open',
    claimedAt: null,
    settledAt: null,
    settledBy: null,
  };
  return retimed(bare, [], timekeeper);
}
