import { readXlsx, writeXlsx } from 'hucre/xlsx';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, type SubjectId, type UnitId } from '#core/kernel';
import { record, verifyRegion } from '#ledger';
import { uuid } from '#platform/db';
import { SESSION_COOKIE } from '#platform/http';
import { type PersonKey, testCity, type UnitKey } from '../../../test/city.ts';
import type { Checked, Entry, ReadWorkbook, Worksheet, WorksheetRow } from './contract.ts';

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

type Sides = { readonly leads?: readonly UnitKey[]; readonly supports?: readonly UnitKey[]; readonly plan?: string };

/** So many tasks at once, due on 20 March; led by the water bureau and supported by the reform commission unless said otherwise. */
async function assign(count: number, { leads = ['water'], supports = ['reform'], plan = uuid() }: Sides = {}) {
  const { region, people, units, clock, db } = city;
  const ids = Array.from({ length: count }, () => idOf<SubjectId>(uuid()));
  const unitsOf = (keys: readonly UnitKey[]): UnitId[] => keys.map((key) => units[key]);
  await db.transaction((tx) =>
    record(
      tx,
      { region, now: clock.now(), person: people.officer },
      ids.map((id, index) => ({
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan,
          item: `task-${index}`,
          origin: 'task',
          period: null,
          leads: unitsOf(leads),
          supports: unitsOf(supports),
          acceptor: units.office,
          dueDay: '2026-03-20',
          dueBasis: 'stated',
          span: null,
        },
        contents: [
          { name: 'title', retention: 'business', body: { number: `${index + 1}`, text: `完成第${index + 1}件事` } },
        ],
      })),
    ),
  );
  return { plan, ids };
}

const rowsOf = async (person: PersonKey, plan: string) =>
  ((await city.as(person)('GET', `/api/worksheet?plan=${plan}`)).body as Worksheet).rows;
const filled = (row: WorksheetRow | undefined, change: Partial<Entry> = {}): Entry => ({
  task: row?.task ?? '',
  unit: row?.unit.id ?? '',
  base: row?.base ?? '',
  percent: '30',
  progress: '已摸底',
  problem: '',
  nextStep: '',
  row: null,
  ...change,
});
const submit = (person: PersonKey, entries: readonly Entry[], key = uuid()) =>
  city.as(person)('POST', '/api/worksheet', { entries }, key);
const check = async (person: PersonKey, entries: readonly Entry[]) =>
  (await city.as(person)('POST', '/api/worksheet/check', { entries })).body as Checked;
const reportsOn = async (ids: readonly SubjectId[]) =>
  (
    await city.db.one<{ count: number }>(sql`
      select count(*) as count from ledger.fact where region = ${city.region} and subject_id = any(${ids}::uuid[]) and kind = 'task.progress-reported'`)
  ).count;

async function download(person: PersonKey, plan: string): Promise<string[][]> {
  const reply = await city.app.inject({
    url: `/api/worksheet.xlsx?plan=${plan}`,
    cookies: { [SESSION_COOKIE]: await city.token(person) },
  });
  expect(reply.statusCode).toBe(200);
  const [sheet] = (await readXlsx(reply.rawPayload)).sheets;
  return (sheet?.rows ?? []).map((row) => row.map((cell) => String(cell ?? '')));
}

type Cells = Parameters<typeof writeXlsx>[0]['sheets'][number]['cells'];

async function upload(person: PersonKey, rows: readonly (readonly string[])[], cells: Cells = new Map()) {
  const bytes = await writeXlsx({ sheets: [{ name: '填报表', rows: rows.map((row) => [...row]), cells }] });
  return uploadBytes(person, bytes);
}

async function uploadBytes(person: PersonKey, bytes: Uint8Array) {
  const head =
    '--edge\r\ncontent-disposition: form-data; name="file"; filename="t.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n';
  const reply = await city.app.inject({
    method: 'POST',
    url: '/api/worksheet/read',
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--edge--\r\n')]),
    cookies: { [SESSION_COOKIE]: await city.token(person) },
    headers: { 'content-type': 'multipart/form-data; boundary=edge', 'idempotency-key': uuid() },
  });
  return { status: reply.statusCode, text: reply.body, body: JSON.parse(reply.body) as ReadWorkbook };
}

