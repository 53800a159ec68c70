import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { lampOf } from '#core/obligation';
import { listBodies, listPeople, listUnits } from '#directory';
import { verifyEvidence } from '#evidence';
import { findSubject, listFacts, rebuildRegion, verifyRegion } from '#ledger';
import { changePassword, disableAccount, findAccountOf } from '#platform/auth';
import { type Db, uuid } from '#platform/db';
import { type BlobStore, openDiskBlobs } from '#platform/files';
import { SESSION_COOKIE } from '#platform/http';
import { silentLog } from '#platform/log';
import { testCity } from '../../../test/city.ts';
import { type FreshDb, freshDb } from '../../../test/database.ts';
import { type Composed, compose } from '../compose.ts';
import { directoryDoor } from '../directory-door.ts';
import { modulesWith } from '../modules.ts';
import { isOfficeDay } from './everyday.ts';
import { keepLoaded } from './folder.ts';
import { admitDemonstration, demonstration, demonstrationClock, refuseDemonstration } from './index.ts';
import { ENDS_AT, happenings, loadDemonstration, PASSWORD, REGION } from './load.service.ts';
import { at } from './stage.ts';

type Shown = {
  readonly fresh: FreshDb;
  readonly folder: string;
  readonly blobs: BlobStore;
  readonly clock: ReturnType<typeof demonstrationClock>;
  readonly composed: Composed;
};

let shown: Shown;
beforeAll(async () => {
  const fresh = await freshDb();
  const folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
  const blobs = await openDiskBlobs(join(folder, 'files'));
  const modules = modulesWith(blobs);
  await loadDemonstration({ db: fresh.db, modules, dataDir: folder, version: 'test' });
  keepLoaded(folder, ENDS_AT);
  const clock = demonstrationClock(folder);
  const composed = await compose({
    db: fresh.db,
    clock,
    log: silentLog,
    version: 'test',
    dataDir: folder,
    directory: directoryDoor,
    modules,
    demonstration: demonstration(fresh.db, clock),
  });
  await composed.app.ready();
  shown = { fresh, folder, blobs, clock, composed };
}, 240_000);
afterAll(async () => {
  await shown.composed.app.close();
  await shown.fresh.drop();
  await rm(shown.folder, { recursive: true, force: true });
});

/** Presses the button of a person; returns the cookie. */
async function pressed(username: string): Promise<{ status: number; token: string }> {
  const reply = await shown.composed.app.inject({
    method: 'POST',
    url: '/demo/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ idempotencyKey: uuid(), username }).toString(),
  });
  const token = reply.cookies.find(({ name }) => name === SESSION_COOKIE)?.value ?? '';
  return { status: reply.statusCode, token };
}

async function asked<Answer>(token: string, url: string, body?: object): Promise<Answer> {
  const reply = await shown.composed.app.inject({
    method: body === undefined ? 'GET' : 'POST',
    url,
    cookies: { [SESSION_COOKIE]: token },
    headers: body === undefined ? {} : { 'idempotency-key': uuid() },
    ...(body === undefined ? {} : { payload: body }),
  });
  expect(`${reply.statusCode} ${url}`).toBe(`200 ${url}`);
  return reply.json() as Answer;
}

type Line = {
  id: string;
  number: string;
  title: string;
  state: string;
  lamp: string;
  dueAt: string;
  leads: { name: string }[];
};

/** Tasks of a unit whose titles hold the words, as the office sees them. */
async function tasksOf(unit: string, words: string): Promise<Line[]> {
  const { token } = await pressed('周明远');
  const { tasks } = await asked<{ tasks: Line[] }>(token, `/api/tasks?limit=500&q=${encodeURIComponent(words)}`);
  return tasks.filter(({ leads }) => leads.some(({ name }) => name === unit));
}
async function taskOf(unit: string, words: string): Promise<Line> {
  const [only, ...others] = await tasksOf(unit, words);
  if (only === undefined || others.length > 0) throw new Error(`${unit}: ${words}: ${others.length + 1}`);
  return only;
}
const lifeOf = async (line: Line) =>
  (await listFacts(shown.fresh.db, REGION, idOf<SubjectId>(line.id))).map(({ fact }) => fact);
/** The last day of what the lead unit had to do, also when it is done. */
const dueOf = async (line: Line) =>
  (await findSubject(shown.fresh.db, REGION, idOf<SubjectId>(line.id)))?.obligations.find(
    ({ rule }) => rule === 'plan-task',
  )?.times.dueAt;
const signalsOf = async (line: Line) =>
  (await lifeOf(line)).filter(({ kind }) => kind === 'obligation.signalled').map(({ data }) => data);

