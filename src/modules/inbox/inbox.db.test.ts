import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { idOf, type SubjectId, type UnitId } from '#core/kernel';
import { record } from '#ledger';
import { uuid } from '#platform/db';
import { type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { MessageList, UnreadCount } from './contract.ts';
import { follow } from './index.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());
// Each test begins with nothing unread.
beforeEach(async () => {
  await look();
  await city.owner.query(sql`delete from inbox.message`);
});

const look = () => follow(city.db, city.region, city.clock.now());

function assignment(id: SubjectId, leads: UnitKey[], origin: 'task' | 'cadence' = 'task', dueDay = '2026-06-30') {
  const { units } = city;
  const led: UnitId[] = leads.map((lead) => units[lead]);
  return {
    subject: { type: 'task', id },
    kind: 'task.assigned',
    data: {
      plan: uuid(),
      item: 'task-1',
      origin,
      period: null,
      leads: led,
      supports: [units.school],
      acceptor: units.office,
      dueDay,
      dueBasis: 'stated',
      span: null,
    },
    contents: [{ name: 'title', retention: 'business' as const, body: { number: '一、', text: '疏浚城区河段' } }],
  };
}

async function assign(leads: UnitKey[], origin: 'task' | 'cadence' = 'task', dueDay?: string): Promise<string> {
  const id = idOf<SubjectId>(uuid());
  const { region, people } = city;
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [assignment(id, leads, origin, dueDay)]),
  );
  return id;
}

const act = async (person: PersonKey, path: string, body: object) => {
  const reply = await city.as(person)('POST', path, body);
  expect([path, reply.status, reply.text.slice(0, 200)]).toEqual([path, 200, reply.text.slice(0, 200)]);
  return reply.body as { id: string };
};
const inbox = async (person: PersonKey, query = '') => {
  await look();
  return ((await city.as(person)('GET', `/api/messages${query}`)).body as MessageList).messages;
};
const says = async (person: PersonKey, query = '') => (await inbox(person, query)).map((message) => message.says);
const unread = async (person: PersonKey) => {
  await look();
  return ((await city.as(person)('GET', '/api/messages/unread')).body as UnreadCount).unread;
};

test('退回, 验收告知牵头单位的人, 报送告知验收单位的人; 别的单位和办事人自己不告知', async () => {
  const task = await assign(['water']);
  await act('waterLiaison', `/api/tasks/${task}/complete`, { result: '完成' });
  expect(await inbox('officer')).toMatchObject([
    { says: '报送完成, 等待验收', topic: 'report', actor: '陆春生', subject: { id: task, title: '疏浚城区河段' } },
  ]);
  await act('officer', `/api/tasks/${task}/return`, { reason: '缺  验收\n单' });
  for (const person of ['waterLiaison', 'waterClerk'] as const)
    expect(await inbox(person)).toMatchObject([
      { says: '退回: 还须补办', words: '缺 验收 单', unit: '云溪市水利局', read: false },
    ]);
  expect(await says('officer')).toEqual(['报送完成, 等待验收']);
  expect(await says('secondOfficer')).toEqual(['报送完成, 等待验收']);
  for (const person of ['schoolLiaison', 'reformLiaison', 'leader', 'auditor'] as const)
    expect(await says(person)).toEqual([]);
  await act('waterLiaison', `/api/tasks/${task}/complete`, { result: '补齐' });
  await act('secondOfficer', `/api/tasks/${task}/accept`, {});
  expect(await says('waterLiaison')).toEqual(['验收通过', '退回: 还须补办']);
});

test('催办告知被催的单位; 申请延期告知验收单位, 答复告知申请的单位', async () => {
  const task = await assign(['water', 'reform']);
  await act('officer', '/api/chases', { tasks: [task], words: '请抓紧' });
  for (const person of ['waterLiaison', 'reformLiaison'] as const)
    expect(await inbox(person)).toMatchObject([{ says: '催办: 请报告进展', words: '请抓紧', topic: 'chase' }]);
  expect(await says('schoolLiaison')).toEqual([]);
  await act('waterLiaison', `/api/tasks/${task}/extend`, { dueDay: '2026-07-31', reason: '汛期' });
  expect(await says('officer')).toEqual(['申请延期到 2026-07-31, 等待答复']);
  const { body } = await city.as('officer')('GET', `/api/tasks/${task}`);
  const [pending] = (body as { extension: { pending: { request: string }[] } }).extension.pending;
  await act('officer', `/api/tasks/${task}/grant-extension`, { request: pending?.request });
  expect(await says('waterLiaison')).toEqual(['同意延期到 2026-07-31', '催办: 请报告进展']);
  expect(await says('reformLiaison')).toEqual(['催办: 请报告进展']);
});

