import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowed, idOf, orRefuse, type PersonId, type PlainDate, parseInstant, type Region } from '#core/kernel';
import { fixedClock } from '#platform/clock';
import { openDiskBlobs } from '#platform/files';
import { html } from '#platform/html';
import { type App, createApp } from '#platform/http';
import { silentLog } from '#platform/log';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { type EvidenceOptions, evidenceModule, setEvidenceParameter } from './index.ts';

const MEBIBYTE = 1_048_576;
const region = idOf<Region>('yunxi');
const person = idOf<PersonId>('00000000-0000-7000-8000-000000000001');
const clock = fixedClock(orRefuse(parseInstant('2026-03-02T10:00:00+08:00')));

/** A volume of 4 MB that really fills up. Only root may mount one. */
const volume = mkdtempSync(join(tmpdir(), 'small-volume-'));
const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', volume]).status === 0;
const skipped = mounted ? '' : ' (跳过: 不是 root, 或容器不许挂载小磁盘)';

let fresh: FreshDb;
let app: App;
let options: EvidenceOptions;
let keys = 0;

beforeAll(async () => {
  fresh = await freshDb();
  if (!mounted) return;
  options = { blobs: await openDiskBlobs(join(volume, 'files')), maySeeSubject: async () => false };
  const module = evidenceModule(options);
  app = await createApp({
    db: fresh.db,
    clock,
    log: silentLog,
    title: '机关效能建设平台',
    version: '0.1.0',
    region: () => region,
    identify: async () => ({ person, region, sessionId: 's', mustChangePassword: false }),
    mayCall: async () => allowed,
    site: async () => ({ name: '云溪市', stylesheet: '/a.css', navigation: [], path: '/', largeType: false }),
    problemPage: (problem) => html`<p>${problem.detail}</p>`,
    ...(module.statuses === undefined ? {} : { statuses: module.statuses }),
  });
  module.routes?.(app);
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await fresh.drop();
  if (mounted) spawnSync('/bin/umount', [volume]);
  rmSync(volume, { recursive: true, force: true });
});

function upload(bytes: number, fill: string) {
  keys += 1;
  return app.inject({
    method: 'POST',
    url: '/api/evidence?name=a.bin',
    cookies: { session: 's' },
    headers: { 'idempotency-key': `disk-full-${keys}`, 'content-type': 'application/octet-stream' },
    payload: Buffer.alloc(bytes, fill),
  });
}
const download = (id: string) => app.inject({ url: `/api/evidence/${id}`, cookies: { session: 's' } });
const keepFree = (value: number, from: string) =>
  fresh.db.transaction((tx) =>
    setEvidenceParameter(
      tx,
      { region, person, now: clock.now() },
      { id: 'evidence.keep-free-bytes', from: idOf<PlainDate>(from), value, basis: '云溪市效能办内部规定第二条' },
    ),
  );
const underWay = () => readdirSync(join(volume, 'files', '.incoming'));

test.skipIf(!mounted)(`磁盘写满: 拒绝并说明, 不留半份, 已有的照常查看, 腾出空间后照常收${skipped}`, async () => {
  const early = await upload(1_000, 'a');
  expect([early.statusCode, early.json().code]).toEqual([507, 'EVI-05']); // 4 MB are less than the 512 MB to be kept free

  await keepFree(0, '2026-01-01');
  const kept = await upload(2 * MEBIBYTE, 'a');
  expect(kept.statusCode).toBe(201);
  const refused = await upload(3 * MEBIBYTE, 'b');
  expect([refused.statusCode, refused.headers['content-type']]).toEqual([
    507,
    'application/problem+json; charset=utf-8',
  ]);
  expect(refused.json()).toMatchObject({
    code: 'EVI-05',
    detail: '存储空间不足, 这份文件没有收下, 已有的文件仍可查看。请联系系统管理员腾出空间后重新上传',
  });
  expect(underWay()).toEqual([]);
  const read = await download(kept.json().id);
  expect([read.statusCode, read.rawPayload.length]).toEqual([200, 2 * MEBIBYTE]);

  const removed = await app.inject({
    method: 'DELETE',
    url: `/api/evidence/${kept.json().id}`,
    cookies: { session: 's' },
    headers: { 'idempotency-key': 'disk-full-removal' },
  });
  expect(removed.statusCode).toBe(204);
  expect((await upload(3 * MEBIBYTE, 'b')).statusCode).toBe(201);
});

test.skipIf(!mounted)(`须留的余量是参数: 写到余量之内即停${skipped}`, async () => {
  // 3 MB are in use, 1 MB is free.
  await keepFree(2 * MEBIBYTE, '2026-02-01');
  expect((await upload(1_000, 'c')).json().code).toBe('EVI-05');
  await keepFree(MEBIBYTE / 2, '2026-03-01');
  expect((await upload(1_000, 'c')).statusCode).toBe(201);
  expect(underWay()).toEqual([]);
});
