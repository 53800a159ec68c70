import type { Region, SubjectId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import type { Db } from '#platform/db';
import { readChains } from './chain-reader.service.ts';
import { chainValue, contentDigest } from './decide.ts';
import { sm3 } from './lawbook.service.ts';
import { type ContentRow, type FactRow, listContents, listHeads } from './ledger.store.ts';

/** One thing wrong with the ledger, in a sentence that names the fact. */
export type Finding = {
  readonly region: Region;
  readonly subject: SubjectId;
  readonly seq: number;
  readonly sentence: string;
};

export type Verification = { readonly facts: number; readonly subjects: number; readonly findings: readonly Finding[] };

export type VerifyOptions = {
  /** Told after every few hundred subjects. */
  progress?(facts: number): void;
  /** Told of each finding as it is made. */
  found?(finding: Finding): void;
};

/** What a chain alone cannot show; printed with every verification. */
export const LIMITS_OF_A_CHAIN =
  '单凭链条查不出两件事: 链尾连同链头登记一起被截去, 或整个事项连同登记一起被删去. 这两件须与先前公布或导出的链值相比对.';

/** Reads every chain of a region again and names each fact that was altered, removed from or inserted into one. Others may go on recording. */
export async function verifyRegion(db: Db, region: Region, options: VerifyOptions = {}): Promise<Verification> {
  const findings: Finding[] = [];
  let facts = 0;
  let subjects = 0;
  const batches = readChains(db, region, null, async (tx, ids) => ({
    heads: new Map((await listHeads(tx, region, ids)).map((head) => [head.id, head])),
    contents: Map.groupBy(await listContents(tx, region, ids), (content) => content.subject_id),
  }));
  for await (const { chains, beside, ...batch } of batches) {
    for (const [subject, chain] of chains) {
      const contents = beside.contents.get(subject) ?? [];
      for (const finding of verifyChain(region, subject, chain, beside.heads.get(subject), contents)) {
        findings.push(finding);
        options.found?.(finding);
      }
    }
    facts += batch.facts;
    subjects += chains.size;
    options.progress?.(facts);
  }
  return { facts, subjects, findings };
}

function verifyChain(
  region: Region,
  subject: SubjectId,
  chain: readonly FactRow[],
  head: { seq: number; head: string } | undefined,
  contents: readonly ContentRow[],
): Finding[] {
  const findings: Finding[] = [];
  const find = (seq: number, sentence: string) => findings.push({ region, subject, seq, sentence });
  const unnamed = new Map(contents.map((content) => [content.id, content]));
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
      const stored = unnamed.get(content.id);
      unnamed.delete(content.id);
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
  else if (chain.length === 0) find(0, `事项登记有 ${head.seq} 个事实, 库中一个也没有`);
  else if (head.seq > expected - 1)
    find(
      expected,
      head.seq === expected ? `链尾第 ${expected} 个事实被截去` : `链尾第 ${expected} 至 ${head.seq} 个事实被截去`,
    );
  else if (head.seq !== expected - 1 || head.head !== previous) find(expected - 1, '链尾与事项登记的链值不符');
  for (const content of unnamed.values()) find(0, `库中的内容「${content.name}」没有事实提到`);
  return findings;
}

function alteredColumns(row: FactRow, fact: Fact): string[] {
  const columns: [string, unknown, unknown][] = [
    ['辖区', row.region, fact.region],
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
    const fact: unknown = JSON.parse(text);
    return isFact(fact) ? fact : undefined;
  } catch {
    return undefined;
  }
}

/** As far as reading it on needs; that every column agrees with it is checked one by one. */
function isFact(value: unknown): value is Fact {
  if (typeof value !== 'object' || value === null) return false;
  if (!('subject' in value) || typeof value.subject !== 'object' || value.subject === null) return false;
  return 'contents' in value && Array.isArray(value.contents);
}
