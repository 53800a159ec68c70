import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { LightMyRequestResponse } from 'fastify';
import sql from 'sql-template-tag';
import { seedCalendar } from '#calendars';
import {
  type Instant,
  idOf,
  orRefuse,
  type PersonId,
  parseInstant,
  type Region,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { record } from '#ledger';
import { createAccount, signIn } from '#platform/auth';
import { movableClock } from '#platform/clock';
import { uuid } from '#platform/db';
import { openDiskBlobs } from '#platform/files';
import { SESSION_COOKIE } from '#platform/http';
import { openLog } from '#platform/log';
import { compose } from '../src/apps/compose.ts';
import { directoryDoor } from '../src/apps/directory-door.ts';
import { modulesWith } from '../src/apps/modules.ts';
import { freshDb } from './database.ts';

export const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));

const PASSWORD = 'Yunxi-2026-ceshi';

/** 云溪市 in small: an office, three units and a county, each with somebody. Everything invented. */
const UNITS = {
  government: ['云溪市', null, 'government', []],
  office: ['云溪市机关效能建设领导小组办公室', 'government', 'body-office', ['市效能办']],
  water: ['云溪市水利局', 'government', 'organ', ['市水利局']],
  reform: ['云溪市发展和改革委员会', 'government', 'organ', ['市发改委']],
  school: ['云溪市教育局', 'government', 'organ', ['市教育局']],
  county: ['云东县', 'government', 'county', []],
} as const;
export type UnitKey = keyof typeof UNITS;

const PEOPLE = {
  officer: ['周明远', 'office', ['office']],
  secondOfficer: ['许清和', 'office', ['office']],
  leader: ['沈国栋', 'government', ['leader']],
  waterLiaison: ['陆春生', 'water', ['liaison']],
  waterClerk: ['何小满', 'water', ['clerk']],
  reformLiaison: ['方立行', 'reform', ['liaison']],
  schoolLiaison: ['苏文静', 'school', ['liaison']],
  systemAdmin: ['钟一诺', 'office', ['system-admin']],
  securityAdmin: ['严守正', 'office', ['security-admin']],
  auditor: ['孔明察', 'office', ['auditor']],
} as const;
export type PersonKey = keyof typeof PEOPLE;

export type Reply = { readonly status: number; readonly body: never; readonly text: string; readonly location: string };

