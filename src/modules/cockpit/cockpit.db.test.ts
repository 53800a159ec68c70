import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import sql, { raw, type Sql } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { rebuildRegion, record } from '#ledger';
import { uuid } from '#platform/db';
import { at, type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { Cockpit, UnitView } from './contract.ts';
import { linksOf } from './links.ts';
import { tallyOfPlan } from './sheets.ts';

const MIGRATION = '../../../db/migrations/2026-11-25-0739-ledger-performance.sql';

let plainOverdue: SubjectId;
let returned: SubjectId;
let claimedLate: SubjectId;
let shared: SubjectId;
let city: Awaited<ReturnType<typeof testCity>>;
const plan = uuid();
const otherPlan = uuid();

type Story = { leads: UnitKey[]; supports?: UnitKey[]; dueDay: string | null; plan?: string };

async function assign({ leads, supports = [], dueDay, plan: of = plan }: Story): Promise<SubjectId> {
  const id = idOf<SubjectId>(uuid());
  const { region, people, units } = city;
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [
      {
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan: of,
          item: 'task-1',
          origin: 'task',
          period: null,
          leads: leads.map((unit) => units[unit]),
          supports: supports.map((unit) => units[unit]),
          acceptor: units.office,
          dueDay,
          dueBasis: dueDay === null ? 'none' : 'stated',
          span: null,
        },
        contents: [{ name: 'title', retention: 'business', body: { number: '一、', text: '整治沿街店招' } }],
      },
    ]),
  );
  return id;
}

async function launch(id: string, text: string): Promise<void> {
  const { region, people, units } = city;
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [
      {
        subject: { type: 'plan', id: idOf<SubjectId>(id) },
        kind: 'plan.launched',
        data: { office: units.office, units: [], version: 1, textDigest: '0', tasks: 13, cadences: 0 },
        contents: [{ name: 'title', retention: 'business', body: { number: '', text } }],
      },
    ]),
  );
}

async function fact(id: SubjectId | undefined, kind: string, data: object, on: UnitKey = 'water'): Promise<void> {
  const { region, people, units } = city;
  await city.db.transaction((tx) =>
    record(tx, { region, now: city.clock.now(), person: people.officer }, [
      { subject: { type: 'task', id: id ?? idOf('') }, kind, onBehalfOf: units[on], data: data as never },
    ]),
  );
}
const claim = (id: SubjectId | undefined, unit: UnitKey = 'water') =>
  fact(id, 'task.completion-reported', { unit: city.units[unit], acceptor: city.units.office }, unit);
const accept = (id: SubjectId | undefined) => fact(id, 'task.accepted', { unit: city.units.office }, 'office');

/**
 * The history, worked out by hand; it ends on Thursday 2 April 2026, 10:00.
 * 水利局 leads: on time 2 (one of them accepted late, one before its time), late 1 (due Fri 20 March, reported Tue 24
 * March: 2 workdays), overdue 3 (due Fri 20 March: 9 workdays until 2 April; one was returned; one claimed Mon 23 March,
 * 1 workday late, not yet examined), held 1, running 3 (one due Fri 3 April, one in May, one without a day), excluded 2
 * (void; done without a day). 教育局 leads: overdue 1 of its own in a shared task whose other half got another day.
 */
