import type { z } from 'zod';
import type { Json } from '#core/obligation';

/** How a unit stands to a subject; what access and every list rest on. */
export type Relation = 'lead' | 'supporting' | 'acceptor' | 'own' | 'bound';
export type PartyOf = { readonly unit: string; readonly relation: Relation };

/** One word of the closed vocabulary: what may be recorded, about what, and what it says. */
export type FactDefinition = {
  readonly kind: string;
  /** Kind of subject it is about. */
  readonly subject: string;
  /** What it means, in Chinese, as a timeline shows it. */
  readonly title: string;
  readonly data: z.ZodType<{ readonly [key: string]: Json }>;
  /** The state in which it leaves its subject, where it changes it. */
  readonly leadsTo?: string;
  /** Whether it is the first fact of a new subject. */
  readonly begins?: boolean;
  /** The subject that its new subject belongs to: the plan of a task. */
  readonly parent?: (data: { readonly [key: string]: Json }) => string;
  /** The units that it makes a party to its subject, beside those that are one already. */
  readonly parties?: (data: { readonly [key: string]: Json }) => readonly PartyOf[];
};

type Typed<Data> = Omit<FactDefinition, 'data' | 'parties' | 'parent'> & {
  readonly data: z.ZodType<Data>;
  readonly parent?: (data: Data) => string;
  readonly parties?: (data: Data) => readonly PartyOf[];
};

/** Declares a fact; its parties are derived from data of the declared shape. */
export function defineFact<Data extends { readonly [key: string]: Json }>(definition: Typed<Data>): FactDefinition {
  const { parties, parent, data, ...rest } = definition;
  return {
    ...rest,
    data,
    ...(parties === undefined ? {} : { parties: (raw) => parties(data.parse(raw)) }),
    ...(parent === undefined ? {} : { parent: (raw) => parent(data.parse(raw)) }),
  };
}