describe('载入之后', () => {
  test('六十个单位分四级, 三百人, 四个领导小组, 六份启动的方案', async () => {
    const { db } = shown.fresh;
    const units = await listUnits(db, REGION, shown.clock.today());
    const parents = new Map(units.map(({ id, parent }) => [id, parent]));
    const depth = (id: (typeof units)[number]['id'] | null | undefined): number =>
      id === null || id === undefined ? 0 : 1 + depth(parents.get(id));
    expect([units.length, Math.max(...units.map(({ id }) => depth(id)))]).toEqual([60, 4]);
    const people = await listPeople(db, REGION, shown.clock.today());
    expect([people.length, new Set(people.map(({ name }) => name)).size]).toEqual([300, 300]);
    expect(await listBodies(db, REGION, shown.clock.today())).toHaveLength(4);
    const { token } = await pressed('许清和');
    const { plans } = await asked<{ plans: { state: string; published: boolean }[] }>(token, '/api/plans');
    expect(plans.map(({ state }) => state)).toEqual(Array(6).fill('live'));
    expect(plans.filter(({ published }) => published)).toHaveLength(2);
  });

  test('每条链核验通过, 每份凭证都在, 由事实重折与所存一致', async () => {
    const { owner, db } = shown.fresh;
    const verified = await verifyRegion(owner, REGION);
    expect(verified.findings).toEqual([]);
    expect(verified.facts).toBeGreaterThan(1000);
    const evidence = await verifyEvidence(db, shown.blobs);
    expect(evidence.findings).toEqual([]);
    expect(evidence.contents).toBeGreaterThan(50);
    expect((await rebuildRegion(owner, REGION)).differences).toEqual([]);
  });

  test('每月一报: 二十八个单位, 三月到七月各一期; 七月的一期由时钟在七月一日开出', async () => {
    const { token } = await pressed('周明远');
    const words = encodeURIComponent('每月25日前向市效能办报送');
    const { tasks } = await asked<{ tasks: Line[] }>(token, `/api/tasks?limit=500&q=${words}`);
    const ofPeriod = (period: string) => tasks.filter(({ number }) => number === period);
    // 二十一个部门、两个事业单位、五个县区。
    expect(['2026-03', '2026-04', '2026-05', '2026-06', '2026-07'].map((period) => ofPeriod(period).length)).toEqual(
      Array(5).fill(28),
    );
    const [july] = ofPeriod('2026-07');
    expect((await lifeOf(july as Line))[0]).toMatchObject({
      kind: 'task.assigned',
      recordedAt: at('2026-07-01 00:05'),
    });
  });
});

