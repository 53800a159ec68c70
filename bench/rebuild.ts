/**
 * How fast a whole ledger is folded anew and verified: a million facts in chains of four, each recorded by the service.
 * `npm run -s bench:rebuild`. BENCH_FACTS sets another number.
 */
import sql from 'sql-template-tag';
import { epochOf, idOf, instantOf, type PersonId } from '#core/kernel';
import { type NewFact, rebuildRegion, recordMany, verifyRegion } from '#ledger';
import { report, SMOKE, say } from './report.ts';
import { benchServer, NOW, ownCpu, REGION } from './server.ts';
import { leadOf, newTask, OFFICE, taskAssigned } from './task-facts.ts';

const FACTS = Number(process.env.BENCH_FACTS ?? (SMOKE ? 400 : 1_000_000));
const PERSON = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
/** Recorded over a year or so. */
const STEP = 30_000;

/** 交办, 签收, 报告进展, 报送完成. */
function lifeOf(n: number): NewFact[] {
  const first = taskAssigned(newTask(), n);
  const unit = leadOf(n);
  const further = (kind: string, data: NewFact['data']): NewFact => ({ subject: first.subject, kind, data });
  return [
    first,
    further('task.received', { unit }),
    further('task.progress-reported', { unit, percent: n % 100 }),
    further('task.completion-reported', { unit, acceptor: OFFICE }),
  ];
}

const server = await benchServer(6, ['max_wal_size=4GB', 'synchronous_commit=off']);
try {
  const { db, owner } = server;
  const intakes = recordMany(db, { most: 200, bound: 2_000 });
  const tasks = Math.floor(FACTS / 4);
  const timed = async (work: () => Promise<number>) => {
    const [begun, used] = [performance.now(), server.cpu() + ownCpu()];
    const facts = await work();
    const seconds = (performance.now() - begun) / 1_000;
    return { facts, seconds, cpu: (server.cpu() + ownCpu() - used) / 1_000 };
  };
  const recorded = await timed(async () => {
    for (let from = 0; from < tasks; from += 1_000) {
      const many = Array.from({ length: Math.min(1_000, tasks - from) }, (_, n) => from + n);
      await Promise.all(
        many.map((n) =>
          intakes.record({ region: REGION, now: instantOf(epochOf(NOW) + n * STEP), person: PERSON, facts: lifeOf(n) }),
        ),
      );
      if (from % 50_000 === 0) say(`${(from + many.length) * 4} facts recorded`);
    }
    return tasks * 4;
  });
  await owner.query(sql`vacuum analyze`);
  const rebuilt = await timed(async () => {
    const { facts, differences } = await rebuildRegion(db, REGION);
    if (differences.length > 0) throw new Error(`${differences.length} differences`);
    return facts;
  });
  const verified = await timed(async () => {
    const { facts, findings } = await verifyRegion(db, REGION);
    if (findings.length > 0) throw new Error(`${findings.length} findings`);
    return facts;
  });
  const row = (name: string, { facts, seconds, cpu }: typeof rebuilt) => [
    name,
    facts,
    seconds.toFixed(1),
    Math.round(facts / seconds),
    Number.isNaN(cpu) ? '–' : Math.round((cpu * 1_000_000) / facts),
  ];
  report(
    'rebuild',
    ['', 'facts', 'seconds', 'facts per second', 'CPU µs a fact'],
    [
      row('recorded in bulk (recordMany, four facts a request)', recorded),
      row('rebuild: folded anew and compared', rebuilt),
      row('verify: every chain and content hashed again', verified),
    ],
  );
} finally {
  await server.stop();
}
