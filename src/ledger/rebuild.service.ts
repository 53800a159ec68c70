import { isDeepStrictEqual } from 'node:util';
import { calendarOfVersion } from '#calendars';
import type { Instant, Region, SubjectId } from '#core/kernel';
import {
  canonicalText,
  type Fact,
  type Json,
  type Lawbook,
  type ParameterOverride,
  type Timekeeper,
  timekeeperOf,
} from '#core/obligation';
import { type Db, type Tx, uuid } from '#platform/db';
import { chainsOf, readChains } from './chain-reader.service.ts';
import { follow } from './decide.ts';
import { lawbookFrom } from './lawbook.service.ts';
import {
  deleteProjections,
  type FactRow,
  insertRebuild,
  listChains,
  listParameterOverrides,
  listProjections,
  lockSubjects,
  obligationRow,
  type Projections,
  partyRows,
  subjectRow,
  write,
} from './ledger.store.ts';
import type { Subject } from './subject.ts';

/** One row of a projection that is not what the facts say. */
export type Difference = {
  readonly subject: SubjectId;
  /** 事项, 责任事项 and its act, 当事单位 and its relation. */
  readonly what: string;
  /** The obligation or the unit. */
  readonly key: string;
  /** `unsupported`: no fact speaks of it. `unreadable`: the facts cannot be folded; nothing is replaced. */
  readonly kind: 'changed' | 'missing' | 'unsupported' | 'unreadable';
  readonly columns: readonly { readonly column: string; readonly stored: Json; readonly folded: Json }[];
};

export type Rebuild = {
  readonly facts: number;
  readonly subjects: number;
  readonly differences: readonly Difference[];
  /** Subjects whose projections were replaced. */
  readonly replaced: number;
  /** How far it came: begin after it to go on. Null where there was nothing. */
  readonly upTo: SubjectId | null;
};

/** Who replaces projections, when and why; kept in `ledger.rebuild` with every difference. */
export type Application = { readonly actor: string; readonly reason: string; readonly now: Instant };

export type RebuildOptions = {
  /** Replaces what differs. Without it the rebuild only compares. */
  readonly apply?: Application | false;
  /** Goes on after this subject. */
  readonly after?: SubjectId;
  /** Told after every few hundred subjects. */
  progress?(facts: number, upTo: SubjectId): void;
  /** Told of each difference as it is found. */
  found?(difference: Difference): void;
};

/** Folds the facts of one subject anew: what `record` made of them, without writing. Reads the clock's signals, emits none. */
export function foldSubject(lawbook: Lawbook, chain: readonly { fact: Fact; hash: string }[]): Subject | undefined {
  let subject: Subject | undefined;
  for (const { fact, hash } of chain) subject = follow(lawbook, subject, { fact, hash, text: '' });
  return subject;
}

/**
 * Folds all facts of a region and compares with what is stored; others may go on recording. With `apply` what differs is
 * replaced, subject by subject under lock, each batch in one transaction with the row that says why.
 */
export async function rebuildRegion(db: Db, region: Region, options: RebuildOptions = {}): Promise<Rebuild> {
  const timekeepers = new Map<string, Timekeeper>();
  const run = uuid();
  const differences: Difference[] = [];
  let facts = 0;
  let subjects = 0;
  let replaced = 0;
  let upTo: SubjectId | null = options.after ?? null;
  const batches = readChains(db, region, upTo, async (tx, ids) => ({
    projections: await listProjections(tx, region, ids),
    overrides: await listParameterOverrides(tx, region),
  }));
  for await (const { beside, ...batch } of batches) {
    const found = await differencesOf(db, timekeepers, batch.chains, beside);
    for (const difference of found) options.found?.(difference);
    differences.push(...found);
    if (options.apply && found.length > 0) {
      const step = { ...options.apply, run, upTo: batch.upTo };
      replaced += await replace(db, region, timekeepers, [...new Set(found.map(({ subject }) => subject))], step);
    }
    facts += batch.facts;
    subjects += batch.ids.length;
    upTo = batch.upTo;
    options.progress?.(facts, batch.upTo);
  }
  return { facts, subjects, differences, replaced, upTo };
}