beforeAll(async () => {
  city = await testCity();
  await launch(plan, '云溪市市容整治行动方案');
  await launch(otherPlan, '云溪市窗口建设方案');
  const late = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  const onTime = await assign({ leads: ['water'], supports: ['reform'], dueDay: '2026-03-20' });
  const early = await assign({ leads: ['water'], dueDay: '2026-06-30', plan: otherPlan });
  plainOverdue = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  returned = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  claimedLate = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  const held = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  await assign({ leads: ['water'], dueDay: '2026-04-03', supports: ['reform'] });
  await assign({ leads: ['water'], dueDay: '2026-05-29' });
  await assign({ leads: ['water'], dueDay: null });
  const voided = await assign({ leads: ['water'], dueDay: '2026-03-20' });
  const undated = await assign({ leads: ['water'], dueDay: null });
  shared = await assign({ leads: ['reform', 'school'], dueDay: '2026-03-20' });

  await fact(shared, 'task.received', { unit: city.units.reform }, 'reform');
  await city.moveTo('2026-03-09 10:00');
  await fact(shared, 'task.extension-requested', {
    unit: city.units.reform,
    acceptor: city.units.office,
    dueDay: '2026-06-30',
    before: '2026-03-20',
  });
  await fact(shared, 'task.extension-granted', {
    unit: city.units.reform,
    request: uuid(),
    dueDay: '2026-06-30',
    before: '2026-03-20',
  });
  await fact(voided, 'task.voided', { plan, version: 2 }, 'office');
  await claim(early);
  await accept(early);
  await city.moveTo('2026-03-20 09:00');
  for (const id of [onTime, returned, held]) await claim(id);
  await fact(returned, 'task.returned', { unit: city.units.office }, 'office');
  await city.moveTo('2026-03-23 09:00');
  await claim(claimedLate);
  await city.moveTo('2026-03-24 10:00');
  for (const id of [late, undated]) await claim(id);
  await city.moveTo('2026-03-27 10:00');
  for (const id of [late, undated, onTime]) await accept(id);
  await city.moveTo('2026-04-02 10:00');
});
afterAll(() => city.close());

const cockpit = async (person: PersonKey, query = '') =>
  (await city.as(person)('GET', `/api/cockpit${query}`)).body as Cockpit;
const listed = async (person: PersonKey, path: string): Promise<number> => {
  const { status, body } = await city.as(person)('GET', `/api${path}${path.includes('?') ? '&' : '?'}limit=500`);
  expect(status, path).toBe(200);
  const { tasks, counts } = body as { tasks: unknown[]; counts: { count: number }[] };
  expect(
    counts.reduce((sum, { count }) => sum + count, 0),
    path,
  ).toBe(tasks.length);
  return tasks.length;
};

describe('数字与手工推算的经过一致', () => {
  test('按期率 = 按期办结 ÷ (办结 + 逾期未办结); 作废的, 不设期限的不计', async () => {
    const { tally, rate, period } = await cockpit('officer');
    expect(tally).toEqual({ 'on-time': 2, late: 1, overdue: 4, held: 1, running: 3 });
    expect(rate).toEqual({ share: 2 / 7, onTime: 2, closed: 3, overdue: 4 });
    expect(period).toEqual({ name: 'year', from: '2026-01-01', to: '2026-04-02' });
  });

  test('本月只计四月办结的, 逾期未办结的仍全部计入', async () => {
    const { tally, period } = await cockpit('officer', '?period=month');
    expect(tally).toEqual({ 'on-time': 0, late: 0, overdue: 4, held: 1, running: 3 });
    expect(period.from).toBe('2026-04-01');
  });

  test('本周到期: 尚未报送, 今天到周日之间到期的', async () => {
    expect((await cockpit('officer')).dueThisWeek).toEqual({ from: '2026-04-02', to: '2026-04-05', count: 1 });
  });

  test('平均逾期按工作日: 2 + 9 + 9 + 1 + 9 (教育局一件), 共 5 项', async () => {
    expect((await cockpit('officer')).lateness).toEqual({ workdays: 6, tasks: 5 });
    const { lateness } = (await city.as('officer')('GET', `/api/cockpit/units/${city.units.water}`)).body as UnitView;
    // (2 + 9 + 9 + 1) ÷ 4 = 5.25
    expect(lateness).toEqual({ workdays: 5.3, tasks: 4 });
  });

  test('各单位: 一项任务几个单位牵头, 延期只及于一个单位的, 各按自己的期限', async () => {
    const { units } = await cockpit('officer');
    const figures = units.map(({ unit, tally }) => [
      unit.name,
      tally.overdue,
      tally.late,
      tally['on-time'],
      tally.running,
    ]);
    expect(figures).toEqual([
      ['云溪市水利局', 3, 1, 2, 3],
      ['云溪市教育局', 1, 0, 0, 0],
      ['云溪市发展和改革委员会', 0, 0, 0, 1],
    ]);
  });

  test('每周趋势: 按报送完成之日所在的周', async () => {
    const { weeks } = await cockpit('officer');
    expect(weeks.length).toBe(12);
    expect(weeks.at(-1)).toEqual({ from: '2026-03-30', to: '2026-04-05', onTime: 0, late: 0 });
    expect(weeks.filter(({ onTime, late }) => onTime + late > 0)).toEqual([
      { from: '2026-03-09', to: '2026-03-15', onTime: 1, late: 0 },
      { from: '2026-03-16', to: '2026-03-22', onTime: 1, late: 0 },
      { from: '2026-03-23', to: '2026-03-29', onTime: 0, late: 1 },
    ]);
  });

  test('方案: 只列尚有任务未办结的, 全部任务按到期日分', async () => {
    const { plans } = await cockpit('officer');
    expect(plans.map((one) => one.plan)).toEqual([{ id: plan, title: '云溪市市容整治行动方案' }]);
    const [figures] = plans;
    if (figures === undefined) throw new Error('one plan was expected');
    expect(tallyOfPlan(figures)).toEqual({ 'on-time': 1, late: 1, overdue: 4, held: 1, running: 3 });
    expect(tallyOfPlan(figures, { from: '2026-03-21', to: '2026-04-03' }).running).toBe(1);
  });
});

