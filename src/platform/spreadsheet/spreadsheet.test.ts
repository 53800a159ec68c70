import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#core/kernel';
import { cellName, type ReadSheet, readSheets, writeWorkbook } from './index.ts';

async function sheetsOf(bytes: Uint8Array, limits = {}): Promise<readonly ReadSheet[]> {
  const read = await readSheets(bytes, limits);
  if (isRefusal(read)) throw new Error(read.sentence);
  return read;
}

const codeOf = (read: unknown) => (isRefusal(read) ? read.code : 'read');

/** An archive whose list of entries says what it is told to say. */
function archiveOf(entries: readonly { name: string; content: Buffer; declared?: number }[]): Uint8Array {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared = content.length } of entries) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared, 22);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const central = Buffer.alloc(46 + name.length);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(declared, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    central.write(name, 46);
    parts.push(local, packed);
    list.push(central);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

const ZEROS = Buffer.alloc(3 * 2 ** 20);
const LIMITS = { mostBytes: 2 * 2 ** 20, mostEntries: 10 };

describe('读工作簿', () => {
  test('写出的读得回来: 文字照旧, 数成文字, 日期成日, 空行不计, 行号照表格所示', async () => {
    const bytes = await writeWorkbook([
      {
        name: '单位',
        notes: ['红色的列必须填写'],
        columns: [
          { heading: '名称', width: 30, required: true },
          { heading: '类别', width: 12, choices: ['机关', '科室'] },
        ],
        rows: [['市水利局', '机关'], [], ['规划科', 7]],
      },
    ]);
    expect(await sheetsOf(bytes)).toEqual([
      {
        name: '单位',
        rows: [
          { number: 1, cells: ['红色的列必须填写'] },
          { number: 2, cells: ['名称', '类别'] },
          { number: 3, cells: ['市水利局', '机关'] },
          { number: 5, cells: ['规划科', '7'] },
        ],
        faults: [],
      },
    ]);
  });

  test('以等号开头的文字写出后仍是文字, 不会被当作公式计算', async () => {
    const bytes = await writeWorkbook([
      {
        name: '表',
        columns: [{ heading: '=1+1', width: 9 }],
        rows: [['=HYPERLINK("http://x")'], ['@SUM(A1)'], ['+1']],
      },
    ]);
    const [sheet] = await sheetsOf(bytes);
    expect(sheet?.faults).toEqual([]);
    expect(sheet?.rows.map(({ cells }) => cells[0])).toEqual(['=1+1', '=HYPERLINK("http://x")', '@SUM(A1)', '+1']);
  });

  test('合并的单元格、公式、错误值、写不准的长数字, 逐格指名', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '人员',
          rows: [
            ['姓名', '工号', '合计'],
            ['何静', 123456789012345680, 0],
            ['吕平', 1, null],
          ],
          cells: new Map([
            ['1,2', { value: 5, type: 'formula' as const, formula: 'SUM(A1:A2)' }],
            ['2,2', { value: '#REF!', type: 'error' as const }],
          ]),
          merges: [{ startRow: 2, startCol: 0, endRow: 2, endCol: 1 }],
        },
      ],
    });
    const [sheet] = await sheetsOf(bytes);
    expect(new Set(sheet?.faults.map(({ cell, kind }) => `${cell} ${kind}`))).toEqual(
      new Set(['A3 merged', 'C2 formula', 'C3 error', 'B2 imprecise']),
    );
  });

  test('隐藏的工作表不读', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '明', rows: [['甲']] },
        { name: '暗', rows: [['乙']], hidden: true },
      ],
    });
    expect((await sheetsOf(bytes)).map(({ name }) => name)).toEqual(['明']);
  });
});

describe('不读的', () => {
  test('[SHEET-01] 不是工作簿的', async () => {
    expect(codeOf(await readSheets(Buffer.from('姓名,单位')))).toBe('SHEET-01');
    expect(codeOf(await readSheets(archiveOf([{ name: 'a.txt', content: Buffer.from('a') }])))).toBe('SHEET-01');
  });

  test('[SHEET-02] 旧格式或加密的', async () => {
    expect(codeOf(await readSheets(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)))).toBe('SHEET-02');
  });

  test('[SHEET-03] 展开后过大的, 列表如实也好, 谎报也好', async () => {
    const honest = archiveOf([{ name: 'xl/worksheets/sheet1.xml', content: ZEROS }]);
    expect(honest.length).toBeLessThan(10_000);
    expect(codeOf(await readSheets(honest, LIMITS))).toBe('SHEET-03');
    const lying = archiveOf([{ name: 'xl/worksheets/sheet1.xml', content: ZEROS, declared: 100 }]);
    expect(codeOf(await readSheets(lying, LIMITS))).toBe('SHEET-01');
  });

  test('[SHEET-04] 部件过多的', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `p${index}`, content: Buffer.from('x') }));
    expect(codeOf(await readSheets(archiveOf(many), LIMITS))).toBe('SHEET-04');
  });

  test('[SHEET-05] 行数过多的; 少一行就可以', async () => {
    const bytes = await writeWorkbook([
      { name: '单位', columns: [{ heading: '名称', width: 9 }], rows: Array.from({ length: 5 }, () => ['某局']) },
    ]);
    expect(codeOf(await readSheets(bytes, { mostRows: 5 }))).toBe('SHEET-05');
    expect(codeOf(await readSheets(bytes, { mostRows: 6 }))).toBe('read');
  });
});

test('单元格的名字', () => {
  expect(cellName(2, 1)).toBe('B3');
  expect(cellName(0, 25)).toBe('Z1');
  expect(cellName(0, 26)).toBe('AA1');
  expect(cellName(9, 701)).toBe('ZZ10');
  expect(cellName(9, 702)).toBe('AAA10');
});
