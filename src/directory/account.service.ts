import { randomInt } from 'node:crypto';
import { localDay, type PersonId, Refused, type Region } from '#core/kernel';
import {
  createAccount,
  disableAccount,
  enableAccount,
  findAccountOf,
  listAccounts,
  setPassword,
  unlockAccount,
} from '#platform/auth';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { type Edition, insertEdition } from './edition.store.ts';
import { getPerson, getPersonOn } from './people.service.ts';
import { listPeople } from './people.store.ts';
import { directoryRefusals } from './refusals.ts';

/** Letters and figures that are not taken for one another when read from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const FIGURES = '23456789';

/** 12 characters in three groups, some 56 bits; good for one sign-in. */
export function initialPassword(): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const group = () => `${pick(LETTERS)}${pick(FIGURES)}${pick(LETTERS)}${pick(FIGURES)}`;
  return `${group()}-${group()}-${group()}`;
}

export type GivenAccount = { readonly username: string; readonly password: string };

/** Gives a person an account with an initial password, which is told once. Throws AUTH-10, 11, 15, DIR-20. */
export async function openAccount(ctx: Ctx, person: PersonId, username: string): Promise<GivenAccount> {
  return ctx.db.transaction(async (tx) => {
    const actor = await actorWho(ctx, tx, 'account.manage');
    const { name } = await getPersonOn(tx, ctx.region, person, localDay(ctx.now));
    const password = initialPassword();
    await createAccount(tx, { now: ctx.now, region: ctx.region, person, username, password });
    const given = await findAccountOf(tx, ctx.region, person);
    await note(tx, ctx, actor.person, 'account.opened', person, `为「${name}」建立账号 ${given?.username ?? username}`);
    return { username: given?.username ?? username, password };
  });
}

/** A new initial password; the sessions of the person end. Throws AUTH-14, DIR-404. */
export async function resetAccount(ctx: Ctx, person: PersonId): Promise<GivenAccount> {
  return ctx.db.transaction(async (tx) => {
    const actor = await actorWho(ctx, tx, 'account.manage');
    const { name } = await getPerson(tx, ctx.region, person);
    const password = initialPassword();
    await setPassword(tx, { now: ctx.now, region: ctx.region, person, password });
    await unlockAccount(tx, { now: ctx.now, region: ctx.region, person });
    const account = await findAccountOf(tx, ctx.region, person);
    await note(tx, ctx, actor.person, 'account.password-reset', person, `重置「${name}」的初始密码`);
    return { username: account?.username ?? '', password };
  });
}

const ACTS = {
  disable: { does: disableAccount, words: '停用' },
  enable: { does: enableAccount, words: '启用' },
  unlock: { does: unlockAccount, words: '解锁' },
} as const;
export type AccountAct = keyof typeof ACTS;

/** Throws AUTH-14, DIR-404. */
export async function changeAccount(ctx: Ctx, tx: Tx, person: PersonId, act: AccountAct): Promise<void> {
  const actor = await actorWho(ctx, tx, 'account.manage');
  const { name } = await getPerson(tx, ctx.region, person);
  await ACTS[act].does(tx, { now: ctx.now, region: ctx.region, person });
  await note(tx, ctx, actor.person, `account.${act}d`, person, `${ACTS[act].words}「${name}」的账号`);
}

/** Whoever has left signs in no more. */
export async function closeAccountOf(ctx: Ctx, person: PersonId): Promise<void> {
  if ((await findAccountOf(ctx.db, ctx.region, person)) === undefined) return;
  await ctx.db.transaction((tx) => disableAccount(tx, { now: ctx.now, region: ctx.region, person }));
}

export type WantedAccount = { readonly person: PersonId; readonly username: string };

/**
 * Accounts for many. Hashing a password is slow on purpose, so the caller asks in lots and can say how far it is.
 * Whoever has an account already is left out of the answer: a run that was cut off is simply run again.
 * Throws AUTH-10, 11, DIR-20.
 */
export async function openAccounts(
  ctx: Ctx,
  wanted: readonly WantedAccount[],
): Promise<readonly (WantedAccount & GivenAccount)[]> {
  return ctx.db.transaction(async (tx) => {
    const actor = await actorWho(ctx, tx, 'account.manage');
    const { now, region } = ctx;
    const have = new Set((await listAccounts(tx, region)).map(({ person }) => person));
    const staff = new Set((await listPeople(tx, region, localDay(now))).map(({ id }) => id));
    if (wanted.some(({ person }) => !staff.has(person))) throw new Refused(directoryRefusals.noPerson());
    const lot = wanted
      .filter(({ person }) => !have.has(person))
      .map((each) => ({ ...each, password: initialPassword() }));
    await Promise.all(
      lot.map(({ person, username, password }) => createAccount(tx, { now, region, person, username, password })),
    );
    if (lot.length > 0) {
      const names = lot.map(({ username }) => username);
      await note(tx, ctx, actor.person, 'account.opened', null, `成批建立 ${lot.length} 个账号`, names);
    }
    return lot;
  });
}

async function note(
  tx: Tx,
  ctx: { readonly now: Ctx['now']; readonly region: Region },
  by: PersonId,
  act: string,
  objectId: PersonId | null,
  summary: string,
  change: unknown = {},
): Promise<void> {
  const edition: Edition = { at: ctx.now, actor: by, act, objectType: 'account', objectId, summary, change };
  await insertEdition(tx, ctx.region, edition);
}
