import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { rebuildRegion, record, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { at, testCity } from '../../../test/city.ts';
import type { TaskDetail } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const plan = uuid();

/** A task of the water bureau, supported by the reform commission, accepted by the office; due on 20 March. */
async function assign(): Promise<string> {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units } = city;
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [
      {
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan,
          item: 'task-1',
          origin: 'task',
          period: null,
          leads: [units.water],
          supports: [units.reform],
          acceptor: units.office,
          dueDay: '2026-03-20',
          dueBasis: 'stated',
          span: null,
        },
        contents: [
          { name: 'title', retention: 'business', body: { number: '二、', text: '完成水利审批事项流程再造' } },
        ],
      },
    ]),
  );
  return id;
}

const detail = async (id: string, person: Parameters<typeof city.as>[0] = 'officer') =>
  (await city.as(person)('GET', `/api/tasks/${id}`)).body as TaskDetail;
const allowedActions = (task: TaskDetail) => task.actions.filter((a) => a.allowed).map((a) => a.action);

describe('谁可以做什么', () => {
  test('签收: 牵头单位联络员可以; 经办人, 配合单位, 效能办, 无关单位不可以', async () => {
    const id = await assign();
    for (const person of ['waterClerk', 'reformLiaison', 'officer', 'leader', 'auditor'] as const) {
      expect((await city.as(person)('POST', `/api/tasks/${id}/receive`, {})).status, person).toBe(403);
    }
    expect((await city.as('schoolLiaison')('POST', `/api/tasks/${id}/receive`, {})).status).toBe(404);
    expect((await city.as('waterLiaison')('POST', `/api/tasks/${id}/receive`, {})).status).toBe(200);
    expect((await city.as('waterLiaison')('POST', `/api/tasks/${id}/receive`, {})).text).toContain('TASK-03');
  });

  test('查看: 当事单位, 效能办, 领导可以; 无关单位与三员如同没有这项任务', async () => {
    const id = await assign();
    for (const person of ['officer', 'leader', 'waterLiaison', 'waterClerk', 'reformLiaison'] as const) {
      expect((await city.as(person)('GET', `/api/tasks/${id}`)).status, person).toBe(200);
      expect((await city.as(person)('GET', `/api/subjects/${id}/timeline`)).status, person).toBe(200);
    }
    expect((await city.as('schoolLiaison')('GET', `/api/tasks/${id}`)).status).toBe(404);
    expect((await city.as('schoolLiaison')('GET', `/api/subjects/${id}/timeline`)).status).toBe(404);
    expect((await city.as('auditor')('GET', `/api/tasks/${id}`)).status).toBe(403);
    expect((await city.as('systemAdmin')('GET', `/api/subjects/${id}/timeline`)).status).toBe(404);
    expect((await city.as(null)('GET', `/api/tasks/${id}`)).status).toBe(401);
    const [duty] = (await detail(id)).duties;
    expect((await city.as('waterLiaison')('GET', `/api/duties/${duty?.id}/why`)).status).toBe(200);
    expect((await city.as('schoolLiaison')('GET', `/api/duties/${duty?.id}/why`)).status).toBe(404);
  });

  test('报告进展: 牵头与配合单位的人可以, 含经办人; 验收方与无关单位不可以', async () => {
    const id = await assign();
    const report = { progress: '已完成现状摸底', percent: 30 };
    for (const person of ['waterClerk', 'reformLiaison'] as const) {
      expect((await city.as(person)('POST', `/api/tasks/${id}/report`, report)).status, person).toBe(200);
    }
    expect((await city.as('officer')('POST', `/api/tasks/${id}/report`, report)).status).toBe(403);
    expect((await city.as('schoolLiaison')('POST', `/api/tasks/${id}/report`, report)).status).toBe(404);
    expect((await detail(id)).percent).toBe(30);
  });

  test('搜索: 只找得到自己可以查看的任务; 单位人人可查', async () => {
    const id = await assign();
    const found = async (person: Parameters<typeof city.as>[0]) =>
      (
        (await city.as(person)('GET', `/api/search?q=${encodeURIComponent('流程再造')}`)).body as {
          hits: { path: string }[];
        }
      ).hits.map((hit) => hit.path);
    expect(await found('waterLiaison')).toContain(`/tasks/${id}`);
    expect(await found('schoolLiaison')).toEqual([]);
    expect(await found('auditor')).toEqual([]);
    const units = (await city.as('schoolLiaison')('GET', `/api/search?q=${encodeURIComponent('水利')}`)).text;
    expect(units).toContain('云溪市水利局');
  });

  test('按钮与拒绝同出一处: 不可做的附有原因', async () => {
    const id = await assign();
    expect(allowedActions(await detail(id, 'waterLiaison'))).toEqual(['receive', 'report', 'complete']);
    expect(allowedActions(await detail(id, 'officer'))).toEqual([]);
    const accept = (await detail(id, 'officer')).actions.find((a) => a.action === 'accept');
    expect(accept?.refusal?.code).toBe('TASK-07');
  });
});

