import sql from 'sql-template-tag';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Instant, idOf, orRefuse, type PersonId, parseInstant, type Region, type SubjectId } from '#core/kernel';
import { uuid } from '#platform/db';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { record } from './ledger.service.ts';
import { differenceSentence, rebuildRegion } from './rebuild.service.ts';
import type { NewFact } from './subject.ts';
import { sweep } from './sweep.service.ts';
import { verifyRegion } from './verify.service.ts';

const region = idOf<Region>('yunxi');
const person = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const LEAD = '00000000-0000-7000-8000-0000000000b1';
const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));
const why = { actor: '测试', reason: '核对后更换', now: at('2026-03-15 09:00') };

let fresh: FreshDb;
beforeEach(async () => {
  fresh = await freshDb();
});
afterEach(() => fresh.drop());

const newSubject = () => idOf<SubjectId>(uuid());

function recordOne(subject: SubjectId, kind: string, data: NewFact['data'], contents: NewFact['contents'] = []) {
  const fact = { subject: { type: 'task', id: subject }, kind, data, contents };
  return fresh.db.transaction((tx) => record(tx, { region, now: at('2026-03-02 10:00'), person }, [fact]));
}

async function assign(id: SubjectId): Promise<SubjectId> {
  await recordOne(
    id,
    'task.assigned',
    {
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
    [{ name: 'title', retention: 'business', body: { text: '疏浚云溪河城区段' } }],
  );
  return id;
}
const report = (id: SubjectId, percent: number) => recordOne(id, 'task.progress-reported', { unit: LEAD, percent });
const sentences = async () => (await verifyRegion(fresh.owner, region)).findings.map(({ sentence }) => sentence);
const differences = async () => (await rebuildRegion(fresh.db, region)).differences.map(differenceSentence);

test('事实全被删去, 登记还在: 核验说得出; 重建清掉没有事实支持的责任与当事单位, 登记留给人查', async () => {
  const id = await assign(newSubject());
  const sound = await assign(newSubject());
  await fresh.owner.query(sql`delete from ledger.fact where subject_id = ${id}::uuid`);
  expect(await sentences()).toEqual(['事项登记有 1 个事实, 库中一个也没有', '库中的内容「title」没有事实提到']);
  // 事项, 两项责任, 两个当事单位.
  expect(await differences()).toHaveLength(5);
  await rebuildRegion(fresh.db, region, { apply: why });
  expect(await differences()).toEqual([`事项 ${id}: 库中有, 没有事实支持`]);
  const left = await fresh.db.query<{ subject_id: string }>(
    sql`select distinct subject_id from ledger.party where region = ${region}`,
  );
  expect(left.map((row) => row.subject_id)).toEqual([sound]);
});

test('登记被删去, 事实还在: 核验说得出, 重建补得回', async () => {
  const id = await assign(newSubject());
  await fresh.owner.transaction(async (tx) => {
    await tx.query(sql`set local session_replication_role = replica`);
    await tx.query(sql`delete from ledger.subject where id = ${id}::uuid`);
  });
  expect(await sentences()).toEqual(['事项的登记不在库中']);
  expect(await differences()).toEqual([`事项 ${id}: 按事实应有, 库中缺失`]);
  expect(await rebuildRegion(fresh.db, region, { apply: why })).toMatchObject({ replaced: 1 });
  expect([await sentences(), await differences()]).toEqual([[], []]);
});

test('文本读不懂, 或不合词表: 核验说得出, 重建不碰它, 别的照做', async () => {
  const [broken, strange, sound] = [await assign(newSubject()), await assign(newSubject()), await assign(newSubject())];
  // What is not JSON the database itself refuses; what is, it takes.
  await fresh.owner.query(sql`update ledger.fact set text = '[]' where subject_id = ${broken}::uuid`);
  await fresh.owner.query(
    sql`update ledger.fact set text = replace(text, 'task.assigned', 'task.invented') where subject_id = ${strange}::uuid`,
  );
  await fresh.owner.query(
    sql`update ledger.party set lamp = 'red' where subject_id = ${sound}::uuid and relation = 'lead'`,
  );
  expect(await sentences()).toEqual([
    '第 1 个事实的文本被改动, 已不是可读的记录',
    '第 1 个事实与链值不符: 它, 或它之前的事实, 被改动, 抽走或插入',
    '库中的内容「title」没有事实提到',
    '第 1 个事实的种类与所记文本不符',
    '第 1 个事实与链值不符: 它, 或它之前的事实, 被改动, 抽走或插入',
  ]);
  const rebuilt = await rebuildRegion(fresh.db, region, { apply: why });
  expect(rebuilt.differences.map(({ subject, kind }) => [subject, kind])).toEqual([
    [broken, 'unreadable'],
    [strange, 'unreadable'],
    [sound, 'changed'],
  ]);
  expect(rebuilt.replaced).toBe(1);
  expect((await rebuildRegion(fresh.db, region)).differences.map(({ kind }) => kind)).toEqual([
    'unreadable',
    'unreadable',
  ]);
});

test('一边记一边核验和重建: 不误报, 更换也不丢新记的', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => assign(newSubject())));
  let stop = false;
  let recorded = 0;
  const writer = async (offset: number) => {
    while (!stop) {
      const id = ids[(offset + recorded) % ids.length];
      recorded += 1;
      if (id !== undefined) await report(id, recorded % 100);
      if (recorded % 7 === 0) await assign(newSubject());
    }
  };
  const writing = Promise.all([writer(0), writer(7)]);
  try {
    for (let round = 0; round < 15; round += 1) {
      expect((await verifyRegion(fresh.owner, region)).findings).toEqual([]);
      expect((await rebuildRegion(fresh.owner, region)).differences).toEqual([]);
      await fresh.owner.query(
        sql`update ledger.obligation set lamp = 'red' where region = ${region} and act = '完成任务'`,
      );
      await rebuildRegion(fresh.owner, region, { apply: why });
    }
  } finally {
    stop = true;
    await writing;
  }
  await sweep(fresh.db, at('2026-04-20 09:00'));
  expect([await sentences(), await differences()]).toEqual([[], []]);
  expect(recorded).toBeGreaterThan(15);
});
