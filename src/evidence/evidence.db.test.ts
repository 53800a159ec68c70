import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  allowed,
  type FileId,
  idOf,
  orRefuse,
  type PersonId,
  type PlainDate,
  parseInstant,
  type Region,
  type SubjectId,
} from '#core/kernel';
import type { SubjectRef } from '#core/obligation';
import { movableClock } from '#platform/clock';
import type { Tx } from '#platform/db';
import { openDiskBlobs } from '#platform/files';
import { html } from '#platform/html';
import { type App, type Ctx, createApp, openApiOf } from '#platform/http';
import { silentLog } from '#platform/log';
import { type FreshDb, freshDb } from '../../test/database.ts';
import {
  attach,
  type EvidenceOptions,
  eraseEvidence,
  evidenceModule,
  listEvidence,
  removeUpload,
  setEvidenceParameter,
  sweepEvidence,
  uploadEvidence,
  verifyEvidence,
} from './index.ts';

const yunxi = idOf<Region>('yunxi');
const linhe = idOf<Region>('linhe');
const person = (digit: number) => idOf<PersonId>(`00000000-0000-7000-8000-00000000000${digit}`);
const subject = (digit: number): SubjectRef => ({
  type: 'task',
  id: idOf<SubjectId>(`00000000-0000-7000-8000-0000000000a${digit}`),
});
const [zhou, wu, zheng] = [person(1), person(2), person(3)];
const [roads, schools] = [subject(1), subject(2)];
/** Who may see what: 周 and 吴 are of the unit that has the task of the roads, 郑 of the one that has the schools. */
const sees = new Map([
  [roads.id, [zhou, wu]],
  [schools.id, [zheng, zhou]],
]);
const accounts: Record<string, { person: PersonId; region: Region }> = {
  zhou: { person: zhou, region: yunxi },
  wu: { person: wu, region: yunxi },
  zheng: { person: zheng, region: yunxi },
  // The same number in another region: only the region keeps them apart.
  stranger: { person: zhou, region: linhe },
};
const start = orRefuse(parseInstant('2026-03-02T10:00:00+08:00'));
const clock = movableClock(start);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let fresh: FreshDb;
let app: App;
let folder: string;
let options: EvidenceOptions;