describe('从签收到销号', () => {
  test('一生: 签收, 报告, 报送, 退回, 再报送, 验收, 销号, 每步入时间线', async () => {
    const id = await assign();
    const water = city.as('waterLiaison');
    const office = city.as('officer');
    await water('POST', `/api/tasks/${id}/receive`, {});
    await water('POST', `/api/tasks/${id}/report`, {
      progress: '完成三成',
      percent: 30,
      problem: '数据口径不一',
      nextStep: '下周会商',
    });
    expect((await office('POST', `/api/tasks/${id}/accept`, { opinion: '' })).text).toContain('TASK-07');
    expect((await water('POST', `/api/tasks/${id}/complete`, { result: '流程由九步减为四步' })).status).toBe(200);
    expect((await water('POST', `/api/tasks/${id}/report`, { progress: '补充' })).text).toContain('TASK-05');
    expect((await office('POST', `/api/tasks/${id}/return`, { reason: '' })).status).toBe(422);
    expect((await office('POST', `/api/tasks/${id}/return`, { reason: '缺新旧流程对照表' })).status).toBe(200);
    expect((await water('POST', `/api/tasks/${id}/complete`, { result: '已补对照表' })).status).toBe(200);
    expect((await office('POST', `/api/tasks/${id}/close`, {})).text).toContain('TASK-09');
    expect((await office('POST', `/api/tasks/${id}/accept`, { opinion: '合格' })).status).toBe(200);
    expect((await office('POST', `/api/tasks/${id}/close`, {})).status).toBe(200);
    expect((await water('POST', `/api/tasks/${id}/report`, { progress: '再报' })).text).toContain('TASK-02');
    const { entries } = (await office('GET', `/api/subjects/${id}/timeline`)).body as {
      entries: { title: string; actor: string; contents: { words: string }[] }[];
    };
    expect(entries.map((entry) => entry.title)).toEqual([
      '任务交办',
      '签收',
      '报告进展',
      '报送完成',
      '退回',
      '报送完成',
      '验收通过',
      '销号',
    ]);
    expect(entries[4]).toMatchObject({ actor: '周明远', contents: [{ words: '缺新旧流程对照表' }] });
  });

  test('报送人不能验收自己报送的任务, 哪怕他也是效能办的人; 同事可以', async () => {
    const id = await assign();
    await city.owner.query(sql`
      insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
      values (${city.region}, ${uuid()}, ${city.people.waterLiaison}, 'office', null, '2020-01-01', null, 'test', 'test', ${at('2026-01-01 00:00')})`);
    await city.as('waterLiaison')('POST', `/api/tasks/${id}/complete`, { result: '完成' });
    expect((await city.as('waterLiaison')('POST', `/api/tasks/${id}/accept`, { opinion: '' })).status).toBe(403);
    expect((await city.as('officer')('POST', `/api/tasks/${id}/accept`, { opinion: '' })).status).toBe(200);
    await city.owner.query(
      sql`delete from directory.role_grant where person_id = ${city.people.waterLiaison} and role = 'office'`,
    );
  });

  test('一次签收多项: 能签的都签, 不能签的各说原因, 别人的如同没有; 预览什么也不记', async () => {
    const first = await assign();
    const second = await assign();
    await city.as('waterLiaison')('POST', `/api/tasks/${second}/receive`, {});
    const tasks = [first, second, uuid()];
    const water = city.as('waterLiaison');
    const preview = await water('POST', '/api/tasks/receive', { tasks, preview: true });
    expect(preview.body).toMatchObject({
      received: 1,
      left: [{ task: second, sentence: '本单位已经签收' }, { title: '' }],
    });
    expect((await detail(first)).received).toEqual([]);
    expect((await water('POST', '/api/tasks/receive', { tasks })).body).toMatchObject({ received: 1 });
    expect((await detail(first)).received).toEqual([city.units.water]);
    expect((await city.as('schoolLiaison')('POST', '/api/tasks/receive', { tasks: [first] })).body).toMatchObject({
      received: 0,
      left: [{ title: '', sentence: '没有这项任务, 或不是您可以查看的任务' }],
    });
    expect((await city.as('officer')('POST', '/api/tasks/receive', { tasks: [first] })).status).toBe(403);
    expect((await water('POST', '/api/tasks/receive', { tasks: [] })).status).toBe(422);
  });

  test('同一报告提交两次只记一次; 同键换了内容被拒绝', async () => {
    const id = await assign();
    const key = uuid();
    const report = { progress: '完成五成', percent: 50 };
    const first = await city.as('waterClerk')('POST', `/api/tasks/${id}/report`, report, key);
    const second = await city.as('waterClerk')('POST', `/api/tasks/${id}/report`, report, key);
    expect(second.body).toEqual(first.body);
    expect(
      (await city.as('waterClerk')('POST', `/api/tasks/${id}/report`, { ...report, percent: 60 }, key)).text,
    ).toContain('HTTP-09');
    const reports = await city.db.query(
      sql`select 1 from ledger.fact where subject_id = ${id}::uuid and kind = 'task.progress-reported'`,
    );
    expect(reports).toHaveLength(1);
  });

  test('凭证随报告附上: 当事单位可下载, 无关单位不可以, 别人的上传不能拿来用', async () => {
    const id = await assign();
    const upload = async (person: 'waterLiaison' | 'schoolLiaison') => {
      const reply = await city.upload(
        person,
        `/api/evidence?name=${encodeURIComponent('对照表.txt')}`,
        Readable.from('新旧流程对照'),
      );
      return (reply.body as { id: string }).id;
    };
    const mine = await upload('waterLiaison');
    const theirs = await upload('schoolLiaison');
    expect(
      (await city.as('waterLiaison')('POST', `/api/tasks/${id}/complete`, { result: '完成', evidence: [theirs] }))
        .status,
    ).toBeGreaterThanOrEqual(400);
    expect(
      (await city.as('waterLiaison')('POST', `/api/tasks/${id}/complete`, { result: '完成', evidence: [mine] })).status,
    ).toBe(200);
    expect((await city.as('officer')('GET', `/api/evidence/${mine}`)).text).toBe('新旧流程对照');
    expect((await city.as('reformLiaison')('GET', `/api/evidence/${mine}`)).status).toBe(200);
    expect((await city.as('schoolLiaison')('GET', `/api/evidence/${mine}`)).status).toBeGreaterThanOrEqual(403);
  });
});

