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

/** Forgets keys older than the instant; returns how many. */
export async function forgetKeysBefore(tx: Tx, before: Instant): Promise<number> {
  const rows = await tx.query(sql`delete from platform.idempotency where created_at < ${before} returning 1 as gone`);
  return rows.length;
}
