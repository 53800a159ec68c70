import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { listFacts, rebuildRegion, verifyRegion } from '#ledger';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { AdjustmentDetail, Effect } from './contract.ts';

const planOf = (title: string, lead = '市水利局、市发改委') => `${title}

一、工作任务

1.于2026年3月20日前完成审批事项流程再造。（牵头单位：${lead}；配合单位：市教育局）

2.于2026年3月31日前公布窗口服务承诺。（牵头单位：市水利局）

二、工作要求

市水利局于2026年3月6日前将整改方案报市效能办。

三、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。
`;

let city: Awaited<ReturnType<typeof testCity>>;
let plan: string;
beforeEach(async () => {
  city = await testCity();
  plan = await launched('云溪市机关作风整治行动方案');
});
afterEach(() => city.close());

async function launched(title: string, lead?: string): Promise<string> {
  const office = city.as('officer');
  const { id } = (await office('POST', '/api/plans', { text: planOf(title, lead) })).body as { id: string };
  const { digest } = (await office('GET', `/api/plans/${id}/launch`)).body as { digest: string };
  expect((await office('POST', `/api/plans/${id}/launch`, { digest })).status).toBe(200);
  return id;
}

async function taskOf(words: string, of = plan): Promise<SubjectId> {
  const row = await city.db.one<{ id: SubjectId }>(sql`
    select s.id from ledger.subject s join ledger.content c on c.region = s.region and c.subject_id = s.id and c.name = 'title'
    where s.parent_id = ${of}::uuid and s.type = 'task' and s.state <> 'void' and c.body->>'text' like ${`%${words}%`}`);
  return idOf<SubjectId>(row.id);
}
type Words = { tasks: readonly string[]; change: object };
const preview = (words: Words, person: PersonKey = 'officer') =>
  city.as(person)('POST', '/api/adjustments/preview', words);
const effect = async (words: Words) => (await preview(words)).body as Effect;
const propose = (words: Words, person: PersonKey = 'officer') =>
  city.as(person)('POST', '/api/adjustments', { ...words, reason: '机构职责调整' });
const proposed = async (words: Words) => {
  const reply = await propose(words);
  expect(reply.status, reply.text).toBe(200);
  return (reply.body as { id: string }).id;
};
const detail = async (id: string, person: PersonKey = 'leader') =>
  (await city.as(person)('GET', `/api/adjustments/${id}`)).body as AdjustmentDetail;
const approve = async (id: string, person: PersonKey = 'leader', digest?: string) =>
  city.as(person)('POST', `/api/adjustments/${id}/approve`, {
    digest: digest ?? (await detail(id)).effect?.digest ?? '-',
  });
const approved = async (words: Words) => {
  const id = await proposed(words);
  const reply = await approve(id);
  expect(reply.status, reply.text).toBe(200);
  return { id, tasks: (reply.body as { tasks: SubjectId[] }).tasks };
};
const duties = async (task: string) =>
  (
    await city.db.query<{ unit: string; act: string; state: string; due: string | null }>(sql`
      select bearer_unit as unit, act, state, due_at as due from ledger.obligation
      where region = ${city.region} and subject_id = ${task}::uuid and rule in ('plan-task', 'submission') order by act, bearer_unit`)
  ).map(({ unit, state, due }) => [nameOf(unit), state, due]);
const nameOf = (unit: string) => Object.entries(city.units).find(([, id]) => id === unit)?.[0] ?? unit;
const unit = (key: UnitKey) => city.units[key];
const sound = async () => {
  expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
};
const DUE = at('2026-03-20 17:00');

