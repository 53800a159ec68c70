import type { LimitTerm, SignalLevel, SignalRules } from '#core/calendar';
import type { PlainDate, PostId, UnitId } from '#core/kernel';
import type { DueSpec } from './due.ts';
import type { Fact } from './fact.ts';

/** Where a rule is written: a document and a clause; `custom` where no text orders it (惯例). */
export type Clause = { readonly document: string; readonly clause: string } | { readonly custom: string };

/** One thing that somebody must do, as a rule derives it from a fact. */
export type Duty = {
  /** Tells duties of one rule and one fact apart; part of the obligation's id. */
  readonly key: string;
  readonly bearerUnit: UnitId;
  readonly bearerPost?: PostId;
  /** What must be done, in the words of the glossary: 办结, 签收, 验收. */
  readonly act: string;
  readonly due: DueSpec;
  readonly signals: SignalRules;
};

/** The parameters in force for one fact. Throws on an id that no definition declares: a fault of the program. */
export interface Parameters {
  term(id: string): LimitTerm;
  signals(id: string): SignalRules;
  isOn(id: string): boolean;
  count(id: string): number;
}

export type Effect =
  | 'hold'
  | 'release'
  | 'settle'
  | 'suspend'
  | 'resume'
  | 'waive'
  | 'void'
  | 'reschedule'
  | 'exclude-from-rate';

/** An effect of a fact on the obligations of its subject, for those whose key `concerns` names (all where absent). */
export type Transition = { readonly effect: Effect; readonly concerns?: (fact: Fact, key: string) => boolean };

/** A rule's sentence for its readers; `{task.receipt-term}` stands for the value in force of that parameter. */
export type RuleWords = {
  readonly who: string;
  readonly what: string;
  readonly when: string;
  /** The parameter that says when its signals are raised; null where none does. */
  readonly signals: string | null;
};

/** A 制度: who must do what, by when, with what evidence, and what follows if not; in one edition. */
export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly inWords: RuleWords;
  /** First day on which this edition governs what happens. */
  readonly inForceFrom: PlainDate;
  readonly basis: readonly Clause[];
  /** Its due day is the due day of the subject as a whole: 完成任务, not 签收. */
  readonly isPrincipal?: boolean;
  /** The switch by which an office may do without it; what it opened before runs to its end. */
  readonly switchedBy?: string;
  /** 机制 of a plan that ask for it, in the words that plans use. */
  readonly mechanisms?: readonly string[];
  /** 凭什么为证: what must be handed in to settle it. */
  readonly evidence: string;
  /** 否则如何: what each level of signal brings, in words for the reader. */
  readonly consequences: { readonly [L in SignalLevel]?: string };
  readonly opens: { readonly [factKind: string]: (fact: Fact, parameters: Parameters) => readonly Duty[] };
  readonly transitions: { readonly [factKind: string]: Transition };
};

/** Declares a rule. Exists so that every rule is found by one name and checked by one type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** The edition of each rule that is in force on a day: the latest begun. */
export function rulesInForce(rules: readonly Rule[], on: PlainDate): readonly Rule[] {
  const latest = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.inForceFrom > on) continue;
    const known = latest.get(rule.id);
    if (known === undefined || known.inForceFrom < rule.inForceFrom) latest.set(rule.id, rule);
  }
  return [...latest.values()];
}
