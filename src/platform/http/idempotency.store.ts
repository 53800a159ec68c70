import sql from 'sql-template-tag';
import type { Instant, Region } from '#core/kernel';
import type { Tx } from '#platform/db';

export type Claim = { region: Region; actor: string; key: string; digest: string; at: Instant };

/** Claims the key; false when it was claimed before. Waits while another transaction is holding the same key. */
export async function claimKey(tx: Tx, claim: Claim): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into platform.idempotency (region, actor, key, request_digest, created_at)
    values (${claim.region}, ${claim.actor}, ${claim.key}, ${claim.digest}, ${claim.at})
    on conflict on constraint idempotency_pk do nothing
    returning key`);
  return rows.length === 1;
}

export function getAnswer(
  tx: Tx,
  of: { region: Region; actor: string; key: string },
): Promise<{ digest: string; answer: { value?: unknown } }> {
  return tx.one(sql`
    select request_digest as digest, answer from platform.idempotency
    where region = ${of.region} and actor = ${of.actor} and key = ${of.key}`);
}

export async function keepAnswer(
  tx: Tx,
  of: { region: Region; actor: string; key: string },
  value: unknown,
): Promise<void> {
  await tx.query(sql`
    update platform.idempotency set answer = ${JSON.stringify({ value })}::jsonb
    where region = ${of.region} and actor = ${of.actor} and key = ${of.key}`);
}

/** Claims many keys, each with its answer, which is known beforehand; returns those that had been claimed before. */
export async function claimAnswered(
  tx: Tx,
  claims: readonly (Claim & { answer: unknown })[],
): Promise<{ actor: string; key: string; digest: string; answer: { value?: unknown } }[]> {
  const rows = JSON.stringify(claims.map((claim) => ({ ...claim, answer: { value: claim.answer } })));
  // In the order of the keys, so that two of these never wait for each other.
  const claimed = await tx.query(sql`
    insert into platform.idempotency (region, actor, key, request_digest, answer, created_at)
    select region, actor, key, digest, answer, at
    from json_to_recordset(${rows}::json) as c (region text, actor text, key text, digest text, answer jsonb, at timestamptz)
    order by region, actor, key
    on conflict on constraint idempotency_pk do nothing
    returning key`);
  if (claimed.length === claims.length) return [];
  // What this transaction itself has claimed carries the answer just given.
  const all = await tx.query<{
    actor: string;
    key: string;
    digest: string;
    answer: { value?: unknown };
    own: boolean;
  }>(sql`
    select i.actor, i.key, i.request_digest as digest, i.answer, i.answer is not distinct from c.answer as own
    from json_to_recordset(${rows}::json) as c (region text, actor text, key text, answer jsonb)
    join platform.idempotency i on i.region = c.region and i.actor = c.actor and i.key = c.key`);
  return all.filter(({ own }) => !own);
}

/** Forgets keys older than the instant; returns how many. */
export async function forgetKeysBefore(tx: Tx, before: Instant): Promise<number> {
  const rows = await tx.query(sql`delete from platform.idempotency where created_at < ${before} returning 1 as gone`);
  return rows.length;
}