describe('换牵头单位', () => {
  const change = () => ({ kind: 'lead', from: unit('water'), to: unit('school'), dueDay: '2026-03-27' });

  test('先看影响: 作废谁的, 新开谁的; 批准之前什么也不变; 批准之后旧的作废, 新的另立, 两头相连', async () => {
    const task = await taskOf('流程再造');
    // 另一个牵头单位的期限已延到4月10日, 要随它走.
    await city.as('reformLiaison')('POST', `/api/tasks/${task}/extend`, { dueDay: '2026-04-10', reason: '汛期' });
    const pending = (await city.as('officer')('GET', `/api/tasks/${task}`)).body as {
      extension: { pending: { request: string }[] };
    };
    await city.as('officer')('POST', `/api/tasks/${task}/grant-extension`, {
      request: pending.extension.pending[0]?.request,
    });
    const shown = await effect({ tasks: [task], change: change() });
    const lines = (list: Effect['voided']) => list.map(({ unit: u, act }) => `${nameOf(u.id)} ${act}`).toSorted();
    expect(lines(shown.voided)).toEqual(['reform 完成任务', 'reform 签收', 'water 完成任务', 'water 签收']);
    expect(lines(shown.opened)).toEqual(['reform 完成任务', 'reform 签收', 'school 完成任务', 'school 签收']);
    expect(await duties(task)).toHaveLength(2);

    const id = await proposed({ tasks: [task], change: change() });
    expect((await duties(task)).map(([, state]) => state)).toEqual(['open', 'open']);
    const { tasks: became } = (await approve(id)).body as { tasks: string[] };
    expect((await duties(task)).map(([, state]) => state)).toEqual(['void', 'void']);
    const [after = ''] = became;
    expect((await duties(after)).toSorted()).toEqual([
      ['reform', 'open', at('2026-04-10 17:00')],
      ['school', 'open', at('2026-03-27 17:00')],
    ]);
    const oldTask = (await city.as('officer')('GET', `/api/tasks/${task}`)).body;
    expect(oldTask).toMatchObject({ state: 'void', replacedBy: [{ id: after }] });
    // 原来的配合单位成了牵头, 不再列为配合.
    expect((await city.as('officer')('GET', `/api/tasks/${after}`)).body).toMatchObject({
      replaces: [{ id: task }],
      supports: [],
      plan: { id: plan },
    });
    expect(await detail(id)).toMatchObject({ state: 'approved', tasks: [{ id: task }], became: [{ id: after }] });
    expect((await city.as('waterLiaison')('POST', `/api/tasks/${task}/receive`, {})).text).toContain('TASK-01');
    expect((await city.as('schoolLiaison')('POST', `/api/tasks/${after}/receive`, {})).status).toBe(200);
    await sound();
  });

  test('不是牵头的换不掉, 已经牵头的不能再换上, 没有的单位不行, 过去的日子不行', async () => {
    const task = await taskOf('流程再造');
    const ask = async (more: object) => (await preview({ tasks: [task], change: { ...change(), ...more } })).text;
    expect(await ask({ from: unit('school'), to: unit('county') })).toContain('ADJ-05');
    expect(await ask({ to: unit('reform') })).toContain('ADJ-06');
    expect(await ask({ to: '99999999-9999-4999-8999-999999999999' })).toContain('ADJ-07');
    expect(await ask({ dueDay: '2026-03-01' })).toContain('ADJ-08');
    expect((await preview({ tasks: [task], change: change() })).status).toBe(200);
  });
});

test('改期: 只改所选单位的期限, 同一项任务, 记着改前改后', async () => {
  const task = await taskOf('流程再造');
  const words = { tasks: [task], change: { kind: 'date', units: [unit('water')], dueDay: '2026-03-31' } };
  expect((await effect(words)).moved).toMatchObject([
    { unit: { id: unit('water') }, before: DUE, dueAt: at('2026-03-31 17:00') },
  ]);
  const same = { ...words, change: { ...words.change, dueDay: '2026-03-20' } };
  expect((await preview(same)).text).toContain('ADJ-09');
  const { id, tasks } = await approved(words);
  expect(tasks).toEqual([]);
  expect((await duties(task)).toSorted()).toEqual([
    ['reform', 'open', DUE],
    ['water', 'open', at('2026-03-31 17:00')],
  ]);
  const moved = (await listFacts(city.db, city.region, task)).find(({ fact }) => fact.kind === 'task.rescheduled');
  expect(moved?.fact.data).toEqual({ unit: unit('water'), dueDay: '2026-03-31', before: '2026-03-20', adjustment: id });
  await sound();
});