/** A composed server over a database of its own, with a clock that the test moves and people who are signed in. */
export async function testCity(start = at('2026-03-02 09:00')) {
  const fresh = await freshDb();
  const { db, owner } = fresh;
  const folder = await mkdtemp(join(tmpdir(), 'city-'));
  const clock = movableClock(start);
  const region = idOf<Region>('yunxi');
  await seedCalendar({ db, now: at('2026-01-01 00:00') });

  const units = Object.fromEntries(Object.keys(UNITS).map((key) => [key, idOf<UnitId>(uuid())])) as Record<
    UnitKey,
    UnitId
  >;
  const people = Object.fromEntries(Object.keys(PEOPLE).map((key) => [key, idOf<PersonId>(uuid())])) as Record<
    PersonKey,
    PersonId
  >;
  await owner.query(sql`
    insert into directory.jurisdiction (region, name, short_name, division_code, founded_at) values (${region}, '云溪市', '云溪', null, ${start})`);
  for (const [n, [key, [name, parent, kind, aliases]]] of Object.entries(UNITS).entries()) {
    await owner.query(sql`
      insert into directory.unit (region, id, parent_id, kind, name, short_name, code, sort_order, valid_from, valid_to)
      values (${region}, ${units[key as UnitKey]}, ${parent === null ? null : units[parent]}, ${kind}, ${name}, null, null, ${n}, '2020-01-01', null)`);
    for (const alias of aliases) {
      await owner.query(
        sql`insert into directory.unit_alias (region, alias, unit_id) values (${region}, ${alias}, ${units[key as UnitKey]})`,
      );
    }
  }
  for (const [n, [key, [name, unit, roles]]] of Object.entries(PEOPLE).entries()) {
    const person = people[key as PersonKey];
    await owner.query(sql`
      insert into directory.person (region, id, unit_id, name, staff_number, title, sort_order, valid_from, valid_to)
      values (${region}, ${person}, ${units[unit]}, ${name}, null, '', ${n}, '2020-01-01', null)`);
    for (const role of roles) {
      const scope = role === 'liaison' || role === 'clerk' ? units[unit] : null;
      await owner.query(sql`
        insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
        values (${region}, ${uuid()}, ${person}, ${role}, ${scope}, '2020-01-01', null, 'test', 'test', ${start})`);
    }
    const account = { region, person, username: key.toLowerCase(), password: PASSWORD, mustChange: false };
    await createAccount(db, { ...account, now: start });
  }
  // Sessions end by themselves; whoever acts after the clock has moved signs in again.
  const sessions = new Map<PersonKey, { token: string; since: Instant }>();
  const tokenOf = async (person: PersonKey): Promise<string> => {
    const now = clock.now();
    const open = sessions.get(person);
    if (open?.since === now) return open.token;
    const { token } = orRefuse(
      await signIn({ db, now, region, requestId: 'test' }, { username: person.toLowerCase(), password: PASSWORD }),
    );
    sessions.set(person, { token, since: now });
    return token;
  };

  const { app, jobs } = await compose({
    db,
    clock,
    log: openLog({ clock, level: 'silent' }),
    version: 'test',
    dataDir: folder,
    directory: directoryDoor,
    modules: modulesWith(await openDiskBlobs(join(folder, 'files'))),
  });
  await app.ready();

  const call =
    (person: PersonKey | null) =>
    async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, key = uuid()): Promise<Reply> => {
      const reply = await app.inject({
        method,
        url,
        ...(payload === undefined ? {} : { payload }),
        ...(person === null ? {} : { cookies: { [SESSION_COOKIE]: await tokenOf(person) } }),
        headers: method === 'GET' ? {} : { 'idempotency-key': key },
      });
      return replyOf(reply);
    };

  return {
    ...fresh,
    app,
    clock,
    region,
    units,
    people,
    as: call,
    token: tokenOf,
    /** The office orders a task, due on 30 June; its id. */
    async assign(leads: readonly UnitKey[], supports: readonly UnitKey[] = []): Promise<SubjectId> {
      const id = idOf<SubjectId>(uuid());
      const named = (keys: readonly UnitKey[]) => keys.map((key) => units[key]);
      await db.transaction((tx) =>
        record(tx, { region, now: clock.now(), person: people.officer }, [
          {
            subject: { type: 'task', id },
            kind: 'task.assigned',
            data: {
              plan: uuid(),
              item: 'task-1',
              origin: 'task',
              period: null,
              leads: named(leads),
              supports: named(supports),
              acceptor: units.office,
              dueDay: '2026-06-30',
              dueBasis: 'stated',
              span: null,
            },
            contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '疏浚城区河段' } }],
          },
        ]),
      );
      return id;
    },
    /** The bytes of what a person downloads. */
    async raw(person: PersonKey, url: string): Promise<{ status: number; bytes: Uint8Array }> {
      const reply = await app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: await tokenOf(person) } });
      return { status: reply.statusCode, bytes: reply.rawPayload };
    },
    async upload(person: PersonKey, url: string, source: Readable): Promise<Reply> {
      const reply = await app.inject({
        method: 'POST',
        url,
        payload: source,
        cookies: { [SESSION_COOKIE]: await tokenOf(person) },
        headers: { 'idempotency-key': uuid(), 'content-type': 'application/octet-stream' },
      });
      return replyOf(reply);
    },
    /** The clock moves to then, and everything that waits for it runs. */
    async moveTo(when: string) {
      clock.moveTo(at(when));
      for (const job of jobs) await job.run({ db, now: clock.now(), region, requestId: 'job' });
    },
    /** One job runs once, at the time that it is. */
    async run(name: string) {
      const job = jobs.find((one) => one.name === name);
      if (job === undefined) throw new Error(`no job ${name}`);
      await job.run({ db, now: clock.now(), region, requestId: 'job' });
    },
    async close() {
      await app.close();
      await fresh.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function replyOf(reply: LightMyRequestResponse): Reply {
  return {
    status: reply.statusCode,
    body: jsonOf(reply.body) as never,
    text: reply.body,
    location: String(reply.headers.location ?? ''),
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
