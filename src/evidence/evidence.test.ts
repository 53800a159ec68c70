import { describe, expect, test } from 'vitest';
import { type Instant, idOf, isRefusal, type PlainDate } from '#core/kernel';
import { cleanName, dispositionOf, extensionOf, rangeOf } from './evidence.ts';
import { mediaOf } from './media.ts';
import { type EvidenceOverride, limitsOn } from './parameters.ts';
import { sizeText } from './size.ts';

describe('文件名', () => {
  test.each([
    ['报告.pdf', '报告.pdf'],
    ['  两头有空格.pdf  ', '两头有空格.pdf'],
    ['C:\\Users\\张\\报告.pdf', '报告.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['查看.exe. .', '查看.exe'],
    // U+202E turns the direction of writing: shown as 照片exe.jpg.
    ['照片\u202egpj.exe', '照片gpj.exe'],
    ['一\u0000二\n三\u200b.txt', '一二三.txt'],
    ['孤立代理\ud800.txt', '孤立代理\ufffd.txt'],
  ])('%j 记为 %j', (claimed, kept) => {
    expect(cleanName(claimed)).toBe(kept);
  });

  test.each(['', '  ', '..', '/', 'a/', '\u200b'])('%j 不成名称', (claimed) => {
    expect(cleanName(claimed)).toMatchObject({ code: 'EVI-01' });
  });

  test('过长的截到二百字, 扩展名保留', () => {
    expect(cleanName(`${'长'.repeat(300)}.docx`)).toBe(`${'长'.repeat(195)}.docx`);
    expect(cleanName(`a.${'长'.repeat(300)}`)).toBe(`a.${'长'.repeat(198)}`);
    expect(cleanName('𠮷'.repeat(201))).toBe('𠮷'.repeat(200));
  });

  test('扩展名取最后一点之后, 不分大小写', () => {
    expect(['a.PDF', 'a.b.exe', '无扩展名', '.gitignore'].map(extensionOf)).toEqual(['pdf', 'exe', '', 'gitignore']);
  });

  test('下载时的文件名: 老浏览器看替代名, 新浏览器看中文名', () => {
    expect(dispositionOf('a "b".pdf')).toBe(`attachment; filename="a _b_.pdf"; filename*=UTF-8''a%20%22b%22.pdf`);
    expect(dispositionOf("张's(1)*.txt")).toBe(
      `attachment; filename="_'s(1)*.txt"; filename*=UTF-8''%E5%BC%A0%27s%281%29%2A.txt`,
    );
  });
});

describe('取一段', () => {
  test.each([
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=2-5', { from: 2, to: 5 }],
    ['bytes=2-99', { from: 2, to: 9 }],
    ['bytes=7-', { from: 7, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=-99', { from: 0, to: 9 }],
    ['bytes= 2 - 5', { from: 2, to: 5 }],
  ])('十个字节里 %s', (header, range) => {
    expect(rangeOf(header, 10)).toEqual(range);
  });

  test.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=a-b'])(
    '%j 不成一段, 给全部',
    (header) => {
      expect(rangeOf(header, 10)).toBeUndefined();
    },
  );

  test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s 超出末尾', (header) => {
    expect(isRefusal(rangeOf(header, 10))).toBe(true);
  });
});

describe('由内容辨认', () => {
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const portable = (at: number, length: number) => {
    const head = Buffer.alloc(length);
    head.write('MZ');
    head.writeUInt32LE(at, 0x3c);
    if (at + 4 <= length) head.write('PE\0\0', at);
    return head;
  };

  test.each([
    ['JPEG', bytes('ff d8 ff e0'), 'image/jpeg'],
    ['PNG', bytes('89 50 4e 47 0d 0a 1a 0a'), 'image/png'],
    ['GIF', Buffer.from('GIF89a'), 'image/gif'],
    ['WEBP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'image/webp'],
    ['BMP', bytes('42 4d 46 00 00 00 00 00 00 00 36 00 00 00 28 00 00 00'), 'image/bmp'],
    ['HEIC', bytes('00 00 00 18 66 74 79 70 68 65 69 63'), 'image/heic'],
    ['PDF', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['SVG 可带脚本, 只当普通文件', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), 'application/octet-stream'],
    ['网页', Buffer.from('<!doctype html>'), 'application/octet-stream'],
    ['BM 开头的文字', Buffer.from('BMW 是一种汽车品牌, 不是图片'), 'application/octet-stream'],
    ['空', Buffer.alloc(0), 'application/octet-stream'],
  ])('%s', (_kind, head, type) => {
    expect(mediaOf(head)).toEqual({ type });
  });

  test.each([
    ['Windows 程序', portable(0x80, 256), 'exe'],
    ['程序头在所看的一段之外', portable(0x2000, 4096), 'exe'],
    ['Linux 程序', bytes('7f 45 4c 46 02 01'), 'elf'],
    ['苹果程序', bytes('cf fa ed fe 07'), 'macho'],
    ['快捷方式', bytes('4c 00 00 00 01 14 02 00 00 00 00 00 c0 00 00 00 00 00 00 46'), 'lnk'],
    ['脚本', Buffer.from('#!/bin/sh\n'), 'sh'],
  ])('%s', (_kind, head, program) => {
    expect(mediaOf(head)).toEqual({ type: 'application/octet-stream', program });
  });

  test.each([
    ['MZ 开头的短文字', Buffer.from('MZ 编号一览')],
    ['MZ 开头的长文字', Buffer.from('MZ 编号一览'.repeat(40))],
    ['以井号开头的文字', Buffer.from('#! 注意')],
  ])('%s 不是程序', (_kind, head) => {
    expect(mediaOf(head).program).toBeUndefined();
  });
});

describe('参数', () => {
  const override = (from: string, setAt: string, value: unknown): EvidenceOverride => ({
    id: 'evidence.max-bytes',
    from: idOf<PlainDate>(from),
    setAt: idOf<Instant>(setAt),
    value,
  });
  const on = (day: string, overrides: readonly EvidenceOverride[]) =>
    limitsOn(idOf<PlainDate>(day), overrides).maxBytes;

  test('出厂上限 100 MB, 留余量 512 MB, 未提交的留三十日', () => {
    expect(limitsOn(idOf<PlainDate>('2026-03-02'), [])).toMatchObject({
      maxBytes: 104_857_600,
      keepFreeBytes: 536_870_912,
      unattachedDays: 30,
    });
  });

  test('本地规定自生效日起用, 同日两次规定以后定的为准', () => {
    const overrides = [
      override('2026-05-01', '2026-03-01T00:00:00.000Z', 3_000_000),
      override('2026-04-01', '2026-03-02T00:00:00.000Z', 2_000_000),
      override('2026-04-01', '2026-03-01T00:00:00.000Z', 1_000_000),
    ];
    expect(on('2026-03-31', overrides)).toBe(104_857_600);
    expect(on('2026-04-01', overrides)).toBe(2_000_000);
    expect(on('2026-05-01', overrides)).toBe(3_000_000);
  });
});

test('大小的写法', () => {
  expect([3, 1_024, 1_536, 104_857_600, 2_000_000, 5 * 2 ** 40].map(sizeText)).toEqual([
    '3 字节',
    '1 KB',
    '1.5 KB',
    '100 MB',
    '1.9 MB',
    '5 TB',
  ]);
});