describe('时间推移', () => {
  test('为什么是这一天: 依哪条规则, 由什么事实开启, 怎样数到这一天', async () => {
    const id = await assign();
    const duties = (await detail(id)).duties;
    const why = async (act: string) => {
      const duty = duties.find((candidate) => candidate.act === act);
      return (
        (await city.as('waterLiaison')('GET', `/api/duties/${duty?.id}/why`)).body as { trail: { sentence: string }[] }
      ).trail
        .map((r) => r.sentence)
        .join('\n');
    };
    expect(await why('完成任务')).toMatch(/依「方案任务」须完成任务[\s\S]*期限由方案原文写明[\s\S]*3月20日/);
    expect(await why('签收')).toMatch(/依「任务签收」须签收[\s\S]*2个工作日[\s\S]*3月4日/);
  });

  test('参数: 效能办设定, 自将来之日起生效, 已开启的不变; 单位不能设', async () => {
    const body = {
      effectiveFrom: '2026-03-05',
      value: { kind: 'term', term: { amount: 1, unit: 'workday' } },
      basis: '云溪市效能办通知第1号',
    };
    expect((await city.as('waterLiaison')('POST', '/api/parameters/task.receipt-term', body)).status).toBe(403);
    expect(
      (await city.as('officer')('POST', '/api/parameters/task.receipt-term', { ...body, effectiveFrom: '2026-03-02' }))
        .text,
    ).toContain('LED-07');
    expect((await city.as('officer')('POST', '/api/parameters/task.receipt-term', { ...body, basis: '' })).status).toBe(
      422,
    );
    expect((await city.as('officer')('POST', '/api/parameters/task.signals', body)).text).toContain('LED-06');
    const before = await assign();
    expect((await city.as('officer')('POST', '/api/parameters/task.receipt-term', body)).status).toBe(200);
    await city.moveTo('2026-03-05 09:00');
    const after = await assign();
    const receiptDue = async (id: string) => (await detail(id)).duties.find((duty) => duty.act === '签收')?.dueAt;
    expect(await receiptDue(before)).toBe(at('2026-03-04 17:00'));
    expect(await receiptDue(after)).toBe(at('2026-03-06 17:00'));
  });

  test('停用签收规则: 自生效日起交办的不再有签收责任, 之前的照旧', async () => {
    const off = { effectiveFrom: '2026-03-06', value: { kind: 'switch', on: false }, basis: '云溪市效能办通知第2号' };
    expect((await city.as('waterLiaison')('POST', '/api/parameters/task.receipt-in-use', off)).status).toBe(403);
    const before = await assign();
    expect((await city.as('officer')('POST', '/api/parameters/task.receipt-in-use', off)).status).toBe(200);
    await city.moveTo('2026-03-06 09:00');
    const after = await assign();
    const acts = async (id: string) => (await detail(id)).duties.map((duty) => duty.act).sort();
    expect(await acts(before)).toEqual(['完成任务', '签收'].sort());
    expect(await acts(after)).toEqual(['完成任务']);
    const on = { ...off, effectiveFrom: '2026-03-07', value: { kind: 'switch', on: true } };
    expect((await city.as('officer')('POST', '/api/parameters/task.receipt-in-use', on)).status).toBe(200);
    await city.moveTo('2026-03-09 09:00');
  });

  test('预警, 黄牌, 红牌, 逾期补办: 责任清单和灯随之变化', async () => {
    const id = await assign();
    await city.as('waterLiaison')('POST', `/api/tasks/${id}/receive`, {});
    const lamp = async () => (await detail(id)).lamp;
    const lamps: unknown[] = [await lamp()];
    for (const when of ['2026-03-13 09:00', '2026-03-17 09:00', '2026-03-20 17:30']) {
      await city.moveTo(when);
      lamps.push(await lamp());
    }
    expect(lamps).toEqual(['normal', 'warning', 'yellow', 'red']);
    const mine = (await city.as('waterLiaison')('GET', '/api/duties')).body as {
      duties: { subject: { id: string }; act: string; dueWords: string }[];
    };
    expect(mine.duties.filter((duty) => duty.subject.id === id).map((duty) => [duty.act, duty.dueWords])).toEqual([
      ['完成任务', '刚刚逾期 (3月20日 周五 17:00)'],
    ]);
    await city.moveTo('2026-03-23 10:00');
    await city.as('waterLiaison')('POST', `/api/tasks/${id}/complete`, { result: '完成' });
    await city.as('officer')('POST', `/api/tasks/${id}/accept`, { opinion: '' });
    expect(await lamp()).toBe('done-late');
    expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
    expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
  });
});
