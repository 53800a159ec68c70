import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, type Region } from '#core/kernel';
import { type BlobStore, openDiskBlobs, type Received, type Room } from './index.ts';

const yunxi = idOf<Region>('yunxi');
const ample: Room = { maxBytes: 1_000, keepFreeBytes: 0 };
// GB/T 32905 appendix A.1.
const ABC = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';

let folder: string;
let blobs: BlobStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blobs-'));
  blobs = await openDiskBlobs(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const underWay = () => readdirSync(join(folder, '.incoming'));

async function receive(content: string | Buffer, room = ample): Promise<Received> {
  const received = await blobs.receive(Readable.from([Buffer.from(content)]), room);
  if (received.outcome !== 'received') throw new Error(received.outcome);
  return received;
}

async function contentOf(sm3: string, region = yunxi, range?: { from: number; to: number }) {
  const blob = await blobs.open({ region, sm3 });
  return blob === undefined ? undefined : text(blob.read(range));
}

async function digestsOf(region: Region): Promise<string[]> {
  const digests: string[] = [];
  for await (const digest of blobs.list(region)) digests.push(digest);
  return digests;
}

test('边收边算国密 SM3 摘要, 收好后以摘要为名存放, 可整份读, 也可读一段', async () => {
  const received = await receive('abc');
  expect(received).toMatchObject({ sm3: ABC, size: 3 });
  expect(Buffer.from(received.head).toString()).toBe('abc');
  expect(await contentOf(ABC)).toBeUndefined();
  await received.keep(yunxi);
  expect(await contentOf(ABC)).toBe('abc');
  expect(await contentOf(ABC, yunxi, { from: 1, to: 2 })).toBe('bc');
  expect(readFileSync(join(folder, 'yunxi/66', ABC), 'utf8')).toBe('abc');
  expect(statSync(join(folder, 'yunxi/66', ABC)).mode & 0o777).toBe(0o600);
  expect(underWay()).toEqual([]);
});

test('同样的内容只存一份; 另一辖区各存各的', async () => {
  await (await receive('abc')).keep(yunxi);
  await (await receive('abc')).keep(yunxi);
  expect(await digestsOf(yunxi)).toEqual([ABC]);
  const other = idOf<Region>('../云溪.东');
  expect(await contentOf(ABC, other)).toBeUndefined();
  await (await receive('abc')).keep(other);
  expect(await digestsOf(other)).toEqual([ABC]);
  expect(readdirSync(folder).toSorted()).toEqual(['%2E%2E%2F%E4%BA%91%E6%BA%AA%2E%E4%B8%9C', '.incoming', 'yunxi']);
  await blobs.remove({ region: other, sm3: ABC });
  await blobs.remove({ region: other, sm3: ABC });
  expect(await digestsOf(other)).toEqual([]);
  expect(await contentOf(ABC)).toBe('abc');
});

test('磁盘上的副本损坏后, 再次上传同样的内容即恢复', async () => {
  await (await receive('abc')).keep(yunxi);
  writeFileSync(join(folder, 'yunxi/66', ABC), 'xyz');
  await (await receive('abc')).keep(yunxi);
  expect(await contentOf(ABC)).toBe('abc');
});

test('超过上限即停, 正好等于上限可以; 停下后不留半份, 发送方剩下的内容仍可放完', async () => {
  const source = new PassThrough();
  source.write(Buffer.alloc(600));
  source.write(Buffer.alloc(600));
  expect(await blobs.receive(source, ample)).toEqual({ outcome: 'too-large' });
  expect(underWay()).toEqual([]);
  source.end(Buffer.alloc(600));
  source.resume();
  await new Promise((resolve) => source.once('end', resolve));

  const exact = await receive(Buffer.alloc(1_000));
  expect(exact.size).toBe(1_000);
  await exact.discard();
  expect(underWay()).toEqual([]);
});

test('须留的余量不够即不收, 不留半份', async () => {
  const room = { maxBytes: 1_000, keepFreeBytes: 2 ** 60 };
  expect(await blobs.receive(Readable.from([Buffer.from('abc')]), room)).toEqual({ outcome: 'no-room' });
  expect(underWay()).toEqual([]);
});

test('传到一半断开, 不留半份', async () => {
  const source = new PassThrough();
  source.write('half');
  const receiving = blobs.receive(source, ample);
  setTimeout(() => source.destroy(), 20);
  expect(await receiving).toEqual({ outcome: 'interrupted' });
  expect(underWay()).toEqual([]);
});

test('启动时清除上次留下的半份文件, 不动正在上传的', async () => {
  writeFileSync(join(folder, '.incoming', `${process.pid}-left`), 'left by an earlier program of the same number');
  writeFileSync(join(folder, '.incoming', '999999999-left'), 'left by a program that is gone');
  writeFileSync(join(folder, '.incoming', '1-other'), 'of a program that is alive');
  const received = await receive('under way');
  await openDiskBlobs(folder);
  expect(underWay().filter((name) => name.endsWith('left'))).toEqual([]);
  expect(underWay()).toHaveLength(2);
  await received.keep(yunxi);
  expect(await contentOf(received.sm3)).toBe('under way');
  expect(underWay()).toEqual(['1-other']);
});

test('摘要之外的名称一律不认', async () => {
  await expect(blobs.open({ region: yunxi, sm3: '../../etc/passwd' })).rejects.toThrow('not a digest');
});