describe('与直接在责任事项里数的一致', () => {
  const counted = async (where: Sql) =>
    (
      await city.db.one<{ count: number }>(sql`
        select count(distinct subject_id) as count from ledger.obligation
        where region = ${city.region} and rule = 'plan-task' and ${where}`)
    ).count;

  test('逾期未办结, 按期办结, 逾期办结, 各单位的逾期', async () => {
    const now = city.clock.now();
    const overdue = sql`(state = 'open' and due_at < ${now}::timestamptz or state = 'held' and (body->>'claimedAt')::timestamptz > due_at)`;
    const { tally, units } = await cockpit('officer');
    expect(tally.overdue).toBe(await counted(overdue));
    expect(tally['on-time']).toBe(await counted(sql`state = 'met' and due_at is not null`));
    expect(tally.late).toBe(await counted(sql`state = 'met-late'`));
    expect(tally.held).toBe(await counted(sql`state = 'held' and (body->>'claimedAt')::timestamptz <= due_at`));
    for (const { unit, tally: its } of units) {
      expect(its.overdue, unit.name).toBe(await counted(sql`bearer_unit = ${unit.id}::uuid and ${overdue}`));
    }
  });

  test('重折全部事实, 所存的办理结果没有差异', async () => {
    expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
  });
});

test('升级时补上的办理结果, 与事实重折的相同', async () => {
  const migration = readFileSync(join(import.meta.dirname, MIGRATION), 'utf8');
  const statements = migration.split(/;\n/).filter((text) => /^\s*(?:--.*\n)?(?:with|update)\b/.test(text));
  expect(statements.length).toBe(3);
  await city.owner.query(sql`update ledger.subject set outcome = null, deadline_at = null, performed_at = null`);
  await city.owner.query(sql`update ledger.party set outcome = null, deadline_at = null, performed_at = null`);
  const { differences } = await rebuildRegion(city.db, city.region, { apply: false });
  expect(differences.length).toBeGreaterThan(13);
  for (const statement of statements) await city.owner.query(raw(statement));
  expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
});