test('拆分: 一项拆成几项, 各有牵头和期限; 编号跟着原来的', async () => {
  const task = await taskOf('流程再造');
  const part = (text: string, lead: UnitKey, dueDay: string | null) => ({
    text,
    leads: [unit(lead)],
    supports: [],
    dueDay,
  });
  const { tasks } = await approved({
    tasks: [task],
    change: { kind: 'split', parts: [part('梳理事项清单', 'water', '2026-03-16'), part('上线新流程', 'reform', null)] },
  });
  expect(await Promise.all(tasks.map(duties))).toEqual([
    [['water', 'open', at('2026-03-16 17:00')]],
    [['reform', 'open', null]],
  ]);
  const list = (await city.as('officer')('GET', `/api/tasks?plan=${plan}&kind=task&state=assigned`)).body as {
    tasks: { number: string; title: string }[];
  };
  expect(list.tasks.map(({ number, title }) => [number.trim(), title]).toSorted()).toContainEqual([
    '1-1',
    '梳理事项清单',
  ]);
  await sound();
});

test('合并两份方案的同一任务: 都作废, 并成一项; 其中一份方案撤掉这一条, 并成的那项还在', async () => {
  const other = await launched('云溪市优化服务环境工作方案');
  const tasks = [await taskOf('流程再造'), await taskOf('流程再造', other)];
  const into = {
    text: '完成审批事项流程再造',
    leads: [unit('water'), unit('reform')],
    supports: [unit('school')],
    dueDay: '2026-03-25',
  };
  expect((await preview({ tasks: [tasks[0] ?? ''], change: { kind: 'merge', into } })).text).toContain('ADJ-12');
  const merged = await approved({ tasks, change: { kind: 'merge', into } });
  const [after = ''] = merged.tasks;
  for (const task of tasks) expect((await duties(task)).map(([, state]) => state)).toEqual(['void', 'void']);
  expect((await city.as('waterLiaison')('GET', `/api/tasks/${after}`)).body).toMatchObject({
    replaces: tasks.map((id) => ({ id })),
  });
  await dropFrom(other, '流程再造');
  expect((await duties(after)).map(([, state]) => state)).toEqual(['open', 'open']);
  await sound();
});

test('合并几个单位的任务: 批准之前, 牵头一项的单位只看到自己的那一项怎样, 看不到别的; 配合单位没有打不开的链接', async () => {
  const [own, other] = [await taskOf('流程再造'), await taskOf('承诺')];
  await approved({ tasks: [own], change: { kind: 'lead', from: unit('water'), to: unit('county'), dueDay: null } });
  const now = await taskOf('流程再造');
  const into = { text: '一并办理', leads: [unit('reform')], supports: [], dueDay: '2026-03-25' };
  const id = await proposed({ tasks: [now, other], change: { kind: 'merge', into } });
  const voided = async (person: PersonKey) => {
    const { title, tasks, effect } = await detail(id, person);
    return [
      title,
      tasks.map((one) => one.id).toSorted(),
      [...new Set(effect?.voided.map(({ task }) => task))].toSorted(),
    ];
  };
  const title = '合并: 2 项并为“一并办理”';
  expect(await voided('leader')).toEqual([title, [now, other].toSorted(), [now, other].toSorted()]);
  expect(await voided('reformLiaison')).toEqual([title, [now], [now]]);
  expect(await voided('waterLiaison')).toEqual([title, [other], [other]]);
  const links = async (person: PersonKey) =>
    ((await city.as(person)('GET', `/api/tasks/${now}`)).body as { madeBy: string | null }).madeBy;
  expect(await links('reformLiaison')).not.toBeNull();
  expect(await links('schoolLiaison')).toBeNull();
});