/** Looks again under lock, since facts may have come in, and writes what the facts say now. Returns how many subjects. */
async function replace(
  db: Db,
  region: Region,
  timekeepers: Map<string, Timekeeper>,
  ids: readonly SubjectId[],
  step: Application & { run: string; upTo: SubjectId },
): Promise<number> {
  return db.transaction(async (tx) => {
    await lockSubjects(tx, region, ids);
    const chains = chainsOf(ids, await listChains(tx, region, ids));
    const { folded, unreadable } = await fold(tx, timekeepers, chains, await listParameterOverrides(tx, region));
    const hidden = new Set(unreadable.map(({ subject }) => subject));
    const differences = compare(await listProjections(tx, region, ids), folded, hidden).filter(
      // The register of a subject cannot be removed: its words hang on it. `verifyRegion` names it.
      ({ kind, what }) => !(kind === 'unsupported' && what === SUBJECT),
    );
    const wrong = new Set(differences.map(({ subject }) => subject));
    if (wrong.size === 0) return 0;
    const subjects = folded.filter((subject) => wrong.has(subject.ref.id));
    await deleteProjections(tx, region, [...wrong]);
    await write(tx, region, {
      facts: [],
      contents: [],
      subjects,
      obligations: subjects.flatMap((subject) => subject.obligations),
    });
    const { run, upTo, actor, reason, now } = step;
    await insertRebuild(tx, region, { id: uuid(), run, at: now, actor, reason, upTo, differences });
    return wrong.size;
  });
}

async function differencesOf(
  tx: Tx,
  timekeepers: Map<string, Timekeeper>,
  chains: ReadonlyMap<SubjectId, readonly FactRow[]>,
  beside: { projections: Projections; overrides: readonly ParameterOverride[] },
): Promise<Difference[]> {
  const { folded, unreadable } = await fold(tx, timekeepers, chains, beside.overrides);
  const hidden = new Set(unreadable.map(({ subject }) => subject));
  return [...unreadable, ...compare(beside.projections, folded, hidden)];
}

async function fold(
  tx: Tx,
  timekeepers: Map<string, Timekeeper>,
  chains: ReadonlyMap<SubjectId, readonly FactRow[]>,
  overrides: readonly ParameterOverride[],
): Promise<{ folded: Subject[]; unreadable: Difference[] }> {
  const folded: Subject[] = [];
  const unreadable: Difference[] = [];
  const lawbook = lawbookFrom(overrides, timekeepers);
  for (const [subject, rows] of chains) {
    try {
      const links = rows.map((row) => ({ fact: JSON.parse(row.text) as Fact, hash: row.hash }));
      for (const { fact } of links) await loadCalendar(tx, timekeepers, fact.calendar);
      const subject = foldSubject(lawbook, links);
      if (subject !== undefined) folded.push(subject);
    } catch (fault) {
      // A text that was tampered with, or a word that this version does not know: told, and left as it is.
      if (!(fault instanceof Error) || 'severity' in fault) throw fault;
      unreadable.push({ subject, what: SUBJECT, key: fault.message, kind: 'unreadable', columns: [] });
    }
  }
  return { folded, unreadable };
}

async function loadCalendar(tx: Tx, timekeepers: Map<string, Timekeeper>, version: string): Promise<void> {
  if (timekeepers.has(version)) return;
  timekeepers.set(version, timekeeperOf(await calendarOfVersion(tx, version)));
}

const SUBJECT = '事项';

type Row = {
  readonly name: string;
  readonly what: string;
  readonly key: string;
  readonly subject: SubjectId;
  readonly columns: object;
};

