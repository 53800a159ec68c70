import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import {
  epochOf,
  type Instant,
  instantOf,
  isRefusal,
  localDay,
  orRefuse,
  type PersonId,
  type Refusal,
  Refused,
  type Region,
} from '#core/kernel';
import { type Db, type Tx, uuid } from '#platform/db';
import type { Ctx, Identity } from '#platform/http';
import {
  type Account,
  anyAccount,
  countFailuresFrom,
  deleteEndedSessions,
  deleteSession,
  deleteSessionByToken,
  deleteSessionsOf,
  findAccountByPerson,
  findAccountByUsername,
  findFirstRegion,
  findSession,
  forgetFormerPasswords,
  holdFirstRun,
  holdName,
  insertAccount,
  insertAttempt,
  insertFormerPassword,
  insertSession,
  listAccountsOf,
  listFailures,
  listFormerPasswords,
  listGoodSessions,
  listSessionsOf,
  lockAccount,
  markDisabled,
  markPassword,
  markSeen,
  moveSessions,
  type Outcome,
  type SessionRow,
} from './auth.store.ts';
import { deviceOf, passwordFault, type SignInPolicy, signInPolicyOn, usernameOf } from './policy.ts';
import { authRefusals } from './refusals.ts';

const MINUTE = 60_000;
/** A session in use is written to at most so often. */
const SEEN_EVERY = MINUTE;

export type NewAccount = {
  readonly now: Instant;
  readonly region: Region;
  readonly person: PersonId;
  readonly username: string;
  /** Set by somebody else, so it must be changed at the first sign-in unless `mustChange` is false. */
  readonly password: string;
  readonly mustChange?: boolean;
};

/** Gives a person an account. Throws AUTH-07, 10, 11, 15. */
export async function createAccount(tx: Tx, input: NewAccount): Promise<{ accountId: string }> {
  const policy = policyAt(input.now);
  const username = usernameOf(input.username);
  if (username === undefined) throw new Refused(authRefusals.usernameForm());
  refuseIf(passwordFault(input.password, username, policy.password));
  const accountId = uuid();
  const passwordHash = await hash(input.password);
  const done = await insertAccount(tx, {
    accountId,
    region: input.region,
    personId: input.person,
    username,
    passwordHash,
    passwordSetAt: input.now,
    mustChangePassword: input.mustChange ?? true,
    createdAt: input.now,
  });
  if (!done) {
    const other = await findAccountByUsername(tx, username);
    throw new Refused(other === undefined ? authRefusals.personHasAccount() : authRefusals.usernameTaken(username));
  }
  await insertFormerPassword(tx, accountId, input.now, passwordHash);
  return { accountId };
}

export type OfPerson = { readonly now: Instant; readonly region: Region; readonly person: PersonId };

/** Sets another's password: it must be changed at the next sign-in; all sessions end. Throws AUTH-07, 14. */
export async function setPassword(tx: Tx, input: OfPerson & { password: string; mustChange?: boolean }): Promise<void> {
  const account = await heldAccountOf(tx, input);
  refuseIf(passwordFault(input.password, account.username, policyAt(input.now).password));
  await keepPassword(tx, account, input.password, input.now, input.mustChange ?? true);
  await deleteSessionsOf(tx, account.accountId);
}

/** A person changes the own password; the other sessions end. Throws AUTH-05, 07, 08, 09. */
export async function changePassword(
  ctx: Ctx,
  input: { person: PersonId; current: string; password: string; keepSession: string },
): Promise<void> {
  const policy = policyAt(ctx.now);
  const answer = await ctx.db.transaction(async (tx): Promise<Refusal | undefined> => {
    const account = await heldAccountOf(tx, { now: ctx.now, region: ctx.region, person: input.person });
    const digest = digestOf(account.username);
    await holdName(tx, digest);
    // Somebody at an unlocked desk must not be able to try passwords here without end.
    const until = await lockedUntil(tx, digest, ctx.now, policy);
    if (until !== undefined) return authRefusals.locked(until);
    if (!(await verify(account.passwordHash, input.current))) {
      await noteAttempt(tx, ctx, digest, account, 'wrong-password');
      return authRefusals.wrongCurrent();
    }
    const fault = passwordFault(input.password, account.username, policy.password);
    if (fault !== undefined) return fault;
    const earlier = [
      account.passwordHash,
      ...(await listFormerPasswords(tx, account.accountId, policy.password.history)),
    ];
    for (const one of new Set(earlier)) {
      if (await verify(one, input.password)) return authRefusals.reused(policy.password.history);
    }
    await keepPassword(tx, account, input.password, ctx.now, false);
    await deleteSessionsOf(tx, account.accountId, input.keepSession);
    return undefined;
  });
  refuseIf(answer);
}

