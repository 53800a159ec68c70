import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { preview } from '#ledger';
import type { Db } from '#platform/db';
import { NOW, REGION } from './server.ts';
import { newTask, taskAssigned } from './task-facts.ts';

/** PostgreSQL's own load generator: on the path, or where Debian's postgresql-contrib puts it. */
export function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const places = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(debian, version, 'bin'))];
  return places.map((place) => join(place, 'pgbench')).find((path) => existsSync(path));
}

/**
 * The ceiling: the rows that one recorded fact leaves, inserted by one prepared statement in one trip, with everything
 * computed beforehand: no calendar, no rules, no hashing, no JSON on the client's side.
 */
export async function ceilingStatement(db: Db): Promise<string> {
  const { facts, contents, subjects, obligations } = await preview(db, { region: REGION, now: NOW }, [
    taskAssigned(newTask(), 42),
  ]);
  const [subject, chained, content] = [one(subjects), one(facts), one(contents)];
  const id = (n: number) => `(select ids[${n}] from i)`;
  const duties = obligations.map((obligation, n) => {
    const { dueAt, signals } = obligation.times;
    const next = [signals.warning, signals.yellow, signals.red].filter((at) => at !== null).sort()[0] ?? null;
    return `(${text(REGION)}, ${id(4 + n)}, ${id(1)}, 'task', ${text(obligation.rule)}, ${text(obligation.bearerUnit)}::uuid, ${text(obligation.act)}, ${instant(NOW)}, ${instant(dueAt)}, false, ${instant(next)}, 'open', 'normal', null::timestamptz, ${text(JSON.stringify(obligation))}::jsonb)`;
  });
  const due = obligations[0]?.times.dueAt ?? null;
  const parties = subject.parties.map(
    ({ unit, relation }) =>
      `(${text(REGION)}, ${text(unit)}::uuid, ${id(1)}, ${text(relation)}, 'task', 'assigned', 'normal', ${instant(due)}, ${instant(NOW)})`,
  );
  const hash = createHash('sm3').update(chained.text).digest('hex');
  return `with n as materialized (select nextval('bench_id') * 8 as n),
i as materialized (select array(select lpad(to_hex(n + k), 32, '0')::uuid from n, generate_series(1, 5) k) as ids),
s as (insert into ledger.subject (region, id, type, parent_id, state, seq, head, opened_at, recorded_at, lamp, due_at)
  select ${text(REGION)}, ids[1], 'task', ${text(subject.parent ?? '')}::uuid, 'assigned', 1, '${hash}', ${instant(NOW)}, ${instant(NOW)}, 'normal', ${instant(due)} from i),
f as (insert into ledger.fact (region, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash)
  select ${text(REGION)}, ids[2], ids[1], 1, 'task.assigned', ${instant(NOW)}, ${instant(NOW)}, ${text(chained.fact.actor)}, ${text(chained.text)}, '${hash}' from i),
c as (insert into ledger.content (region, id, subject_id, name, retention, salt, body, recorded_at)
  select ${text(REGION)}, ids[3], ids[1], 'title', 'business', ${text(content.salt)}, ${text(JSON.stringify(content.body))}::jsonb, ${instant(NOW)} from i),
o as (insert into ledger.obligation (region, id, subject_id, subject_type, rule, bearer_unit, act, opened_at, due_at, provisional, next_at, state, lamp, settled_at, body)
  values ${duties.join(',\n  ')})
insert into ledger.party (region, unit_id, subject_id, relation, subject_type, state, lamp, due_at, opened_at)
  values ${parties.join(',\n  ')};\n`;
}

export async function prepareCeiling(db: Db, owner: Db): Promise<string> {
  await owner.query(sql`create sequence bench_id`);
  await owner.query(sql`grant usage on sequence bench_id to app`);
  return ceilingStatement(db);
}

/** Transactions per second of the statement at so many clients. */
export function runCeiling(
  pgbench: string,
  appUrl: string,
  statement: string,
  clients: number,
  seconds: number,
): number {
  const url = new URL(appUrl);
  const folder = mkdtempSync(join(tmpdir(), 'pgbench-'));
  try {
    const script = join(folder, 'ceiling.sql');
    writeFileSync(script, statement);
    const words = ['-n', '-M', 'prepared', '-f', script, '-c', String(clients), '-j', String(Math.min(2, clients))];
    const { stdout, stderr, status } = spawnSync(
      pgbench,
      [
        ...words,
        '-T',
        String(Math.max(1, Math.round(seconds))),
        '-h',
        decodeURIComponent(url.host),
        '-U',
        url.username,
        url.pathname.slice(1),
      ],
      { encoding: 'utf8', env: { ...process.env, PGOPTIONS: '-c TimeZone=UTC' } },
    );
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (status !== 0 || rate === undefined) throw new Error(`pgbench: ${stderr || stdout}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function one<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error('nothing was decided');
  return value;
}

function text(value: string): string {
  // pgbench takes a colon before a letter for one of its variables, even within quotes.
  return `'${value.replaceAll("'", "''").replace(/:(?=[A-Za-z_])/g, ': ')}'`;
}

function instant(value: string | null): string {
  return value === null ? 'null::timestamptz' : `'${value}'::timestamptz`;
}
