/**
 * Where facts and people are brought together, three ways in one run: a row for each addressee (what the product does), a row
 * for each person when it is written, and nothing kept, counted from the facts. A city of 3,000 people in 200 units; a
 * history, then 2,000 facts at once; then everybody's count, asked in turn. `npm run -s bench:inbox`.
 */
import sql from 'sql-template-tag';
import { idOf, localDay, type PersonId, type SubjectId, type UnitId } from '#core/kernel';
import { type Actor, actorOf, reach } from '#directory';
import { listVisible, record, recordMany } from '#ledger';
import { countUnread, follow } from '#modules/inbox';
import { type Db, uuid } from '#platform/db';
import { TOLD_KINDS } from '#rulebook';
import { quantile, report, SMOKE, say } from './report.ts';
import { type BenchServer, benchServer, NOW, REGION } from './server.ts';
import { leadOf, newTask, taskAssigned } from './task-facts.ts';

const UNITS = 200;
const PEOPLE = SMOKE ? 200 : 3_000;
const HISTORY = SMOKE ? 40 : 100_000;
const BATCH = 10_000;
const AT_ONCE = SMOKE ? 20 : 2_000;
const ROUNDS = SMOKE ? 1 : 5;
const ASKED = SMOKE ? 20 : 300;
const PERSON = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const recorder = { region: REGION, now: NOW, person: PERSON };

/** A period of a recurring task: told to those who work for its lead unit. */
function periodBegun(n: number) {
  const fact = taskAssigned(newTask(), n);
  return { ...fact, data: { ...fact.data, origin: 'cadence', supports: [] } };
}

/** Everybody a clerk, a liaison or a head of a section of one of the units. */
async function populate({ owner }: BenchServer): Promise<{ id: PersonId; unit: UnitId }[]> {
  const units = Array.from({ length: UNITS }, (_, n) => leadOf(n));
  await owner.query(sql`
    insert into directory.jurisdiction (region, name, short_name, division_code, founded_at) values (${REGION}, '云溪市', '云溪', null, ${NOW})`);
  await owner.query(sql`
    insert into directory.unit (region, id, parent_id, kind, name, short_name, code, sort_order, valid_from, valid_to)
    select ${REGION}, id, null, 'organ', '第' || n || '局', null, null, n, '2020-01-01', null
    from unnest(${units}::uuid[]) with ordinality as u (id, n)`);
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    id: idOf<PersonId>(uuid()),
    unit: leadOf(n),
    role: ['liaison', 'section-chief'][Math.floor(n / UNITS)] ?? 'clerk',
    grant: uuid(),
  }));
  await owner.query(sql`
    insert into directory.person (region, id, unit_id, name, staff_number, title, sort_order, valid_from, valid_to)
    select ${REGION}, id, unit, '人员', null, '', 0, '2020-01-01', null from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, unit uuid)`);
  await owner.query(sql`
    insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
    select ${REGION}, "grant", id, role, unit, '2020-01-01', null, 'bench', 'bench', ${NOW}
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, unit uuid, role text, "grant" uuid)`);
  return people;
}

/** The second way, as a table of its own. */
async function tellEverybody({ owner }: BenchServer, from: number): Promise<number> {
  const rows = await owner.query(sql`
    insert into bench.told (region, person_id, number, fact_id, subject_id)
    select m.region, g.person_id, m.number, m.fact_id, m.subject_id
    from inbox.message m join directory.role_grant g on g.region = m.region and g.unit_id = m.unit_id and g.role = any(m.roles)
    where m.region = ${REGION} and m.number > ${from} on conflict do nothing returning 1`);
  return rows.length;
}

/** The other two ways ask who the person is and what he may see, as the product does. */
async function countBy(db: Db, person: PersonId, subjectsOf: (actor: Actor) => Promise<SubjectId[]>): Promise<number> {
  const actor = await actorOf(db, REGION, person, localDay(NOW));
  const subjects = await subjectsOf(actor);
  const seen = new Set(await listVisible(db, REGION, reach(actor, 'task.read'), subjects));
  return subjects.filter((id) => seen.has(id)).length;
}

async function toldTo(db: Db, { person }: Actor): Promise<SubjectId[]> {
  const rows = await db.query<{ id: SubjectId }>(sql`
    select subject_id as id from bench.told where region = ${REGION} and person_id = ${person}::uuid and not read limit 100`);
  return rows.map(({ id }) => id);
}

