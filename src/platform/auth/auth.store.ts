import sql from 'sql-template-tag';
import type { Instant, PersonId, Region } from '#core/kernel';
import type { Tx } from '#platform/db';

export type Account = {
  readonly accountId: string;
  readonly region: Region;
  readonly personId: PersonId;
  readonly username: string;
  readonly passwordHash: string;
  readonly passwordSetAt: Instant;
  readonly mustChangePassword: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

const accountColumns = sql`account_id as "accountId", region, person_id as "personId", username,
  password_hash as "passwordHash", password_set_at as "passwordSetAt", must_change_password as "mustChangePassword",
  created_at as "createdAt", disabled_at as "disabledAt"`;

export function findAccountByUsername(tx: Tx, username: string): Promise<Account | undefined> {
  return tx.maybe(sql`select ${accountColumns} from auth.account where username = ${username}`);
}

export function findAccountByPerson(tx: Tx, region: Region, person: PersonId): Promise<Account | undefined> {
  return tx.maybe(sql`select ${accountColumns} from auth.account where region = ${region} and person_id = ${person}`);
}

export function lockAccount(tx: Tx, accountId: string): Promise<Account> {
  return tx.one(sql`select ${accountColumns} from auth.account where account_id = ${accountId} for update`);
}

export function listAccountsOf(tx: Tx, region: Region): Promise<Account[]> {
  return tx.query(sql`select ${accountColumns} from auth.account where region = ${region} order by username`);
}

export async function anyAccount(tx: Tx): Promise<boolean> {
  const { any } = await tx.one<{ any: boolean }>(sql`select exists (select from auth.account) as any`);
  return any;
}

/** The region of the first account of all: the jurisdiction that this installation was set up for. */
export async function findFirstRegion(tx: Tx): Promise<Region | undefined> {
  const row = await tx.maybe<{ region: Region }>(
    sql`select region from auth.account order by created_at, account_id limit 1`,
  );
  return row?.region;
}

/** First runs wait for each other. */
export async function holdFirstRun(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('first run', 0))`);
}

/** False when the name, or the person's one place, is taken. */
export async function insertAccount(tx: Tx, account: Omit<Account, 'disabledAt'>): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into auth.account
      (account_id, region, person_id, username, password_hash, password_set_at, must_change_password, created_at)
    values (${account.accountId}, ${account.region}, ${account.personId}, ${account.username}, ${account.passwordHash},
      ${account.passwordSetAt}, ${account.mustChangePassword}, ${account.createdAt})
    on conflict do nothing
    returning account_id`);
  return rows.length === 1;
}

export async function markPassword(
  tx: Tx,
  accountId: string,
  password: { hash: string; setAt: Instant; mustChange: boolean },
): Promise<void> {
  await tx.query(sql`
    update auth.account
    set password_hash = ${password.hash}, password_set_at = ${password.setAt},
      must_change_password = ${password.mustChange}
    where account_id = ${accountId}`);
}

export async function markDisabled(tx: Tx, accountId: string, at: Instant | null): Promise<void> {
  await tx.query(sql`update auth.account set disabled_at = ${at} where account_id = ${accountId}`);
}

export async function insertFormerPassword(tx: Tx, accountId: string, setAt: Instant, hash: string): Promise<void> {
  await tx.query(sql`
    insert into auth.former_password (account_id, set_at, password_hash) values (${accountId}, ${setAt}, ${hash})
    on conflict on constraint former_password_pk do nothing`);
}

export async function listFormerPasswords(tx: Tx, accountId: string, count: number): Promise<string[]> {
  const rows = await tx.query<{ hash: string }>(sql`
    select password_hash as hash from auth.former_password where account_id = ${accountId}
    order by set_at desc limit ${count}`);
  return rows.map(({ hash }) => hash);
}

export async function forgetFormerPasswords(tx: Tx, accountId: string, keep: number): Promise<void> {
  await tx.query(sql`
    delete from auth.former_password where account_id = ${accountId} and set_at not in (
      select set_at from auth.former_password where account_id = ${accountId} order by set_at desc limit ${keep})`);
}

export type Outcome = 'success' | 'wrong-password' | 'unknown-name' | 'locked' | 'disabled' | 'unlocked';

export async function insertAttempt(
  tx: Tx,
  attempt: {
    id: string;
    at: Instant;
    nameDigest: string;
    accountId: string | null;
    address: string | null;
    outcome: Outcome;
  },
): Promise<void> {
  await tx.query(sql`
    insert into auth.sign_in_attempt (attempt_id, at, name_digest, account_id, address, outcome)
    values (${attempt.id}, ${attempt.at}, ${attempt.nameDigest}, ${attempt.accountId}, ${attempt.address},
      ${attempt.outcome})`);
}

/** Attempts on one name wait for each other, so that many at once cannot pass the limit together. */
export async function holdName(tx: Tx, nameDigest: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${nameDigest}`}, 0))`);
}