/** Writes into the columns of these headings. */
function write(rows: string[][], row: number, values: Record<string, string>): void {
  const head = rows.find((cells) => cells.includes('进展')) ?? [];
  for (const [heading, value] of Object.entries(values)) {
    const cells = rows[row];
    if (cells !== undefined) cells[head.indexOf(heading)] = value;
  }
}
/** Two lines of notes, the headings, then the tasks. */
const FIRST = 3;

describe('填报表里有哪些任务', () => {
  test('牵头和配合的都有, 各按本单位; 无关单位没有; 已报送完成的不在其中', async () => {
    const { plan, ids } = await assign(2);
    expect((await rowsOf('waterLiaison', plan)).map((row) => [row.side, row.unit.name, row.number])).toEqual([
      ['lead', '云溪市水利局', '1'],
      ['lead', '云溪市水利局', '2'],
    ]);
    expect((await rowsOf('waterClerk', plan)).length).toBe(2);
    expect((await rowsOf('reformLiaison', plan)).map((row) => row.side)).toEqual(['supporting', 'supporting']);
    expect(await rowsOf('schoolLiaison', plan)).toEqual([]);
    await city.as('waterLiaison')('POST', `/api/tasks/${ids[0]}/complete`, { result: '完成' });
    expect((await rowsOf('waterLiaison', plan)).map((row) => row.task)).toEqual([ids[1]]);
  });

  test('审计员, 效能办, 领导没有填报: 看不能看, 交不能交', async () => {
    const { plan } = await assign(1);
    const [row] = await rowsOf('waterLiaison', plan);
    for (const person of ['auditor', 'officer', 'leader', 'systemAdmin'] as const) {
      expect((await city.as(person)('GET', '/api/worksheet')).status, person).toBe(403);
      expect((await submit(person, [filled(row)])).status, person).toBe(403);
    }
    expect((await submit('waterLiaison', [filled(row)])).body).toEqual({ recorded: 1 });
  });
});

