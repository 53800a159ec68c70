import { describe, expect, test } from 'vitest';
import { idOf, type PersonId, type PlainDate, type UnitId } from '#core/kernel';
import type { Unit } from './directory.ts';
import { type ImportPlan, planImport, type Snapshot } from './import-plan.ts';
import { BODY_SHEET, type Layout, PEOPLE_SHEET, POST_SHEET, UNIT_SHEET } from './layout.ts';
import type { TextSheet } from './rows.ts';

const on = idOf<PlainDate>('2026-03-02');
const me = idOf<PersonId>('me');

function unit(id: string, name: string, parent: string | null, more: Partial<Unit> = {}): Unit {
  return {
    id: idOf<UnitId>(id),
    parent: parent === null ? null : idOf<UnitId>(parent),
    kind: parent === null ? 'government' : 'organ',
    name,
    shortName: null,
    code: null,
    aliases: [],
    sortOrder: 9999,
    validFrom: idOf<PlainDate>('2026-01-01'),
    validTo: null,
    ...more,
  };
}
const town: Snapshot = {
  units: [
    unit('root', '云溪市', null),
    unit('water', '云溪市水利局', 'root', { shortName: '市水利局', code: 'W-1' }),
    unit('water-office', '办公室', 'water', { kind: 'section' }),
  ],
  posts: [],
  people: [],
  holdings: [],
  grants: [],
  bodies: [],
  accounts: [],
};

/** A sheet of that layout with its headings in row 1; the rows follow from row 2, cells by heading. */
function sheet(layout: Layout, ...rows: Record<string, string>[]): TextSheet {
  const headings = layout.columns.map(({ heading }) => heading);
  return {
    name: layout.name,
    rows: [
      { number: 1, cells: headings },
      ...rows.map((row, index) => ({ number: index + 2, cells: headings.map((heading) => row[heading] ?? '') })),
    ],
    faults: [],
  };
}
function plan(sheets: readonly TextSheet[], snapshot = town, may = true): ImportPlan {
  let next = 0;
  return planImport(sheets, snapshot, {
    on,
    newId: () => {
      next += 1;
      return `new-${next}`;
    },
    importer: me,
    mayGrant: may,
    mayManageAccounts: may,
    usernameOf: (text) => (/^[a-z]{2,}$/.test(text) ? text : undefined),
  });
}
const faultsOf = (made: ImportPlan) =>
  made.faults.map(({ sheet: name, row, cell, sentence }) => `${name}${row} ${cell ?? ''} ${sentence}`);
const organ = (name: string, more = {}) => ({ 名称: name, 类别: '机关部门', ...more });

