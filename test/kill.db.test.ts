import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { type Instant, idOf, instantOf, type SubjectId } from '#core/kernel';
import { type NewFact, rebuildRegion, sweep, verifyRegion } from '#ledger';
import { type Db, openDb, startEmbedded, uuid } from '#platform/db';
import { type Answer, type Ask, REGION } from './kill-server.ts';

const ROUNDS = Number(process.env.SOAK_ROUNDS ?? 3);
const SEED = Number(process.env.KILL_SEED ?? Math.floor(performance.timeOrigin + performance.now()) % 1_000_000);
const WRITERS = 8;
const BEGIN = Number(instantEpoch('2026-03-02T01:00:00.000Z'));
const DAY = 86_400_000;
/** What is killed, round by round. */
const VICTIMS = ['program', 'database', 'both'] as const;

function instantEpoch(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** Repeats with the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LEAD = '00000000-0000-7000-8000-0000000000b1';

function assigned(id: SubjectId): NewFact {
  return {
    subject: { type: 'task', id },
    kind: 'task.assigned',
    data: {
      plan: '00000000-0000-7000-8000-0000000000c1',
      item: 'task-1',
      origin: 'task',
      period: null,
      leads: [LEAD],
      supports: [],
      acceptor: '00000000-0000-7000-8000-0000000000b2',
      dueDay: '2026-03-16',
      dueBasis: 'stated',
      span: null,
    },
    contents: [{ name: 'title', retention: 'business', body: { text: '疏浚云溪河城区段' } }],
  };
}

function progressed(id: SubjectId, percent: number): NewFact {
  return { subject: { type: 'task', id }, kind: 'task.progress-reported', data: { unit: LEAD, percent } };
}

/** A running server, and what was asked of it and not answered. */
class Server {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  readonly ready: Promise<boolean>;
  readonly ended: Promise<void>;
  constructor(dataDir: string, begin: number) {
    this.#child = fork(join(import.meta.dirname, 'kill-server.ts'), [String(begin)], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'silent' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.ended = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.ready = new Promise((resolve) => {
      this.#child.once('exit', () => resolve(false));
      this.#child.on('message', (answer: Answer) => {
        if ('ready' in answer) return resolve(true);
        this.#waiting.get(answer.n)?.(answer);
        this.#waiting.delete(answer.n);
      });
    });
    this.#child.on('error', () => {});
    void this.ended.then(() => {
      for (const resolve of this.#waiting.values()) resolve(undefined);
    });
  }
  /** Undefined: no answer came, and none will. */
  ask(ask: Ask): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      if (!this.#child.connected) return resolve(undefined);
      this.#waiting.set(ask.n, resolve);
      this.#child.send(ask, (fault) => fault && resolve(undefined));
    });
  }
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

function killDatabase(dataDir: string): void {
  const pid = Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
}

