/** One step of the reasoning behind a computed answer: a Chinese sentence, and the clause it rests on. */
export type Reason = {
  readonly sentence: string;
  readonly basis?: string;
};

/** Why an answer is as it is, in the order in which it was reached. */
export type Trail = readonly Reason[];

export function reason(sentence: string, basis?: string): Reason {
  return basis === undefined ? { sentence } : { sentence, basis };
}
