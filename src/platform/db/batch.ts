import { Refused } from '#core/kernel';
import { isDataFault } from './faults.ts';
import { dbRefusals } from './refusals.ts';

export type BatchOptions = {
  /** Requests that one write takes at most. */
  readonly most?: number;
  /** Writes that may be under way at once. */
  readonly lanes?: number;
  /** Requests that may wait. Beyond it a request is refused at once (DB-01), which the edge answers with 503. */
  readonly bound?: number;
};

export type Batcher<Item, Result> = {
  /** Resolves after the commit of the write that the item went with. */
  add(item: Item): Promise<Result>;
  /** Items that wait for a lane. */
  readonly waiting: number;
};

type Waiter<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (fault: unknown) => void;
};

/**
 * Gathers requests that arrive together into one write of many rows: on two cores, about three times the throughput of
 * a row at a time, because the server's work per statement is what costs. There is no timer: a lone request goes at once,
 * and under load the batch grows by itself while the lanes are busy.
 *
 * The write gets the items in the order in which they came and answers with a result for each, in the same order; it is
 * one transaction. Where it fails on the data of some item, each item is written again by itself, so that one bad item
 * fails alone. Where it fails otherwise (the database is gone), all fail: the outcome may be unknown.
 */
export function batcher<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  options: BatchOptions = {},
): Batcher<Item, Result> {
  const { most = 64, lanes = 2, bound = 4_096 } = options;
  const queue: Waiter<Item, Result>[] = [];
  let busy = 0;
  let scheduled = false;

  const schedule = () => {
    if (scheduled || busy >= lanes || queue.length === 0) return;
    scheduled = true;
    // After the input of this turn of the loop was read: everything that came with it goes together.
    setImmediate(() => {
      scheduled = false;
      while (busy < lanes && queue.length > 0) flush(queue.splice(0, most));
    });
  };

  const flush = async (batch: Waiter<Item, Result>[]) => {
    busy += 1;
    try {
      await settle(batch, write);
    } finally {
      busy -= 1;
      schedule();
    }
  };

  return {
    add(item) {
      if (queue.length >= bound) return Promise.reject(new Refused(dbRefusals.tooBusy()));
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        schedule();
      });
    },
    get waiting() {
      return queue.length;
    },
  };
}

async function settle<Item, Result>(
  batch: readonly Waiter<Item, Result>[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await write(batch.map((each) => each.item));
    if (results.length !== batch.length)
      throw new Error(`a batch of ${batch.length} was answered with ${results.length} results`);
    batch.forEach((each, index) => {
      each.resolve(results[index] as Result);
    });
  } catch (fault) {
    if (batch.length > 1 && isDataFault(fault)) for (const each of batch) await settle([each], write);
    else for (const each of batch) each.reject(fault);
  }
}
