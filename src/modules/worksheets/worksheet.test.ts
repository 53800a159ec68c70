import { describe, expect, test } from 'vitest';
import { type FactId, type Instant, idOf, type Region, type SubjectId, type UnitId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import type { Entry } from './contract.ts';
import { keyOf } from './entries.ts';
import { filterText } from './merged.ts';
import { COLUMNS, readSheet } from './sheet.ts';
import { baseOf, checkEntries, concerns, parsePercent, type Standing, seqOf } from './worksheet.ts';

const BASE = '3-0123456789abcdef';
const entry = (change: Partial<Entry> = {}): Entry => ({
  task: 't1',
  unit: 'u1',
  base: BASE,
  percent: '40',
  progress: '已摸底',
  problem: '',
  nextStep: '',
  row: 4,
  ...change,
});
const standing = (change: Partial<Standing> = {}): Standing => ({
  number: '一、1',
  title: '编制清单',
  refusal: null,
  base: BASE,
  isBaseKnown: true,
  changes: [],
  percent: 10,
  ...change,
});
const check = (entries: readonly Entry[], change: Partial<Standing> = {}) =>
  checkEntries(entries, new Map([['t1 u1', standing(change)]]));

describe('进度', () => {
  test.each([
    ['', null],
    ['  ', null],
    ['0', 0],
    [' 40 ', 40],
    ['40%', 40],
    ['100％', 100],
  ])('「%s」读作 %s', (text, percent) => expect(parsePercent(text)).toBe(percent));
  test.each(['101', '-1', '0.4', '四成', '%', '1e2', '00100'])('「%s」不认', (text) =>
    expect(parsePercent(text)).toBeUndefined(),
  );
});

describe('逐行核对', () => {
  test('只看填写了的行; 填写了的说明将记录什么', () => {
    const blank = entry({ percent: '', progress: ' ', row: 5, task: 't2' });
    expect(check([entry({ progress: ' 已摸底 ' }), blank])).toEqual({
      faults: [],
      effects: [
        {
          task: 't1',
          unit: 'u1',
          number: '一、1',
          title: '编制清单',
          percentBefore: 10,
          percent: 40,
          progress: '已摸底',
          problem: '',
          nextStep: '',
        },
      ],
    });
  });

  test('一行有几处错误, 几处都说', () => {
    const { effects, faults } = check([entry({ percent: '140', progress: '', problem: '难'.repeat(4001) })]);
    expect(effects).toEqual([]);
    expect(faults.map(({ field, row, sentence }) => [row, field, sentence])).toEqual([
      [4, 'percent', '进度须为 0 到 100 的整数, 现为「140」'],
      [4, 'progress', '请填写进展'],
      [4, 'problem', '问题最多 4000 字, 现有 4001 字'],
    ]);
    expect(check([entry({ problem: '难'.repeat(4000) })]).faults).toEqual([]);
  });

  test('同一项任务填了两行, 没有的任务, 改动过的校验', () => {
    expect(check([entry(), entry({ row: 9 })]).faults[0]?.sentence).toBe('与第 4 行是同一项任务, 只留一行');
    expect(check([entry({ task: 't9' })]).faults[0]?.sentence).toContain('没有这项任务');
    expect(check([entry()], { isBaseKnown: false }).faults[0]?.sentence).toContain('校验列被改动过');
  });

  test('下载之后有了变化: 说出变了什么, 看过的凭新的校验可以再提交', () => {
    const changes = ['03-05 10:20 方立行 报告进展 60%'];
    const [fault] = check([entry()], { changes, base: '4-fedcba9876543210' }).faults;
    expect(fault).toMatchObject({
      field: 'base',
      sentence: '下载或打开之后有了变化 (03-05 10:20 方立行 报告进展 60%); 请看过再提交',
      newBase: '4-fedcba9876543210',
    });
  });
});

describe('校验', () => {
  test('一个位置写成序号加链值的开头, 读得回来; 别的写法不认', () => {
    const base = baseOf(12, 'ab'.repeat(32));
    expect(base).toBe('12-abababababababab');
    expect(seqOf(base)).toBe(12);
    for (const text of ['', '12', '0-abababababababab', '12-xyz', '-1-abababababababab'])
      expect(seqOf(text), text).toBeNull();
  });

  test('什么算变化: 本单位的报告, 退回和延期; 时钟的信号, 签收, 别的单位的报告不算', () => {
    const fact = (kind: string, unit: string, actor = 'p1'): Fact => ({
      id: idOf<FactId>('f'),
      region: idOf<Region>('yunxi'),
      subject: { type: 'task', id: idOf<SubjectId>('t1') },
      seq: 2,
      kind,
      occurredAt: idOf<Instant>('2026-03-02T01:00:00.000Z'),
      recordedAt: idOf<Instant>('2026-03-02T01:00:00.000Z'),
      actor,
      onBehalfOf: idOf<UnitId>(unit),
      data: {},
      evidence: [],
      contents: [],
      corrects: null,
      rulebook: '',
      calendar: '',
    });
    expect(concerns(fact('task.progress-reported', 'u1'), 'u1')).toBe(true);
    expect(concerns(fact('task.returned', 'office'), 'u1')).toBe(true);
    expect(concerns(fact('task.progress-reported', 'u2'), 'u1')).toBe(false);
    expect(concerns(fact('task.received', 'u1'), 'u1')).toBe(false);
    expect(concerns(fact('obligation.signalled', 'u1', 'clock'), 'u1')).toBe(false);
  });
});

describe('表格', () => {
  const headings = COLUMNS.map(({ heading }) => heading);
  const cells = (filled: Record<string, string>) => headings.map((heading) => filled[heading] ?? '');
  const line = { 任务标识: 't1', 单位标识: 'u1', 校验: BASE, 进展: '已摸底', '进度(%)': '40' };

  test('列按表头认, 换了顺序也认得; 表头之前的说明不算', () => {
    const turned = {
      rows: [
        { number: 2, cells: [...headings].reverse() },
        { number: 3, cells: cells(line).reverse() },
      ],
    };
    const read = readSheet({ ...turned, faults: [] });
    expect(read?.entries).toEqual([entry({ row: 3 })]);
    expect(keyOf(read?.entries[0] ?? entry({ task: '' }))).toBe('t1 u1');
  });

  test('少了隐藏的列就不是填报表', () => {
    const without = headings.filter((heading) => heading !== '校验');
    expect(readSheet({ rows: [{ number: 1, cells: without }], faults: [] })).toBeUndefined();
  });

  test('公式说出是哪一格', () => {
    const rows = [
      { number: 1, cells: headings },
      { number: 2, cells: cells(line) },
    ];
    const read = readSheet({ rows, faults: [{ row: 2, cell: 'I2', kind: 'formula' }] });
    expect(read?.faults).toMatchObject([
      { row: 2, cell: 'I2', field: 'percent', task: 't1', sentence: 'I2 是公式, 不予计算; 请把结果复制为文字或数字' },
    ]);
  });
});

test('同一筛选写法相同, 不论先后', () => {
  expect(filterText({ q: '水利', plan: 'p1' })).toBe('plan=p1&q=水利');
  expect(filterText({ plan: 'p1', lamp: undefined, q: '' })).toBe('plan=p1');
});