test('不计入及时率: 逾期不算逾期, 办结也不算迟办; 另一个牵头单位照算; 已办结的也可以; 校验和重建一致', async () => {
  const task = await taskOf('流程再造');
  await city.moveTo('2026-03-23 09:00');
  // [逾期未办结, 逾期办结] 的件数. 市水利局另有一份报送逾期.
  const figures = async (key: UnitKey) => {
    const { tally } = (await city.as('officer')('GET', `/api/cockpit/units/${unit(key)}`)).body as {
      tally: { overdue: number; late: number };
    };
    return [tally.overdue, tally.late];
  };
  const exclude = (key: UnitKey) => approved({ tasks: [task], change: { kind: 'exclude', units: [unit(key)] } });
  expect([await figures('water'), await figures('reform')]).toEqual([
    [2, 0],
    [1, 0],
  ]);
  await exclude('water');
  expect([await figures('water'), await figures('reform')]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  await city.as('reformLiaison')('POST', `/api/tasks/${task}/complete`, { result: '已上线' });
  expect((await city.as('officer')('POST', `/api/tasks/${task}/accept`, {})).status).toBe(200);
  expect([await figures('water'), await figures('reform')]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  await exclude('reform');
  expect(await figures('reform')).toEqual([0, 0]);
  await sound();
});

test('换牵头之后, 留下的单位原先不计入及时率的仍不计入', async () => {
  const task = await taskOf('流程再造');
  await approved({ tasks: [task], change: { kind: 'exclude', units: [unit('water'), unit('reform')] } });
  const words = {
    tasks: [task],
    change: { kind: 'lead', from: unit('reform'), to: unit('county'), dueDay: null },
  };
  expect((await effect(words)).excluded.map((one) => one.unit.id)).toEqual([unit('water')]);
  const { tasks } = await approved(words);
  expect((await city.as('waterLiaison')('GET', `/api/tasks/${tasks[0]}`)).body).toMatchObject({
    excluded: [{ id: unit('water') }],
  });
});

test('方案撤掉已经换了牵头的一条: 接替的任务一同作废', async () => {
  const task = await taskOf('流程再造');
  const { tasks } = await approved({
    tasks: [task],
    change: { kind: 'lead', from: unit('water'), to: unit('school'), dueDay: null },
  });
  await dropFrom(plan, '流程再造');
  expect((await duties(tasks[0] ?? '')).map(([, state]) => state)).toEqual(['void', 'void']);
});

test('门户上公开的方案: 调整了的一条还在, 接替的都办完才算完成', async () => {
  const task = await taskOf('流程再造');
  await city.as('officer')('POST', `/api/plans/${plan}/publish`);
  const page = async () => (await city.as(null)('GET', `/plans/${plan}`)).text;
  const figures = async () => /\d+ 项任务, 已完成 \d+ 项/.exec(await page())?.[0];
  expect(await figures()).toBe('3 项任务, 已完成 0 项');
  const { tasks } = await approved({
    tasks: [task],
    change: { kind: 'lead', from: unit('reform'), to: unit('school'), dueDay: null },
  });
  expect(await figures()).toBe('3 项任务, 已完成 0 项');
  await city.as('waterLiaison')('POST', `/api/tasks/${tasks[0]}/complete`, { result: '已上线' });
  await city.as('officer')('POST', `/api/tasks/${tasks[0]}/accept`, {});
  expect(await figures()).toBe('3 项任务, 已完成 1 项');
});

async function dropFrom(id: string, words: string): Promise<void> {
  const office = city.as('officer');
  await office('POST', `/api/plans/${id}/amend`, {});
  const { items } = (await office('GET', `/api/plans/${id}`)).body as {
    items: { id: string; kind: string; revision: number; body: object }[];
  };
  for (const item of items.filter(({ kind, body }) => kind === 'task' && JSON.stringify(body).includes(words)))
    await office('POST', `/api/plans/${id}/items/${item.id}/drop`, { revision: item.revision, reason: '不再要求' });
  const { digest } = (await office('GET', `/api/plans/${id}/launch`)).body as { digest: string };
  expect((await office('POST', `/api/plans/${id}/launch`, { digest })).status).toBe(200);
}

test('不计入及时率: 有理由, 经批准, 是一条事实; 任务和灯都不变; 不能重复', async () => {
  const task = await taskOf('承诺');
  const words = { tasks: [task], change: { kind: 'exclude', units: [unit('water')] } };
  expect((await effect(words)).excluded).toMatchObject([{ unit: { id: unit('water') } }]);
  const before = await duties(task);
  const { id } = await approved(words);
  expect(await duties(task)).toEqual(before);
  const fact = (await listFacts(city.db, city.region, task)).at(-1)?.fact;
  expect([fact?.kind, fact?.data]).toEqual(['task.excluded-from-rate', { unit: unit('water'), adjustment: id }]);
  expect((await city.as('waterLiaison')('GET', `/api/tasks/${task}`)).body).toMatchObject({
    excluded: [{ id: unit('water') }],
  });
  expect((await propose(words)).text).toContain('ADJ-14');
});

test('报送事项: 可以改期, 不能换单位', async () => {
  const task = await taskOf('整改方案');
  const lead = { kind: 'lead', from: unit('water'), to: unit('school'), dueDay: null };
  expect((await preview({ tasks: [task], change: lead })).text).toContain('ADJ-10');
  await approved({ tasks: [task], change: { kind: 'date', units: [unit('water')], dueDay: '2026-03-13' } });
  expect(await duties(task)).toEqual([['water', 'open', at('2026-03-13 17:00')]]);
});

describe('谁提出, 谁批准', () => {
  const words = async () => ({
    tasks: [await taskOf('承诺')],
    change: { kind: 'date', units: [unit('water')], dueDay: '2026-04-30' },
  });

  test('效能办提出, 领导批准; 别人提不了也批不了; 自己提的自己不能批', async () => {
    for (const person of ['waterLiaison', 'leader', 'auditor'] as const)
      expect((await propose(await words(), person)).status, person).toBe(403);
    expect((await preview(await words(), 'waterLiaison')).status).toBe(403);
    const id = await proposed(await words());
    for (const person of ['officer', 'secondOfficer', 'waterLiaison'] as const) {
      expect((await approve(id, person)).status, person).toBe(403);
      const refusal = await city.as(person)('POST', `/api/adjustments/${id}/refuse`, { reason: '不同意' });
      expect(refusal.status, person).toBe(403);
    }
    await city.owner.query(sql`
      insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
      values (${city.region}, gen_random_uuid(), ${city.people.officer}, 'leader', null, '2020-01-01', null, 'test', 'test', ${at('2026-01-01 00:00')})`);
    expect((await approve(id, 'officer')).text).toContain('ADJ-17');
    expect((await approve(id)).status).toBe(200);
    expect((await approve(id, 'leader', 'x')).text).toContain('ADJ-15');
  });

  test('等待批准的: 所涉单位看得到, 无关单位看不到; 三个工作日内报批, 过期亮红牌', async () => {
    const id = await proposed(await words());
    expect((await city.as('waterLiaison')('GET', `/api/adjustments/${id}`)).status).toBe(200);
    expect((await city.as('schoolLiaison')('GET', `/api/adjustments/${id}`)).text).toContain('ADJ-01');
    const listed = async (person: PersonKey) =>
      ((await city.as(person)('GET', '/api/adjustments')).body as { adjustments: { id: string }[] }).adjustments.map(
        (one) => one.id,
      );
    expect([await listed('waterLiaison'), await listed('schoolLiaison')]).toEqual([[id], []]);
    expect((await city.as('auditor')('GET', '/api/adjustments')).status).toBe(403);
    // 3月2日提出, 三个工作日到3月5日.
    expect((await detail(id)).duties).toMatchObject([
      { act: '调整报批', dueAt: at('2026-03-05 17:00'), lamp: 'normal' },
    ]);
    await city.moveTo('2026-03-05 17:01');
    expect((await detail(id)).duties[0]?.lamp).toBe('red');
  });

  test('不批准: 写明理由, 任务照旧, 可以再提; 等待批准时不能另提', async () => {
    const before = await duties(await taskOf('承诺'));
    const id = await proposed(await words());
    expect((await propose(await words())).text).toContain('ADJ-04');
    const refuse = (reason: string) => city.as('leader')('POST', `/api/adjustments/${id}/refuse`, { reason });
    expect((await refuse('')).status).toBe(422);
    expect((await refuse('工期充足')).status).toBe(200);
    expect(await detail(id)).toMatchObject({ state: 'refused', reason: '机构职责调整' });
    expect(await duties(await taskOf('承诺'))).toEqual(before);
    expect((await propose(await words())).status).toBe(200);
  });

  test('看过之后任务有变化: 不按旧的影响执行; 任务已报送的, 说明现在不能照办', async () => {
    const task = await taskOf('承诺');
    const id = await proposed(await words());
    const { digest = '' } = (await detail(id)).effect ?? {};
    await city.as('waterLiaison')('POST', `/api/tasks/${task}/receive`, {});
    expect((await approve(id, 'leader', digest)).text).toContain('ADJ-16');
    await city.as('waterLiaison')('POST', `/api/tasks/${task}/complete`, { result: '已公布' });
    expect(await detail(id)).toMatchObject({ effect: null, obstacle: { code: 'ADJ-03' }, refuse: null });
    expect((await approve(id, 'leader', digest)).text).toContain('ADJ-03');
    await city.as('officer')('POST', `/api/tasks/${task}/return`, { reason: '缺少截图' });
    expect((await approve(id)).status).toBe(200);
  });
});
