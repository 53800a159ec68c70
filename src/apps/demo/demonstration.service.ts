import { epochOf, type Instant, isRefusal, localDay, orRefuse, type PersonId } from '#core/kernel';
import { listPeople } from '#directory';
import {
  carrySessions,
  enableAccount,
  findAccountOf,
  type SignedIn,
  setPassword,
  signIn,
  unlockAccount,
} from '#platform/auth';
import type { Db } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { Job } from '#platform/module';
import { WrongSettings } from '#platform/settings';
import { type DemonstrationClock, nextMorning } from './folder.ts';
import { regionsIn } from './holds.store.ts';
import { PASSWORD, REGION } from './load.service.ts';

/** A demonstration never goes into a database that holds a city of its own, and is loaded into an empty one only. */
export async function admitDemonstration(db: Db, expected: 'loaded' | 'empty'): Promise<void> {
  const regions = await regionsIn(db);
  if (regions.some((region) => region !== REGION))
    throw new WrongSettings([
      'DATABASE_URL: 这个数据库里已有正式的辖区, 演示不会使用它。请去掉 DATABASE_URL, 演示会用自带的数据库 (it holds a real city)',
    ]);
  if (expected === 'empty' && regions.length > 0)
    throw new WrongSettings([
      'DATABASE_URL: 这个数据库里有一份没有载完或别处载入的演示, 请换一个空的数据库 (it holds a demonstration that was not loaded from here)',
    ]);
  if (expected === 'loaded' && regions.length === 0)
    throw new WrongSettings([
      '演示的数据目录与数据库对不上: 请以 npm start -- --demo --afresh 重新载入 (the folder knows a demonstration that the database does not hold)',
    ]);
}

/** The passwords of a demonstration are known to everybody: nobody may take it for a real city by mistake. */
export async function refuseDemonstration(db: Db): Promise<void> {
  if ((await regionsIn(db)).includes(REGION))
    throw new WrongSettings([
      '这里存放的是演示, 它的密码人人皆知: 请以 npm start -- --demo 打开, 或以 DATA_DIR 换一个数据目录 (this is a demonstration)',
    ]);
}

/** Signs in as somebody of the demonstration, whatever visitors have done to the account: changed, locked, closed. */
export async function signInAs(ctx: Ctx, username: string, userAgent: string | undefined): Promise<SignedIn> {
  const agent = userAgent === undefined ? {} : { userAgent };
  const attempt = () => signIn(ctx, { username, password: PASSWORD, ...agent });
  const first = await attempt();
  if (!isRefusal(first) && !first.identity.mustChangePassword) return first;
  const person = await personCalled(ctx, username);
  if (person !== undefined) await restoreAccount(ctx, person);
  return orRefuse(await attempt());
}

async function personCalled(ctx: Ctx, username: string): Promise<PersonId | undefined> {
  const found = (await listPeople(ctx.db, ctx.region, localDay(ctx.now))).find(({ name }) => name === username);
  return found === undefined || (await findAccountOf(ctx.db, ctx.region, found.id)) === undefined
    ? undefined
    : found.id;
}

async function restoreAccount(ctx: Ctx, person: PersonId): Promise<void> {
  const of = { now: ctx.now, region: ctx.region, person };
  await ctx.db.transaction(async (tx) => {
    await enableAccount(tx, of);
    await setPassword(tx, { ...of, password: PASSWORD, mustChange: false });
    await unlockAccount(tx, of);
  });
}

/** Moves the clock, day by day, for everybody: on each morning everything runs that an installation's clock would run. */
export function advancing(parts: { db: Db; clock: DemonstrationClock; jobs: readonly Job[] }) {
  const { db, clock, jobs } = parts;
  let last: Promise<unknown> = Promise.resolve();
  const go = async (days: number): Promise<Instant> => {
    for (let day = 0; day < days; day += 1) {
      const before = clock.now();
      const morning = nextMorning(before);
      await carrySessions(db, epochOf(morning) - epochOf(before));
      clock.moveTo(morning);
      for (const job of jobs)
        await job.run({ db, now: morning, region: REGION, requestId: `demonstration-${morning}` });
    }
    return clock.now();
  };
  /** Two who press at once go one after the other. */
  return (days: number): Promise<Instant> => {
    const mine = last.then(() => go(days));
    last = mine.catch(() => undefined);
    return mine;
  };
}
