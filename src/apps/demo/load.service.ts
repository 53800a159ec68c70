import { seedCalendar } from '#calendars';
import { type Instant, idOf, localDay, type PersonId, type PlainDate, type Region, startOfDay } from '#core/kernel';
import { foundJurisdiction } from '#directory';
import { createAccount } from '#platform/auth';
import { movableClock } from '#platform/clock';
import { type Db, type Tx, uuid } from '#platform/db';
import { type App, SESSION_COOKIE } from '#platform/http';
import { openLog } from '#platform/log';
import type { Job, Module } from '#platform/module';
import { compose } from '../compose.ts';
import { directoryDoor } from '../directory-door.ts';
import { CITY, FOUNDERS, PEOPLE } from './city/people.ts';
import { directoryWorkbook } from './city/workbook.ts';
import { everydayLife, isOfficeDay } from './everyday.ts';
import { nextMorning } from './folder.ts';
import { enters, launches, PLANS } from './plans/index.ts';
import { at, openStage, type Stage } from './stage.ts';
import { STORIES } from './stories/index.ts';
import type { Happening } from './telling.ts';

/** The jurisdiction of every demonstration, and of nothing else: by it a database is known to hold one. */
export const REGION = idOf<Region>('demonstration');
/** No secret: it is shown on the sign-in page. */
export const PASSWORD = 'Yunxi-Demo-2026';
const FOUNDED_AT = '2026-02-24 09:00';
/** When the demonstration begins for whoever opens it. */
export const ENDS_AT = at('2026-07-01 09:00');
/** Who enters and launches the plans. */
const PLANNER = '许清和';

export type LoadParts = {
  readonly db: Db;
  readonly modules: readonly Module[];
  readonly dataDir: string;
  readonly version: string;
  /** Told as it goes: how far the clock is. */
  onDay?(day: string): void;
  /** For tests: play only up to here. */
  readonly until?: Instant;
};

/**
 * Founds 云溪市 in an empty database and plays its four months, everything through the product's own doors, by a clock
 * that moves from day to day and does each day what the clock of an installation does. Leaves the clock at the end.
 */
export async function loadDemonstration(parts: LoadParts): Promise<Stage> {
  const { db, until = ENDS_AT } = parts;
  const clock = movableClock(at(FOUNDED_AT));
  await seedCalendar({ db, now: at('2026-01-01 00:00') });
  const founders = await found(db, clock.now());
  const { app, jobs } = await compose({
    ...parts,
    clock,
    log: openLog({ clock, level: 'error' }),
    directory: directoryDoor,
    // Nobody signs in while the stories are played: the token is the person. This composition never listens.
    identify: async (_db, token) => ({
      person: idOf<PersonId>(token),
      region: REGION,
      sessionId: token,
      mustChangePassword: false,
    }),
  });
  try {
    await app.ready();
    await fillDirectory(app, founders);
    const stage = await openStage({ app, jobs: ofTheClock(jobs), db, clock, region: REGION });
    await play(stage, until, parts.onDay);
    await openAccounts(stage, db);
    return stage;
  } finally {
    await app.close();
  }
}

/** Housekeeping throws away what is old, which nothing here is. */
function ofTheClock(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(({ name }) => name !== 'housekeeping');
}

/** The system administrator imports the workbook, the security administrator approves the roles. */
async function fillDirectory(app: App, [system, security]: readonly PersonId[]): Promise<void> {
  const workbook = await directoryWorkbook();
  const boundary = 'directory-of-yunxi';
  const part = `content-disposition: form-data; name="file"; filename="directory.xlsx"`;
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\n${part}\r\ncontent-type: application/octet-stream\r\n\r\n`),
    workbook,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const ask = async (who: PersonId | undefined, method: 'GET' | 'POST', url: string, body?: object | Buffer) => {
    const reply = await app.inject({
      method,
      url,
      cookies: { [SESSION_COOKIE]: who ?? '' },
      headers: {
        ...(method === 'GET' ? {} : { 'idempotency-key': uuid() }),
        ...(body instanceof Buffer ? { 'content-type': `multipart/form-data; boundary=${boundary}` } : {}),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`);
    return reply.json() as { [key: string]: unknown };
  };
  const preview = await ask(system, 'POST', '/api/directory/import/preview', payload);
  if (preview.faultsTotal !== 0) throw new Error(`the directory has faults: ${JSON.stringify(preview.faults)}`);
  const fingerprint = encodeURIComponent(String(preview.fingerprint));
  await ask(system, 'POST', `/api/directory/import?fingerprint=${fingerprint}`, payload);
  const { grants } = await ask(security, 'GET', '/api/directory/grants?pending=yes');
  const ids = (grants as { id: string }[]).map(({ id }) => id);
  await ask(security, 'POST', '/api/directory/grants/approve', { ids });
}