export type SignedIn = {
  /** For the cookie; kept nowhere else. */
  readonly token: string;
  readonly endsAt: Instant;
  readonly identity: Identity;
};

/**
 * Opens a session. A refusal is a value here and not thrown, for the failed attempt has to stay recorded. A name that
 * nobody has is treated in all respects like a wrong password.
 */
export async function signIn(
  ctx: Ctx,
  input: { username: string; password: string; userAgent?: string },
): Promise<SignedIn | Refusal> {
  const policy = policyAt(ctx.now);
  const username = usernameOf(input.username) ?? '';
  const digest = digestOf(username);
  if (await isThrottled(ctx.db, ctx, policy)) return authRefusals.throttled();
  const compare = async (account: Account | undefined) =>
    verify(account?.passwordHash ?? (await dummyHash()), input.password.slice(0, 1024));
  // Slow on purpose, so done before anything is held: a morning of sign-ins must not keep the others from the database.
  const seen = await findAccountByUsername(ctx.db, username);
  const isLocked = (await lockedUntil(ctx.db, digest, ctx.now, policy)) !== undefined;
  const compared = isLocked ? undefined : await compare(seen);
  return ctx.db.transaction(async (tx) => {
    await holdName(tx, digest);
    const account = await findAccountByUsername(tx, username);
    const until = await lockedUntil(tx, digest, ctx.now, policy);
    if (until !== undefined) {
      await noteAttempt(tx, ctx, digest, account, 'locked');
      return authRefusals.locked(until);
    }
    const isStill = compared !== undefined && account?.passwordHash === seen?.passwordHash;
    const matches = isStill ? compared : await compare(account);
    if (account === undefined || !matches) {
      await noteAttempt(tx, ctx, digest, account, account === undefined ? 'unknown-name' : 'wrong-password');
      const nowLocked = await lockedUntil(tx, digest, ctx.now, policy);
      if (nowLocked !== undefined) return authRefusals.locked(nowLocked);
      const failed = await listFailures(tx, digest, before(ctx.now, policy.lockout.withinMinutes), ctx.now);
      const left = policy.lockout.failures - failed.length;
      return authRefusals.noMatch(left <= 2 ? left : undefined);
    }
    if (account.disabledAt !== null) {
      await noteAttempt(tx, ctx, digest, account, 'disabled');
      return authRefusals.disabled();
    }
    await noteAttempt(tx, ctx, digest, account, 'success');
    return openSession(tx, ctx, account, policy, input.userAgent);
  });
}

async function openSession(
  tx: Tx,
  ctx: Ctx,
  account: Account,
  policy: SignInPolicy,
  userAgent: string | undefined,
): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url');
  const sessionId = uuid();
  const endsAt = instantOf(epochOf(ctx.now) + policy.session.longestHours * 60 * MINUTE);
  const { accountId, region, personId } = account;
  await insertSession(tx, hashOf(token), {
    sessionId,
    accountId,
    region,
    personId,
    createdAt: ctx.now,
    seenAt: ctx.now,
    endsAt,
    address: ctx.address ?? null,
    device: deviceOf(userAgent),
  });
  return { token, endsAt, identity: identityOf({ ...account, sessionId }, ctx.now, policy) };
}