describe('单位表', () => {
  test('新设的放在所写的上级之下, 空着的放在树根之下; 上级也可以是同一张表里的', () => {
    const made = plan([
      sheet(
        UNIT_SHEET,
        organ('云溪市财政局'),
        { 名称: '预算科', 上级单位: '市财政局', 类别: '科室' },
        organ('别处', { 上级单位: '云溪市' }),
      ),
    ]);
    expect(faultsOf(made)).toEqual(['单位3 B3 名录和「单位」表里都没有「市财政局」, 是不是「云溪市财政局」']);
    const right = plan([
      sheet(UNIT_SHEET, organ('云溪市财政局', { 简称: '市财政局' }), {
        名称: '预算科',
        上级单位: '市财政局',
        类别: '科室',
      }),
    ]);
    expect(faultsOf(right)).toEqual([]);
    expect(right.lines).toEqual(['新设单位「云溪市财政局」(机关部门)', '新设单位「云溪市财政局/预算科」(科室)']);
    expect(right.units.created.map(({ parent }) => parent)).toEqual(['root', 'new-1']);
  });

  test('已有的按名称或编码认出; 空格不改; 没有变化的不动', () => {
    const made = plan([
      sheet(UNIT_SHEET, organ('云溪市水利局'), { 名称: '办公室', 上级单位: '市水利局', 类别: '科室', 次序: '3' }),
    ]);
    expect(made.counts[0]).toEqual({ kind: '单位', created: 0, changed: 1, unchanged: 1 });
    expect(made.lines).toEqual(['修改单位「云溪市水利局/办公室」的次序']);
    const renamed = plan([sheet(UNIT_SHEET, organ('云溪市水务局', { 编码: 'W-1' }))]);
    expect(renamed.units.changed).toMatchObject([{ id: 'water', name: '云溪市水务局', shortName: '市水利局' }]);
  });

  test('别的局的办公室是另一个单位', () => {
    const made = plan([
      sheet(UNIT_SHEET, organ('云溪市财政局'), { 名称: '办公室', 上级单位: '云溪市财政局', 类别: '科室' }),
    ]);
    expect(made.units.created.map(({ name }) => name)).toEqual(['云溪市财政局', '办公室']);
  });

  test('重名、重码、重别名, 指明行和格', () => {
    const made = plan([
      sheet(
        UNIT_SHEET,
        organ('云溪市财政局'),
        organ('云溪市财政局'),
        organ('云溪市审计局', { 编码: 'A-1' }),
        organ('云溪市统计局', { 编码: 'A-1' }),
        organ('甲局', { 别名: '老局' }),
        organ('乙局', { 别名: '老局' }),
        organ('云溪市水利局'),
        organ('云溪市水利局'),
      ),
    ]);
    expect(faultsOf(made)).toEqual([
      '单位3 A3 同一上级下已有「云溪市财政局」 (第 2 行)',
      '单位5 F5 编码 A-1 已属于「云溪市审计局」 (第 4 行)',
      '单位7 E7 别名「老局」已指「甲局」 (第 6 行)',
      '单位9 A9 与第 8 行是同一个单位, 请留下一行',
    ]);
  });

  test('成环', () => {
    const made = plan([sheet(UNIT_SHEET, organ('甲局', { 上级单位: '乙局' }), organ('乙局', { 上级单位: '甲局' }))]);
    expect(faultsOf(made)).toEqual([
      '单位2 B2 「甲局」成了自己的上级, 请改正上级单位',
      '单位3 B3 「乙局」成了自己的上级, 请改正上级单位',
    ]);
  });

  test('类别、次序写错, 必填的空着', () => {
    const made = plan([
      sheet(UNIT_SHEET, organ('甲局', { 类别: '局' }), organ('乙局', { 次序: '一' }), { 名称: '丙局' }),
    ]);
    expect(faultsOf(made)).toEqual([
      '单位2 C2 没有「局」这一类, 可填: 党委政府、机关部门、事业单位、县区、乡镇街道、企业、科室、窗口、议事协调机构办公室、其他',
      '单位3 G3 「一」不是数, 次序请填 0 到 99999 的整数',
      '单位4 C4 没有填写类别',
    ]);
  });

  test('重名的上级须写路径; 写了就认得', () => {
    const two: Snapshot = {
      ...town,
      units: [
        ...town.units,
        unit('money', '云溪市财政局', 'root'),
        unit('money-office', '办公室', 'money', { kind: 'section' }),
      ],
    };
    const row = (above: string) => sheet(UNIT_SHEET, { 名称: '文书组', 上级单位: above, 类别: '科室' });
    expect(faultsOf(plan([row('办公室')], two))).toEqual([
      '单位2 B2 有 2 个单位叫「办公室」, 请写成 上级/名称, 如 云溪市水利局/办公室',
    ]);
    expect(plan([row('云溪市财政局/办公室')], two).units.created).toMatchObject([{ parent: 'money-office' }]);
    expect(plan([row('市水利局／办公室')], two).units.created).toMatchObject([{ parent: 'water-office' }]);
  });

  test('合并单元格、公式逐格指出; 表头以上的不管', () => {
    const read: TextSheet = {
      ...sheet(UNIT_SHEET, organ('甲局'), organ('乙局')),
      faults: [
        { row: 1, cell: 'A1', kind: 'merged' },
        { row: 2, cell: 'B2', kind: 'formula' },
        { row: 3, cell: 'C3', kind: 'merged' },
      ],
    };
    expect(faultsOf(plan([read]))).toEqual([
      '单位2 B2 单元格里是公式, 请改成值 (复制后选择性粘贴为数值)',
      '单位3 C3 单元格是合并的, 请取消合并, 在每一行都写上值',
    ]);
  });

  test('列的次序随意, 多出的列和表只提示; 示例行跳过; 缺表头的指出', () => {
    const free: TextSheet = {
      name: '单位',
      rows: [
        { number: 1, cells: ['全市单位一览'] },
        { number: 3, cells: ['类别 *', '备注', '名称*'] },
        { number: 4, cells: ['机关部门', '', '示例：某局'] },
        { number: 5, cells: ['机关部门', '无', '甲局'] },
      ],
      faults: [],
    };
    const made = plan([free, { name: '说明', rows: [], faults: [] }]);
    expect(made.lines).toEqual(['新设单位「甲局」(机关部门)']);
    expect(made.notes).toEqual([
      '工作表「说明」不在模板里, 没有读取',
      '工作表「单位」的「备注」列不在模板里, 没有读取',
    ]);
    const headless = plan([{ name: '单位', rows: [{ number: 1, cells: ['甲局'] }], faults: [] }]);
    expect(faultsOf(headless)).toEqual(['单位1  找不到表头: 前几行里须有「名称」「类别」各列, 请用模板填写']);
    expect(faultsOf(plan([]))[0]).toContain('没有名为「单位」「岗位」「人员」「领导小组」的工作表');
    expect(faultsOf(plan([sheet(UNIT_SHEET)]))[0]).toContain('没有可导入的行');
  });
});

