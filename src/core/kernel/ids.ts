/** A string that the compiler will not mix up with another kind of string. */
export type Branded<Name extends string> = string & { readonly __brand: Name };

/** The jurisdiction whose ledger a subject belongs to; first column of every business key. */
export type Region = Branded<'Region'>;
export type UnitId = Branded<'UnitId'>;
export type PostId = Branded<'PostId'>;
export type PersonId = Branded<'PersonId'>;
export type PlanId = Branded<'PlanId'>;
export type SubjectId = Branded<'SubjectId'>;
export type FactId = Branded<'FactId'>;
export type ObligationId = Branded<'ObligationId'>;
export type ContentId = Branded<'ContentId'>;
export type FileId = Branded<'FileId'>;

/** Names a string as the id of something. The only place, beside stores, where an id is made from a bare string. */
export function idOf<Id extends Branded<string>>(value: string): Id {
  return value as Id;
}
