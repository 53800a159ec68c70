import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Instant,
  idOf,
  orRefuse,
  type PersonId,
  parseInstant,
  Refused,
  type Region,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { lampOf } from '#core/obligation';
import { uuid } from '#platform/db';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { record } from './ledger.service.ts';
import { findSubject } from './ledger.store.ts';
import { rebuildRegion } from './rebuild.service.ts';
import type { NewFact } from './subject.ts';
import { sweep } from './sweep.service.ts';
import { verifyRegion } from './verify.service.ts';

const region = idOf<Region>('yunxi');
const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));
const liaison = idOf<PersonId>('00000000-0000-7000-8000-0000000000a1');
const officer = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const waterBureau = idOf<UnitId>('00000000-0000-7000-8000-0000000000b1');
const office = idOf<UnitId>('00000000-0000-7000-8000-0000000000b2');
const plan = '00000000-0000-7000-8000-0000000000c1';

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.drop());

const newSubject = () => idOf<SubjectId>(uuid());
const ref = (id: SubjectId) => ({ type: 'task', id });

function assigned(id: SubjectId, dueDay: string | null): NewFact {
  return {
    subject: ref(id),
    kind: 'task.assigned',
    data: {
      plan,
      item: 'task-1',
      origin: 'task',
      period: null,
      leads: [waterBureau],
      supports: [],
      acceptor: office,
      dueDay,
      dueBasis: dueDay === null ? 'none' : 'stated',
      span: [0, 10],
    },
    contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '疏浚云溪河城区段' } }],
  };
}

async function assign(id: SubjectId, when: string, dueDay: string | null) {
  return fresh.db.transaction((tx) => record(tx, { region, now: at(when), person: officer }, [assigned(id, dueDay)]));
}

async function then(id: SubjectId, when: string, kind: string, data: NewFact['data'], person = liaison) {
  return fresh.db.transaction((tx) =>
    record(tx, { region, now: at(when), person }, [{ subject: ref(id), kind, data }]),
  );
}

async function standing(id: SubjectId, act: string) {
  const subject = await findSubject(fresh.db, region, id);
  const found = subject?.obligations.filter((obligation) => obligation.act === act) ?? [];
  return found.map((obligation) => ({ state: obligation.state, lamp: lampOf(obligation) }));
}

