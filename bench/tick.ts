/**
 * What the clock costs: an idle tick with few and with many open obligations, and a drain of what has come due.
 * `npm run -s bench:tick`. Both databases are up at once and asked in turn, so that the ratio is of one time.
 */
import sql from 'sql-template-tag';
import { epochOf, idOf, instantOf, type PersonId } from '#core/kernel';
import { recordMany, sweep } from '#ledger';
import { quantile, report, SMOKE, say } from './report.ts';
import { type BenchServer, benchServer, NOW, REGION } from './server.ts';
import { newTask, taskAssigned } from './task-facts.ts';

const SIZES = SMOKE ? [100, 400] : [50_000, Number(process.env.BENCH_OPEN ?? 2_000_000)];
const TICKS = SMOKE ? 5 : 300;
const DUE_TASKS = SMOKE ? 10 : 5_000;
/** How often the clock looks, in milliseconds. */
const EVERY = 15_000;
const DAY = 86_400_000;
const PERSON = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');

/** Open obligations that fall due next year, two to a subject: rows only, for an idle tick reads no more. */
async function fill({ owner }: BenchServer, open: number): Promise<void> {
  const from = '2027-01-01T00:00:00Z';
  await owner.transaction(async (tx) => {
    // Foreign keys of made-up rows are not worth the time.
    await tx.query(sql`set local session_replication_role = replica`);
    await tx.query(sql`
      insert into ledger.subject (region, id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at)
      select ${REGION}, ('f' || lpad(to_hex(n), 31, '0'))::uuid, 'task', null, 'assigned', 1, '', ${NOW}, ${NOW}, 'normal', null
      from generate_series(1, ${Math.floor(open / 2)}::bigint) n`);
    await tx.query(sql`
      insert into ledger.obligation (region, id, subject_id, subject_type, rule, bearer_unit, act, opened_at, due_at, provisional, next_at, state, lamp, settled_at, body)
      select ${REGION}, ('f' || lpad(to_hex(n), 31, '0'))::uuid, ('f' || lpad(to_hex((n + 1) / 2), 31, '0'))::uuid, 'task', 'plan-task',
        lpad(to_hex(16 + n % 200), 32, '0')::uuid, '完成任务', ${NOW}, at, false, at, 'open', 'normal', null, '{}'
      from generate_series(1, ${open}::bigint) n, lateral (select ${from}::timestamptz + make_interval(secs => (n * 7919) % 31536000)) as t (at)`);
  });
  await owner.query(sql`vacuum analyze ledger.subject`);
  await owner.query(sql`vacuum analyze ledger.obligation`);
}

async function addDue({ db }: BenchServer): Promise<void> {
  const intakes = recordMany(db, { bound: DUE_TASKS + 1 });
  await Promise.all(
    Array.from({ length: DUE_TASKS }, (_, n) =>
      intakes.record({ region: REGION, now: NOW, person: PERSON, facts: [taskAssigned(newTask(), n)] }),
    ),
  );
}

/** Milliseconds of each idle tick, of each server in turn. */
async function idle(servers: readonly BenchServer[], begin: number): Promise<number[][]> {
  const times = servers.map((): number[] => []);
  for (let n = 0; n < TICKS; n += 1)
    for (const [which, { db }] of servers.entries()) {
      const started = performance.now();
      const raised = await sweep(db, instantOf(begin + n * EVERY));
      times[which]?.push(performance.now() - started);
      if (raised > 0) throw new Error('the tick was not idle');
    }
  return times;
}

const servers: BenchServer[] = [];
try {
  for (const size of SIZES) {
    const server = await benchServer(4, ['max_wal_size=4GB']);
    servers.push(server);
    const started = performance.now();
    await fill(server, size);
    await addDue(server);
    say(`${size} open obligations loaded in ${Math.round((performance.now() - started) / 1_000)} s`);
  }
  for (const { db } of servers) await sweep(db, NOW);
  const before = await idle(servers, epochOf(NOW));
  // A year later everything that was recorded has had all its signals; what was filled in is not yet due.
  const then = epochOf(NOW) + 300 * DAY;
  const drains: { raised: number; milliseconds: number }[] = [];
  for (const { db } of servers) {
    const started = performance.now();
    const raised = await sweep(db, instantOf(then));
    drains.push({ raised, milliseconds: performance.now() - started });
  }
  const after = await idle(servers, then + EVERY);
  const rows = SIZES.map((size, n) => {
    const { raised, milliseconds } = drains[n] ?? { raised: 0, milliseconds: 0 };
    const [early = [], late = []] = [before[n], after[n]];
    return [
      size,
      quantile(early, 0.5),
      quantile(early, 0.99),
      raised,
      Math.round((raised * 1_000) / milliseconds),
      quantile(late, 0.5),
      quantile(late, 0.99),
    ];
  });
  const ratio = (times: number[][]) => quantile(times[1] ?? [], 0.5) / quantile(times[0] ?? [], 0.5);
  report(
    'tick',
    [
      'open obligations',
      'idle tick p50 ms',
      'p99 ms',
      'signals raised',
      'signals per second',
      'idle after p50 ms',
      'p99 ms ',
    ],
    rows,
    { ticks: TICKS, ratioBefore: Number(ratio(before).toFixed(2)), ratioAfter: Number(ratio(after).toFixed(2)) },
  );
} finally {
  for (const server of servers) await server.stop();
}