/** Instants of wrong passwords after `since` and after the last success or unlocking, newest first. Ids sort by time. */
export async function listFailures(tx: Tx, nameDigest: string, since: Instant, until: Instant): Promise<Instant[]> {
  const rows = await tx.query<{ at: Instant }>(sql`
    select at from auth.sign_in_attempt
    where name_digest = ${nameDigest} and at > ${since} and at <= ${until}
      and outcome in ('wrong-password', 'unknown-name')
      and attempt_id > coalesce((select attempt_id from auth.sign_in_attempt
        where name_digest = ${nameDigest} and outcome in ('success', 'unlocked') and at <= ${until}
        order by attempt_id desc limit 1), '00000000-0000-0000-0000-000000000000')
    order by attempt_id desc`);
  return rows.map(({ at }) => at);
}

export async function countFailuresFrom(tx: Tx, address: string, since: Instant, until: Instant): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*) as count from auth.sign_in_attempt
    where address = ${address} and at > ${since} and at <= ${until} and outcome <> 'success'`);
  return count;
}

export type SessionRow = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly region: Region;
  readonly personId: PersonId;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly endsAt: Instant;
  readonly address: string | null;
  readonly device: string | null;
};

const sessionColumns = sql`s.session_id as "sessionId", s.account_id as "accountId", s.region,
  s.person_id as "personId", s.created_at as "createdAt", s.seen_at as "seenAt", s.ends_at as "endsAt",
  s.address, s.device`;

export async function insertSession(tx: Tx, tokenHash: Buffer, session: SessionRow): Promise<void> {
  await tx.query(sql`
    insert into auth.session
      (token_hash, session_id, account_id, region, person_id, created_at, seen_at, ends_at, address, device)
    values (${tokenHash}, ${session.sessionId}, ${session.accountId}, ${session.region}, ${session.personId},
      ${session.createdAt}, ${session.seenAt}, ${session.endsAt}, ${session.address}, ${session.device})`);
}

/** The session while it is good, with what of the account bears on it. */
export function findSession(
  tx: Tx,
  tokenHash: Buffer,
  now: Instant,
  idleSince: Instant,
): Promise<(SessionRow & { mustChangePassword: boolean; passwordSetAt: Instant }) | undefined> {
  return tx.maybe(sql`
    select ${sessionColumns}, a.must_change_password as "mustChangePassword", a.password_set_at as "passwordSetAt"
    from auth.session s join auth.account a on a.account_id = s.account_id
    where s.token_hash = ${tokenHash} and s.ends_at > ${now} and s.seen_at > ${idleSince} and a.disabled_at is null`);
}

/** Which of these sessions are still good; asking does not keep them alive. */
export async function listGoodSessions(
  tx: Tx,
  sessionIds: readonly string[],
  now: Instant,
  idleSince: Instant,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    select s.session_id as id from auth.session s join auth.account a on a.account_id = s.account_id
    where s.session_id = any(${sessionIds}::uuid[]) and s.ends_at > ${now} and s.seen_at > ${idleSince} and a.disabled_at is null`);
  return rows.map(({ id }) => id);
}

export async function markSeen(tx: Tx, tokenHash: Buffer, at: Instant): Promise<void> {
  await tx.query(sql`update auth.session set seen_at = ${at} where token_hash = ${tokenHash} and seen_at < ${at}`);
}

/** Every session as if it had been opened and used so much later. */
export async function moveSessions(tx: Tx, milliseconds: number): Promise<void> {
  await tx.query(sql`
    update auth.session
    set seen_at = seen_at + ${milliseconds} * interval '1 millisecond', ends_at = ends_at + ${milliseconds} * interval '1 millisecond'`);
}

export function listSessionsOf(tx: Tx, accountId: string, now: Instant, idleSince: Instant): Promise<SessionRow[]> {
  return tx.query(sql`
    select ${sessionColumns} from auth.session s
    where s.account_id = ${accountId} and s.ends_at > ${now} and s.seen_at > ${idleSince}
    order by s.seen_at desc, s.session_id`);
}

export async function deleteSessionByToken(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.query(sql`delete from auth.session where token_hash = ${tokenHash}`);
}

export async function deleteSession(tx: Tx, accountId: string, sessionId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    delete from auth.session where account_id = ${accountId} and session_id = ${sessionId} returning session_id`);
  return rows.length === 1;
}

export async function deleteSessionsOf(tx: Tx, accountId: string, except?: string): Promise<number> {
  const rows = await tx.query(sql`
    delete from auth.session
    where account_id = ${accountId} and (${except ?? null}::uuid is null or session_id <> ${except ?? null}::uuid)
    returning session_id`);
  return rows.length;
}

/** Removes what can never be good again. */
export async function deleteEndedSessions(tx: Tx, now: Instant, idleSince: Instant): Promise<number> {
  const rows = await tx.query(sql`
    delete from auth.session where ends_at <= ${now} or seen_at <= ${idleSince} returning session_id`);
  return rows.length;
}