/** Who stands behind the token, if the session has neither ended nor idled too long nor its account been disabled. */
export async function sessionOf(
  tx: Tx,
  token: string,
  now: Instant,
  call: { readonly unattended: boolean } = { unattended: false },
): Promise<Identity | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const policy = policyAt(now);
  const tokenHash = hashOf(token);
  const session = await findSession(tx, tokenHash, now, before(now, policy.session.idleMinutes));
  if (session === undefined) return undefined;
  if (!call.unattended && epochOf(now) - epochOf(session.seenAt) >= SEEN_EVERY) await markSeen(tx, tokenHash, now);
  return identityOf(session, now, policy);
}

/** Of these sessions, those that are still good. To ask is not to use them: a page that only listens does not keep its session alive. */
export async function goodSessions(tx: Tx, sessionIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
  const idleSince = before(now, policyAt(now).session.idleMinutes);
  return new Set(await listGoodSessions(tx, sessionIds, now, idleSince));
}

export async function signOut(tx: Tx, token: string): Promise<void> {
  await deleteSessionByToken(tx, hashOf(token));
}

export type Session = Omit<SessionRow, 'accountId' | 'region' | 'personId'>;

/** The person's sessions that are still good, the latest used first. */
export async function listSessions(tx: Tx, input: OfPerson): Promise<Session[]> {
  const account = await findAccountByPerson(tx, input.region, input.person);
  if (account === undefined) return [];
  const { idleMinutes } = policyAt(input.now).session;
  const rows = await listSessionsOf(tx, account.accountId, input.now, before(input.now, idleMinutes));
  return rows.map(({ sessionId, createdAt, seenAt, endsAt, address, device }) => ({
    sessionId,
    createdAt,
    seenAt,
    endsAt,
    address,
    device,
  }));
}

/** Ends one session of the person. Throws AUTH-404. */
export async function revokeSession(tx: Tx, input: OfPerson & { sessionId: string }): Promise<void> {
  const account = orRefuse((await findAccountByPerson(tx, input.region, input.person)) ?? authRefusals.noSession());
  const known = /^[0-9a-f-]{36}$/i.test(input.sessionId);
  if (!known || !(await deleteSession(tx, account.accountId, input.sessionId))) {
    throw new Refused(authRefusals.noSession());
  }
}

/** Ends every session of the person, but for one if named; returns how many. */
export async function revokeSessions(tx: Tx, input: OfPerson & { except?: string }): Promise<number> {
  const account = await findAccountByPerson(tx, input.region, input.person);
  return account === undefined ? 0 : deleteSessionsOf(tx, account.accountId, input.except);
}

/** The account can no longer be used; its sessions end. Throws AUTH-14. */
export async function disableAccount(tx: Tx, input: OfPerson): Promise<void> {
  const account = await heldAccountOf(tx, input);
  await markDisabled(tx, account.accountId, input.now);
  await deleteSessionsOf(tx, account.accountId);
}

export async function enableAccount(tx: Tx, input: OfPerson): Promise<void> {
  const account = await heldAccountOf(tx, input);
  await markDisabled(tx, account.accountId, null);
}

/** Wrong passwords so far no longer count. */
export async function unlockAccount(tx: Tx, input: OfPerson): Promise<void> {
  const account = await heldAccountOf(tx, input);
  await insertAttempt(tx, {
    id: uuid(),
    at: input.now,
    nameDigest: digestOf(account.username),
    accountId: account.accountId,
    address: null,
    outcome: 'unlocked',
  });
}

export type AccountSummary = {
  readonly person: PersonId;
  readonly username: string;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly mustChangePassword: boolean;
};

export async function listAccounts(tx: Tx, region: Region): Promise<AccountSummary[]> {
  return (await listAccountsOf(tx, region)).map(summaryOf);
}

export async function findAccountOf(tx: Tx, region: Region, person: PersonId): Promise<AccountSummary | undefined> {
  const account = await findAccountByPerson(tx, region, person);
  return account === undefined ? undefined : summaryOf(account);
}

/** Whether anybody can sign in at all; false before the first run is done. */
export function hasAccounts(tx: Tx): Promise<boolean> {
  return anyAccount(tx);
}

/** The jurisdiction that this installation was set up for; undefined before the first run is done. */
export function homeRegion(tx: Tx): Promise<Region | undefined> {
  return findFirstRegion(tx);
}

