import { readXlsx } from 'hucre/xlsx';
import sql, { type Sql } from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { record } from '#ledger';
import { uuid } from '#platform/db';
import { readDocument } from '#platform/documents';
import { SESSION_COOKIE } from '#platform/http';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());
beforeEach(() => city.clock.moveTo(at('2026-03-02 09:00')));

type Line = { readonly lead: UnitKey; readonly supports?: readonly UnitKey[]; readonly dueDay: string };

async function assign(plan: string, lines: readonly Line[]): Promise<SubjectId[]> {
  const { region, people, units, clock, db } = city;
  const ids = lines.map(() => idOf<SubjectId>(uuid()));
  await db.transaction((tx) =>
    record(
      tx,
      { region, now: clock.now(), person: people.officer },
      lines.map(({ lead, supports = [], dueDay }, index) => ({
        subject: { type: 'task', id: ids[index] ?? idOf<SubjectId>('') },
        kind: 'task.assigned',
        data: {
          plan,
          item: `task-${index}`,
          origin: 'task',
          period: null,
          leads: [units[lead]],
          supports: supports.map((unit) => units[unit]),
          acceptor: units.office,
          dueDay,
          dueBasis: 'stated',
          span: null,
        },
        contents: [
          { name: 'title', retention: 'business', body: { number: `${index + 1}`, text: `第${index + 1}件事` } },
        ],
      })),
    ),
  );
  return ids;
}

/** The table as objects by heading, and the line above it. */
async function take(person: PersonKey, query: string) {
  const reply = await city.app.inject({
    url: `/api/merged-progress.xlsx?${query}`,
    cookies: { [SESSION_COOKIE]: await city.token(person) },
  });
  if (reply.statusCode !== 200) return { status: reply.statusCode, note: '', rows: [] };
  const [note = [], head = [], ...rows] = (await readXlsx(reply.rawPayload)).sheets[0]?.rows ?? [];
  const named = rows.map((row) =>
    Object.fromEntries(head.map((heading, index) => [String(heading), String(row[index] ?? '')])),
  );
  return { status: 200, note: String(note[0]), rows: named };
}
const column = (taken: { rows: readonly Record<string, string>[] }, heading: string) =>
  taken.rows.map((row) => row[heading]);
const count = async (statement: Sql) => (await city.db.one<{ count: number }>(statement)).count;
const report = (person: PersonKey, id: SubjectId | undefined, body: object) =>
  city.as(person)('POST', `/api/tasks/${id}/report`, body);

test('一张表: 各单位最近的报告合在一行, 配合单位的注明', async () => {
  const plan = uuid();
  const [first, second, third] = await assign(plan, [
    { lead: 'water', supports: ['reform'], dueDay: '2026-03-18' },
    { lead: 'water', dueDay: '2026-03-19' },
    { lead: 'school', dueDay: '2026-03-20' },
  ]);
  await report('waterLiaison', first, { percent: 20, progress: '旧的' });
  await report('waterLiaison', first, { percent: 40, progress: '已摸底', problem: '缺人', nextStep: '借调' });
  await report('reformLiaison', first, { progress: '已会签' });
  await report('waterLiaison', second, { progress: '已开会' });
  await city.as('schoolLiaison')('POST', `/api/tasks/${third}/complete`, { result: '都做完了' });
  const { rows } = await take('officer', `plan=${plan}`);
  expect(rows).toEqual([
    {
      序号: '1',
      编号: '1',
      任务: '第1件事',
      牵头单位: '云溪市水利局',
      进展: '云溪市水利局: 40% 已摸底\n云溪市发展和改革委员会 (配合): 已会签',
      问题: '云溪市水利局: 缺人',
      下一步: '云溪市水利局: 借调',
      灯: '正常',
      到期: '2026-03-18',
      变化: '',
    },
    expect.objectContaining({ 序号: '2', 进展: '已开会', 问题: '' }),
    expect.objectContaining({ 序号: '3', 进展: '报送完成: 都做完了', 灯: '正常' }),
  ]);
});

describe('变化', () => {
  test('自本人以同一筛选上次下载以来; 换一种筛选, 换一个人, 各算各的', async () => {
    const plan = uuid();
    const [first, second] = await assign(plan, [
      { lead: 'water', dueDay: '2026-03-18' },
      { lead: 'water', dueDay: '2026-03-19' },
      { lead: 'school', dueDay: '2026-04-30' },
    ]);
    const initial = await take('officer', `plan=${plan}`);
    expect(initial.note).toContain('首次以这一筛选下载');
    expect(column(initial, '变化')).toEqual(['', '', '']);

    await report('waterLiaison', first, { progress: '已摸底' });
    await city.moveTo('2026-03-17 09:00');
    await city.as('waterLiaison')('POST', `/api/tasks/${second}/receive`, {});
    await assign(plan, [{ lead: 'school', dueDay: '2026-05-30' }]);
    expect(column(await take('secondOfficer', `plan=${plan}`), '变化')).toEqual(['', '', '', '']);
    expect(column(await take('officer', `plan=${plan}&q=${encodeURIComponent('事')}`), '变化')).toEqual([
      '',
      '',
      '',
      '',
    ]);
    const later = await take('officer', `plan=${plan}`);
    expect(later.note).toContain('2026-03-02 09:00');
    const [one, two, three, four] = column(later, '变化');
    expect(one).toMatch(/^报告进展、.*预警/);
    expect(two).toMatch(/签收/);
    expect([three, four]).toEqual([expect.stringContaining('红牌'), '新交办']);
    expect(column(await take('officer', `plan=${plan}`), '变化')).toEqual(['', '', '', '']);
  });

  test('下载时还没有提交完的一笔, 下次下载标出, 不漏', async () => {
    const plan = uuid();
    const [first] = await assign(plan, [{ lead: 'water', dueDay: '2026-03-18' }]);
    const { region, people, units, clock, db } = city;
    await take('officer', `plan=${plan}`);
    await db.transaction(async (tx) => {
      await record(tx, { region, now: clock.now(), person: people.waterLiaison }, [
        {
          subject: { type: 'task', id: first ?? idOf<SubjectId>('') },
          kind: 'task.progress-reported',
          onBehalfOf: units.water,
          data: { unit: units.water, percent: 30 },
        },
      ]);
      expect(column(await take('officer', `plan=${plan}`), '变化')).toEqual(['']);
    });
    expect(column(await take('officer', `plan=${plan}`), '变化')).toEqual(['报告进展']);
  });
});

