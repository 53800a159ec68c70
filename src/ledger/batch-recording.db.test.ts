import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instant, idOf, orRefuse, type PersonId, parseInstant, type Region, type SubjectId } from '#core/kernel';
import { type Db, uuid } from '#platform/db';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { type Intake, recordMany } from './batch-recording.service.ts';
import { rebuildRegion } from './rebuild.service.ts';
import type { NewFact } from './subject.ts';
import { verifyRegion } from './verify.service.ts';

const region = idOf<Region>('yunxi');
const person = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const now: Instant = orRefuse(parseInstant('2026-03-02T10:00:00+08:00'));
const later: Instant = orRefuse(parseInstant('2026-03-02T10:00:01+08:00'));

let fresh: FreshDb;
/** Statements that write to the ledger, as the database got them. */
let writes = 0;
let counting: Db;
beforeAll(async () => {
  fresh = await freshDb();
  const { db } = fresh;
  const count = (text: string) => {
    if (text.includes('insert into ledger.fact')) writes += 1;
  };
  counting = {
    ...db,
    one: (statement) => {
      count(statement.text);
      return db.one(statement);
    },
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          ...tx,
          one: (statement) => {
            count(statement.text);
            return tx.one(statement);
          },
        }),
      ),
  };
});
afterAll(() => fresh.drop());

const newSubject = () => idOf<SubjectId>(uuid());

function assigned(id: SubjectId, more: Partial<NewFact> = {}): NewFact {
  return {
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
    contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '疏浚云溪河城区段' } }],
    ...more,
  };
}
const intake = (facts: NewFact[], more: Partial<Intake> = {}): Intake => ({ region, now, person, facts, ...more });
const told = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((each) => (each.status === 'fulfilled' ? 'recorded' : String(each.reason.message).slice(0, 7)));
const factsOf = async (id: SubjectId) =>
  (await fresh.db.query(sql`select 1 from ledger.fact where region = ${region} and subject_id = ${id}::uuid`)).length;

