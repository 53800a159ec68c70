import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isRefusal } from '#core/kernel';
import { compilePlan, printedPlan } from '#core/plantext';
import { readDocument } from '#platform/documents';

/** `npm run -s plan:compile -- FILE`: prints the compiled plan as one JSON object. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    process.stderr.write('用法: npm run -s plan:compile -- 方案文件 (.txt .docx .pdf .doc)\n');
    return 2;
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    process.stderr.write(`读不到文件: ${file}\n`);
    return 2;
  }
  const document = await readDocument(bytes, basename(file));
  if (isRefusal(document)) {
    process.stderr.write(`${document.code} ${document.sentence}\n`);
    return 1;
  }
  const plan = printedPlan(compilePlan(document.text));
  process.stdout.write(`${JSON.stringify({ ...plan, documentNotes: document.notes }, null, 2)}\n`);
  return 0;
}

process.exitCode = await main(process.argv[2]);