describe('提交', () => {
  test('每行记录一次进展, 签收随之了结; 同一请求再来一次不重复; 再打开看得到上次报告', async () => {
    const { plan, ids } = await assign(3);
    const rows = await rowsOf('waterLiaison', plan);
    const entries = [
      filled(rows[0], { percent: '40%', problem: '缺人', nextStep: '借调' }),
      filled(rows[1], { percent: '' }),
      filled(rows[2], { percent: '', progress: '' }),
    ];
    const key = uuid();
    expect((await submit('waterLiaison', entries, key)).body).toEqual({ recorded: 2 });
    expect((await submit('waterLiaison', entries, key)).body).toEqual({ recorded: 2 });
    expect(await reportsOn(ids)).toBe(2);
    const after = new Map((await rowsOf('waterLiaison', plan)).map((row) => [row.task, row]));
    expect(after.get(rows[0]?.task ?? '')?.last).toMatchObject({
      by: '陆春生',
      percent: 40,
      progress: '已摸底',
      problem: '缺人',
      nextStep: '借调',
    });
    expect(after.get(rows[2]?.task ?? '')?.last).toBeNull();
    const detail = (await city.as('officer')('GET', `/api/tasks/${rows[0]?.task}`)).body as { state: string };
    expect(detail.state).toBe('in-progress');
    expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
  });

  test('配合单位报自己的一份, 不算牵头单位的变化', async () => {
    const { plan } = await assign(1);
    const [lead] = await rowsOf('waterLiaison', plan);
    const [supporting] = await rowsOf('reformLiaison', plan);
    expect((await submit('reformLiaison', [filled(supporting)])).status).toBe(200);
    expect((await submit('waterLiaison', [filled(lead)])).status).toBe(200);
    expect((await rowsOf('reformLiaison', plan))[0]?.last?.by).toBe('方立行');
  });

  test('两个人填同一项: 后一个看到变了什么, 看过之后可以提交', async () => {
    const { plan } = await assign(1);
    const [row] = await rowsOf('waterLiaison', plan);
    expect((await submit('waterClerk', [filled(row, { percent: '60' })])).status).toBe(200);
    const second = await submit('waterLiaison', [filled(row)]);
    expect(second.status).toBe(409);
    const [fault] = (second.body as { details: Checked }).details.faults;
    expect(fault?.sentence).toContain('03-02 09:00 何小满 报告进展 60%');
    expect((await submit('waterLiaison', [filled(row, { base: fault?.newBase ?? '' })])).status).toBe(200);
  });

  test('两个人同时提交同样的行: 一个记录, 另一个得知变化, 都不重复', async () => {
    const { plan, ids } = await assign(20);
    const rows = await rowsOf('waterLiaison', plan);
    const [one, other] = await Promise.all([
      submit(
        'waterLiaison',
        rows.map((row) => filled(row)),
      ),
      submit(
        'waterClerk',
        rows.toReversed().map((row) => filled(row)),
      ),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect(await reportsOn(ids)).toBe(20);
  });

  test('其间任务报送, 作废: 说明为什么不能报, 谁做了什么', async () => {
    const { plan, ids } = await assign(2);
    const rows = await rowsOf('waterLiaison', plan);
    await city.as('waterLiaison')('POST', `/api/tasks/${ids[0]}/complete`, { result: '完成' });
    const { region, people, clock, db } = city;
    await db.transaction((tx) =>
      record(tx, { region, now: clock.now(), person: people.officer }, [
        {
          subject: { type: 'task', id: ids[1] ?? idOf<SubjectId>('') },
          kind: 'task.voided',
          data: { plan, version: 2 },
        },
      ]),
    );
    const bySentence = (
      await check(
        'waterLiaison',
        rows.map((row) => filled(row)),
      )
    ).faults.map((fault) => fault.sentence);
    expect(bySentence.join('\n')).toMatch(/已报送完成, 正在等待验收.*陆春生 报送完成/);
    expect(bySentence.join('\n')).toMatch(/任务已因方案修订或调整作废.*周明远 作废/);
  });

  test('别的单位的行, 看不到的任务, 不存在的任务, 改动过的校验: 逐行拒绝, 一行也不记录', async () => {
    const { plan, ids } = await assign(2);
    const foreign = await assign(1, { leads: ['school'], supports: [] });
    const [mine, other] = await rowsOf('waterLiaison', plan);
    const [reform] = await rowsOf('reformLiaison', plan);
    const [school] = await rowsOf('schoolLiaison', foreign.plan);
    const bad = [
      filled(reform),
      filled(school),
      filled(mine, { task: uuid() }),
      filled(mine, { task: '乱写' }),
      filled(mine, { base: '1-0123456789abcdef' }),
    ];
    const { effects, faults } = await check('waterLiaison', [...bad, filled(other)]);
    expect(faults.map(({ sentence }) => sentence.slice(0, 9))).toEqual([
      '这一行是别的单位的',
      '没有这项任务, 或',
      '没有这项任务, 或',
      '没有这项任务, 或',
      '校验列被改动过, ',
    ]);
    expect(effects.length).toBe(1);
    expect((await submit('waterLiaison', [...bad, filled(other)])).text).toContain('SHT-05');
    expect(await reportsOn([...ids, ...foreign.ids])).toBe(0);
    expect((await submit('waterLiaison', [filled(other)])).status).toBe(200);
  });
});

describe('表格', () => {
  test('下载, 填写, 删去几行, 换了顺序, 上传, 核对, 提交', async () => {
    const { plan, ids } = await assign(5);
    const rows = await download('waterLiaison', plan);
    expect(rows[FIRST - 1]?.slice(0, 12)).toEqual(
      '编号,任务,方案,单位,身份,到期,灯,上次报告,进度(%),进展,问题,下一步'.split(','),
    );
    write(rows, FIRST, { '进度(%)': '55', 进展: '=1+1 不是公式, 是文字' });
    write(rows, FIRST + 3, { 进展: '已开会' });
    const turned = [
      ...rows.slice(0, FIRST),
      ...[rows[FIRST + 3], rows[FIRST], rows[FIRST + 1]].map((row) => row ?? []),
    ];
    const read = await upload('waterLiaison', turned);
    expect(read.body.faults).toEqual([]);
    expect(read.body.blank).toBe(1);
    expect(read.body.effects.map(({ percent, progress }) => [percent, progress])).toEqual([
      [null, '已开会'],
      [55, '=1+1 不是公式, 是文字'],
    ]);
    expect(await reportsOn(ids)).toBe(0);
    expect((await submit('waterLiaison', read.body.entries)).body).toEqual({ recorded: 2 });
    expect(await reportsOn(ids)).toBe(2);
  });

  test('公式不算, 说出是哪一格; 其余的错误一并说出', async () => {
    const { plan } = await assign(2);
    const rows = await download('waterLiaison', plan);
    write(rows, FIRST, { 进展: '已摸底' });
    write(rows, FIRST + 1, { 进展: '已开会', '进度(%)': '140' });
    const cells: Cells = new Map([[`${FIRST},8`, { value: 40, type: 'formula', formula: '20+20', formulaResult: 40 }]]);
    const { faults, effects } = (await upload('waterLiaison', rows, cells)).body;
    expect(faults.map(({ row, cell, sentence }) => [row, cell, sentence])).toEqual([
      [4, 'I4', 'I4 是公式, 不予计算; 请把结果复制为文字或数字'],
      [5, null, '进度须为 0 到 100 的整数, 现为「140」'],
    ]);
    expect(effects).toEqual([]);
  });

  test('另一单位的表: 每一行都说明, 什么也不记录', async () => {
    const { plan } = await assign(1);
    const rows = await download('reformLiaison', plan);
    write(rows, FIRST, { 进展: '代报' });
    const { faults } = (await upload('waterLiaison', rows)).body;
    expect(faults.map(({ sentence }) => sentence)).toEqual([
      '这一行是别的单位的, 不能代其填报; 请用本单位下载的填报表',
    ]);
    expect((await upload('reformLiaison', rows)).body.faults).toEqual([]);
  });

  test('不是填报表的文件, 不是表格的文件, 没有文件', async () => {
    expect((await upload('waterLiaison', [['姓名', '电话']])).text).toContain('SHT-02');
    expect((await uploadBytes('waterLiaison', Buffer.from('不是表格'))).text).toContain('SHEET-01');
    expect((await city.as('waterLiaison')('POST', '/api/worksheet/read')).text).toContain('SHT-03');
    expect((await city.as('waterLiaison')('POST', '/api/worksheet', { entries: [] })).status).toBe(422);
    expect((await submit('waterLiaison', [filled(undefined, { percent: '', progress: '' })])).text).toContain('SHT-04');
  });

  test('一千行里十七处错误: 全部说出, 一行也不写; 改好的整表提交', { timeout: 120_000 }, async () => {
    const { plan, ids } = await assign(1000);
    const rows = await download('waterLiaison', plan);
    for (let row = FIRST; row < FIRST + 1000; row += 1) write(rows, row, { 进展: '已推进', '进度(%)': '20' });
    const wrong = structuredClone(rows);
    const at = Array.from({ length: 17 }, (_, index) => FIRST + index * 58);
    for (const row of at) write(wrong, row, { '进度(%)': '两成' });
    const read = await upload('waterLiaison', wrong);
    expect(read.body.faults.map(({ row }) => row)).toEqual(at.map((row) => row + 1));
    expect(read.body.effects.length).toBe(983);
    expect((await submit('waterLiaison', read.body.entries)).text).toContain('有 17 行需要修改');
    expect(await reportsOn(ids)).toBe(0);
    const right = await upload('waterLiaison', rows);
    expect(right.body.faults).toEqual([]);
    expect((await submit('waterLiaison', right.body.entries)).body).toEqual({ recorded: 1000 });
    expect(await reportsOn(ids)).toBe(1000);
  });
});

describe('时间推移', () => {
  test('时钟发出的预警不算变化', async () => {
    const { plan } = await assign(1);
    const [row] = await rowsOf('waterLiaison', plan);
    await city.moveTo('2026-03-17 09:00');
    expect((await rowsOf('waterLiaison', plan))[0]?.base).not.toBe(row?.base);
    expect((await check('waterLiaison', [filled(row)])).faults).toEqual([]);
  });
});
