import type { ContentId, FactId, FileId, Instant, Region, SubjectId, UnitId } from '#core/kernel';

/** What crosses into canonical text: plain JSON, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** The smallest thing with a life: a plan, a task, a cadence … The chain of facts runs along it. */
export type SubjectRef = { readonly type: string; readonly id: SubjectId };

/** Words kept beside the ledger, erasable by law; the fact keeps only their salted digest. */
export type ContentRef = { readonly id: ContentId; readonly name: string; readonly digest: string };

/** Something that happened, as it was recorded: append-only, chained per subject. */
export type Fact = {
  readonly id: FactId;
  readonly region: Region;
  readonly subject: SubjectRef;
  /** 1 for the first fact of its subject, without gaps. */
  readonly seq: number;
  /** Past tense, `area.happened`, from the closed vocabulary of the rulebook. */
  readonly kind: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** A person's id, or `clock` for what the clock itself records. */
  readonly actor: string;
  readonly onBehalfOf: UnitId | null;
  /** Ids, codes, numbers and instants only: no natural person's name, no contact, no free text. */
  readonly data: JsonObject;
  readonly evidence: readonly FileId[];
  readonly contents: readonly ContentRef[];
  /** The fact that this one corrects, where it corrects one. */
  readonly corrects: FactId | null;
  /** Edition of the rulebook and version of the calendar that it was decided with. */
  readonly rulebook: string;
  readonly calendar: string;
};

/** The actor of facts that no person recorded. */
export const CLOCK = 'clock';
