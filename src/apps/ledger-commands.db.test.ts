import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instant, idOf, orRefuse, type PersonId, parseInstant, type Region, type SubjectId } from '#core/kernel';
import { record } from '#ledger';
import { type FreshDb, freshDb } from '../../test/database.ts';

const region = idOf<Region>('yunxi');
const person = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const first = idOf<SubjectId>('00000000-0000-7000-8000-0000000000d1');
const second = idOf<SubjectId>('00000000-0000-7000-8000-0000000000d2');
const now: Instant = orRefuse(parseInstant('2026-03-02T10:00:00+08:00'));

let fresh: FreshDb;
let dataDir: string;
beforeAll(async () => {
  fresh = await freshDb();
  dataDir = await mkdtemp(join(tmpdir(), 'ledger-commands-'));
  for (const id of [first, second])
    await fresh.db.transaction((tx) =>
      record(tx, { region, now, person }, [
        {
          subject: { type: 'task', id },
          kind: 'task.assigned',
          data: {
            plan: '00000000-0000-7000-8000-0000000000c1',
            item: 'task-1',
            origin: 'task',
            period: null,
            leads: ['00000000-0000-7000-8000-0000000000b1'],
            supports: [],
            acceptor: '00000000-0000-7000-8000-0000000000b2',
            dueDay: '2026-03-16',
            dueBasis: 'stated',
            span: null,
          },
        },
      ]),
    );
});
afterAll(async () => {
  await fresh.drop();
  await rm(dataDir, { recursive: true, force: true });
});

function run(program: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const environment = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: fresh.appUrl,
    DATABASE_OWNER_URL: fresh.ownerUrl,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, program), ...words],
      { env: environment },
      (fault, out, err) => resolve({ code: fault === null ? 0 : Number(fault.code), out, err }),
    );
  });
}
const verify = () => run('ledger-verify.ts');
const rebuild = (...words: string[]) => run('ledger-rebuild.ts', ...words);

test('核验: 完好的台账以 0 结束, 总说明链条查不出什么', async () => {
  const { code, out } = await verify();
  expect(code).toBe(0);
  expect(out).toContain('辖区 yunxi: 事项 2 个, 事实 2 个, 问题 0 处');
  expect(out).toContain('核验通过');
  expect(out).toContain('单凭链条查不出两件事');
});

test('重建: 与事实一致时以 0 结束, 末行写有最后的事项', async () => {
  const { code, out } = await rebuild();
  expect(code).toBe(0);
  expect(out).toContain(`最后的事项: ${second}`);
});

test('重建: 差异逐条列出, 以 1 结束, 不改动; 写明事由才更换, 事由与差异留存', async () => {
  await fresh.owner.query(
    sql`update ledger.obligation set state = 'met', next_at = null where subject_id = ${first} and act = '完成任务'`,
  );
  // 一个当事单位被删, 一个凭空添上.
  await fresh.owner.query(sql`update ledger.party set unit_id = '00000000-0000-7000-8000-0000000000ff'
    where subject_id = ${second} and relation = 'acceptor'`);
  const compared = await rebuild('--region', 'yunxi');
  expect(compared.code).toBe(1);
  expect(compared.out).toContain('状态应为 open, 库中为 met');
  expect(compared.out).toContain(
    `事项 ${second} 的当事单位 (00000000-0000-7000-8000-0000000000ff): 库中有, 没有事实支持`,
  );
  expect(compared.out).toContain(
    `事项 ${second} 的当事单位 (00000000-0000-7000-8000-0000000000b2): 按事实应有, 库中缺失`,
  );

  const resumed = await rebuild('--region', 'yunxi', '--after', first);
  expect(resumed.code).toBe(1);
  expect(resumed.out).not.toContain('状态应为');

  const unexplained = await rebuild('--apply');
  expect([unexplained.code, unexplained.err]).toEqual([2, expect.stringContaining('须用 --reason 写明事由')]);

  const applied = await rebuild('--apply', '--reason', '核对原件后更换');
  expect([applied.code, applied.out]).toEqual([0, expect.stringContaining('更换事项 2 个')]);
  expect((await rebuild()).code).toBe(0);
  const kept = await fresh.db.query<{ reason: string; count: number }>(
    sql`select reason, jsonb_array_length(differences) as count from ledger.rebuild`,
  );
  expect(kept).toEqual([{ reason: '核对原件后更换', count: 3 }]);
});

test('核验: 被改的事实与丢失的凭证逐条指出, 以 1 结束', async () => {
  await fresh.owner.query(
    sql`update ledger.fact set text = replace(text, '2026-03-16', '2026-06-30') where subject_id = ${first}`,
  );
  await fresh.owner.query(sql`
    insert into evidence.file (region, id, sm3, name, media_type, size, uploaded_by, uploaded_at)
    values (${region}, '00000000-0000-7000-8000-0000000000e1', ${'0'.repeat(64)}, '佐证.pdf', 'application/pdf', 5, ${person}, ${now})`);
  const { code, out } = await verify();
  expect(code).toBe(1);
  expect(out).toContain(`[链] yunxi 事项 ${first}: 第 1 个事实与链值不符`);
  expect(out).toContain('[凭证] yunxi 凭证 00000000-0000-7000-8000-0000000000e1 的内容在文件库中丢失');
  expect(out).toContain('核验发现问题 2 处');
  expect(out).toContain('单凭链条查不出两件事');
});
