import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type SubjectId } from '#core/kernel';
import { record } from '#ledger';
import { uuid } from '#platform/db';
import { SESSION_COOKIE } from '#platform/http';
import { type PersonKey, testCity } from '../../../test/city.ts';
import type { LiveChange } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
let url = '';
beforeAll(async () => {
  city = await testCity();
  url = await city.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => city.close());

async function assign(n = 1): Promise<string[]> {
  const { region, people, units } = city;
  const ids = Array.from({ length: n }, () => idOf<SubjectId>(uuid()));
  await city.db.transaction((tx) =>
    record(
      tx,
      { region, now: city.clock.now(), person: people.officer },
      ids.map((id) => ({
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan: uuid(),
          item: 'task-1',
          origin: 'cadence',
          period: null,
          leads: [units.water],
          supports: [],
          acceptor: units.office,
          dueDay: '2026-06-30',
          dueBasis: 'stated',
          span: null,
        },
        contents: [{ name: 'title', retention: 'business', body: { number: '', text: '疏浚城区河段' } }],
      })),
    ),
  );
  return ids;
}

type Event = { readonly id: string; readonly name: string; readonly data: LiveChange };

/** A page that listens, as a browser does. */
async function listen(person: PersonKey, after?: string) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/live`, {
    signal: stop.signal,
    headers: {
      cookie: `${SESSION_COOKIE}=${await city.token(person)}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
  });
  const events: Event[] = [];
  const raw: string[] = [];
  let ended = false;
  const reading = (async () => {
    let rest = '';
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const piece = await reader?.read().catch(() => undefined);
      if (piece === undefined || piece.done) break;
      raw.push(piece.value);
      const parts = (rest + piece.value).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? '';
        if (field('event') !== '')
          events.push({ id: field('id'), name: field('event'), data: JSON.parse(field('data')) });
      }
    }
    ended = true;
  })();
  const until = async (done: () => boolean) => {
    for (let n = 0; n < 200 && !done(); n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(done()).toBe(true);
  };
  if (answer.status === 200) await until(() => events.length > 0);
  return {
    answer,
    events,
    raw,
    until,
    isEnded: () => ended,
    last: () => events.findLast(({ id }) => id !== '')?.id ?? '',
    /** The ids of the subjects that it was told of. */
    told: () => events.flatMap(({ name, data }) => (name === 'change' ? data.subjects.map(({ id }) => id) : [])),
    async leave() {
      stop.abort();
      await reading;
    },
  };
}

/** The clock of the server looks once. */
const look = () => city.run('live');

test('第一个打开的人: 打开之前刚发生的, 打开时消息已经有了', async () => {
  await look();
  await assign();
  const water = await listen('waterLiaison');
  const { body } = await city.as('waterLiaison')('GET', '/api/messages/unread');
  expect(body).toMatchObject({ unread: 1 });
  await water.leave();
});

test('有了变化, 看得到的人即时得知是哪一项, 看不到的人什么也得不到', async () => {
  await look();
  const [officer, water, school] = [
    await listen('officer'),
    await listen('waterLiaison'),
    await listen('schoolLiaison'),
  ];
  const [task] = await assign();
  await look();
  await officer.until(() => officer.told().includes(task ?? ''));
  await water.until(() => water.told().includes(task ?? ''));
  expect(water.events.at(-1)?.data).toEqual({
    subjects: [{ type: 'task', id: task, parent: expect.any(String) }],
    all: false,
    told: true,
  });
  // 发言算在任务头上: 看得到任务的才得知
  await city.as('officer')('POST', `/api/discussions/${task}`, { words: '请看' });
  await look();
  await water.until(() => water.events.at(-1)?.data.subjects[0]?.type === 'remark');
  expect(water.events.at(-1)?.data.subjects[0]?.parent).toBe(task);
  expect(school.events.map(({ name }) => name)).toEqual(['ready']);
  for (const page of [officer, water, school]) await page.leave();
});

test('答复的头: 事件流, 不缓存, 代理不攒着; 未登录的 401', async () => {
  const page = await listen('officer');
  const head = (name: string) => page.answer.headers.get(name);
  expect([head('content-type'), head('cache-control'), head('x-accel-buffering')]).toEqual([
    'text/event-stream; charset=utf-8',
    'no-store, no-transform',
    'no',
  ]);
  await page.leave();
  expect((await fetch(`${url}/api/live`)).status).toBe(401);
});

test('断开期间的变化, 重新连上时补上, 不重新读没有变的; 离开太久或记号读不懂的, 全部重新读', async () => {
  const page = await listen('waterLiaison');
  await page.leave();
  const place = page.last();
  const [missed] = await assign();
  await look();
  const again = await listen('waterLiaison', place);
  expect(again.told()).toEqual([missed]);
  await again.leave();
  const nothing = await listen('waterLiaison', again.last());
  expect(nothing.told()).toEqual([]);
  await nothing.leave();
  const lost = await listen('waterLiaison', 'nonsense');
  expect(lost.events.at(-1)?.data).toMatchObject({ all: true, told: true });
  await lost.leave();
});

test('先开始后提交的不漏, 即使期间已经看过多次', async () => {
  const { region, people, units } = city;
  const page = await listen('waterLiaison');
  const late = idOf<SubjectId>(uuid());
  await city.db.transaction(async (tx) => {
    await record(tx, { region, now: city.clock.now(), person: people.officer }, [
      {
        subject: { type: 'task', id: late },
        kind: 'task.assigned',
        data: {
          plan: uuid(),
          item: 'task-2',
          origin: 'task',
          period: null,
          leads: [units.water],
          supports: [],
          acceptor: units.office,
          dueDay: null,
          dueBasis: 'none',
          span: null,
        },
      },
    ]);
    const [early] = await assign();
    await look();
    await look();
    await page.until(() => page.told().includes(early ?? ''));
    expect(page.told()).not.toContain(late);
  });
  await look();
  await page.until(() => page.told().includes(late));
  await page.leave();
});

test('一次变了很多: 不逐项列出, 只说都可能变了', async () => {
  const page = await listen('waterLiaison');
  await assign(60);
  await look();
  await page.until(() => page.events.at(-1)?.data.all === true);
  expect(page.told().length).toBeLessThan(60);
  await page.leave();
});

test('一个人最多四条; 关掉一条就又能开', async () => {
  const pages = [];
  for (let n = 0; n < 4; n += 1) pages.push(await listen('leader'));
  const fifth = await listen('leader');
  expect(fifth.answer.status).toBe(429);
  const other = await listen('officer');
  expect(other.answer.status).toBe(200);
  await other.leave();
  await pages[0]?.leave();
  let again = await listen('leader');
  for (let n = 0; n < 50 && again.answer.status !== 200; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    again = await listen('leader');
  }
  expect(again.answer.status).toBe(200);
  for (const page of [...pages.slice(1), again]) await page.leave();
});

test('会话一结束, 流就结束; 只是开着页面不能让会话不过期', async () => {
  const page = await listen('waterClerk');
  const stays = await listen('secondOfficer');
  await city.owner.query(sql`delete from auth.session where person_id = ${city.people.waterClerk}`);
  for (let n = 0; n < 20; n += 1) await look();
  await page.until(page.isEnded);
  expect(page.events.at(-1)?.name).toBe('end');
  expect(stays.isEnded()).toBe(false);
  expect(stays.raw.join('')).toContain(': \n\n');
  // 31 分钟里只有这条流, 没有别的请求
  await city.moveTo('2026-03-02 09:31');
  await stays.until(stays.isEnded);
});