describe('与直接在数据库里数的一致', () => {
  test('全部, 按灯, 按状态, 按单位, 报告过的项数', async () => {
    const plan = uuid();
    const ids = await assign(
      plan,
      Array.from({ length: 60 }, (_, index) => ({
        lead: index % 3 === 0 ? ('school' as const) : ('water' as const),
        supports: index % 4 === 0 ? (['reform'] as const) : [],
        dueDay: index % 5 === 0 ? '2026-03-05' : '2026-06-30',
      })),
    );
    for (const id of ids.filter((_, index) => index % 3 === 1)) await report('waterLiaison', id, { progress: '推进' });
    await city.moveTo('2026-03-06 09:00');
    const { region, units } = city;
    const all = await take('officer', `plan=${plan}`);
    const lamps = new Map([
      ['red', '红牌'],
      ['normal', '正常'],
    ]);
    for (const [lamp, word] of lamps) {
      const counted = await count(sql`
        select count(*) as count from ledger.subject where region = ${region} and parent_id = ${plan}::uuid and lamp = ${lamp}`);
      expect(counted, lamp).toBeGreaterThan(5);
      expect(all.rows.filter((row) => row.灯 === word).length, lamp).toBe(counted);
      expect((await take('officer', `plan=${plan}&lamp=${lamp}`)).rows.length, lamp).toBe(counted);
    }
    expect(all.rows.length).toBe(60);
    expect(column(all, '进展').filter((words) => words !== '').length).toBe(
      await count(sql`
        select count(distinct f.subject_id) as count from ledger.fact f join ledger.subject s on s.region = f.region and s.id = f.subject_id
        where s.region = ${region} and s.parent_id = ${plan}::uuid and f.kind = 'task.progress-reported'`),
    );
    expect((await take('officer', `plan=${plan}&state=in-progress`)).rows.length).toBe(20);
    const ofReform = await count(sql`
      select count(*) as count from ledger.party p join ledger.subject s on s.region = p.region and s.id = p.subject_id
      where p.region = ${region} and p.unit_id = ${units.reform}::uuid and s.parent_id = ${plan}::uuid`);
    expect(ofReform).toBe(15);
    expect((await take('officer', `plan=${plan}&unit=${units.reform}`)).rows.length).toBe(ofReform);
    // 单位联络员只看得到本单位参与的。
    expect((await take('reformLiaison', `plan=${plan}`)).rows.length).toBe(ofReform);
  });

  test('审计员不能下载; 筛选写错的说明', async () => {
    expect((await take('auditor', '')).status).toBe(403);
    expect((await take('officer', 'plan=abc')).status).toBe(422);
    expect((await take('leader', `plan=${uuid()}`)).rows).toEqual([]);
  });
});

test('合并进展表也可下载为 .docx: 同样的行和标记; 两种下载各记各的位置', async () => {
  city.clock.moveTo(at('2026-03-03 09:00'));
  const plan = uuid();
  const [task] = await assign(plan, [{ lead: 'water', dueDay: '2026-06-30' }]);
  expect((await report('waterLiaison', task, { progress: '已进场', percent: 30 })).body).toMatchObject({
    state: 'in-progress',
  });
  const taken = await city.raw('officer', `/api/merged-progress.docx?plan=${plan}`);
  const read = await readDocument(taken.bytes, '合并进展表.docx');
  expect('text' in read && read.text.split('\n').filter((line) => line !== '')).toEqual([
    '任务进展合并表',
    expect.stringContaining('首次以这一筛选下载'),
    '序号\t编号\t任务\t牵头单位\t进展\t问题\t下一步\t灯\t到期\t变化',
    '1\t1\t第1件事\t云溪市水利局\t30% 已进场\t/\t/\t正常\t2026-06-30\t/',
  ]);
  expect((await take('officer', `plan=${plan}`)).note).toContain('首次以这一筛选下载');
  // 看不到的任务不在表里
  const others = await readDocument(
    (await city.raw('schoolLiaison', `/api/merged-progress.docx?plan=${plan}`)).bytes,
    '表.docx',
  );
  expect('text' in others && others.text).not.toContain('第1件事');
});
