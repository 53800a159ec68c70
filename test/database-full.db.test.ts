import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCalendar } from '#calendars';
import { allowed, idOf, orRefuse, type PersonId, parseInstant, type Region, type SubjectId } from '#core/kernel';
import { rebuildRegion, record, verifyRegion } from '#ledger';
import { fixedClock } from '#platform/clock';
import { type Db, type Embedded, migrate, openDb, startEmbedded, uuid } from '#platform/db';
import { html } from '#platform/html';
import { type App, createApp, once } from '#platform/http';
import { silentLog } from '#platform/log';
import { MIGRATIONS } from './database.ts';

const MEBIBYTE = 1_048_576;
const region = idOf<Region>('yunxi');
const person = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
const clock = fixedClock(orRefuse(parseInstant('2026-03-02T10:00:00+08:00')));

/** A volume that really fills up, with the database on it. Only root may mount one. */
const volume = mkdtempSync(join(tmpdir(), 'full-volume-'));
const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=192m,mode=755', 'tmpfs', volume]).status === 0;
const skipped = mounted ? '' : ' (跳过: 不是 root, 或容器不许挂载小磁盘)';

let server: Embedded;
let db: Db;
let app: App;
beforeAll(async () => {
  if (!mounted) return;
  chmodSync(volume, 0o755);
  server = await startEmbedded(join(volume, 'data'), { settings: ['max_wal_size=32MB', 'min_wal_size=32MB'] });
  await migrate(server.ownerUrl, MIGRATIONS);
  db = openDb(server.appUrl, { max: 4 });
  await seedCalendar({ db, now: clock.now() });
  app = await createApp({
    db,
    clock,
    log: silentLog,
    title: '机关效能建设平台',
    version: '0.1.0',
    region: () => region,
    identify: async () => ({ person, region, sessionId: 's', mustChangePassword: false }),
    mayCall: async () => allowed,
    site: async () => ({ name: '云溪市', stylesheet: '/a.css', navigation: [], path: '/', largeType: false }),
    problemPage: (problem) => html`<p>${problem.detail}</p>`,
  });
  app.post(
    '/api/test-tasks',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['test'], summary: 'test', response: { 200: z.object({ id: z.string() }) } },
    },
    ({ ctx }) =>
      once(ctx, async (tx) => {
        const id = idOf<SubjectId>(uuid());
        await record(tx, ctx, [
          {
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
            // Does not shrink, so that it needs the room that it takes.
            contents: [{ name: 'title', retention: 'business', body: Array.from({ length: 400 }, uuid) }],
          },
        ]);
        return { id };
      }),
  );
  app.get(
    '/api/test-tasks',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['test'], summary: 'test', response: { 200: z.object({ count: z.int() }) } },
    },
    ({ ctx }) =>
      ctx.db.one<{ count: number }>(sql`select count(*)::integer as count from ledger.fact where region = ${region}`),
  );
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await db?.close();
  await server?.stop();
  if (mounted) spawnSync('/bin/umount', [volume]);
  rmSync(volume, { recursive: true, force: true });
});

const write = () =>
  app.inject({
    method: 'POST',
    url: '/api/test-tasks',
    cookies: { session: 's' },
    headers: { 'idempotency-key': uuid() },
  });
const read = () => app.inject({ url: '/api/test-tasks', cookies: { session: 's' } });

/** Takes all the room that is left but so much. */
function fillUp(path: string, leave: number): void {
  const ballast = openSync(path, 'w');
  const piece = Buffer.alloc(65_536, 'x');
  try {
    for (;;) if (writeSync(ballast, piece) < piece.length) break;
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC')) throw fault;
  }
  closeSync(ballast);
  if (leave > 0) spawnSync('truncate', ['-s', `-${leave}`, path]);
}

test.skipIf(!mounted)(
  `数据库的磁盘写满: 写入被清楚地拒绝, 不留半件, 查看照常; 腾出空间后照常写, 不必重启${skipped}`,
  async () => {
    expect((await write()).statusCode).toBe(200);
    // The log of the database has a fresh piece of its own, as it has after every checkpoint: the tables run out first.
    const owner = openDb(server.ownerUrl, { max: 1 });
    await owner.query(sql`select pg_switch_wal()`);
    await owner.query(sql`checkpoint`);
    const ballast = join(volume, 'ballast');
    fillUp(ballast, MEBIBYTE / 2);

    let refused = await write();
    let taken = 1;
    for (; refused.statusCode === 200 && taken < 2_000; taken += 1) refused = await write();
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      507,
      'application/problem+json; charset=utf-8',
    ]);
    expect(refused.json()).toMatchObject({
      code: 'DB-02',
      detail: '数据库所在的磁盘已满, 这次的内容没有保存, 已有的内容仍可查看。请联系系统管理员腾出空间后重新提交',
    });
    expect((await write()).statusCode).toBe(507);
    expect([(await read()).statusCode, (await read()).json().count]).toEqual([200, taken]);

    rmSync(ballast);
    expect((await write()).statusCode).toBe(200);
    expect((await read()).json().count).toBe(taken + 1);
    expect((await verifyRegion(db, region)).findings).toEqual([]);
    expect((await rebuildRegion(db, region)).differences).toEqual([]);
    await owner.close();
  },
);