test('报送: 交报告知报送对象, 收到或退回告知报送的单位, 附上所写的话', async () => {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units } = city;
  const { data, ...rest } = assignment(id, ['water']);
  const owed = { ...data, origin: 'submission', supports: [], acceptor: units.reform, recipient: units.reform };
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [{ ...rest, data: owed }]),
  );
  await act('waterLiaison', `/api/submissions/${id}/hand-in`, { report: '整改方案', after: 0, evidence: [] });
  expect(await inbox('reformLiaison')).toMatchObject([
    { says: '交来报送, 等待收下', words: '整改方案', topic: 'report' },
  ]);
  await act('reformLiaison', `/api/submissions/${id}/return`, { version: 1, reason: '缺少时限' });
  expect(await inbox('waterLiaison')).toMatchObject([{ says: '退回: 还须重报', words: '缺少时限', topic: 'returned' }]);
  await act('waterLiaison', `/api/submissions/${id}/hand-in`, { report: '补上时限', after: 1, evidence: [] });
  await act('reformLiaison', `/api/submissions/${id}/receive`, { version: 2 });
  expect(await says('waterLiaison')).toEqual(['报送已收到', '退回: 还须重报']);
  for (const person of ['schoolLiaison', 'leader', 'auditor'] as const) expect(await says(person)).toEqual([]);
});

test('配合单位报进展告知牵头单位; 验收单位不告知', async () => {
  const task = await assign(['water']);
  await act('schoolLiaison', `/api/tasks/${task}/report`, { progress: '已协调场地', percent: 50 });
  expect(await inbox('waterLiaison')).toMatchObject([{ says: '配合单位报了进展', words: '已协调场地' }]);
  expect(await says('officer')).toEqual([]);
});

test('调整: 批准后告知提出人, 原牵头单位和新牵头单位; 改期告知改期的单位; 无关的单位不告知', async () => {
  const [moved, handedOver] = [await assign(['water'], 'task', '2026-05-29'), await assign(['water'])];
  const approved = async (change: object, of: string) => {
    const { id } = await act('officer', '/api/adjustments', { tasks: [of], change, reason: '职责调整' });
    const { effect } = (await city.as('leader')('GET', `/api/adjustments/${id}`)).body as {
      effect: { digest: string };
    };
    const { tasks } = (await act('leader', `/api/adjustments/${id}/approve`, { digest: effect.digest })) as unknown as {
      tasks: string[];
    };
    return { id, tasks };
  };
  await approved({ kind: 'date', units: [city.units.water], dueDay: '2026-06-15' }, moved);
  expect(await says('waterLiaison')).toEqual(['期限调整为 2026-06-15']);
  const lead = { kind: 'lead', from: city.units.water, to: city.units.reform, dueDay: null };
  const { id, tasks } = await approved(lead, handedOver);
  expect((await says('waterLiaison'))[0]).toBe('任务因调整作废');
  expect(await inbox('reformLiaison')).toMatchObject([
    { says: '调整后交办的任务', subject: { type: 'task', id: tasks[0] } },
  ]);
  expect((await inbox('officer'))[0]).toMatchObject({ says: '调整已批准', subject: { type: 'adjustment', id } });
  for (const person of ['schoolLiaison', 'secondOfficer', 'auditor'] as const) expect(await says(person)).toEqual([]);
});

test('时限信号告知负责的单位, 由时钟发出', async () => {
  const task = await assign(['reform'], 'task', '2026-03-06');
  await look();
  expect(await says('reformLiaison')).toEqual(['预警: 完成任务']);
  expect(await inbox('reformLiaison', '?topic=signal')).toMatchObject([
    { actor: '系统时钟', subject: { type: 'task', id: task } },
  ]);
  expect(await says('reformLiaison', '?topic=chase')).toEqual([]);
  expect(await says('waterLiaison')).toEqual([]);
});

