/**
 * Facts recorded per second by the service, against what the same database can take in one trip of pgbench.
 * `npm run -s bench:facts`. Rounds are interleaved: every contender runs in every round, so that the ratio is of one time.
 */
import { idOf, type PersonId } from '#core/kernel';
import { record, recordMany } from '#ledger';
import { type Db, uuid } from '#platform/db';
import { findPgbench, prepareCeiling, runCeiling } from './ceiling.ts';
import { median, report, SMOKE, say } from './report.ts';
import { benchServer, NOW, ownCpu, REGION } from './server.ts';
import { newTask, taskAssigned } from './task-facts.ts';

const CLIENTS = SMOKE ? [2] : [1, 8, 32, 128];
const ROUNDS = SMOKE ? 1 : Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = SMOKE ? 0.2 : Number(process.env.BENCH_SECONDS ?? 2);
const PERSON = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const recorder = { region: REGION, now: NOW, person: PERSON };

type Contender = { readonly name: string; rate(clients: number): Promise<number> };

/** Each client records, waits for the commit, and records again. */
async function rateOf(clients: number, act: (n: number) => Promise<unknown>): Promise<number> {
  let count = 0;
  const begun = performance.now();
  const end = begun + SECONDS * 1_000;
  const client = async () => {
    while (performance.now() < end) {
      await act(count);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (count * 1_000) / (performance.now() - begun);
}

function contendersOf(db: Db): Contender[] {
  const intakes = recordMany(db);
  const keyed = recordMany(db);
  return [
    {
      name: 'record() in a transaction',
      rate: (clients) =>
        rateOf(clients, (n) => db.transaction((tx) => record(tx, recorder, [taskAssigned(newTask(), n)]))),
    },
    {
      name: 'recordMany()',
      rate: (clients) => rateOf(clients, (n) => intakes.record({ ...recorder, facts: [taskAssigned(newTask(), n)] })),
    },
    {
      name: 'recordMany(), each with an idempotency key',
      rate: (clients) =>
        rateOf(clients, (n) =>
          keyed.record({ ...recorder, facts: [taskAssigned(newTask(), n)], once: { key: uuid(), digest: 'bench' } }),
        ),
    },
  ];
}

const server = await benchServer(Math.max(...CLIENTS));
try {
  const pgbench = findPgbench();
  if (pgbench === undefined) say('pgbench was not found (Debian: apt-get install postgresql-contrib): no ratio');
  const statement = await prepareCeiling(server.db, server.owner);
  const ceiling: Contender = {
    name: 'ceiling: pgbench, one prepared statement',
    rate: async (clients) =>
      pgbench === undefined ? Number.NaN : runCeiling(pgbench, server.appUrl, statement, clients, SECONDS),
  };
  const contenders = [ceiling, ...contendersOf(server.db)];
  const rates = new Map<string, number[]>();
  /** Microseconds of processor time for a fact, program and database together: what counts where others use the machine too. */
  const costs = new Map<string, number[]>();
  const put = (lists: Map<string, number[]>, of: string, value: number) =>
    lists.set(of, [...(lists.get(of) ?? []), value]);
  const key = (name: string, clients: number) => `${name} @${clients}`;
  // Not counted: names statements, opens connections, warms the program.
  for (const contender of contenders.slice(1)) await contender.rate(Math.max(...CLIENTS));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const clients of CLIENTS) {
      for (const { name, rate } of contenders) {
        const [used, begun] = [server.cpu() + ownCpu(), performance.now()];
        const perSecond = await rate(clients);
        const facts = (perSecond * (performance.now() - begun)) / 1_000;
        put(rates, key(name, clients), perSecond);
        put(costs, key(name, clients), ((server.cpu() + ownCpu() - used) * 1_000) / facts);
      }
    }
    say(`round ${round} of ${ROUNDS}`);
  }
  const rows = contenders.map(({ name }) => [
    name,
    ...CLIENTS.flatMap((clients) => {
      const own = rates.get(key(name, clients)) ?? [];
      const top = rates.get(key(ceiling.name, clients)) ?? [];
      const ratio = median(own.map((rate, round) => rate / (top[round] ?? Number.NaN)));
      const cost = Math.round(median(costs.get(key(name, clients)) ?? []));
      return [Math.round(median(own)), Number.isNaN(ratio) ? '–' : ratio.toFixed(2), Number.isNaN(cost) ? '–' : cost];
    }),
  ]);
  const heads = CLIENTS.flatMap((c) => [`${c} client${c === 1 ? '' : 's'}`, 'of ceiling', 'CPU µs']);
  report('facts', ['facts per second', ...heads], rows, { rounds: ROUNDS, seconds: SECONDS });
} finally {
  await server.stop();
}
