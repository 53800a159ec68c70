import { createHash } from 'node:crypto';
import type { FileId, Region } from '#core/kernel';
import type { Tx } from '#platform/db';
import type { BlobStore } from '#platform/files';
import { listContents, listKnown, listRegions, type StoredContent } from './evidence.store.ts';

/** Content that is not what was handed in, in a sentence that names the evidence it belongs to. */
export type DamagedEvidence = {
  readonly region: Region;
  readonly sm3: string;
  readonly ids: readonly FileId[];
  readonly damage: 'missing' | 'altered' | 'unreadable';
  readonly sentence: string;
};

export type EvidenceVerification = {
  readonly contents: number;
  readonly bytes: number;
  readonly findings: readonly DamagedEvidence[];
  /** Stored content that no file speaks of: left by a broken-off upload, or of another database. Nothing is wrong with it. */
  readonly unknown: readonly { readonly region: Region; readonly sm3: string }[];
};

const AT_ONCE = 200;

/** Reads all stored content again and compares it with the digests of when it was handed in. Erased files are passed over. */
export async function verifyEvidence(
  db: Tx,
  blobs: BlobStore,
  progress?: (contents: number) => void,
): Promise<EvidenceVerification> {
  const findings: DamagedEvidence[] = [];
  let contents = 0;
  let bytes = 0;
  let after = { region: '', sm3: '' };
  for (;;) {
    const batch = await listContents(db, after, AT_ONCE);
    for (const content of batch) {
      const damage = await damageOf(content, blobs);
      if (damage !== undefined) findings.push(findingOf(content, damage));
      contents += 1;
      bytes += content.size;
    }
    progress?.(contents);
    const last = batch.at(-1);
    if (last === undefined) return { contents, bytes, findings, unknown: await listUnknown(db, blobs) };
    after = last;
  }
}

async function listUnknown(db: Tx, blobs: BlobStore): Promise<{ region: Region; sm3: string }[]> {
  const unknown: { region: Region; sm3: string }[] = [];
  for (const region of await listRegions(db)) {
    let batch: string[] = [];
    const compare = async () => {
      const known = new Set(await listKnown(db, region, batch));
      unknown.push(...batch.filter((sm3) => !known.has(sm3)).map((sm3) => ({ region, sm3 })));
      batch = [];
    };
    for await (const sm3 of blobs.list(region)) {
      batch.push(sm3);
      if (batch.length === AT_ONCE) await compare();
    }
    await compare();
  }
  return unknown;
}

async function damageOf(content: StoredContent, blobs: BlobStore): Promise<DamagedEvidence['damage'] | undefined> {
  try {
    const blob = await blobs.open(content);
    if (blob === undefined) return 'missing';
    const hash = createHash('sm3');
    for await (const piece of blob.read()) hash.update(piece);
    return blob.size === content.size && hash.digest('hex') === content.sm3 ? undefined : 'altered';
  } catch {
    return 'unreadable';
  }
}

const WORDS = { missing: '在文件库中丢失', altered: '与交来时的摘要不符, 被改动或损坏', unreadable: '读不出来' };

function findingOf({ region, sm3, ids }: StoredContent, damage: DamagedEvidence['damage']): DamagedEvidence {
  return {
    region,
    sm3,
    ids,
    damage,
    sentence: `凭证 ${ids.join(', ')} 的内容${WORDS[damage]}; 请从备份恢复文件 ${sm3}`,
  };
}
