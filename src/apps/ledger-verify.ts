/**
 * Reads every chain of the ledger and every file of evidence again, and names what is not as it was recorded.
 * `npm run -s ledger:verify`. Ends with 0 if nothing is wrong, 1 on findings, 2 if it could not be done.
 */
import { join } from 'node:path';
import { verifyEvidence } from '#evidence';
import { LIMITS_OF_A_CHAIN, listRegions, verifyRegion } from '#ledger';
import type { Db } from '#platform/db';
import { type BlobStore, openDiskBlobs } from '#platform/files';
import { boot, explain } from './boot.ts';
import { progressOf, written } from './ledger-progress.ts';

/** Verifies everything; says each finding as a line. Returns how many there are. */
async function verifyAll(db: Db, blobs: BlobStore, say: (line: string) => void): Promise<number> {
  let wrong = 0;
  const regions = await listRegions(db);
  for (const region of regions) {
    const progress = progressOf('已核', '个事实');
    const { facts, subjects, findings } = await verifyRegion(db, region, {
      progress: (count) => progress.at(count),
      found: ({ subject, sentence }) => say(`[链] ${region} 事项 ${subject}: ${sentence}`),
    });
    wrong += findings.length;
    say(
      `辖区 ${region}: 事项 ${written(subjects)} 个, 事实 ${written(facts)} 个, 问题 ${written(findings.length)} 处; ${progress.words(facts)}`,
    );
  }
  if (regions.length === 0) say('台账中还没有事项');

  const progress = progressOf('已核', '份文件');
  const evidence = await verifyEvidence(db, blobs, (count) => progress.at(count));
  for (const { region, sentence } of evidence.findings) say(`[凭证] ${region} ${sentence}`);
  wrong += evidence.findings.length;
  say(
    `凭证: 文件 ${written(evidence.contents)} 份, 共 ${written(evidence.bytes)} 字节, 问题 ${written(evidence.findings.length)} 处; ${progress.words(evidence.contents)}`,
  );
  if (evidence.unknown.length > 0)
    say(`另有 ${written(evidence.unknown.length)} 份文件没有登记 (中断的上传所留), 不算问题, 到期自动清理`);
  return wrong;
}

if (import.meta.main) {
  const say = (line: string) => console.log(line);
  try {
    const { settings, db, stop } = await boot({ LOG_LEVEL: 'warn', ...process.env });
    try {
      const wrong = await verifyAll(db, await openDiskBlobs(join(settings.dataDir, 'files')), say);
      say(wrong === 0 ? '核验通过: 所记与所存一致' : `核验发现问题 ${written(wrong)} 处, 已逐条列出`);
      say(`注意: ${LIMITS_OF_A_CHAIN}`);
      process.exitCode = wrong === 0 ? 0 : 1;
    } finally {
      await stop();
    }
  } catch (fault) {
    console.error(explain(fault));
    process.exitCode = 2;
  }
}