test('方案启动时的任务不逐项告知, 周期任务新的一期告知', async () => {
  await assign(['water']);
  expect(await says('waterLiaison')).toEqual([]);
  await assign(['water'], 'cadence');
  expect(await says('waterLiaison')).toEqual(['新一期任务']);
});

test('批示告知所点到的单位; 报告办理情况告知批示人', async () => {
  const task = await assign(['water']);
  const { id } = await act('leader', '/api/instructions', {
    about: task,
    words: '请抓紧',
    addressees: [city.units.water],
    informed: [city.units.reform],
    urgency: 'urgent',
  });
  for (const person of ['waterLiaison', 'reformLiaison'] as const)
    expect(await inbox(person)).toMatchObject([
      { says: '领导批示, 须报告办理情况', words: '请抓紧', subject: { type: 'instruction', id }, actor: '沈国栋' },
    ]);
  expect(await says('schoolLiaison')).toEqual([]);
  await act('waterLiaison', `/api/instructions/${id}/answer`, { result: '已办' });
  expect(await says('leader')).toEqual(['报告了批示办理情况']);
});

test('讨论中提到, 回复告知本人; 撤回的不再告知', async () => {
  const task = await assign(['water']);
  const { waterLiaison, schoolLiaison } = city.people;
  const { id } = await act('officer', `/api/discussions/${task}`, {
    words: '@陆春生 @苏文静 请核对',
    mentions: [waterLiaison, schoolLiaison],
  });
  expect(await inbox('waterLiaison')).toMatchObject([
    { says: '讨论中提到您', words: '@陆春生 @苏文静 请核对', unit: null, subject: { type: 'task', id: task } },
  ]);
  expect(await says('waterClerk')).toEqual([]);
  await act('waterLiaison', `/api/discussions/${task}`, { words: '已核对', reply: id });
  expect(await says('officer')).toEqual(['讨论中回复或提到您']);
  await act('officer', `/api/discussions/remarks/${id}/withdraw`, {});
  expect(await says('waterLiaison')).toEqual([]);
  expect(await says('officer')).toEqual(['讨论中回复或提到您']);
});

test('读的时候再看一次权限: 不再看得到的事项, 消息也不再看得到; 恢复之后又看得到', async () => {
  const task = await assign(['water']);
  await act('officer', `/api/discussions/${task}`, { words: '请看', mentions: [city.people.schoolLiaison] });
  expect(await unread('schoolLiaison')).toBe(1);
  const grant = (ends: string | null) =>
    city.owner.query(sql`
      update directory.role_grant set valid_to = ${ends}::date where person_id = ${city.people.schoolLiaison}::uuid`);
  await grant('2026-03-01');
  expect(await unread('schoolLiaison')).toBe(0);
  expect(await says('schoolLiaison')).toEqual([]);
  await grant(null);
  expect(await unread('schoolLiaison')).toBe(1);
  await city.owner.query(sql`
    delete from ledger.party where subject_id = ${task}::uuid and unit_id = ${city.units.school}::uuid`);
  expect(await unread('schoolLiaison')).toBe(0);
});

test('没有写明谁能看的事项, 谁也不告知', async () => {
  await assign(['water'], 'cadence');
  await look();
  expect(await unread('waterLiaison')).toBe(1);
  await city.owner.query(sql`update inbox.message set subject_type = 'sealed-matter'`);
  expect(await unread('waterLiaison')).toBe(0);
  expect(await says('waterLiaison')).toEqual([]);
});