test(`杀进程: ${ROUNDS} 轮里随时杀掉程序, 数据库, 或两者; 答复过的一件不少, 重试的一件不多, 链完好, 重建一致, 信号各一次`, {
  timeout: ROUNDS * 30_000 + 60_000,
}, async () => {
  console.log(`seed of this run: ${SEED} (repeat with KILL_SEED=${SEED})`);
  const random = randomFrom(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  // As root the database runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  const journal = openSync(join(folder, 'acknowledged'), 'a');
  let asked = 0;
  let begin = BEGIN;
  /** Requests whose outcome nobody knows: asked again, under the same key, of the next server. */
  let unknown: Ask[] = [];
  const begun: SubjectId[] = [];
  const unexpected: string[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = new Server(dataDir, begin);
      expect(await server.ready).toBe(true);
      const startedAt = performance.now();
      const next = unknown;
      unknown = [];
      const send = async (ask: Ask) => {
        const answer = await server.ask(ask);
        if (answer !== undefined && 'fact' in answer) {
          // Written down after the answer and before anything else is done.
          writeSync(
            journal,
            `${JSON.stringify({ key: ask.key, subject: ask.fact.subject.id, fact: answer.fact, seq: answer.seq })}\n`,
          );
          if (ask.fact.kind === 'task.assigned') begun.push(ask.fact.subject.id);
        } else if (answer !== undefined && 'refused' in answer) unexpected.push(answer.refused);
        else unknown.push(ask);
        return answer !== undefined;
      };
      const writer = async () => {
        for (;;) {
          const again = next.shift();
          const known = begun[Math.floor(random() * begun.length)];
          asked += 1;
          const fresh = random() < 0.6 || known === undefined;
          const ask: Ask = again
            ? { ...again, n: asked }
            : {
                n: asked,
                key: uuid(),
                door: fresh && random() < 0.5 ? 'many' : 'one',
                fact: fresh ? assigned(idOf<SubjectId>(uuid())) : progressed(known, Math.floor(random() * 100)),
              };
          if (!(await send(ask))) return;
        }
      };
      const writing = Promise.all(Array.from({ length: WRITERS }, writer));
      await sleep(400 + random() * 1_600);
      const victim = VICTIMS[round % VICTIMS.length];
      if (victim !== 'program') killDatabase(dataDir);
      if (victim !== 'database') server.kill();
      await writing;
      await server.ended;
      unknown.push(...next);
      begin += Math.ceil((performance.now() - startedAt) * 130_000) + DAY / 4;
    }

    const server = new Server(dataDir, begin);
    expect(await server.ready).toBe(true);
    for (const [n, ask] of unknown.entries()) {
      const answer = await server.ask({ ...ask, n: 1_000_000_000 + n });
      if (answer !== undefined && 'fact' in answer)
        writeSync(
          journal,
          `${JSON.stringify({ key: ask.key, subject: ask.fact.subject.id, fact: answer.fact, seq: answer.seq })}\n`,
        );
      else unexpected.push(JSON.stringify(answer));
    }
    server.kill();
    await server.ended;
    expect(unexpected).toEqual([]);
    await examine(dataDir, readFileSync(join(folder, 'acknowledged'), 'utf8'));
  } finally {
    closeSync(journal);
    rmSync(folder, { recursive: true, force: true });
  }
});

type Acknowledged = { key: string; subject: string; fact: string; seq: number };

async function examine(dataDir: string, journal: string): Promise<void> {
  const server = await startEmbedded(dataDir);
  const db = openDb(server.appUrl);
  try {
    const acknowledged = journal
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Acknowledged);
    const stored = await db.query<{ id: string; subject_id: string; seq: number; kind: string }>(
      sql`select id, subject_id, seq, kind from ledger.fact where region = ${REGION}`,
    );
    const byId = new Map(stored.map((row) => [row.id, row]));
    const lost = acknowledged.filter(({ fact, subject, seq }) => {
      const row = byId.get(fact);
      return row === undefined || row.subject_id !== subject || row.seq !== seq;
    });
    expect(lost).toEqual([]);
    // By persons, every fact belongs to one request and every request to one fact: repeats have added none.
    const byPersons = stored.filter(({ kind }) => kind !== 'obligation.signalled').length;
    expect(byPersons).toBe(new Set(acknowledged.map(({ key }) => key)).size);
    expect(byPersons).toBeGreaterThan(ROUNDS * 10);

    await sweepToEnd(db, instantOf(BEGIN + 400 * DAY));
    const signals = await db.query<{ of: string; level: string; count: number }>(sql`
      select body->'data'->>'obligation' as of, body->'data'->>'level' as level, count(*)::integer as count
      from ledger.fact where region = ${REGION} and kind = 'obligation.signalled' group by 1, 2`);
    expect(signals.filter(({ count }) => count !== 1)).toEqual([]);
    // 完成任务 gives three signals, 签收 one, unless it was settled before.
    const [{ complete, due } = { complete: 0, due: 0 }] = await db.query<{ complete: number; due: number }>(sql`
      select (count(*) filter (where act = '完成任务' and state = 'open' and lamp = 'red'))::integer as complete,
        (count(*) filter (where next_at is not null))::integer as due
      from ledger.obligation where region = ${REGION}`);
    expect([complete, due]).toEqual([stored.filter(({ kind }) => kind === 'task.assigned').length, 0]);

    const { facts, findings } = await verifyRegion(db, REGION);
    expect([facts > 0, findings]).toEqual([true, []]);
    expect((await rebuildRegion(db, REGION)).differences).toEqual([]);
    console.log(`${acknowledged.length} answers, ${stored.length} facts before the last sweep, ${facts} after it`);
  } finally {
    await db.close();
    await server.stop();
  }
}

async function sweepToEnd(db: Db, at: Instant): Promise<void> {
  while ((await sweep(db, at)) > 0);
}