describe('记一个事实', () => {
  test('交办一项任务: 事实成链, 责任开启, 当事单位登记, 文字不入链', async () => {
    const id = newSubject();
    const decision = await assign(id, '2026-03-02 10:00', '2026-03-16');
    expect(decision.facts).toHaveLength(1);
    expect(decision.obligations.map((o) => [o.act, o.times.dueAt])).toEqual([
      ['完成任务', at('2026-03-16 17:00')],
      ['签收', at('2026-03-04 17:00')],
    ]);
    const [fact] = await fresh.db.query<{ text: string; hash: string }>(
      sql`select text, hash from ledger.fact where subject_id = ${id}::uuid`,
    );
    expect(fact?.text).not.toContain('云溪河');
    const parties = await fresh.db.query<{ unit_id: string; relation: string; lamp: string }>(
      sql`select unit_id, relation, lamp from ledger.party where subject_id = ${id}::uuid order by relation`,
    );
    expect(parties).toEqual([
      { unit_id: office, relation: 'acceptor', lamp: 'normal' },
      { unit_id: waterBureau, relation: 'lead', lamp: 'normal' },
    ]);
  });

  test('签收, 报送, 退回, 再报送, 验收, 销号: 一生的状态和责任', async () => {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    await then(id, '2026-03-03 09:00', 'task.received', { unit: waterBureau });
    expect(await standing(id, '签收')).toEqual([{ state: 'met', lamp: 'done' }]);
    await then(id, '2026-03-12 09:00', 'task.completion-reported', { unit: waterBureau, acceptor: office });
    expect(await standing(id, '完成任务')).toEqual([{ state: 'held', lamp: 'held' }]);
    await then(id, '2026-03-13 09:00', 'task.returned', { unit: office }, officer);
    expect(await standing(id, '验收')).toEqual([{ state: 'met', lamp: 'done' }]);
    await then(id, '2026-03-17 09:00', 'task.completion-reported', { unit: waterBureau, acceptor: office });
    await then(id, '2026-03-18 09:00', 'task.accepted', { unit: office }, officer);
    expect(await standing(id, '完成任务')).toEqual([{ state: 'met-late', lamp: 'done-late' }]);
    await then(id, '2026-03-18 10:00', 'task.closed', {}, officer);
    expect((await findSubject(fresh.db, region, id))?.state).toBe('closed');
  });

  test('不存在的事项, 重复设立, 未来的时刻, 一一拒绝, 什么也不写', async () => {
    const id = newSubject();
    await expect(then(id, '2026-03-03 09:00', 'task.received', { unit: waterBureau })).rejects.toThrow(/LED-02/);
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    await expect(
      fresh.db.transaction((tx) =>
        record(tx, { region, now: at('2026-03-02 11:00'), person: officer }, [assigned(id, null)]),
      ),
    ).rejects.toThrow();
    const future = {
      subject: ref(id),
      kind: 'task.received',
      data: { unit: waterBureau },
      occurredAt: at('2026-03-09 10:00'),
    };
    await expect(
      fresh.db.transaction((tx) => record(tx, { region, now: at('2026-03-03 09:00'), person: liaison }, [future])),
    ).rejects.toThrow(Refused);
    const facts = await fresh.db.query(sql`select 1 from ledger.fact where subject_id = ${id}::uuid`);
    expect(facts).toHaveLength(1);
  });

  test('程序的数据库角色不能修改或删除事实; 插入可以', async () => {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    await expect(
      fresh.db.query(sql`update ledger.fact set actor = 'x' where subject_id = ${id}::uuid`),
    ).rejects.toThrow(/permission denied/);
    await expect(fresh.db.query(sql`delete from ledger.fact where subject_id = ${id}::uuid`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(fresh.db.query(sql`truncate ledger.fact`)).rejects.toThrow(/permission denied/);
  });

  test('两人同时记同一事项: 排队成链, 不分叉', async () => {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    const reports = Array.from({ length: 8 }, (_, n) =>
      then(id, '2026-03-03 09:00', 'task.progress-reported', { unit: waterBureau, percent: n }),
    );
    await Promise.all(reports);
    const rows = await fresh.db.query<{ seq: number }>(
      sql`select seq from ledger.fact where subject_id = ${id}::uuid order by seq`,
    );
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await verifyRegion(fresh.db, region)).findings).toEqual([]);
  });

  test('时钟被拨回: 后记的事实不早于先记的', async () => {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    await fresh.db.transaction((tx) =>
      record(tx, { region, now: at('2026-03-01 08:00'), person: liaison }, [
        { subject: ref(id), kind: 'task.received', data: { unit: waterBureau } },
      ]),
    );
    const rows = await fresh.db.query<{ recorded_at: Instant }>(
      sql`select recorded_at from ledger.fact where subject_id = ${id}::uuid order by seq`,
    );
    expect(rows.map((row) => row.recorded_at)).toEqual([at('2026-03-02 10:00'), at('2026-03-02 10:00')]);
  });
});