test('逐条已读, 一个事项的都已读, 到某一号为止全部已读; 各人读各人的, 后来的仍是未读', async () => {
  const [first, second] = [await assign(['water'], 'cadence'), await assign(['water'], 'cadence')];
  await assign(['water'], 'cadence');
  const messages = await inbox('waterLiaison');
  expect(messages.map(({ read }) => read)).toEqual([false, false, false]);
  const numberOf = (task: string) => messages.find(({ subject }) => subject.id === task)?.number;
  await act('waterLiaison', '/api/messages/read', { numbers: [numberOf(first)] });
  expect(await unread('waterLiaison')).toBe(2);
  await act('waterLiaison', '/api/messages/read', { about: second });
  expect(await unread('waterLiaison')).toBe(1);
  expect((await inbox('waterLiaison', '?state=read')).map(({ subject }) => subject.id).toSorted()).toEqual(
    [first, second].toSorted(),
  );
  expect(await unread('waterClerk')).toBe(3);
  // 不是自己的消息, 标不了已读
  await act('reformLiaison', '/api/messages/read', { numbers: [numberOf(first)] });
  expect(
    await city.owner.query(sql`select from inbox.read_message where person_id = ${city.people.reformLiaison}`),
  ).toEqual([]);
  const newest = messages[0]?.number;
  await assign(['water'], 'cadence');
  await look();
  await act('waterLiaison', '/api/messages/read-all', { upTo: newest });
  expect(await unread('waterLiaison')).toBe(1);
  expect((await inbox('waterLiaison', '?state=unread')).map(({ read }) => read)).toEqual([false]);
  await act('waterLiaison', '/api/messages/read-all', { upTo: Number.MAX_SAFE_INTEGER });
  expect(await unread('waterLiaison')).toBe(0);
  await assign(['water'], 'cadence');
  expect(await unread('waterLiaison')).toBe(1);
});

test('两个牵头单位的人同属一人时只有一条; 翻页不重不漏; 未读超过 99 条说有更多', async () => {
  const { region, people } = city;
  const ids = Array.from({ length: 105 }, () => idOf<SubjectId>(uuid()));
  await city.db.transaction((tx) =>
    record(
      tx,
      { region, now: city.clock.now(), person: people.officer },
      ids.map((id) => assignment(id, ['water', 'reform'], 'cadence')),
    ),
  );
  await look();
  await city.owner.query(sql`
    insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
    values (${region}, ${uuid()}, ${people.waterLiaison}, 'liaison', ${city.units.reform}, '2020-01-01', null, 'test', 'test', ${city.clock.now()})`);
  expect((await city.as('waterLiaison')('GET', '/api/messages/unread')).body).toEqual({ unread: 99, more: true });
  const seen: string[] = [];
  let before: number | null = null;
  do {
    const page: MessageList = (
      await city.as('waterLiaison')('GET', `/api/messages?limit=40${before === null ? '' : `&before=${before}`}`)
    ).body;
    seen.push(...page.messages.map(({ subject }) => subject.id));
    before = page.next;
  } while (before !== null);
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

test('晚提交的不漏: 先开始后提交的事务, 在后开始先提交的已经跟过之后, 仍然告知', async () => {
  const { region, people } = city;
  const late = idOf<SubjectId>(uuid());
  await city.db.transaction(async (tx) => {
    await record(tx, { region, now: city.clock.now(), person: people.officer }, [
      assignment(late, ['water'], 'cadence'),
    ]);
    const early = await assign(['water'], 'cadence');
    expect((await inbox('waterLiaison')).map(({ subject }) => subject.id)).toEqual([early]);
    await city.owner.query(sql`select pg_current_xact_id()`);
    await look();
  });
  expect((await inbox('waterLiaison'))[0]?.subject.id).toBe(late);
});

test('多个程序同时跟进, 每个事实只告知一次, 号不重; 数据库恢复之后事务号变小也不漏', async () => {
  await Promise.all(Array.from({ length: 20 }, () => assign(['water'], 'cadence')));
  await Promise.all(Array.from({ length: 6 }, look));
  const numbers = (await inbox('waterLiaison')).map(({ number }) => number);
  expect([numbers.length, new Set(numbers).size]).toEqual([20, 20]);
  await city.owner.query(sql`update inbox.follower set seen = '900000000:900000000:'`);
  const after = await assign(['water'], 'cadence');
  const restored = (await inbox('waterLiaison', '?topic=order&limit=200')).map(({ subject }) => subject.id);
  expect(restored).toContain(after);
  expect(new Set(restored).size).toBe(restored.length);
});

test('半年前的消息不再留, 事实还在', async () => {
  await assign(['school'], 'cadence');
  expect(await unread('schoolLiaison')).toBe(1);
  await city.moveTo('2026-09-30 09:00');
  const left = await city.owner.query(sql`select from inbox.message where recorded_at < '2026-04-01'`);
  const facts = await city.owner.query(sql`select from ledger.fact where recorded_at < '2026-04-01'`);
  expect([left.length, facts.length > 0]).toEqual([0, true]);
});