beforeAll(async () => {
  fresh = await freshDb();
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  options = {
    blobs: await openDiskBlobs(folder),
    maySeeSubject: async (ctx, { id }) => ctx.person !== undefined && (sees.get(id) ?? []).includes(ctx.person),
  };
  const module = evidenceModule(options);
  app = await createApp({
    db: fresh.db,
    clock,
    log: silentLog,
    title: '机关效能建设平台',
    version: '0.1.0',
    region: () => yunxi,
    identify: async (_db, token) => {
      const account = accounts[token];
      return account && { ...account, sessionId: token, mustChangePassword: false };
    },
    mayCall: async () => allowed,
    site: async () => ({ name: '云溪市', stylesheet: '/a.css', navigation: [], path: '/', largeType: false }),
    problemPage: (problem) => html`<p>${problem.detail}</p>`,
    ...(module.statuses === undefined ? {} : { statuses: module.statuses }),
  });
  module.routes?.(app);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => clock.moveTo(start));

let keys = 0;
const nextKey = () => {
  keys += 1;
  return `test-key-${keys}`;
};

type Sent = { as?: string; name?: string; more?: string; key?: string; type?: string };

function upload(content: string | Buffer, { as = 'zhou', name = '现场照片.txt', more = '', key, type }: Sent = {}) {
  return app.inject({
    method: 'POST',
    url: `/api/evidence?name=${encodeURIComponent(name)}${more}`,
    cookies: { session: as },
    headers: { 'idempotency-key': key ?? nextKey(), 'content-type': type ?? 'application/octet-stream' },
    payload: content,
  });
}

async function uploaded(content: string | Buffer, sent: Sent = {}): Promise<FileId> {
  const answer = await upload(content, sent);
  expect(answer.statusCode).toBe(201);
  return idOf<FileId>(answer.json().id);
}

const download = (id: string, as = 'zhou', headers: Record<string, string> = {}) =>
  app.inject({ url: `/api/evidence/${id}`, cookies: { session: as }, headers });

const takeBack = (id: string, as = 'zhou') =>
  app.inject({
    method: 'DELETE',
    url: `/api/evidence/${id}`,
    cookies: { session: as },
    headers: { 'idempotency-key': nextKey() },
  });

const by = (name: string) => ({ region: yunxi, now: clock.now(), ...accounts[name] });
const attaching = (ids: readonly FileId[], to: SubjectRef, name = 'zhou') =>
  fresh.db.transaction((tx) => attach(tx, by(name), ids, to));
const job = (region = yunxi): Ctx => ({ now: clock.now(), requestId: 'job', region, db: fresh.db });

const codeOf = (answer: { json(): { code?: string } }) => answer.json().code;
const underWay = () => readdirSync(join(folder, '.incoming'));
async function stored(region = yunxi): Promise<string[]> {
  const digests: string[] = [];
  for await (const digest of options.blobs.list(region)) digests.push(digest);
  return digests.toSorted();
}

async function setParameter(id: string, value: unknown, from = '2026-01-01'): Promise<void> {
  const setting = { id, from: idOf<PlainDate>(from), value, basis: '云溪市效能办内部规定第一条' };
  await fresh.db.transaction((tx) => setEvidenceParameter(tx, by('zhou'), setting));
  clock.advance(1);
}

describe('上传', () => {
  test('收下后返回标识、名称、大小和 SM3 摘要, 内容一字不差', async () => {
    const answer = await upload('abc', { name: '整改前后对比.txt' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: '整改前后对比.txt',
      size: 3,
      sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
      mediaType: 'application/octet-stream',
    });
    expect((await download(answer.json().id)).body).toBe('abc');
    expect(underWay()).toEqual([]);
  });

  test('所称的类型不采信: 称为网页的也只当普通文件, 图片按内容辨认', async () => {
    const page = await uploaded('<script>alert(1)</script>', { name: '页面.html', type: 'text/html' });
    expect((await download(page)).headers['content-type']).toBe('application/octet-stream');
    const picture = await uploaded(PNG, { name: '照片.dat', type: 'text/html' });
    expect((await download(picture)).headers['content-type']).toBe('image/png');
    const json = await uploaded('{"a":1}', { name: '数据.json', type: 'application/json' });
    expect((await download(json)).body).toBe('{"a":1}');
  });

  test('也可用表单上传, 文件名可取自表单', async () => {
    const form = (parts: string) => ({
      method: 'POST' as const,
      url: `/api/evidence?idempotencyKey=${nextKey()}`,
      cookies: { session: 'zhou' },
      headers: { 'content-type': 'multipart/form-data; boundary=XX' },
      payload: parts,
    });
    const whole =
      '--XX\r\nContent-Disposition: form-data; name="file"; filename="会议纪要.docx"\r\nContent-Type: text/html\r\n\r\n纪要正文\r\n--XX--\r\n';
    const answer = await app.inject(form(whole));
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ name: '会议纪要.docx', size: 12 });
    expect((await download(answer.json().id)).body).toBe('纪要正文');

    const none = await app.inject(form('--XX\r\nContent-Disposition: form-data; name="note"\r\n\r\n无\r\n--XX--\r\n'));
    expect([none.statusCode, codeOf(none)]).toEqual([422, 'EVI-14']);
    const cut = await app.inject(form(whole.slice(0, -14)));
    expect([cut.statusCode, codeOf(cut)]).toEqual([400, 'EVI-06']);
    expect(underWay()).toEqual([]);
  });

  test('须登录, 须带提交键', async () => {
    expect(codeOf(await upload('abc', { as: 'nobody' }))).toBe('AUTH-01');
    const keyless = await app.inject({
      method: 'POST',
      url: '/api/evidence?name=a',
      cookies: { session: 'zhou' },
      payload: 'abc',
    });
    expect(codeOf(keyless)).toBe('HTTP-01');
  });

  test('同一提交键重传同样的内容, 得到第一次的答复; 换了内容即拒绝', async () => {
    const key = nextKey();
    const first = await upload('重传', { key });
    const again = await upload('重传', { key });
    expect(again.json()).toEqual(first.json());
    const other = await upload('另一份', { key });
    expect(codeOf(other)).toBe('HTTP-09');
    expect(underWay()).toEqual([]);
    expect((await download(first.json().id)).body).toBe('重传');
  });

  test('同样的内容上传两次: 两份登记, 内容只存一份', async () => {
    const before = (await stored()).length;
    const one = await uploaded('同样的内容', { name: '一.txt' });
    const two = await uploaded('同样的内容', { as: 'wu', name: '二.txt' });
    expect(one).not.toBe(two);
    expect((await stored()).length).toBe(before + 1);
    expect((await download(two, 'wu')).body).toBe('同样的内容');
  });

  test('同时上传同样的内容, 都成功', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((n) => upload('同时', { name: `${n}.txt` })));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201]);
    expect(underWay()).toEqual([]);
  });

  test('空文件、没有名称的不收; 名称里的路径去掉', async () => {
    expect(codeOf(await upload(''))).toBe('EVI-02');
    expect(codeOf(await upload('abc', { name: '../' }))).toBe('EVI-01');
    expect((await upload('abc', { name: 'C:\\资料\\..\\报告.pdf' })).json().name).toBe('报告.pdf');
  });

  test('可直接运行的文件不收, 改了名也不收; 清单是参数', async () => {
    const program = Buffer.alloc(256);
    program.write('MZ', 0);
    program.writeUInt32LE(0x80, 0x3c);
    program.write('PE\0\0', 0x80);
    const before = await stored();
    expect(codeOf(await upload('abc', { name: '查看.exe' }))).toBe('EVI-04');
    expect(codeOf(await upload('abc', { name: '报告.pdf.EXE. ' }))).toBe('EVI-04');
    expect(codeOf(await upload(program, { name: '报告.docx' }))).toBe('EVI-04');
    expect(await stored()).toEqual(before);
    expect((await upload('MZ 开头的普通文字', { name: '报告.docx' })).statusCode).toBe(201);

    await setParameter('evidence.forbidden-extensions', ['docx']);
    expect((await upload(program, { name: '查看.exe' })).statusCode).toBe(201);
    expect(codeOf(await upload('abc', { name: '报告.docx' }))).toBe('EVI-04');
    await setParameter('evidence.forbidden-extensions', ['exe']);
  });

  test('准备用于的事项, 上传人须能查看', async () => {
    const seen = await upload('abc', { more: `&subject=task:${roads.id}`, as: 'wu' });
    expect(seen.statusCode).toBe(201);
    const unseen = await upload('abc', { more: `&subject=task:${schools.id}`, as: 'wu' });
    expect([unseen.statusCode, codeOf(unseen)]).toEqual([403, 'EVI-08']);
    expect((await upload('abc', { more: '&subject=roads' })).statusCode).toBe(422);
  });
});

