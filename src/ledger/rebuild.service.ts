import type { Region, SubjectId } from '#core/kernel';
import { canonicalText, type Fact, type Json, type Lawbook } from '#core/obligation';
import type { Db, Tx } from '#platform/db';
import { follow } from './decide.ts';
import { lawbookOf } from './lawbook.service.ts';
import {
  deleteProjections,
  listChains,
  listProjections,
  lockSubjects,
  obligationRow,
  type Projections,
  partyRows,
  subjectRow,
  write,
} from './ledger.store.ts';
import type { Subject } from './subject.ts';
import { groupBySubject } from './verify.service.ts';

/** How a projection folded anew differs from the stored one. */
export type Difference = {
  readonly subject: SubjectId;
  readonly what: string;
  readonly stored: string | null;
  readonly folded: string | null;
};

export type Rebuild = {
  readonly facts: number;
  readonly subjects: number;
  readonly differences: readonly Difference[];
};

const SUBJECTS_AT_ONCE = 500;

/** Folds the facts of one subject anew: what `record` made of them, without writing. Reads the clock's signals, emits none. */
export function foldSubject(lawbook: Lawbook, chain: readonly { fact: Fact; hash: string }[]): Subject | undefined {
  let subject: Subject | undefined;
  for (const { fact, hash } of chain) subject = follow(lawbook, subject, { fact, hash, text: '' });
  return subject;
}

/**
 * Folds all facts of a region and compares with what is stored. With `apply` the stored projections are replaced where they differ.
 * Resumable: begins after the subject `after`, and tells through `progress` how far it has come.
 */
export async function rebuildRegion(
  db: Db,
  region: Region,
  options: { apply: boolean; after?: SubjectId; progress?: (facts: number, upTo: SubjectId) => void },
): Promise<Rebuild> {
  const differences: Difference[] = [];
  let facts = 0;
  let subjects = 0;
  let after: SubjectId | null = options.after ?? null;
  for (;;) {
    const from = after;
    const batch = await db.transaction((tx) => rebuildBatch(tx, region, from, options.apply));
    if (batch === undefined) return { facts, subjects, differences };
    differences.push(...batch.differences);
    facts += batch.facts;
    subjects += batch.subjects;
    after = batch.upTo;
    options.progress?.(facts, batch.upTo);
  }
}

async function rebuildBatch(tx: Tx, region: Region, after: SubjectId | null, apply: boolean) {
  const rows = await listChains(tx, region, after, SUBJECTS_AT_ONCE);
  if (rows.length === 0) return undefined;
  const chains = groupBySubject(rows);
  const ids = [...chains.keys()];
  // Locked while they are replaced; a comparison alone disturbs nobody.
  if (apply) await lockSubjects(tx, region, ids);
  const facts = rows.map((row) => JSON.parse(row.text) as Fact);
  const lawbook = await lawbookOf(
    tx,
    region,
    facts.map((fact) => fact.calendar),
  );
  const folded = [...chains.values()].flatMap((chain) => {
    const links = chain.map((row) => ({ fact: JSON.parse(row.text) as Fact, hash: row.hash }));
    return foldSubject(lawbook, links) ?? [];
  });
  const differences = compare(await listProjections(tx, region, ids), folded);
  if (apply && differences.length > 0) {
    const wrong = new Set(differences.map((difference) => difference.subject));
    const replaced = folded.filter((subject) => wrong.has(subject.ref.id));
    await deleteProjections(tx, region, [...wrong]);
    await write(tx, region, {
      facts: [],
      contents: [],
      subjects: replaced,
      obligations: replaced.flatMap((subject) => subject.obligations),
    });
  }
  return { facts: rows.length, subjects: chains.size, differences, upTo: ids.at(-1) as SubjectId };
}

/** Row by row and column by column: what the facts say against what is stored. */
function compare(stored: Projections, folded: readonly Subject[]): Difference[] {
  const expected: Row[] = folded.flatMap((subject) => [
    rowOf('事项', subject.ref.id, subject.ref.id, subjectRow(subject)),
    ...subject.obligations.map((o) => rowOf(`责任事项 ${o.act}`, subject.ref.id, o.id, obligationRow(o))),
    ...partyRows(subject).map((p) => rowOf('当事单位', subject.ref.id, `${p.unit_id} ${p.relation}`, p)),
  ]);
  const actual: Row[] = [
    ...stored.subjects.map((s) => rowOf('事项', s.id, s.id, s)),
    ...stored.obligations.map((o) => rowOf(`责任事项 ${o.act}`, o.subject_id, o.id, o)),
    ...stored.parties.map((p) => rowOf('当事单位', p.subject_id, `${p.unit_id} ${p.relation}`, p)),
  ];
  const left = new Map(actual.map((row) => [row.name, row]));
  const differences: Difference[] = [];
  for (const row of expected) {
    const found = left.get(row.name);
    left.delete(row.name);
    if (found?.text !== row.text)
      differences.push({ subject: row.subject, what: row.what, stored: found?.text ?? null, folded: row.text });
  }
  for (const row of left.values())
    differences.push({ subject: row.subject, what: row.what, stored: row.text, folded: null });
  return differences;
}

type Row = { readonly name: string; readonly what: string; readonly subject: SubjectId; readonly text: string };

function rowOf(what: string, subject: SubjectId, key: string, columns: object): Row {
  return { name: `${what} ${subject} ${key}`, what, subject, text: canonicalText(columns as unknown as Json) };
}
