import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, isRefusal, type PersonId } from '#core/kernel';
import { type NewSheet, readSheets, writeWorkbook } from '#platform/spreadsheet';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { foundTown, region, type Town } from './fixtures/town.ts';
import { listPeople, listUnits } from './index.ts';
import { BODY_SHEET, type Layout, PEOPLE_SHEET, POST_SHEET, UNIT_SHEET } from './layout.ts';

let fresh: FreshDb;
let town: Town;
beforeAll(async () => {
  fresh = await freshDb();
  town = await foundTown(fresh.db);
});
afterAll(async () => {
  await town.close();
  await fresh.drop();
});

const today = idOf<never>('2026-03-02');
function sheetOf(layout: Layout, rows: readonly Record<string, string>[]): NewSheet {
  return { ...layout, rows: rows.map((row) => layout.columns.map(({ heading }) => row[heading] ?? '')) };
}
type Preview = {
  fingerprint: string;
  faultsTotal: number;
  faults: { cell: string; sentence: string }[];
  counts: unknown[];
  changes: string[];
  notes: string[];
};
async function preview(who: PersonId, bytes: Uint8Array): Promise<Preview> {
  const { status, body } = await town.upload(who, '/api/directory/import/preview', bytes);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Preview;
}
function commit(who: PersonId, bytes: Uint8Array, fingerprint: string) {
  return town.upload(who, `/api/directory/import?fingerprint=${encodeURIComponent(fingerprint)}`, bytes);
}
const rowsIn = async (table: string) => {
  const [row] = await fresh.owner.query<{ count: number }>(sql`
    select (xpath('/row/c/text()', query_to_xml('select count(*) as c from directory.' || ${table}, false, true, '')))[1]::text::int as count`);
  return row?.count ?? 0;
};

const small = () =>
  writeWorkbook([
    sheetOf(UNIT_SHEET, [
      { 名称: '云溪市水利局', 类别: '机关部门', 简称: '市水利局', 别名: '水利局、市水务局', 次序: '10' },
      { 名称: '办公室', 上级单位: '市水利局', 类别: '科室' },
      { 名称: '云溪市财政局', 类别: '机关部门', 次序: '20' },
      { 名称: '办公室', 上级单位: '云溪市财政局', 类别: '科室' },
    ]),
    sheetOf(POST_SHEET, [
      { 单位: '市水利局/办公室', 岗位: '文书岗', 职责: '收文, 发文' },
      { 单位: '云溪市财政局/办公室', 岗位: '文书岗' },
    ]),
    sheetOf(PEOPLE_SHEET, [
      {
        姓名: '何静',
        工号: '0001',
        单位: '市水利局/办公室',
        职务: '主任',
        岗位: '文书岗',
        AB岗: 'A',
        用户名: 'hejing',
        角色: '单位联络员',
        角色范围: '市水利局',
      },
      { 姓名: '何静', 工号: '0001', 单位: '云溪市财政局/办公室', 岗位: '文书岗', AB岗: 'B' },
      { 姓名: '吕平', 单位: '云溪市财政局', 用户名: 'lvping', 角色: '领导' },
    ]),
    sheetOf(BODY_SHEET, [
      {
        领导小组: '河长制领导小组',
        身份: '组长',
        姓名: '吕平',
        职务: '副市长',
        办公室设在: '市水利局',
        依据: '云政发〔2026〕3号',
      },
      { 领导小组: '河长制领导小组', 身份: '成员', 所在单位: '云溪市财政局' },
    ]),
  ]);

