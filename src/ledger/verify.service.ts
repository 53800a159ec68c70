import type { Region, SubjectId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import type { Tx } from '#platform/db';
import { chainValue, contentDigest } from './decide.ts';
import { sm3 } from './lawbook.service.ts';
import { type ContentRow, type FactRow, listChains, listContents, listHeads } from './ledger.store.ts';

/** One thing wrong with the ledger, in a sentence that names the fact. */
export type Finding = {
  readonly region: Region;
  readonly subject: SubjectId;
  readonly seq: number;
  readonly sentence: string;
};

export type Verification = { readonly facts: number; readonly subjects: number; readonly findings: readonly Finding[] };

const SUBJECTS_AT_ONCE = 500;

/** What a chain alone cannot show; printed with every verification. */
export const LIMITS_OF_A_CHAIN =
  '单凭链条查不出两件事: 链尾连同链头登记一起被截去, 或整个事项连同登记一起被删去. 这两件须与先前公布或导出的链值相比对.';

/** Reads every chain of a region again and names each fact that was altered, removed from or inserted into one. */
export async function verifyRegion(tx: Tx, region: Region, progress?: (facts: number) => void): Promise<Verification> {
  const findings: Finding[] = [];
  let facts = 0;
  let subjects = 0;
  let after: SubjectId | null = null;
  for (;;) {
    const rows: FactRow[] = await listChains(tx, region, after, SUBJECTS_AT_ONCE);
    if (rows.length === 0) break;
    const chains = groupBySubject(rows);
    const ids = [...chains.keys()];
    const heads = new Map((await listHeads(tx, region, ids)).map((head) => [head.id, head]));
    const contents = new Map((await listContents(tx, region, ids)).map((content) => [content.id, content]));
    for (const [subject, chain] of chains) {
      findings.push(...verifyChain(region, subject, chain, heads.get(subject), contents));
    }
    facts += rows.length;
    subjects += chains.size;
    after = ids.at(-1) ?? null;
    progress?.(facts);
  }
  return { facts, subjects, findings };
}

function verifyChain(
  region: Region,
  subject: SubjectId,
  chain: readonly FactRow[],
  head: { seq: number; head: string } | undefined,
  contents: ReadonlyMap<string, ContentRow>,
): Finding[] {
  const findings: Finding[] = [];
  const find = (seq: number, sentence: string) => findings.push({ region, subject, seq, sentence });
  let previous = '';
  let expected = 1;
  for (const row of chain) {
    if (row.seq > expected) {
      find(
        expected,
        row.seq - expected === 1 ? `第 ${expected} 个事实被抽走` : `第 ${expected} 至 ${row.seq - 1} 个事实被抽走`,
      );
    }
    const fact = parse(row.text);
    if (fact === undefined) find(row.seq, `第 ${row.seq} 个事实的文本被改动, 已不是可读的记录`);
    else for (const column of alteredColumns(row, fact)) find(row.seq, `第 ${row.seq} 个事实的${column}与所记文本不符`);
    if (chainValue(sm3, previous, row.text) !== row.hash) {
      find(row.seq, `第 ${row.seq} 个事实与链值不符: 它, 或它之前的事实, 被改动, 抽走或插入`);
    }
    for (const content of fact?.contents ?? []) {
      const stored = contents.get(content.id);
      if (stored === undefined) find(row.seq, `第 ${row.seq} 个事实的内容「${content.name}」不在库中`);
      else if (
        stored.erased_at === null &&
        contentDigest(sm3, { salt: stored.salt, body: stored.body }) !== content.digest
      ) {
        find(row.seq, `第 ${row.seq} 个事实的内容「${content.name}」被改动`);
      }
    }
    // From the stored value on, so that one altered fact is named once and not every fact after it.
    previous = row.hash;
    expected = row.seq + 1;
  }
  if (head === undefined) find(0, '事项的登记不在库中');
  else if (head.seq > expected - 1) find(expected, `链尾缺第 ${expected} 至 ${head.seq} 个事实`);
  else if (head.seq !== expected - 1 || head.head !== previous) find(expected - 1, '链尾与事项登记的链值不符');
  return findings;
}

function alteredColumns(row: FactRow, fact: Fact): string[] {
  const columns: [string, unknown, unknown][] = [
    ['标识', row.id, fact.id],
    ['事项', row.subject_id, fact.subject.id],
    ['序号', row.seq, fact.seq],
    ['种类', row.kind, fact.kind],
    ['发生时刻', row.occurred_at, fact.occurredAt],
    ['记录时刻', row.recorded_at, fact.recordedAt],
    ['记录人', row.actor, fact.actor],
  ];
  return columns.filter(([, stored, written]) => stored !== written).map(([name]) => name);
}

function parse(text: string): Fact | undefined {
  try {
    return JSON.parse(text) as Fact;
  } catch {
    return undefined;
  }
}

export function groupBySubject(rows: readonly FactRow[]): Map<SubjectId, FactRow[]> {
  const chains = new Map<SubjectId, FactRow[]>();
  for (const row of rows) {
    const chain = chains.get(row.subject_id);
    if (chain === undefined) chains.set(row.subject_id, [row]);
    else chain.push(row);
  }
  return chains;
}