describe('故事里手算得出的事', () => {
  test('水利审批: 4 月 24 日到期, 23 日被退回, 27 日补报; 24 日下班时亮红牌, 办结仍是逾期', async () => {
    const task = await taskOf('云溪市水利局', '水利审批事项流程再造');
    expect([task.state, task.lamp, await dueOf(task)]).toEqual(['closed', 'done-late', at('2026-04-24 17:00')]);
    const kinds = (await lifeOf(task)).map(({ kind }) => kind).filter((kind) => kind !== 'obligation.signalled');
    expect(kinds).toEqual([
      'task.assigned',
      'task.received',
      'task.progress-reported',
      'task.progress-reported',
      'task.completion-reported',
      'task.returned',
      'task.completion-reported',
      'task.accepted',
      'task.closed',
    ]);
    expect(await signalsOf(task)).toContainEqual(
      expect.objectContaining({ level: 'red', threshold: at('2026-04-24 17:00') }),
    );
  });

  test('“一件事”: 到期前获准延期至 6 月 12 日, 11 日报送, 没有红牌, 按期办结', async () => {
    const task = await taskOf('云溪市数据局', '高效办成一件事');
    expect([task.state, task.lamp, await dueOf(task)]).toEqual(['closed', 'done', at('2026-06-12 17:00')]);
    expect((await signalsOf(task)).filter(({ level }) => level === 'red')).toEqual([]);
  });

  test('市城管局: 三月二日交办, 两个工作日内未签收; 两次催办不回; 停车泊位到演示之日仍是红牌', async () => {
    const streets = await taskOf('云溪市城市管理局', '整治占道经营');
    expect([streets.state, streets.lamp]).toEqual(['closed', 'done-late']);
    // 3 月 2 日周一交办, 3 月 4 日下班前应签收, 3 月 9 日才签收。
    expect((await signalsOf(streets))[0]).toMatchObject({ level: 'red', threshold: at('2026-03-04 17:00') });
    const chases = (await lifeOf(streets)).filter(({ kind }) => kind === 'task.chased');
    expect(chases.map(({ data, occurredAt }) => [data.number, occurredAt])).toEqual([
      [1, at('2026-04-20 09:30')],
      [2, at('2026-04-23 09:30')],
    ]);
    const subject = await findSubject(shown.fresh.db, REGION, idOf<SubjectId>(streets.id));
    const answers = subject?.obligations.filter(({ rule }) => rule === 'chase-answer') ?? [];
    // 4 月 20 日周一催办, 22 日下班前应回应, 27 日才报; 23 日周四再催, 27 日周一下班前应回应, 当日 16:50 报送。
    expect(answers.map(({ times }) => times.dueAt)).toEqual([at('2026-04-22 17:00'), at('2026-04-27 17:00')]);
    expect(answers.map(lampOf)).toEqual(['done-late', 'done']);

    const parking = await taskOf('云溪市城市管理局', '公共停车泊位');
    expect([parking.state, parking.lamp]).toEqual(['in-progress', 'red']);
    const numbers = (await lifeOf(parking)).filter(({ kind }) => kind === 'task.chased').map(({ data }) => data.number);
    // 第 3 号是云东县催石桥镇的那一次。
    expect(numbers).toEqual([4, 5]);
  });

  test('路灯井盖: 延期未获同意, 原来的日子不动, 补办后是逾期办结', async () => {
    const task = await taskOf('云溪市城市管理局', '路灯不亮');
    expect([task.state, task.lamp, await dueOf(task)]).toEqual(['closed', 'done-late', at('2026-05-08 17:00')]);
  });

  test('演示之日早上: 一项黄牌, 一项预警, 一份延期申请和一份报告等着效能办', async () => {
    // 7 月 3 日周五到期, 前三日起黄牌; 7 月 7 日周二到期, 前五个工作日起预警。
    expect((await taskOf('云溪市教育局', '公办幼儿园学位')).lamp).toBe('yellow');
    expect((await taskOf('云溪市农业农村局', '农村人居环境')).lamp).toBe('warning');
    const { token } = await pressed('周明远');
    const petitions = await taskOf('云溪市信访局', '信访积案化解率');
    const { extension } = await asked<{ extension: { pending: object[] } }>(token, `/api/tasks/${petitions.id}`);
    expect(extension.pending).toEqual([
      expect.objectContaining({ dueDay: '2026-07-20', before: '2026-06-30', refusal: null }),
    ]);
    expect((await taskOf('云溪市自然资源局', '不动产登记与水电气')).state).toBe('submitted');
    expect((await taskOf('云溪市工业和信息化局', '清理拖欠中小企业账款')).state).toBe('returned');
  });

  test('领导的批示: 一件按期报告后办结, 一件急件从 6 月 26 日起五日, 演示之日还没有报告', async () => {
    const { token } = await pressed('林远山');
    const { instructions } = await asked<{ instructions: { state: string; lamp: string; dueAt: string | null }[] }>(
      token,
      '/api/instructions',
    );
    // 6 月 26 日周五起五日, 7 月 1 日周三下班前报告。
    expect(instructions.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['given', at('2026-07-01 17:00')],
      ['closed', null],
    ]);
  });

  test('门户上看得到两份公开的方案, 没有人名', async () => {
    const page = (await shown.composed.app.inject('/plans')).body;
    expect(page).toContain('云溪市“效能提升年”活动实施方案');
    expect(page).toContain('云东县“效能提升年”活动实施方案');
    expect(page).not.toContain('溪口区“效能提升年”活动实施方案');
  });
});

describe('演示的路由', () => {
  const ROUTES = [
    ['GET', '/demo'],
    ['POST', '/demo/sign-in'],
    ['GET', '/api/demo'],
    ['POST', '/api/demo/advance'],
  ] as const;

  test('正式运行时一条也没有, 登录页上也没有名单; 演示时都有', async () => {
    const real = await testCity();
    try {
      for (const [method, url] of ROUTES) {
        const call = { method, url, headers: { 'idempotency-key': uuid() } };
        expect([url, (await real.app.inject(call)).statusCode]).toEqual([url, 404]);
        expect([url, (await shown.composed.app.inject(call)).statusCode]).not.toEqual([url, 404]);
      }
      const list = 'name="username" value="周明远"';
      expect((await real.app.inject('/sign-in')).body).not.toContain(list);
      expect((await shown.composed.app.inject('/sign-in')).body).toContain(list);
      expect((await real.app.inject('/')).body).not.toContain('演示');
      expect((await shown.composed.app.inject('/')).body).toContain('演示里的今天是 2026年7月1日 (周三)');
    } finally {
      await real.close();
    }
  });

  test('名单之外的人登不进来', async () => {
    expect((await pressed('张三丰')).status).toBe(409);
    // 在名录里, 但没有角色, 也就没有账号。
    expect((await pressed('方小满')).status).toBe(409);
    expect((await pressed('周明远')).status).toBe(303);
  });

  test('账号被改了密码或停用, 点一下照样登录', async () => {
    const { db } = shown.fresh;
    const who = (await listPeople(db, REGION, shown.clock.today())).find(({ name }) => name === '祝南枝');
    if (who === undefined) throw new Error('祝南枝');
    const of = { now: shown.clock.now(), region: REGION, person: who.id };
    const ctx = { ...of, requestId: 'test', db };
    await changePassword(ctx, { ...of, current: PASSWORD, password: 'Yunxi-other-01', keepSession: uuid() });
    expect((await pressed('祝南枝')).status).toBe(303);
    await disableAccount(db, of);
    expect((await pressed('祝南枝')).status).toBe(303);
    expect(await findAccountOf(db, REGION, who.id)).toMatchObject({ disabledAt: null, mustChangePassword: false });
  });
});