describe('时钟', () => {
  const signalsOf = (id: SubjectId) =>
    fresh.db.query<{ level: string; recorded_at: Instant }>(
      sql`select body->'data'->>'level' as level, recorded_at from ledger.fact where subject_id = ${id}::uuid and kind = 'obligation.signalled' order by seq`,
    );

  test('预警, 黄牌, 红牌各发一次: 两个进程同时扫, 也只一次', async () => {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    await then(id, '2026-03-03 09:00', 'task.received', { unit: waterBureau });
    await sweep(fresh.db, at('2026-03-06 12:00'));
    expect(await signalsOf(id)).toEqual([]);
    // 3月16日到期: 前五个工作日为3月9日, 前三日为3月13日.
    await Promise.all([sweep(fresh.db, at('2026-03-09 09:00')), sweep(fresh.db, at('2026-03-09 09:00'))]);
    expect((await signalsOf(id)).map((s) => s.level)).toEqual(['warning']);
    await Promise.all([sweep(fresh.db, at('2026-03-20 09:00')), sweep(fresh.db, at('2026-03-20 09:00'))]);
    await sweep(fresh.db, at('2026-03-21 09:00'));
    expect((await signalsOf(id)).map((s) => s.level)).toEqual(['warning', 'yellow', 'red']);
    expect(await standing(id, '完成任务')).toEqual([{ state: 'open', lamp: 'red' }]);
  });

  test('迟录的交办, 已过的门槛当场发出, 不等扫描', async () => {
    const id = newSubject();
    const late = { ...assigned(id, '2026-03-10'), occurredAt: at('2026-02-25 10:00') };
    const decision = await fresh.db.transaction((tx) =>
      record(tx, { region, now: at('2026-03-20 10:00'), person: officer }, [late]),
    );
    expect(decision.facts.map((f) => f.fact.kind)).toEqual(['task.assigned', ...Array(4).fill('obligation.signalled')]);
    expect(new Set(decision.facts.slice(1).map((f) => f.fact.actor))).toEqual(new Set(['clock']));
    expect(await standing(id, '完成任务')).toEqual([{ state: 'open', lamp: 'red' }]);
  });

  test('扫描中途失败: 信号与其记号同在一个事务, 再扫不重不漏', async () => {
    const id = newSubject();
    await assign(id, '2026-05-06 10:00', '2026-05-29');
    await then(id, '2026-05-06 11:00', 'task.received', { unit: waterBureau });
    const failing = {
      ...fresh.db,
      transaction: (work: Parameters<typeof fresh.db.transaction>[0]) =>
        fresh.db.transaction(async (tx) => {
          await work(tx);
          throw new Error('断电');
        }),
    } as typeof fresh.db;
    await expect(sweep(failing, at('2026-06-01 09:00'))).rejects.toThrow('断电');
    expect(await signalsOf(id)).toEqual([]);
    await sweep(fresh.db, at('2026-06-01 09:00'));
    expect((await signalsOf(id)).map((s) => s.level)).toEqual(['warning', 'yellow', 'red']);
  });
});

describe('时钟遇到坏的事项', () => {
  test('一个事项出错: 只停它自己, 别的照发, 错误说得出, 下次再试', async () => {
    const own = await freshDb();
    try {
      const ids = [newSubject(), newSubject(), newSubject()];
      for (const id of ids)
        await own.db.transaction((tx) =>
          record(tx, { region, now: at('2026-03-02 10:00'), person: officer }, [assigned(id, '2026-03-16')]),
        );
      const [bad] = ids;
      // A fact that the head does not know of stands where the signal would go.
      await own.owner.query(sql`
        insert into ledger.fact (region, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash)
        select region, ${uuid()}::uuid, subject_id, 2, kind, occurred_at, recorded_at, actor, text, hash
        from ledger.fact where subject_id = ${bad}::uuid`);
      await expect(sweep(own.db, at('2026-03-20 09:00'))).rejects.toThrow(
        /1 subjects could not be signalled.*fact_chain/,
      );
      const signalled = await own.db.query<{ subject_id: string; count: number }>(sql`
        select subject_id, count(*) as count from ledger.fact where kind = 'obligation.signalled' group by subject_id order by subject_id`);
      expect(signalled).toEqual(ids.slice(1).map((id) => ({ subject_id: id, count: 4 })));
      await own.owner.query(sql`delete from ledger.fact where subject_id = ${bad}::uuid and seq = 2`);
      expect(await sweep(own.db, at('2026-03-20 09:00'))).toBe(4);
    } finally {
      await own.drop();
    }
  });
});