describe('批量记录', () => {
  test('同时到达的一百件一起写, 各得各的答复: 事实, 责任, 当事单位, 内容与逐件记录的一样', async () => {
    const intakes = recordMany(counting, { most: 64 });
    const ids = Array.from({ length: 100 }, newSubject);
    writes = 0;
    const answers = await Promise.all(
      ids.map((id, n) => intakes.record(intake([assigned(id)], { now: n % 2 === 0 ? now : later }))),
    );
    expect(writes).toBe(2); // 64 and 36
    expect(answers.map((answer) => answer.facts.map((fact) => fact.seq))).toEqual(ids.map(() => [1]));
    const kept = await fresh.db.query<{ id: string; subject_id: string; recorded_at: string }>(
      sql`select id, subject_id, recorded_at from ledger.fact where region = ${region}`,
    );
    const bySubject = new Map(kept.map((row) => [row.subject_id, row]));
    expect(ids.map((id) => bySubject.get(id)?.id)).toEqual(answers.map((answer) => answer.facts[0]?.id));
    expect(ids.map((id) => bySubject.get(id)?.recorded_at)).toEqual(ids.map((_, n) => (n % 2 === 0 ? now : later)));
    const contents = await fresh.db.query<{ recorded_at: string }>(sql`
      select c.recorded_at from ledger.content c join ledger.fact f on f.subject_id = c.subject_id and f.recorded_at = c.recorded_at`);
    expect(contents).toHaveLength(100);
    expect((await verifyRegion(fresh.db, region)).findings).toEqual([]);
    expect((await rebuildRegion(fresh.db, region)).differences).toEqual([]);
  });

  test('一批里有一件不合: 被拒绝的只是它自己', async () => {
    const intakes = recordMany(counting);
    const [a, b, c] = [newSubject(), newSubject(), newSubject()];
    const tomorrow: Instant = orRefuse(parseInstant('2026-03-03T10:00:00+08:00'));
    const settled = await Promise.allSettled([
      intakes.record(intake([assigned(a)])),
      intakes.record(intake([assigned(b, { occurredAt: tomorrow })])),
      intakes.record(intake([assigned(c)])),
    ]);
    expect(told(settled)).toEqual(['recorded', 'LED-01 ', 'recorded']);
    expect([await factsOf(a), await factsOf(b), await factsOf(c)]).toEqual([1, 0, 1]);
  });

  test('一批里有一件数据库不收: 逐件重写, 被拒绝的只是它自己, 余者一件不少', async () => {
    const intakes = recordMany(counting);
    const taken = newSubject();
    await intakes.record(intake([assigned(taken)]));
    const ids = Array.from({ length: 6 }, newSubject);
    writes = 0;
    const settled = await Promise.allSettled([
      ...ids.slice(0, 3).map((id) => intakes.record(intake([assigned(id)]))),
      // Is there already, which only the database knows.
      intakes.record(intake([assigned(taken)])),
      // A text that the database cannot hold.
      intakes.record(
        intake([assigned(newSubject(), { contents: [{ name: 'title', retention: 'business', body: 'a\u0000b' }] })]),
      ),
      ...ids.slice(3).map((id) => intakes.record(intake([assigned(id)]))),
    ]);
    expect(told(settled).filter((word) => word === 'recorded')).toHaveLength(6);
    expect(told(settled)[3]).toBe('LED-03 ');
    expect(settled[4]?.status).toBe('rejected');
    expect(writes).toBe(9); // one for all, then eight one by one
    expect(await Promise.all(ids.map(factsOf))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await factsOf(taken)).toBe(1);
  });

  test('同一批里同一个事项来两次: 记一次, 另一次被拒绝', async () => {
    const intakes = recordMany(counting);
    const id = newSubject();
    const settled = await Promise.allSettled([
      intakes.record(intake([assigned(id)])),
      intakes.record(intake([assigned(id)])),
    ]);
    expect(told(settled)).toEqual(['recorded', 'LED-03 ']);
    expect(await factsOf(id)).toBe(1);
  });

  test('带键的重复: 同批, 异批, 另一个进程, 都只记一次, 答复相同; 同键不同内容被拒绝', async () => {
    const intakes = recordMany(counting);
    const elsewhere = recordMany(fresh.db);
    const id = newSubject();
    const once = { key: uuid(), digest: 'd1' };
    const first = intake([assigned(id)], { once });
    const [one, two, three] = await Promise.all([
      intakes.record(first),
      intakes.record(intake([assigned(id)], { once })),
      elsewhere.record(intake([assigned(id)], { once })),
    ]);
    const four = await intakes.record(intake([assigned(id)], { once, now: later }));
    expect([two, three, four]).toEqual([one, one, one]);
    expect(await factsOf(id)).toBe(1);

    const other = newSubject();
    await expect(intakes.record(intake([assigned(other)], { once: { key: once.key, digest: 'd2' } }))).rejects.toThrow(
      /HTTP-09/,
    );
    expect(await factsOf(other)).toBe(0);
    // Refused without a trace: the same key may be used for what is right.
    const again = { key: uuid(), digest: 'd3' };
    await expect(intakes.record(intake([assigned(id)], { once: again }))).rejects.toThrow(/LED-03/);
    expect((await intakes.record(intake([assigned(other)], { once: again }))).facts).toHaveLength(1);
  });

  test('参数在别处改了: 下一件就按新的记, 不靠记忆里的旧值', async () => {
    const intakes = recordMany(counting);
    const dueOf = async (id: SubjectId) =>
      (
        await fresh.db.one<{ due_at: Instant }>(
          sql`select due_at from ledger.obligation where subject_id = ${id}::uuid and act = '签收'`,
        )
      ).due_at;
    const before = newSubject();
    await intakes.record(intake([assigned(before)]));
    await fresh.owner.query(sql`
      insert into ledger.parameter (region, id, effective_from, set_at, set_by, value, basis)
      values (${region}, 'task.receipt-term', '2026-03-01', '2026-02-20T00:00:00Z', 'test',
        '{"kind": "term", "term": {"amount": 4, "unit": "workday"}}', '云溪市效能办内部规定第三条')`);
    const after = newSubject();
    await intakes.record(intake([assigned(after)]));
    // 两个工作日: 3月4日; 四个工作日: 3月6日.
    expect([await dueOf(before), await dueOf(after)]).toEqual(['2026-03-04T09:00:00.000Z', '2026-03-06T09:00:00.000Z']);
  });

  test('等候的太多: 立即拒绝, 已收下的照样写完', async () => {
    const intakes = recordMany(counting, { bound: 4, lanes: 1 });
    const settled = await Promise.allSettled(
      Array.from({ length: 6 }, () => intakes.record(intake([assigned(newSubject())]))),
    );
    expect(told(settled)).toEqual(['recorded', 'recorded', 'recorded', 'recorded', 'DB-01 同', 'DB-01 同']);
  });
});