/** What was recorded, without the numbers that are made anew each time. */
async function told(db: Db): Promise<unknown[]> {
  const rows = await db.query<Record<string, unknown>>(sql`
    select f.kind, f.occurred_at, f.recorded_at, p.name as actor, u.name as unit, c.body as title
    from ledger.fact f
    left join directory.person p on p.region = f.region and p.id::text = f.actor
    left join directory.unit u on u.region = f.region and u.id::text = f.body->>'onBehalfOf'
    left join ledger.content c on c.region = f.region and c.subject_id = f.subject_id and c.name = 'title'`);
  return rows.map((row) => JSON.stringify(Object.values(row))).toSorted();
}

test('每次载入的内容相同', async () => {
  const loads: unknown[][] = [];
  for (let n = 0; n < 2; n += 1) {
    const fresh = await freshDb();
    const folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
    const modules = modulesWith(await openDiskBlobs(join(folder, 'files')));
    await loadDemonstration({ db: fresh.db, modules, dataDir: folder, version: 'test', until: at('2026-03-20 18:00') });
    loads.push(await told(fresh.owner));
    await fresh.drop();
    await rm(folder, { recursive: true, force: true });
  }
  expect(loads[0]?.length).toBeGreaterThan(200);
  expect(loads[1]).toEqual(loads[0]);
}, 120_000);

test('故事没有一件落在周末、节假日或演示之日以后', async () => {
  const days = [...new Set(happenings().map(({ when }) => when.slice(0, 10)))];
  expect(days.filter((day) => !isOfficeDay(idOf(day)))).toEqual([]);
  expect(happenings().filter(({ when }) => at(when) >= ENDS_AT)).toEqual([]);
});

test('演示不进正式辖区的数据库, 正式运行也不认演示的数据库; 空的数据库可以载入演示', async () => {
  const [real, empty] = [await testCity(), await freshDb()];
  try {
    await expect(admitDemonstration(real.owner, 'empty')).rejects.toThrow('已有正式的辖区');
    await expect(admitDemonstration(real.owner, 'loaded')).rejects.toThrow('已有正式的辖区');
    await expect(admitDemonstration(shown.fresh.owner, 'empty')).rejects.toThrow('没有载完');
    await expect(admitDemonstration(empty.owner, 'loaded')).rejects.toThrow('对不上');
    await expect(admitDemonstration(empty.owner, 'empty')).resolves.toBeUndefined();
    await expect(admitDemonstration(shown.fresh.owner, 'loaded')).resolves.toBeUndefined();

    await expect(refuseDemonstration(shown.fresh.owner)).rejects.toThrow('密码人人皆知');
    await expect(refuseDemonstration(real.owner)).resolves.toBeUndefined();
  } finally {
    await empty.drop();
    await real.close();
  }
});

// Last, for it moves the clock of all the others.
test('前进一天再一周: 时钟逐日照常工作, 灯随之变化, 登录着的人仍然登录着, 重启后停在那一天', async () => {
  const { token } = await pressed('周明远');
  const places = await taskOf('云溪市教育局', '公办幼儿园学位');
  expect(await asked(token, '/api/demo/advance', { days: 1 })).toEqual({ today: '2026-07-02' });
  expect(await asked(token, '/api/demo/advance', { days: 7 })).toEqual({ today: '2026-07-09' });
  expect((await signalsOf(places)).at(-1)).toMatchObject({ level: 'red', threshold: at('2026-07-03 17:00') });
  const recorded = (await lifeOf(places)).at(-1)?.recordedAt;
  // 7 月 3 日下班时到期, 次日早上的时钟记下。
  expect(recorded).toBe(at('2026-07-04 09:00'));
  expect(demonstrationClock(shown.folder).now()).toBe(at('2026-07-09 09:00'));
  const twoDays = await shown.composed.app.inject({
    method: 'POST',
    url: '/api/demo/advance',
    cookies: { [SESSION_COOKIE]: token },
    headers: { 'idempotency-key': uuid() },
    payload: { days: 2 },
  });
  expect(twoDays.statusCode).toBe(422);
});