describe('大小上限', () => {
  test('上限按当日有效的参数: 超过即拒绝, 不留半份; 正好等于上限的收下', async () => {
    await setParameter('evidence.max-bytes', 2_000_000, '2026-03-01');
    await setParameter('evidence.max-bytes', 5_000_000, '2026-04-01');
    const before = await stored();
    const large = await upload(Buffer.alloc(2_000_001, 'a'));
    expect([large.statusCode, codeOf(large)]).toEqual([413, 'EVI-03']);
    expect(large.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(large.json().detail).toBe('文件超过上限 1.9 MB, 请压缩或拆成几份再上传');
    expect(underWay()).toEqual([]);
    expect(await stored()).toEqual(before);
    expect((await upload(Buffer.alloc(2_000_000, 'a'))).statusCode).toBe(201);

    clock.moveTo(orRefuse(parseInstant('2026-04-01T00:00:00+08:00')));
    expect((await upload(Buffer.alloc(2_000_001, 'a'))).statusCode).toBe(201);
  });

  test('没有事先申报大小的, 边收边数; 表单上传的也一样', async () => {
    const address = await listening();
    const streamed = await send(address, { pieces: [Buffer.alloc(1_500_000, 'b'), Buffer.alloc(1_500_000, 'b')] });
    expect([streamed.status, streamed.code]).toEqual([413, 'EVI-03']);
    const head = '--XX\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
    const formed = await send(address, {
      type: 'multipart/form-data; boundary=XX',
      pieces: [Buffer.from(head), Buffer.alloc(3_000_000, 'b'), Buffer.from('\r\n--XX--\r\n')],
    });
    expect([formed.status, formed.code]).toEqual([413, 'EVI-03']);
    const announced = await send(address, { length: 3_000_000, pieces: [Buffer.alloc(3_000_000, 'b')] });
    expect([announced.status, announced.code]).toEqual([413, 'EVI-03']);
    expect(underWay()).toEqual([]);
    const right = await send(address, { pieces: [Buffer.alloc(900_000, 'b'), Buffer.alloc(900_000, 'b')] });
    expect(right.status).toBe(201);
  });

  test('传到一半断开, 不留半份, 也没有登记', async () => {
    const address = await listening();
    const before = await stored();
    const { count } = await fresh.db.one<{ count: number }>(sql`select count(*) from evidence.file`);
    for (const type of ['application/octet-stream', 'multipart/form-data; boundary=XX']) {
      const calling = open(address, { type, length: 1_000_000 });
      calling.on('error', () => {});
      calling.write('--XX\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n');
      calling.write(Buffer.alloc(200_000, 'c'));
      await until(() => underWay().length === 1);
      calling.destroy();
      await until(() => underWay().length === 0);
    }
    expect(await stored()).toEqual(before);
    expect(await fresh.db.one(sql`select count(*) from evidence.file`)).toEqual({ count });
  });

  test('已被拒绝的表单传到一半断开, 服务照常', async () => {
    const address = await listening();
    const calling = open(address, { type: 'multipart/form-data; boundary=XX', length: 1_000_000 });
    calling.on('error', () => {});
    calling.write('--XX\r\nContent-Disposition: form-data; name="file"; filename=".."\r\n\r\n');
    calling.write(Buffer.alloc(200_000, 'c'));
    await pause(100);
    calling.destroy();
    await pause(100);
    expect((await send(address, { pieces: [Buffer.from('照常')] })).status).toBe(201);
  });
});

describe('查看', () => {
  test('未随事项提交时只有上传人能看; 提交后, 能查看事项的人能看, 别的单位和别的辖区不能', async () => {
    const id = await uploaded('道路照片', { as: 'zhou' });
    expect((await download(id, 'zhou')).statusCode).toBe(200);
    for (const other of ['wu', 'zheng', 'stranger']) {
      const refused = await download(id, other);
      expect([other, refused.statusCode, codeOf(refused)]).toEqual([other, 404, 'EVI-07']);
    }
    await attaching([id], roads);
    expect((await download(id, 'zhou')).body).toBe('道路照片');
    expect((await download(id, 'wu')).body).toBe('道路照片');
    const otherUnit = await download(id, 'zheng');
    expect([otherUnit.statusCode, codeOf(otherUnit)]).toEqual([403, 'EVI-08']);
    const otherRegion = await download(id, 'stranger');
    expect([otherRegion.statusCode, codeOf(otherRegion)]).toEqual([404, 'EVI-07']);
    expect(codeOf(await download(id, 'nobody'))).toBe('AUTH-01');
  });

  test('提交后, 上传人若已不能查看事项, 也不能再看', async () => {
    const id = await uploaded('调离之前', { as: 'wu' });
    await attaching([id], roads, 'wu');
    expect((await download(id, 'wu')).statusCode).toBe(200);
    sees.set(roads.id, [zhou]);
    expect(codeOf(await download(id, 'wu'))).toBe('EVI-08');
    sees.set(roads.id, [zhou, wu]);
  });

  test('以附件下载, 中文文件名不乱, 不许当作网页运行', async () => {
    const id = await uploaded('正文', { name: '“十四五” 规划(送审稿).pdf' });
    const { headers, statusCode } = await download(id);
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="_____ __(___).pdf"; filename*=UTF-8''%E2%80%9C%E5%8D%81%E5%9B%9B%E4%BA%94%E2%80%9D%20%E8%A7%84%E5%88%92%28%E9%80%81%E5%AE%A1%E7%A8%BF%29.pdf`,
    );
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '6',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
    });
    const asked = await app.inject({ method: 'HEAD', url: `/api/evidence/${id}`, cookies: { session: 'zhou' } });
    expect([asked.statusCode, asked.headers['content-length'], asked.body]).toEqual([200, '6', '']);
  });

  test('可只取一段, 供断点续传', async () => {
    const id = await uploaded('0123456789');
    const part = await download(id, 'zhou', { range: 'bytes=2-5' });
    expect([part.statusCode, part.body]).toEqual([206, '2345']);
    expect(part.headers).toMatchObject({ 'content-range': 'bytes 2-5/10', 'content-length': '4' });
    expect((await download(id, 'zhou', { range: 'bytes=7-' })).body).toBe('789');
    expect((await download(id, 'zhou', { range: 'bytes=-2' })).body).toBe('89');
    const beyond = await download(id, 'zhou', { range: 'bytes=10-' });
    expect([beyond.statusCode, codeOf(beyond), beyond.headers['content-range']]).toEqual([416, 'EVI-09', 'bytes */10']);
    const { etag = '' } = part.headers;
    const resumed = await download(id, 'zhou', { range: 'bytes=7-', 'if-range': String(etag) });
    expect(resumed.body).toBe('789');
    const changed = await download(id, 'zhou', { range: 'bytes=7-', 'if-range': '"another"' });
    expect([changed.statusCode, changed.body]).toEqual([200, '0123456789']);
  });

  test('标识写错或不存在, 有说法', async () => {
    expect((await download('x')).statusCode).toBe(422);
    expect(codeOf(await download('00000000-0000-7000-8000-0000000000ff'))).toBe('EVI-07');
  });
});

describe('随事项提交', () => {
  test('只能提交自己的: 他人的、别的辖区的、不存在的都拒绝, 自己的可以, 重复提交无妨', async () => {
    const own = await uploaded('自己的');
    const others = await uploaded('他人的', { as: 'wu' });
    const foreign = await uploaded('别的辖区的', { as: 'stranger' });
    const refused = { refusal: { code: 'EVI-11', field: 'evidence' } };
    await expect(attaching([own, others], roads)).rejects.toMatchObject(refused);
    await expect(attaching([foreign], roads)).rejects.toMatchObject(refused);
    await expect(attaching([idOf<FileId>('00000000-0000-7000-8000-0000000000ff')], roads)).rejects.toMatchObject(
      refused,
    );
    await expect(attaching([idOf<FileId>('../x')], roads)).rejects.toMatchObject(refused);
    expect(await listEvidence(fresh.db, yunxi, [own])).toMatchObject([{ state: 'uploaded', subject: null }]);

    await attaching([own, own], roads);
    await attaching([own], roads);
    await attaching([], roads);
    expect(await listEvidence(fresh.db, yunxi, [foreign, own])).toEqual([
      {
        region: yunxi,
        id: own,
        sm3: expect.any(String),
        size: 9,
        name: '现场照片.txt',
        mediaType: 'application/octet-stream',
        uploadedBy: zhou,
        uploadedAt: '2026-03-02T02:00:00.000Z',
        state: 'attached',
        subject: roads,
        erasedAt: null,
      },
    ]);
  });

  test('一份凭证只归入一个事项', async () => {
    const id = await uploaded('只归一处');
    await attaching([id], roads);
    await expect(attaching([id], schools)).rejects.toMatchObject({ refusal: { code: 'EVI-12' } });
    expect(await listEvidence(fresh.db, yunxi, [id])).toMatchObject([{ subject: roads }]);
  });

  test('两个事项同时提交同一份, 只有一个成功', async () => {
    const id = await uploaded('争一份');
    const outcomes = await Promise.allSettled([attaching([id], roads), attaching([id], schools)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('事实没有记成, 凭证仍是未提交的', async () => {
    const id = await uploaded('没记成');
    const failed = fresh.db.transaction(async (tx) => {
      await attach(tx, by('zhou'), [id], roads);
      throw new Error('the fact was refused');
    });
    await expect(failed).rejects.toThrow('the fact was refused');
    expect(await listEvidence(fresh.db, yunxi, [id])).toMatchObject([{ state: 'uploaded' }]);
    expect((await takeBack(id)).statusCode).toBe(204);
  });

  test('程序自己也改不了归属, 删不了已提交的凭证', async () => {
    const id = await uploaded('改不了');
    await attaching([id], roads);
    await expect(fresh.db.query(sql`delete from evidence.file where id = ${id}::uuid`)).rejects.toThrow(
      'attachment_file',
    );
    for (const statement of [
      sql`update evidence.attachment set subject_id = ${schools.id}::uuid`,
      sql`delete from evidence.attachment`,
      sql`update evidence.file set sm3 = repeat('0', 64)`,
      sql`update evidence.parameter set value = '1'`,
    ])
      await expect(fresh.db.query(statement)).rejects.toThrow('permission denied');
  });
});

describe('撤回', () => {
  test('自己未提交的可以撤回, 内容随之删除; 别人的、已提交的不行', async () => {
    const before = await stored();
    const id = await uploaded('撤回的内容');
    expect((await stored()).length).toBe(before.length + 1);
    const notOwn = await takeBack(id, 'wu');
    expect([notOwn.statusCode, codeOf(notOwn)]).toEqual([404, 'EVI-07']);
    expect((await takeBack(id)).statusCode).toBe(204);
    expect(await stored()).toEqual(before);
    expect(codeOf(await download(id))).toBe('EVI-07');
    expect(codeOf(await takeBack(id))).toBe('EVI-07');

    const attached = await uploaded('已提交');
    await attaching([attached], roads);
    const late = await takeBack(attached);
    expect([late.statusCode, codeOf(late)]).toEqual([409, 'EVI-13']);
    expect((await download(attached)).body).toBe('已提交');
  });

  test('内容还有别人在用的, 撤回一份不伤另一份', async () => {
    const mine = await uploaded('两人都有');
    const theirs = await uploaded('两人都有', { as: 'wu' });
    await takeBack(mine);
    expect((await download(theirs, 'wu')).body).toBe('两人都有');
  });

  test('一边撤回一边上传同样的内容, 登记在的内容必在', async () => {
    for (let round = 0; round < 10; round += 1) {
      const first = await uploaded(`争抢 ${round}`);
      const [, second] = await Promise.all([takeBack(first), uploaded(`争抢 ${round}`, { as: 'wu' })]);
      expect((await download(second, 'wu')).body).toBe(`争抢 ${round}`);
    }
  });

  test('一边撤回一边提交: 要么撤回, 要么提交', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await uploaded(`两难 ${round}`);
      const [taken, attached] = await Promise.all([
        takeBack(id),
        attaching([id], roads).then(
          () => 'attached',
          (fault) => fault.refusal?.code,
        ),
      ]);
      expect([
        [204, 'EVI-11'],
        [409, 'attached'],
      ]).toContainEqual([taken.statusCode, attached]);
    }
  });
});

describe('清理与删除', () => {
  test('上传三十日仍未提交的清除, 提交了的和没到日子的不动', async () => {
    const forgotten = await uploaded('忘了提交');
    const used = await uploaded('提交了的');
    await attaching([used], roads);
    clock.advance(86_400_000);
    const fresher = await uploaded('晚一天的');
    clock.advance(29 * 86_400_000);
    expect((await sweepEvidence(job(), options)).abandoned).toBe(0);
    clock.advance(1);
    expect((await sweepEvidence(job(), options)).abandoned).toBeGreaterThan(0);
    const left = await listEvidence(fresh.db, yunxi, [forgotten, used, fresher]);
    expect(left.map(({ id }) => id)).toEqual([used, fresher]);
    expect((await download(used)).body).toBe('提交了的');
    expect((await download(fresher)).body).toBe('晚一天的');
  });

  test('台账不认得的内容不清除 (也许是数据库拿错了), 核验时列出', async () => {
    await sweepEvidence(job(), options);
    const received = await options.blobs.receive(Readable.from([Buffer.from('另一个库的')]), {
      maxBytes: 100,
      keepFreeBytes: 0,
    });
    if (received.outcome !== 'received') throw new Error(received.outcome);
    await received.keep(yunxi);
    const blob = { region: yunxi, sm3: received.sm3 };
    expect(await sweepEvidence(job(), options)).toEqual({ abandoned: 0, contents: 0 });
    expect(await verifyEvidence(fresh.db, options.blobs)).toMatchObject({ findings: [], unknown: [blob] });
    await options.blobs.remove(blob);
    expect((await verifyEvidence(fresh.db, options.blobs)).unknown).toEqual([]);
  });

  test('撤回后程序中断, 没来得及删的内容下次清理时删去', async () => {
    const before = await stored();
    const id = await uploaded('没来得及删');
    const broken = { blobs: { ...options.blobs, remove: () => Promise.reject(new Error('stopped')) } };
    const now = { ...job(), person: zhou };
    await expect(removeUpload(now, broken, id)).rejects.toThrow('stopped');
    expect((await stored()).length).toBe(before.length + 1);
    expect(await sweepEvidence(job(), options)).toEqual({ abandoned: 0, contents: 1 });
    expect(await stored()).toEqual(before);
    expect(await sweepEvidence(job(), options)).toEqual({ abandoned: 0, contents: 0 });
  });

  test('登记没有写成的, 内容不留', async () => {
    const before = await stored();
    const broken = {
      ...fresh.db,
      transaction: <T>(work: (tx: Tx) => Promise<T>) =>
        fresh.db.transaction(async (tx) => {
          const done = await work(tx);
          const { sm3 } = await tx.one<{ sm3: string }>(sql`select max(sm3) as sm3 from evidence.file`);
          // Only the transaction that writes the row: the one that clears up afterwards must pass.
          if (sm3 !== null && !failed) {
            failed = true;
            throw new Error('the commit was lost');
          }
          return done;
        }),
    };
    let failed = false;
    const source = Readable.from([Buffer.from('登记没有写成')]);
    const call = uploadEvidence({ ...job(), person: zhou, db: broken }, options, { name: 'a.txt', source });
    await expect(call).rejects.toThrow('the commit was lost');
    expect(await stored()).toEqual(before);
    expect(underWay()).toEqual([]);
  });

  test('依法删除: 名称立即删去, 内容随清理删去, 登记和摘要保留', async () => {
    const id = await uploaded('身份证复印件', { name: '某人身份证.jpg' });
    await attaching([id], roads);
    const [before] = await listEvidence(fresh.db, yunxi, [id]);
    await fresh.db.transaction((tx) => eraseEvidence(tx, job(), [id], '个人信息保护法第四十七条'));
    const [after] = await listEvidence(fresh.db, yunxi, [id]);
    expect(after).toEqual({ ...before, name: null, erasedAt: clock.now() });
    const gone = await download(id);
    expect([gone.statusCode, codeOf(gone)]).toEqual([410, 'EVI-10']);
    expect((await sweepEvidence(job(), options)).contents).toBe(1);
    expect(await stored()).not.toContain(before?.sm3);
    expect((await verifyEvidence(fresh.db, options.blobs)).findings).toEqual([]);
  });
});

describe('核验', () => {
  test('重算全部内容的摘要, 指名丢失的和被改动的', async () => {
    const [altered, missing, shorter] = [
      await uploaded('会被改动'),
      await uploaded('会丢失'),
      await uploaded('会变短'),
    ];
    const sound = await verifyEvidence(fresh.db, options.blobs);
    expect(sound.findings).toEqual([]);
    expect(sound.contents).toBe((await stored()).length + (await stored(linhe)).length);

    const files = await listEvidence(fresh.db, yunxi, [altered, missing, shorter]);
    const pathOf = (id: FileId) => {
      const sm3 = files.find((file) => file.id === id)?.sm3 ?? '';
      return join(folder, 'yunxi', sm3.slice(0, 2), sm3);
    };
    writeFileSync(pathOf(altered), '已被改动');
    rmSync(pathOf(missing));
    writeFileSync(pathOf(shorter), '短');
    const { findings } = await verifyEvidence(fresh.db, options.blobs);
    const named = findings.map(({ ids, damage }) => [damage, ...ids]);
    expect(named.toSorted()).toEqual(
      [
        ['altered', altered],
        ['altered', shorter],
        ['missing', missing],
      ].toSorted(),
    );
    expect(findings.map(({ sentence }) => sentence).join()).toContain(`凭证 ${missing} 的内容在文件库中丢失`);
    expect((await download(missing)).statusCode).toBe(500);
    expect((await download(shorter)).statusCode).toBe(500);

    for (const content of ['会被改动', '会丢失', '会变短']) await uploaded(content);
    expect((await verifyEvidence(fresh.db, options.blobs)).findings).toEqual([]);
  });
});

test('参数只收合规的值, 须写依据', async () => {
  const refused = { refusal: { code: 'EVI-15' } };
  await expect(setParameter('evidence.max-bytes', -1)).rejects.toMatchObject(refused);
  await expect(setParameter('evidence.nothing', 1)).rejects.toMatchObject(refused);
  const from = idOf<PlainDate>('2027-01-01');
  const baseless = fresh.db.transaction((tx) =>
    setEvidenceParameter(tx, by('zhou'), { id: 'evidence.max-bytes', from, value: 5_000, basis: ' ' }),
  );
  await expect(baseless).rejects.toMatchObject(refused);
});

test('页面可事先查到今天的限制', async () => {
  const answer = await app.inject({ url: '/api/evidence/limits', cookies: { session: 'stranger' } });
  expect(answer.json()).toEqual({ maxBytes: 104_857_600, forbiddenExtensions: expect.arrayContaining(['exe', 'bat']) });
});

test('接口文档列出凭证的接口', () => {
  const { paths } = openApiOf(app);
  expect(Object.keys(paths['/api/evidence'] ?? {})).toEqual(['post']);
  expect(Object.keys(paths['/api/evidence/limits'] ?? {})).toEqual(['get']);
  expect(Object.keys(paths['/api/evidence/{id}'] ?? {}).toSorted()).toEqual(['delete', 'get']);
});

let address: Promise<string> | undefined;
function listening(): Promise<string> {
  address ??= app.listen({ host: '127.0.0.1', port: 0 });
  return address;
}

function open(at: string, { type = 'application/octet-stream', length }: { type?: string; length?: number } = {}) {
  return httpRequest(`${at}/api/evidence${type.startsWith('multipart') ? '' : '?name=a.bin'}`, {
    method: 'POST',
    headers: {
      cookie: 'session=zhou',
      'idempotency-key': nextKey(),
      'content-type': type,
      ...(length === undefined ? {} : { 'content-length': length }),
    },
  });
}

function send(at: string, { pieces, ...more }: { type?: string; length?: number; pieces: readonly Buffer[] }) {
  return new Promise<{ status: number; code: string | undefined }>((resolve, reject) => {
    const calling = open(at, more);
    calling.on('error', reject);
    calling.on('response', (response) => {
      let body = '';
      response.on('data', (piece) => {
        body += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(body).code }));
    });
    for (const piece of pieces) calling.write(piece);
    calling.end();
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (holds()) return;
    await pause(10);
  }
  throw new Error('it did not come about in two seconds');
}
