/** Half-open range of offsets in the clean text. */
export type Spot = { readonly from: number; readonly to: number };

/** Index of the first of ordered things whose key is at or above a value. */
export function firstAt<One>(ordered: readonly One[], keyOf: (one: One) => number, value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = ordered[middle];
    if (one !== undefined && keyOf(one) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranges that may overlap, asked in logarithmic time whether they touch another. */
export class Spots {
  readonly #merged: Spot[] = [];
  constructor(spots: readonly Spot[]) {
    for (const spot of [...spots].sort((a, b) => a.from - b.from)) {
      const last = this.#merged.at(-1);
      if (last !== undefined && spot.from <= last.to) {
        if (spot.to > last.to) this.#merged[this.#merged.length - 1] = { from: last.from, to: spot.to };
      } else if (spot.to > spot.from) this.#merged.push(spot);
    }
  }
  touches(from: number, to: number): boolean {
    const at = firstAt(this.#merged, (spot) => spot.to, from + 1);
    const spot = this.#merged[at];
    return spot !== undefined && spot.from < to;
  }
}