describe('数字点开就是清单, 项数相同', () => {
  test.each(['officer', 'leader', 'waterLiaison', 'reformLiaison', 'schoolLiaison'] as const)('%s', async (person) => {
    for (const query of ['', '?period=month', `?plan=${plan}`]) {
      const answer = await cockpit(person, query);
      const links = linksOf(answer, query.startsWith('?plan') ? { plan } : {});
      expect(await listed(person, links.onTime)).toBe(answer.tally['on-time']);
      expect(await listed(person, links.late)).toBe(answer.tally.late);
      expect(await listed(person, links.closed)).toBe(answer.rate.closed);
      expect(await listed(person, links.overdue)).toBe(answer.tally.overdue);
      expect(await listed(person, links.held)).toBe(answer.tally.held);
      expect(await listed(person, links.running)).toBe(answer.tally.running);
      expect(await listed(person, links.dueThisWeek)).toBe(answer.dueThisWeek.count);
      for (const { unit, tally } of answer.units) {
        for (const timing of ['on-time', 'late', 'overdue', 'held', 'running'] as const)
          expect(await listed(person, links.ofLead(unit.id, timing)), `${unit.name} ${timing}`).toBe(tally[timing]);
      }
      for (const week of answer.weeks.filter(({ onTime, late }) => onTime + late > 0)) {
        expect(await listed(person, links.ofWeek(week, 'on-time'))).toBe(week.onTime);
        expect(await listed(person, links.ofWeek(week, 'late'))).toBe(week.late);
      }
      for (const figures of answer.plans) {
        const phase = { from: '2026-03-16', to: '2026-04-03' };
        const inPhase = tallyOfPlan(figures, phase);
        for (const timing of ['on-time', 'late', 'overdue', 'running'] as const)
          expect(await listed(person, links.ofPlan(figures.plan.id, [timing], phase))).toBe(inPhase[timing]);
      }
    }
  });
});

describe('只见自己可以查看的', () => {
  test('单位只数与本单位有关的任务, 效能办与领导数全辖区, 审计员不能看', async () => {
    expect((await cockpit('leader')).tally).toEqual((await cockpit('officer')).tally);
    // 配合的也看得到: 按期办结一件, 本周到期一件; 与教育局共同牵头的一件, 就整件而言已经逾期。
    expect((await cockpit('reformLiaison')).tally).toEqual({ 'on-time': 1, late: 0, overdue: 1, held: 0, running: 1 });
    expect((await cockpit('schoolLiaison')).tally).toEqual({ 'on-time': 0, late: 0, overdue: 1, held: 0, running: 0 });
    expect((await city.as('auditor')('GET', '/api/cockpit')).status).toBe(403);
    expect((await city.as(null)('GET', '/api/cockpit')).status).toBe(401);
  });

  test('单位页: 别的单位打开, 只数与自己有关的几项; 没有的单位 404', async () => {
    const view = async (person: PersonKey) =>
      (await city.as(person)('GET', `/api/cockpit/units/${city.units.water}`)).body as UnitView;
    expect((await view('officer')).tally).toEqual({ 'on-time': 2, late: 1, overdue: 3, held: 1, running: 3 });
    expect((await view('reformLiaison')).tally).toEqual({ 'on-time': 1, late: 0, overdue: 0, held: 0, running: 1 });
    expect((await view('reformLiaison')).latest.length).toBeGreaterThan(0);
    const none = await view('schoolLiaison');
    expect([none.tally.running, none.due, none.latest, none.lamps]).toEqual([0, [], [], []]);
    expect((await city.as('officer')('GET', `/api/cockpit/units/${uuid()}`)).text).toContain('CPT-01');
    const wide = await view('officer');
    expect(wide.latest.length).toBe(12);
    expect(wide.lamps.reduce((sum, { count }) => sum + count, 0)).toBe(7);
    for (const timing of ['on-time', 'late', 'overdue', 'held', 'running'] as const) {
      const links = linksOf(wide, {});
      expect(await listed('officer', links.ofLead(city.units.water, timing))).toBe(wide.tally[timing]);
    }
  });

  test('单位页按本单位自己的期限: 获准延期的一方不算逾期, 没有获准的一方算; 迟报的算到报送那天', async () => {
    const due = async (key: UnitKey) =>
      ((await city.as('officer')('GET', `/api/cockpit/units/${city.units[key]}`)).body as UnitView).due;
    const own = async (key: UnitKey) => (await due(key)).find(({ id }) => id === shared);
    expect(await own('reform')).toMatchObject({ dueAt: at('2026-06-30 17:00'), workdaysLate: 0, lamp: 'normal' });
    expect(await own('school')).toMatchObject({ dueAt: at('2026-03-20 17:00'), workdaysLate: 9, lamp: 'red' });
    expect((await due('water')).find(({ id }) => id === claimedLate)).toMatchObject({ workdaysLate: 1 });
    const listed = (await city.as('officer')('GET', `/api/tasks?lead=${city.units.reform}&timing=running`)).body as {
      tasks: { id: string; timing: string; lamp: string; deadlineAt: string }[];
    };
    expect(listed.tasks.find(({ id }) => id === shared)).toMatchObject({
      timing: 'running',
      lamp: 'normal',
      deadlineAt: at('2026-06-30 17:00'),
    });
  });

  test('一分钟: 领导与效能办可看, 最重的三件逾期最久; 单位不能看', async () => {
    const brief = (await city.as('leader')('GET', '/api/cockpit/brief')).body as {
      overdue: number;
      worst: { id: string; workdaysLate: number; dueAt: string }[];
    };
    expect(brief.overdue).toBe(4);
    expect(brief.worst.map(({ workdaysLate }) => workdaysLate)).toEqual([9, 9, 9]);
    // 迟报而待验收的一件不再变迟, 不在其中.
    expect(brief.worst.map(({ id }) => id).toSorted()).toEqual([plainOverdue, returned, shared].toSorted());
    expect((await city.as('waterLiaison')('GET', '/api/cockpit/brief')).text).toContain('CPT-02');
  });
});