/** Row by row and column by column: what the facts say against what is stored. */
function compare(stored: Projections, folded: readonly Subject[], hidden: ReadonlySet<SubjectId>): Difference[] {
  const expected: Row[] = folded.flatMap((subject) => [
    rowOfSubject(subjectRow(subject)),
    ...subject.obligations.map((obligation) => rowOfObligation(obligationRow(obligation))),
    ...partyRows(subject).map(rowOfParty),
  ]);
  const left = new Map<string, Row>();
  for (const row of stored.subjects) put(left, rowOfSubject(row));
  for (const row of stored.obligations) put(left, rowOfObligation(row));
  for (const row of stored.parties) put(left, rowOfParty(row));
  const differences: Difference[] = [];
  for (const row of expected) {
    const found = left.get(row.name);
    left.delete(row.name);
    const { subject, what, key } = row;
    if (found === undefined) differences.push({ subject, what, key, kind: 'missing', columns: [] });
    else if (!areAlike(found.columns, row.columns)) {
      const columns = differingColumns(found.columns, row.columns);
      if (columns.length > 0) differences.push({ subject, what, key, kind: 'changed', columns });
    }
  }
  for (const { subject, what, key } of left.values())
    if (!hidden.has(subject)) differences.push({ subject, what, key, kind: 'unsupported', columns: [] });
  return differences;
}

/** Most columns are plain, and nearly all rows are alike: asked first the cheap way. */
function areAlike(stored: object, folded: object): boolean {
  return Object.keys(folded).every((column) => {
    const [before, after]: [unknown, unknown] = [Reflect.get(stored, column), Reflect.get(folded, column)];
    return before === after || (typeof after === 'object' && isDeepStrictEqual(before, after));
  });
}

function differingColumns(stored: object, folded: object): Difference['columns'] {
  return Object.keys(folded).flatMap((column) => {
    const [before, after]: [Json, Json] = [Reflect.get(stored, column) ?? null, Reflect.get(folded, column) ?? null];
    return canonicalText(before) === canonicalText(after) ? [] : [{ column, stored: before, folded: after }];
  });
}

function rowOfSubject(columns: Projections['subjects'][number]): Row {
  return { name: `s ${columns.id}`, what: SUBJECT, key: columns.id, subject: columns.id, columns };
}

function rowOfObligation(columns: Projections['obligations'][number]): Row {
  const { id, act, subject_id } = columns;
  return { name: `o ${id}`, what: `责任事项 ${act}`, key: id, subject: subject_id, columns };
}

function rowOfParty(columns: Projections['parties'][number]): Row {
  const { unit_id, relation, subject_id } = columns;
  return {
    name: `p ${subject_id} ${unit_id} ${relation}`,
    what: '当事单位',
    key: unit_id,
    subject: subject_id,
    columns,
  };
}

function put(rows: Map<string, Row>, row: Row): void {
  rows.set(row.name, row);
}

const COLUMN_WORDS: Readonly<Record<string, string>> = {
  state: '状态',
  lamp: '灯',
  due_at: '到期时刻',
  next_at: '下一信号',
  settled_at: '了结时刻',
  provisional: '是否暂定',
  outcome: '办理结果',
  deadline_at: '判定所据的到期时刻',
  performed_at: '办成时刻',
  seq: '序号',
  head: '链值',
  body: '全文',
};

/** A difference in a sentence: what the facts say and what was found. */
export function differenceSentence({ subject, what, key, kind, columns }: Difference): string {
  const where = what === SUBJECT ? `事项 ${subject}` : `事项 ${subject} 的${what} (${key})`;
  switch (kind) {
    case 'missing':
      return `${where}: 按事实应有, 库中缺失`;
    case 'unsupported':
      return `${where}: 库中有, 没有事实支持`;
    case 'unreadable':
      return `事项 ${subject}: 事实无法重折, 未作比较 (${key})`;
    case 'changed': {
      // The text as a whole is said where nothing shorter says it.
      const short = columns.filter(({ column }) => column !== 'body');
      const told = short.map(
        ({ column, stored, folded }) =>
          `${COLUMN_WORDS[column] ?? column}应为 ${shown(folded)}, 库中为 ${shown(stored)}`,
      );
      return `${where}: ${told.length > 0 ? told.join('; ') : '全文与事实不符'}`;
    }
  }
}

function shown(value: Json): string {
  return value === null ? '空' : typeof value === 'string' ? value : canonicalText(value);
}