describe('岗位表和人员表', () => {
  const posts = sheet(POST_SHEET, { 单位: '市水利局', 岗位: '防汛岗' });
  const people = (...rows: Record<string, string>[]) => [posts, sheet(PEOPLE_SHEET, ...rows)];
  const of = (name: string, more = {}) => ({ 姓名: name, 单位: '市水利局', ...more });

  test('人员、任岗、角色、账号一并写出', () => {
    const made = plan(
      people(
        of('何静', { 岗位: '防汛岗', AB岗: 'A', 用户名: 'hejing', 角色: '单位联络员' }),
        of('吕平', { 岗位: '防汛岗', AB岗: 'b岗', 角色: '领导', 角色范围: '' }),
      ),
    );
    expect(faultsOf(made)).toEqual([]);
    expect(made.lines).toEqual([
      '新设岗位「云溪市水利局 · 防汛岗」',
      '「何静」任「防汛岗」A 岗',
      '授予「何静」单位联络员',
      '为「何静」建立账号 hejing',
      '「吕平」任「防汛岗」B 岗',
      '授予「吕平」领导',
      '登记人员「何静」 (云溪市水利局)',
      '登记人员「吕平」 (云溪市水利局)',
    ]);
    expect(made.people.grants.map(({ role, unit: scope }) => [role, scope])).toEqual([
      ['liaison', 'water'],
      ['leader', null],
    ]);
    expect(made.people.accounts).toMatchObject([{ name: '何静', unitName: '云溪市水利局', username: 'hejing' }]);
  });

  test('一岗一人; AB 岗是两人; 岗位须先有', () => {
    const made = plan(
      people(
        of('何静', { 岗位: '防汛岗', AB岗: 'A' }),
        of('吕平', { 岗位: '防汛岗', AB岗: 'A' }),
        of('何静', { 岗位: '防汛岗', AB岗: 'B' }),
        of('周敏', { 岗位: '抗旱岗' }),
        of('郑和', { AB岗: 'C' }),
        { 姓名: '无单位', 岗位: '防汛岗' },
      ),
    );
    expect(faultsOf(made)).toEqual([
      '人员3 F3 岗位「防汛岗」的 A 岗在第 2 行已有人, 一岗只能一人',
      '人员4 F4 「何静」在第 2 行已是同一岗位的另一岗, AB 岗须是两人',
      '人员5 E5 「市水利局」没有岗位「抗旱岗」, 请先写入「岗位」表',
      '人员6 E6 写了 AB岗的, 须写明岗位',
      '人员7 C7 写了岗位的, 须写明单位',
    ]);
  });

  test('角色写错、联络员没有单位、三员互兼, 逐行指出', () => {
    const made = plan(
      people(
        of('何静', { 角色: '联络官' }),
        { 姓名: '吕平', 角色: '单位联络员' },
        of('周敏', { 角色: '系统管理员、审计员' }),
        of('郑和', { 角色: '领导', 角色范围: '火星局' }),
      ),
    );
    expect(faultsOf(made).map((text) => text.slice(0, 60))).toEqual([
      expect.stringMatching(/^人员2 H2 没有「联络官」这一角色, 可填: 效能办工作人员、领导、单位联络员/),
      '人员3 I3 单位联络员须写明角色范围或所在单位',
      expect.stringMatching(/^人员4 H4 系统管理员不能兼任审计员/),
      '人员5 I5 名录和「单位」表里都没有「火星局」, 请先写入「单位」表, 或改成已有的名称',
    ]);
  });

  test('同单位同名者须有工号; 有工号就分得清', () => {
    const two: Snapshot = {
      ...town,
      people: ['1', '2'].map((number) => ({
        id: idOf<PersonId>(`p${number}`),
        unit: idOf<UnitId>('water'),
        name: '李明',
        staffNumber: number,
        title: '',
        sortOrder: 9999,
        validFrom: on,
        validTo: null,
      })),
    };
    expect(faultsOf(plan([sheet(PEOPLE_SHEET, of('李明'))], two))).toEqual([
      '人员2 B2 名录里有 2 位「李明」, 请填写工号以便区分',
    ]);
    expect(
      plan([sheet(PEOPLE_SHEET, of('李明', { 工号: '2', 职务: '科长' }))], two).people.people.changed,
    ).toMatchObject([{ id: 'p2', title: '科长' }]);
  });

  test('用户名: 写错的、已属他人的、要改的, 都指出', () => {
    const known: Snapshot = {
      ...town,
      people: [
        {
          id: idOf<PersonId>('p1'),
          unit: idOf<UnitId>('water'),
          name: '李明',
          staffNumber: null,
          title: '',
          sortOrder: 9999,
          validFrom: on,
          validTo: null,
        },
      ],
      accounts: [{ person: idOf<PersonId>('p1'), username: 'liming' }],
    };
    const made = plan(
      [sheet(PEOPLE_SHEET, of('甲', { 用户名: 'x' }), of('乙', { 用户名: 'liming' }), of('李明', { 用户名: 'other' }))],
      known,
    );
    expect(faultsOf(made)).toEqual([
      '人员2 G2 「x」不能作用户名: 须为 2 至 32 个字母、汉字、数字、点、横线或下划线',
      '人员3 G3 用户名 liming 已属于另一人, 请换一个',
      '人员4 G4 「李明」的用户名是 liming, 不能在表格里改',
    ]);
    expect(faultsOf(plan([sheet(PEOPLE_SHEET, of('李明', { 用户名: 'liming' }))], known))).toEqual([]);
  });

  test('无权授权、建账号的人导入: 角色待批, 账号跳过, 都提示', () => {
    const made = plan(people(of('何静', { 用户名: 'hejing', 角色: '领导' })), town, false);
    expect(made.people.accounts).toEqual([]);
    expect(made.notes).toEqual([
      '有 1 行填了新的用户名; 账号由系统管理员建立, 请其再导入一次这份表格',
      '有 1 项角色须由安全管理员批准后生效',
    ]);
  });
});