/** True for the one transaction that may make the first accounts; others wait, then get false. */
export async function beginFirstRun(tx: Tx): Promise<boolean> {
  await holdFirstRun(tx);
  return !(await anyAccount(tx));
}

/** A clock that stands is moved by hand: whoever is at work stays signed in. Time that passes by itself is never moved. */
export function carrySessions(tx: Tx, milliseconds: number): Promise<void> {
  return moveSessions(tx, milliseconds);
}

/** Housekeeping: sessions that are over. */
export async function forgetEndedSessions(db: Db, now: Instant): Promise<number> {
  return deleteEndedSessions(db, now, before(now, policyAt(now).session.idleMinutes));
}

function summaryOf(account: Account): AccountSummary {
  const { personId, username, createdAt, disabledAt, mustChangePassword } = account;
  return { person: personId, username, createdAt, disabledAt, mustChangePassword };
}

function policyAt(now: Instant): SignInPolicy {
  return signInPolicyOn(localDay(now));
}

function before(now: Instant, minutes: number): Instant {
  return instantOf(epochOf(now) - minutes * MINUTE);
}

function identityOf(
  of: { sessionId: string; region: Region; personId: PersonId; mustChangePassword: boolean; passwordSetAt: Instant },
  now: Instant,
  policy: SignInPolicy,
): Identity {
  const oldest = epochOf(now) - policy.password.maximumAgeDays * 24 * 60 * MINUTE;
  return {
    person: of.personId,
    region: of.region,
    sessionId: of.sessionId,
    mustChangePassword: of.mustChangePassword || epochOf(of.passwordSetAt) < oldest,
  };
}

async function heldAccountOf(tx: Tx, { region, person }: OfPerson): Promise<Account> {
  const account = orRefuse((await findAccountByPerson(tx, region, person)) ?? authRefusals.noAccount());
  return lockAccount(tx, account.accountId);
}

async function keepPassword(tx: Tx, account: Account, password: string, now: Instant, mustChange: boolean) {
  const passwordHash = await hash(password);
  await markPassword(tx, account.accountId, { hash: passwordHash, setAt: now, mustChange });
  await insertFormerPassword(tx, account.accountId, now, passwordHash);
  await forgetFormerPasswords(tx, account.accountId, policyAt(now).password.history);
}

/** Until when the name is locked: counted from the failure that reached the limit; attempts meanwhile do not prolong it. */
async function lockedUntil(tx: Tx, digest: string, now: Instant, policy: SignInPolicy): Promise<Instant | undefined> {
  const { failures, withinMinutes, lockMinutes } = policy.lockout;
  const failed = await listFailures(tx, digest, before(now, withinMinutes + lockMinutes), now);
  const [last] = failed;
  const first = failed[failures - 1];
  if (last === undefined || first === undefined) return undefined;
  if (epochOf(last) - epochOf(first) > withinMinutes * MINUTE) return undefined;
  const until = epochOf(last) + lockMinutes * MINUTE;
  return until > epochOf(now) ? instantOf(until) : undefined;
}

async function isThrottled(tx: Tx, ctx: Ctx, policy: SignInPolicy): Promise<boolean> {
  if (ctx.address === undefined) return false;
  const { failures, withinMinutes } = policy.throttle;
  return (await countFailuresFrom(tx, ctx.address, before(ctx.now, withinMinutes), ctx.now)) >= failures;
}

function noteAttempt(tx: Tx, ctx: Ctx, digest: string, account: Account | undefined, outcome: Outcome): Promise<void> {
  return insertAttempt(tx, {
    id: uuid(),
    at: ctx.now,
    nameDigest: digest,
    accountId: account?.accountId ?? null,
    address: ctx.address ?? null,
    outcome,
  });
}

function refuseIf(refusal: Refusal | undefined): void {
  if (isRefusal(refusal)) throw new Refused(refusal);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function digestOf(username: string): string {
  return createHash('sha256').update(username).digest('hex').slice(0, 16);
}

let dummy: Promise<string> | undefined;
/** Costs as much to compare with as a real one, so that the time of the answer does not tell whether a name exists. */
function dummyHash(): Promise<string> {
  dummy ??= hash(randomBytes(16).toString('hex'));
  return dummy;
}