async function fromFacts(db: Db, { person, units }: Actor): Promise<SubjectId[]> {
  const rows = await db.query<{ id: SubjectId }>(sql`
    select f.subject_id as id from ledger.party v join ledger.fact f on f.region = v.region and f.subject_id = v.subject_id
    where v.region = ${REGION} and v.unit_id = any(${units}::uuid[]) and v.relation = any('{lead,bound,acceptor}'::text[])
      and f.kind = any(${TOLD_KINDS}::text[])
      and not exists (select from bench.told r where r.region = ${REGION} and r.person_id = ${person}::uuid and r.fact_id = f.id and r.read)
    limit 100`);
  return rows.map(({ id }) => id);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const value = await work();
  return [value, performance.now() - begun];
}

const server = await benchServer(8, ['max_wal_size=4GB']);
try {
  const { db, owner } = server;
  const people = await populate(server);
  await owner.query(sql`create schema bench`);
  await owner.query(sql`
    create table bench.told (region text, person_id uuid, number bigint, fact_id uuid, subject_id uuid, read boolean not null default false,
      constraint told_pkey primary key (region, person_id, number))`);
  await owner.query(sql`create index told_unread on bench.told (region, person_id) where not read`);
  await owner.query(sql`create index told_fact on bench.told (region, person_id, fact_id)`);
  await owner.query(sql`grant usage on schema bench to app`);
  await owner.query(sql`grant select on bench.told to app`);
  await follow(db, REGION, NOW);
  const intakes = recordMany(db, { bound: BATCH + 1 });
  for (let n = 0; n < HISTORY; n += BATCH) {
    const facts = Array.from({ length: Math.min(BATCH, HISTORY - n) }, (_, k) => periodBegun(n + k));
    await Promise.all(facts.map((fact) => intakes.record({ ...recorder, facts: [fact] })));
    await follow(db, REGION, NOW);
  }
  await tellEverybody(server, 0);
  // Everybody has read what there was.
  const { last } = await owner.one<{ last: number }>(sql`select last_number as last from inbox.follower`);
  await owner.query(sql`
    insert into inbox.reader (region, person_id, read_up_to)
    select ${REGION}, id, ${last} from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid)`);
  await owner.query(sql`update bench.told set read = true`);
  await owner.query(sql`vacuum analyze`);
  say(`${HISTORY} facts of history loaded`);

  const write: number[][] = [[], [], []];
  const rows = [0, 0, 0];
  const ask: number[][] = [[], [], []];
  let from = last;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const facts = Array.from({ length: AT_ONCE }, (_, n) => periodBegun(n));
    const [, recorded] = await timed(() => db.transaction((tx) => record(tx, recorder, facts)));
    const [, followed] = await timed(() => follow(db, REGION, NOW));
    const [told, spread] = await timed(() => tellEverybody(server, from));
    const kept = await owner.one<{ rows: number; last: number }>(
      sql`select count(*) as rows, max(number) as last from inbox.message where number > ${from}`,
    );
    from = kept.last;
    rows[0] = kept.rows;
    rows[1] = told;
    write[0]?.push((followed / recorded) * 100);
    write[1]?.push(((followed + spread) / recorded) * 100);
    write[2]?.push(0);
    for (let n = 0; n < ASKED; n += 1) {
      const person = people[(n * 7919) % people.length];
      if (person === undefined) continue;
      const counts = [
        () => countUnread({ db, region: REGION, now: NOW, requestId: 'bench', person: person.id }),
        () => countBy(db, person.id, (actor) => toldTo(db, actor)),
        () => countBy(db, person.id, (actor) => fromFacts(db, actor)),
      ];
      for (const [way, count] of counts.entries()) ask[way]?.push((await timed<unknown>(count))[1]);
    }
    say(`round ${round} of ${ROUNDS}`);
  }
  const ways = ['a row for each addressee', 'a row for each person', 'nothing kept, from the facts'];
  report(
    'inbox',
    ['way', 'rows for the facts at once', 'time of following, % of recording', 'count p50 ms', 'p99 ms'],
    ways.map((way, n) => [
      way,
      rows[n] ?? 0,
      quantile(write[n] ?? [], 0.5),
      quantile(ask[n] ?? [], 0.5),
      quantile(ask[n] ?? [], 0.99),
    ]),
    { people: PEOPLE, history: HISTORY, atOnce: AT_ONCE, rounds: ROUNDS },
  );
} finally {
  await server.stop();
}