describe('领导小组表', () => {
  const people = sheet(
    PEOPLE_SHEET,
    { 姓名: '何静', 单位: '市水利局' },
    { 姓名: '李明', 单位: '市水利局' },
    { 姓名: '李明', 单位: '云溪市' },
  );
  const row = (more: Record<string, string>) => ({ 领导小组: '河长制领导小组', 身份: '成员', ...more });

  test('组长是人, 成员是单位; 办公室设在一个单位', () => {
    const made = plan([
      people,
      sheet(
        BODY_SHEET,
        row({ 身份: '组长', 姓名: '何静', 职务: '市长' }),
        row({ 所在单位: '市水利局', 办公室设在: '市水利局' }),
      ),
    ]);
    expect(faultsOf(made)).toEqual([]);
    expect(made.bodies.bodies.created).toMatchObject([{ name: '河长制领导小组', officeUnit: 'water' }]);
    expect(made.bodies.membersAdded).toMatchObject([
      { role: 'head', person: 'new-1', unit: null, title: '市长' },
      { role: 'member', person: null, unit: 'water' },
    ]);
  });

  test('查无此人、重名、重复、身份写错, 逐行指出', () => {
    const made = plan([
      people,
      sheet(
        BODY_SHEET,
        row({ 姓名: '赵无' }),
        row({ 姓名: '李明' }),
        row({ 姓名: '何静' }),
        row({ 姓名: '何静', 身份: '副组长' }),
        row({ 姓名: '何静', 身份: '主任' }),
        row({}),
      ),
    ]);
    expect(faultsOf(made)).toEqual([
      '领导小组2 C2 名录和「人员」表里都没有「赵无」, 请先写入「人员」表',
      '领导小组3 C3 有 2 位「李明」, 请写明所在单位以便区分',
      '领导小组5 C5 与第 4 行是同一成员, 请留下一行',
      '领导小组6 B6 「主任」应为组长、副组长或成员',
      '领导小组7 C7 姓名和所在单位至少填一项',
    ]);
  });
});