describe('导入名录', () => {
  test('模板里只有示例行, 直接上传提示没有可导入的', async () => {
    const { system } = town.admins;
    const template = await town.app.inject({
      url: '/api/directory/template.xlsx',
      headers: { cookie: `session=${system}` },
    });
    const read = await readSheets(template.rawPayload);
    if (isRefusal(read)) throw new Error(read.sentence);
    expect(read.map(({ name }) => name)).toEqual(['单位', '岗位', '人员', '领导小组']);
    const seen = await preview(system, template.rawPayload);
    expect(seen.faults[0]?.sentence).toContain('没有可导入的行');
  });

  test('两人同时导入同一份: 一人导入, 另一人被告知名录已有变动, 不重复设立', async () => {
    const { system } = town.admins;
    const bytes = await writeWorkbook([sheetOf(UNIT_SHEET, [{ 名称: '云溪市档案馆', 类别: '事业单位' }])]);
    const { fingerprint } = await preview(system, bytes);
    const answers = await Promise.all([commit(system, bytes, fingerprint), commit(system, bytes, fingerprint)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(JSON.stringify(answers)).toContain('DIR-17');
    const named = await fresh.owner.query(sql`select 1 from directory.unit where name = '云溪市档案馆'`);
    expect(named).toHaveLength(1);
  });

  test('有一处错误就一行也不导入; 改好后全部导入, 账号的初始密码给出一次', async () => {
    const { system } = town.admins;
    const before = await rowsIn('unit');
    const wrong = await writeWorkbook([
      sheetOf(UNIT_SHEET, [
        { 名称: '云溪市审计局', 类别: '机关部门' },
        { 名称: '内审科', 上级单位: '没有的局', 类别: '科室' },
      ]),
    ]);
    const seen = await preview(system, wrong);
    expect(seen.faults).toMatchObject([
      { cell: 'B5', sentence: '名录和「单位」表里都没有「没有的局」, 请先写入「单位」表, 或改成已有的名称' },
    ]);
    const refused = await commit(system, wrong, seen.fingerprint);
    expect([refused.status, refused.body.code]).toEqual([422, 'DIR-16']);
    expect(await rowsIn('unit')).toBe(before);

    const right = await small();
    const planned = await preview(system, right);
    expect(planned.faultsTotal).toBe(0);
    expect(await rowsIn('unit')).toBe(before);
    expect(planned.counts).toEqual([
      { kind: '单位', created: 4, changed: 0, unchanged: 0 },
      { kind: '岗位', created: 2, changed: 0, unchanged: 0 },
      { kind: '人员', created: 2, changed: 0, unchanged: 0 },
      { kind: '任岗', created: 2, changed: 0, unchanged: 0 },
      { kind: '领导小组', created: 1, changed: 0, unchanged: 0 },
      { kind: '角色', created: 2, changed: 0, unchanged: 0 },
      { kind: '账号', created: 2, changed: 0, unchanged: 0 },
    ]);
    expect(planned.notes).toEqual(['有 2 项角色须由安全管理员批准后生效']);
    const answer = await commit(system, right, planned.fingerprint);
    const waiting = answer.body.accounts as { person: string; username: string }[];
    const accounts = waiting.map(({ person, username }) => ({ person, username }));
    const { security } = town.admins;
    expect((await town.call(security, 'POST', '/api/directory/accounts', { accounts })).body.code).toBe('ACC-01');
    const strange = [{ person: '00000000-0000-7000-8000-000000000001', username: 'strange' }];
    expect((await town.call(system, 'POST', '/api/directory/accounts', { accounts: strange })).body.code).toBe(
      'DIR-20',
    );
    const opened = await town.call(system, 'POST', '/api/directory/accounts', { accounts });
    expect(opened.body.accounts).toMatchObject([{ username: 'hejing' }, { username: 'lvping' }]);
    expect((opened.body.accounts as { password: string }[])[0]?.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
    // Cut off and run again: whoever has an account is passed over.
    expect((await town.call(system, 'POST', '/api/directory/accounts', { accounts })).body.accounts).toEqual([]);
    expect(answer.body.accounts).toMatchObject([
      { name: '何静', unitName: '办公室', username: 'hejing' },
      { name: '吕平', unitName: '云溪市财政局', username: 'lvping' },
    ]);
    expect(await rowsIn('unit')).toBe(before + 4);
    const people = await listPeople(fresh.db, region, today);
    expect(people.map(({ name }) => name).sort()).toEqual(['何静', '吕平', '安权', '孙系', '沈继'].sort());
  });

  test('[DIR-17] 预览之后名录有变, 须重新预览; 重新预览即可导入', async () => {
    const { system } = town.admins;
    const bytes = await writeWorkbook([sheetOf(UNIT_SHEET, [{ 名称: '云溪市体育局', 类别: '机关部门' }])]);
    const seen = await preview(system, bytes);
    const root = (await listUnits(fresh.db, region, today)).find(({ parent }) => parent === null)?.id;
    await town.call(system, 'POST', '/api/directory/units', { parent: root, kind: 'organ', name: '云溪市体育局' });
    const stale = await commit(system, bytes, seen.fingerprint);
    expect([stale.status, stale.body.code]).toEqual([409, 'DIR-17']);
    const again = await preview(system, bytes);
    expect((await commit(system, bytes, again.fingerprint)).status).toBe(200);
  });

  test('导出的再导入, 什么也不改', async () => {
    const { system } = town.admins;
    const exported = await town.app.inject({
      url: '/api/directory/export.xlsx',
      headers: { cookie: `session=${system}` },
    });
    const seen = await preview(system, exported.rawPayload);
    expect([seen.faults, seen.changes]).toEqual([[], []]);
  });

  test('导出里的角色和用户名, 不给无权看的人', async () => {
    const { security } = town.admins;
    const textOf = async (who: PersonId) => {
      const exported = await town.app.inject({
        url: '/api/directory/export.xlsx',
        headers: { cookie: `session=${who}` },
      });
      const read = await readSheets(exported.rawPayload);
      return isRefusal(read) ? '' : JSON.stringify(read);
    };
    expect(await textOf(town.admins.system)).toContain('hejing');
    const seen = await textOf(security);
    expect(seen).not.toContain('hejing');
    expect(seen).toContain('"单位联络员"');
    const plain = await town.call(town.admins.system, 'POST', '/api/directory/people', {
      unit: null,
      name: '经办',
      staffNumber: null,
      title: '',
      sortOrder: 1,
    });
    const clerk = idOf<PersonId>(String(plain.body.id));
    const units = await listUnits(fresh.db, region, today);
    await town.call(security, 'POST', '/api/directory/grants', { person: clerk, role: 'clerk', unit: units[0]?.id });
    expect(await textOf(clerk)).not.toContain('"单位联络员"');
  });

  test('[SHEET-01] [DIR-23] 不是工作簿的、没有文件的', async () => {
    const { system } = town.admins;
    const text = await town.upload(system, '/api/directory/import/preview', Buffer.from('姓名,单位'));
    expect([text.status, text.body.code]).toEqual([422, 'SHEET-01']);
    const none = await town.call(system, 'POST', '/api/directory/import/preview', {});
    expect([none.status, none.body.code]).toEqual([422, 'DIR-23']);
  });

  test('[ACC-01] 联络员不能预览也不能导入', async () => {
    const people = await listPeople(fresh.db, region, today);
    const clerk = people.find(({ name }) => name === '经办')?.id ?? idOf<PersonId>('');
    const bytes = await small();
    expect((await town.upload(clerk, '/api/directory/import/preview', bytes)).body.code).toBe('ACC-01');
    expect((await commit(clerk, bytes, 'x')).body.code).toBe('ACC-01');
  });
});

test('三千人的名录一分钟之内导入', async () => {
  const big = await freshDb();
  const city = await foundTown(big.db);
  try {
    const { system } = city.admins;
    const organs = Array.from({ length: 60 }, (_, index) => `云溪市第${index + 1}局`);
    const bytes = await writeWorkbook([
      sheetOf(
        UNIT_SHEET,
        organs.flatMap((organ) => [
          { 名称: organ, 类别: '机关部门' },
          ...['办公室', '业务科', '法规科'].map((name) => ({ 名称: name, 上级单位: organ, 类别: '科室' })),
        ]),
      ),
      sheetOf(
        POST_SHEET,
        organs.map((organ) => ({ 单位: `${organ}/办公室`, 岗位: '文书岗' })),
      ),
      sheetOf(
        PEOPLE_SHEET,
        Array.from({ length: 3000 }, (_, index) => {
          const organ = organs[index % 60] ?? '';
          const liaison = index < 60 ? { 角色: '单位联络员', 角色范围: organ, 用户名: `liaison${index}` } : {};
          return { 姓名: `人员${index}`, 工号: `${index}`, 单位: `${organ}/业务科`, ...liaison };
        }),
      ),
    ]);
    const started = performance.now();
    const first = await city.upload(system, '/api/directory/import/preview', bytes);
    const previewed = performance.now();
    expect(first.body.faults).toEqual([]);
    const answer = await city.upload(
      system,
      `/api/directory/import?fingerprint=${String(first.body.fingerprint)}`,
      bytes,
    );
    const seconds = (performance.now() - started) / 1000;
    console.log(`3,000 people: preview ${Math.round(previewed - started)} ms, all ${seconds.toFixed(1)} s`);
    expect(answer.body.counts).toContainEqual({ kind: '人员', created: 3000, changed: 0, unchanged: 0 });
    expect((answer.body.accounts as unknown[]).length).toBe(60);
    expect(seconds).toBeLessThan(20);
  } finally {
    await city.close();
    await big.drop();
  }
}, 60_000);