describe('核验', () => {
  async function chainOf(facts: number): Promise<SubjectId> {
    const id = newSubject();
    await assign(id, '2026-03-02 10:00', '2026-03-16');
    for (let n = 1; n < facts; n += 1)
      await then(id, '2026-03-03 09:00', 'task.progress-reported', { unit: waterBureau, percent: n });
    return id;
  }
  const findings = async (id: SubjectId) =>
    (await verifyRegion(fresh.owner, region)).findings.filter((f) => f.subject === id).map((f) => [f.seq, f.sentence]);

  test('改动, 抽走, 插入, 改列, 改内容, 截尾, 一一指出; 未动的链没有问题', async () => {
    const { owner } = fresh;
    const sound = await chainOf(4);
    expect(await findings(sound)).toEqual([]);

    const altered = await chainOf(4);
    await owner.query(
      sql`update ledger.fact set text = replace(text, '"percent":1', '"percent":9') where subject_id = ${altered}::uuid and seq = 2`,
    );
    expect((await findings(altered)).map(([seq]) => seq)).toEqual([2]);

    const removed = await chainOf(4);
    await owner.query(sql`delete from ledger.fact where subject_id = ${removed}::uuid and seq = 3`);
    expect(await findings(removed)).toEqual([
      [3, '第 3 个事实被抽走'],
      [4, '第 4 个事实与链值不符: 它, 或它之前的事实, 被改动, 抽走或插入'],
    ]);

    const inserted = await chainOf(3);
    await owner.query(
      sql`update ledger.fact set seq = 4, text = replace(text, '"seq":3', '"seq":4') where subject_id = ${inserted}::uuid and seq = 3`,
    );
    await owner.query(sql`
      insert into ledger.fact (region, id, subject_id, seq, kind, occurred_at, recorded_at, actor, text, hash)
      select region, ${uuid()}::uuid, subject_id, 3, kind, occurred_at, recorded_at, actor, text, hash from ledger.fact where subject_id = ${inserted}::uuid and seq = 2`);
    expect((await findings(inserted)).map(([seq]) => seq)).toContain(3);

    const column = await chainOf(2);
    await owner.query(sql`update ledger.fact set actor = 'someone' where subject_id = ${column}::uuid and seq = 2`);
    expect(await findings(column)).toEqual([[2, '第 2 个事实的记录人与所记文本不符']]);

    const content = await chainOf(1);
    await owner.query(sql`update ledger.content set body = '{"text":"改了"}' where subject_id = ${content}::uuid`);
    expect(await findings(content)).toEqual([[1, '第 1 个事实的内容「title」被改动']]);

    const cut = await chainOf(3);
    await owner.query(sql`delete from ledger.fact where subject_id = ${cut}::uuid and seq = 3`);
    expect(await findings(cut)).toEqual([[3, '链尾第 3 个事实被截去']]);
  });
});

describe('重建', () => {
  test('由事实重折, 与所存完全一致; 被改的责任查得出, 也改得回来', async () => {
    const own = await freshDb();
    try {
      const id = newSubject();
      const rec = (when: string, fact: NewFact) =>
        own.db.transaction((tx) => record(tx, { region, now: at(when), person: officer }, [fact]));
      await rec('2026-03-02 10:00', assigned(id, '2026-03-16'));
      await rec('2026-03-03 10:00', { subject: ref(id), kind: 'task.received', data: { unit: waterBureau } });
      await sweep(own.db, at('2026-03-14 09:00'));
      expect(await rebuildRegion(own.db, region, { apply: false })).toMatchObject({
        facts: 4,
        subjects: 1,
        differences: [],
      });

      await own.owner.query(sql`update ledger.obligation set state = 'met', next_at = null where act = '完成任务'`);
      await own.owner.query(sql`update ledger.party set lamp = 'normal' where relation = 'lead'`);
      const found = await rebuildRegion(own.db, region, { apply: false });
      expect(found.differences.map((d) => d.what)).toEqual(['责任事项 完成任务', '当事单位']);
      const why = { actor: '测试', reason: '核对后恢复', now: at('2026-03-15 09:00') };
      expect(await rebuildRegion(own.db, region, { apply: why })).toMatchObject({ replaced: 1 });
      const kept = await own.owner.query<{ reason: string; what: string }>(
        sql`select reason, differences->0->>'what' as what from ledger.rebuild`,
      );
      expect(kept).toEqual([{ reason: '核对后恢复', what: '责任事项 完成任务' }]);
      expect((await rebuildRegion(own.db, region, { apply: false })).differences).toEqual([]);
    } finally {
      await own.drop();
    }
  });
});
