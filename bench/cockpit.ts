/**
 * What the figures cost: 总览 of the whole jurisdiction, 总览 of one unit, and a unit's page, over a small and a large ledger.
 * `npm run -s bench:cockpit`. Both databases are up at once and asked in turn, so that the ratio is of one time.
 */
import sql from 'sql-template-tag';
import { epochOf, idOf, instantOf, type PlainDate, startOfDay } from '#core/kernel';
import type { Reach } from '#directory';
import {
  countByParentAndDay,
  countByWeek,
  countDueBefore,
  countLateDays,
  countTimings,
  countTimingsByLead,
  type FigureScope,
} from '#ledger';
import { quantile, report, SMOKE, say } from './report.ts';
import { type BenchServer, benchServer, NOW, REGION } from './server.ts';
import { leadOf } from './task-facts.ts';

const SIZES = SMOKE ? [100, 400] : [2_000, Number(process.env.BENCH_TASKS ?? 200_000)];
const ROUNDS = SMOKE ? 3 : 200;
const DAY = 86_400_000;
/** Years that the ledger has been kept. */
const YEARS = 5;

/**
 * Tasks of 200 units over five years, 400 to a plan: rows only, as figures read no more. All that were due are done but one in
 * fifty of the last year; one in ten of those that ended was late.
 */
async function fill({ owner }: BenchServer, tasks: number): Promise<void> {
  const first = instantOf(epochOf(NOW) - YEARS * 365 * DAY);
  const yearAgo = instantOf(epochOf(NOW) - 365 * DAY);
  const last = (YEARS * 365 + 90) * 86_400;
  await owner.transaction(async (tx) => {
    // Foreign keys of made-up rows are not worth the time.
    await tx.query(sql`set local session_replication_role = replica`);
    await tx.query(sql`
      insert into ledger.subject (region, id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at, outcome, deadline_at, performed_at)
      select ${REGION}, ('f' || lpad(to_hex(n), 31, '0'))::uuid, 'task', ('e' || lpad(to_hex(n / 400), 31, '0'))::uuid,
        case when done then 'closed' else 'in-progress' end, 4, '', due - interval '60 days', ${NOW}, case when done then 'done' else 'normal' end,
        case when done then null else due end,
        case when not done then 'open' when n % 10 = 0 then 'late' else 'on-time' end, due,
        case when not done then null when n % 10 = 0 then due + interval '4 days' else due - interval '3 days' end
      from generate_series(1, ${tasks}::bigint) n,
        lateral (select ${first}::timestamptz + make_interval(secs => n * ${last}::float8 / ${tasks}::float8)) as d (due),
        lateral (select due + interval '4 days' < ${NOW}::timestamptz and (n % 50 <> 0 or due < ${yearAgo}::timestamptz)) as e (done)`);
    for (const [relation, shift] of [
      ['lead', 0],
      ['supporting', 7],
    ] as const)
      await tx.query(sql`
        insert into ledger.party (region, unit_id, subject_id, relation, subject_type, state, lamp, due_at, opened_at, outcome, deadline_at, performed_at)
        select region, ('00000000-0000-7000-8000-' || lpad(to_hex(16 + (n + ${shift}::bigint) % 200), 12, '0'))::uuid, id, ${relation}, type, state, lamp, due_at,
          opened_at, outcome, deadline_at, performed_at
        from (select s.*, row_number() over (order by id) as n from ledger.subject s) s`);
  });
  await owner.query(sql`vacuum analyze ledger.subject`);
  await owner.query(sql`vacuum analyze ledger.party`);
}

const scope: FigureScope = { type: 'task', now: NOW, from: startOfDay(idOf<PlainDate>('2026-01-01')) };
/** Twelve weeks. */
const trend = { ...scope, from: instantOf(epochOf(NOW) - 84 * DAY) };
const whole: Reach = { scope: 'jurisdiction' };
const own: Reach = { scope: 'relations', unitIds: [leadOf(0)], relations: ['lead', 'supporting', 'acceptor'] };

/** All that 总览 asks of the database, asked together as the page does. */
async function ask({ db }: BenchServer, where: Reach, of: Partial<FigureScope> = {}): Promise<void> {
  const asked = { ...scope, ...of };
  await Promise.all([
    countTimings(db, REGION, where, asked),
    countDueBefore(db, REGION, where, asked, instantOf(epochOf(NOW) + 6 * DAY)),
    countByWeek(db, REGION, where, { ...trend, ...of }),
    countLateDays(db, REGION, where, asked),
    ...(of.lead === undefined
      ? [countTimingsByLead(db, REGION, where, asked), countByParentAndDay(db, REGION, where, asked)]
      : []),
  ]);
}

const PAGES = [
  ['总览, whole jurisdiction', whole, {}],
  ['总览, one unit', own, {}],
  ["a unit's page", whole, { lead: leadOf(0) }],
] as const;

const servers: BenchServer[] = [];
try {
  for (const size of SIZES) {
    const server = await benchServer(8, ['max_wal_size=4GB']);
    servers.push(server);
    await fill(server, size);
    say(`${size} tasks loaded`);
  }
  const rows = [];
  for (const [name, where, of] of PAGES) {
    const times = servers.map((): number[] => []);
    for (let n = 0; n < ROUNDS; n += 1)
      for (const [which, server] of servers.entries()) {
        const started = performance.now();
        await ask(server, where, of);
        if (n > 0) times[which]?.push(performance.now() - started);
      }
    const [small, large] = times.map((one) => [quantile(one, 0.5), quantile(one, 0.95)] as const);
    rows.push([name, ...(small ?? []), ...(large ?? []), (large?.[1] ?? 0) / (small?.[1] ?? 1)]);
  }
  const [few, many] = SIZES;
  report('cockpit', ['page', `${few} p50 ms`, 'p95 ms', `${many} p50 ms`, 'p95 ms ', 'ratio of p95'], rows, {
    rounds: ROUNDS,
  });
} finally {
  for (const server of servers) await server.stop();
}