describe('导出', () => {
  test('每张图的数据都能取成工作簿; 写错的图名说明', async () => {
    for (const chart of ['units', 'weeks', 'plans'] as const) {
      const reply = await city.as('officer')('GET', `/api/cockpit.xlsx?chart=${chart}`);
      expect([reply.status, reply.text.slice(0, 2)], chart).toEqual([200, 'PK']);
    }
    expect((await city.as('officer')('GET', '/api/cockpit.xlsx?chart=pie')).status).toBe(422);
    expect((await city.as('officer')('GET', `/api/cockpit.xlsx?chart=units&lead=${city.units.water}`)).status).toBe(
      422,
    );
    expect((await city.as('officer')('GET', `/api/cockpit.xlsx?chart=weeks&lead=${city.units.water}`)).status).toBe(
      200,
    );
  });

  test('导出的只有自己看得到的; 看不到业务的角色和未登录的拿不到', async () => {
    const rows = async (person: PersonKey) => {
      const { bytes } = await city.raw(person, '/api/cockpit.xlsx?chart=units');
      const [sheet] = (await readXlsx(bytes)).sheets;
      const units = (await cockpit(person)).units.map(({ unit }) => unit.name);
      const cells = new Set((sheet?.rows ?? []).flat().map(String));
      return [units, ['云溪市水利局', '云溪市教育局', '云溪市发展和改革委员会'].filter((name) => cells.has(name))];
    };
    const [all, wide] = await rows('officer');
    expect(wide?.toSorted()).toEqual(all?.toSorted());
    const [own, narrow] = await rows('schoolLiaison');
    expect(narrow?.toSorted()).toEqual(own?.toSorted());
    expect(narrow).not.toContain('云溪市水利局');
    for (const path of ['.xlsx?chart=units', '/brief', `/units/${city.units.water}`]) {
      expect((await city.as('auditor')('GET', `/api/cockpit${path}`)).status, path).toBe(403);
      expect((await city.as(null)('GET', `/api/cockpit${path}`)).status, path).toBe(401);
    }
  });
});
