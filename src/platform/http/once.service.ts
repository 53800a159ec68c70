import { type Refusal, Refused } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { Ctx } from './ctx.ts';
import { type Claim, claimAnswered, claimKey, getAnswer, keepAnswer } from './idempotency.store.ts';
import { httpRefusals } from './refusals.ts';

/**
 * Runs the work in one transaction. Where the call carries an idempotency key, the answer is kept with it and given
 * again to a repeat; the same key with another request is refused (HTTP-09). The answer must survive JSON.
 * Outermost only: one call of `once` per request. A refused work leaves no trace, so the key may be used again.
 */
export function once<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const key = ctx.idempotencyKey;
  if (key === undefined) return ctx.db.transaction(work);
  // The public has no name: there the key itself, made by our form, is the only proof of being the same sender.
  const of = { region: ctx.region, actor: ctx.person ?? 'public', key };
  const digest = ctx.requestDigest ?? '';
  return ctx.db.transaction(async (tx) => {
    if (await claimKey(tx, { ...of, digest, at: ctx.now })) {
      const answer = await work(tx);
      await keepAnswer(tx, of, answer);
      return answer;
    }
    const kept = await getAnswer(tx, of);
    if (kept.digest !== digest) throw new Refused(httpRefusals.keyReused());
    return kept.answer.value as T;
  });
}

/**
 * The same for many requests in one transaction, whose answers are known before anything is written. Returns, by
 * `actor key`, the answers of those that had been given one before, or their refusal (HTTP-09): nothing may be written
 * for these. Every answer must differ from every other, as one that holds new identifiers does.
 */
export async function claimAnswers<Answer>(
  tx: Tx,
  claims: readonly (Claim & { answer: Answer })[],
): Promise<Map<string, Answer | Refusal>> {
  const digests = new Map(claims.map(({ actor, key, digest }) => [`${actor} ${key}`, digest]));
  const before = await claimAnswered(
    tx,
    claims.map(({ region, actor, key, digest, at, answer }) => ({ region, actor, key, digest, at, answer })),
  );
  return new Map(
    before.map(({ actor, key, digest, answer }) => {
      const of = `${actor} ${key}`;
      return [of, digests.get(of) === digest ? (answer.value as Answer) : httpRefusals.keyReused()];
    }),
  );
}
