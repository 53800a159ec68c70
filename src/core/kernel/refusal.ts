import type { Trail } from './trail.ts';

/** The platform says no, for a reason that the person can act on. A value, never thrown by pure code. */
export type Refusal = {
  readonly refused: true;
  /** `MODULE-NN`, declared in a `refusals.ts` and explained in docs/refusals.md. */
  readonly code: string;
  /** A Chinese sentence that says what is wrong and what to do. */
  readonly sentence: string;
  /** The field of the input that is at fault, where one is. */
  readonly field?: string;
  readonly trail?: Trail;
  /** Figures or rows that the sentence speaks of, for programs. */
  readonly details?: unknown;
};

/** The platform says yes. */
export type Allowed = { readonly refused: false };

export const allowed: Allowed = { refused: false };

export function refuse(
  code: string,
  sentence: string,
  more: { field?: string; trail?: Trail; details?: unknown } = {},
): Refusal {
  return { refused: true, code, sentence, ...more };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}

/** Carries a refusal up through a service to the edge, where it becomes a problem+json answer. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code} ${refusal.sentence}`);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Returns the value, or throws its refusal: the seam between pure code and services. */
export function orRefuse<Value>(value: Value | Refusal): Exclude<Value, Refusal> {
  if (isRefusal(value)) throw new Refused(value);
  return value as Exclude<Value, Refusal>;
}