/** Everything that happens, in the order of its instants; at one instant in the order in which it is told. */
export function happenings(): readonly Happening[] {
  const ofPlans = PLANS.flatMap((plan): Happening[] => [
    { story: plan.key, when: plan.enteredAt, who: PLANNER, act: enters(plan), about: [] },
    { story: plan.key, when: plan.launchedAt, who: PLANNER, act: launches(plan), about: [] },
  ]);
  return [...ofPlans, ...STORIES.flat()].toSorted((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : 0));
}

const EVERYDAY_AT = '14:30';
const LAUNCHED = PLANS[0]?.launchedAt.slice(0, 10) ?? '';

async function play(stage: Stage, until: Instant, onDay?: (day: string) => void): Promise<void> {
  const told = happenings();
  const everyday = everydayLife(
    stage,
    told.flatMap(({ about }) => about),
  );
  let next = 0;
  const playUntil = async (then: string) => {
    for (let happening = told[next]; happening !== undefined && happening.when < then; happening = told[next]) {
      next += 1;
      const when = at(happening.when);
      if (when > until) return;
      stage.clock.moveTo(when);
      try {
        await happening.act(stage, happening.who);
      } catch (fault) {
        throw new Error(
          `${happening.when} ${happening.who} (${happening.story}): ${fault instanceof Error ? fault.message : fault}`,
          { cause: fault },
        );
      }
    }
  };
  for (let day = localDay(stage.clock.now()); at(`${day} 00:00`) <= until; day = dayAfter(day)) {
    onDay?.(day);
    const clockAt = async (time: string) => {
      const then = at(`${day} ${time}`);
      if (then > stage.clock.now() && then <= until) await stage.moveTo(then);
    };
    await clockAt('00:05');
    await playUntil(`${day} ${EVERYDAY_AT}`);
    const isEveryday = day >= LAUNCHED && isOfficeDay(day) && at(`${day} ${EVERYDAY_AT}`) <= until;
    if (isEveryday) {
      stage.clock.moveTo(at(`${day} ${EVERYDAY_AT}`));
      await everyday.workday(day);
    }
    await playUntil(`${day} 24:00`);
    await clockAt('18:05');
  }
  if (stage.clock.now() < until) await stage.moveTo(until);
}

const dayAfter = (day: PlainDate): PlainDate => localDay(nextMorning(startOfDay(day)));

/** The city with its three administrators, who have accounts from the first: without any the product asks to be set up. */
async function found(db: Db, now: Instant): Promise<readonly PersonId[]> {
  return db.transaction(async (tx) => {
    const input = { now, region: REGION, name: CITY, divisionCode: '990100', people: FOUNDERS };
    const ids = await foundJurisdiction(tx, input);
    for (const [n, { name }] of FOUNDERS.entries()) await openAccount(tx, now, name, ids[n]);
    return ids;
  });
}

/** Whoever has a role signs in with the same password, which nobody has to change. Last, so that it is young. */
async function openAccounts(stage: Stage, db: Db): Promise<void> {
  const now = stage.clock.now();
  const wanted = PEOPLE.filter(({ role }) => role !== undefined);
  // Hashing goes on beside the database: several are always on their way.
  await db.transaction((tx) => Promise.all(wanted.map(({ name }) => openAccount(tx, now, name, stage.person(name)))));
}

async function openAccount(tx: Tx, now: Instant, username: string, person: PersonId | undefined): Promise<void> {
  if (person === undefined) throw new Error(`「${username}」没有登记`);
  await createAccount(tx, { now, region: REGION, person, username, password: PASSWORD, mustChange: false });
}
