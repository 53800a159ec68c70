/** The database cannot be used by this program. The sentence is for the operator: what is wrong, where, what to do. */
export class Unusable extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'Unusable';
  }
}
