import { type NewSheet, writeWorkbook } from '#platform/spreadsheet';
import { CITY, FOUNDERS, OFFICE, PEOPLE, pathOf } from './people.ts';
import { UNITS } from './units.ts';

type Cells = Readonly<Record<string, string>>;

/** The whole directory of 云溪市, as its administrators would hand it in: the four sheets of the import. */
export function directoryWorkbook(): Promise<Uint8Array> {
  return writeWorkbook([units(), posts(), people(), bodies()]);
}

function sheet(name: string, headings: readonly string[], rows: readonly Cells[]): NewSheet {
  return {
    name,
    columns: headings.map((heading) => ({ heading, width: 20 })),
    rows: rows.map((cells) => headings.map((heading) => cells[heading] ?? '')),
  };
}

function units(): NewSheet {
  return sheet(
    '单位',
    ['名称', '上级单位', '类别', '简称', '别名', '次序'],
    UNITS.map(({ name, under, kind, called }, n) => ({
      名称: name,
      上级单位: under ?? CITY,
      类别: kind,
      简称: called[0],
      别名: called.join('、'),
      次序: String(n + 1),
    })),
  );
}

const REMIT = '接收和分办效能建设任务, 按时报送进展和完成情况, 保管佐证材料';
const POST = '效能建设联络岗';
/** Who holds the post of a unit, and who stands in. */
const HOLDERS: readonly (readonly [role: string, slot: 'A' | 'B'])[] = [
  ['单位联络员', 'A'],
  ['经办人', 'B'],
];

function posts(): NewSheet {
  const held = new Set(PEOPLE.filter(({ role }) => role === '单位联络员').map(({ unit }) => unit));
  return sheet(
    '岗位',
    ['单位', '岗位', '职责'],
    [...held].map((unit) => ({ 单位: unit, 岗位: POST, 职责: REMIT })),
  );
}

function people(): NewSheet {
  const withLiaison = new Set(PEOPLE.filter(({ role }) => role === '单位联络员').map(({ unit }) => unit));
  return sheet(
    '人员',
    ['姓名', '单位', '职务', '岗位', 'AB岗', '角色', '角色范围', '次序'],
    PEOPLE.map(({ name, unit, title, role, scope }, n) => {
      const slot = withLiaison.has(unit) ? HOLDERS.find(([holds]) => holds === role)?.[1] : undefined;
      return {
        姓名: name,
        单位: unit,
        职务: title,
        角色: role ?? '',
        角色范围: scope ?? '',
        次序: String(n + 1),
        ...(slot === undefined ? {} : { 岗位: POST, AB岗: slot }),
      };
    }),
  );
}

type Member = readonly [as: '组长' | '副组长' | '成员', who: string, unit: string, title: string];

const unitNamed = (called: string): string => {
  const unit = UNITS.find((candidate) => candidate.called[0] === called || candidate.name === called);
  if (unit === undefined) throw new Error(`no unit is called ${called}`);
  return pathOf(unit);
};
/** The first of the unit, who heads it. */
const headOf = (called: string): string => PEOPLE.find(({ unit }) => unit === unitNamed(called))?.name ?? '';
const memberUnits = (...called: string[]): Member[] => called.map((name) => ['成员', '', unitNamed(name), '']);

const GROUPS: readonly { name: string; short: string; office: string; basis: string; members: readonly Member[] }[] = [
  {
    name: '云溪市机关效能建设领导小组',
    short: '市效能建设领导小组',
    office: OFFICE,
    basis: '云溪市“效能提升年”活动实施方案',
    members: [
      ['组长', '林远山', CITY, '市委副书记、市长'],
      ['副组长', '顾长河', CITY, '市委常委、常务副市长'],
      ['副组长', '沈秋白', CITY, '副市长'],
      ['成员', '贺子明', CITY, '市政府秘书长'],
      ...memberUnits('市发改委', '市数据局', '市司法局', '市财政局', '市人社局', '市政务服务中心'),
    ],
  },
  {
    name: '云溪市“高效办成一件事”工作专班',
    short: '“一件事”专班',
    office: unitNamed('市数据局'),
    basis: '云溪市“效能提升年”活动实施方案第2项任务',
    members: [
      ['组长', '沈秋白', CITY, '副市长'],
      ['副组长', headOf('市数据局'), unitNamed('市数据局'), '局长'],
      ...memberUnits('市公安局', '市市场监管局', '市卫健委', '市政务服务中心'),
    ],
  },
  {
    name: '云东县“效能提升年”活动领导小组',
    short: '',
    office: unitNamed('云东县效能办'),
    basis: '云东县“效能提升年”活动实施方案',
    members: [
      ['组长', headOf('云东县'), '云东县', '县长'],
      ...memberUnits('云东县数据局', '柳溪镇', '石桥镇', '青禾乡'),
    ],
  },
  {
    name: '溪口区“效能提升年”活动领导小组',
    short: '',
    office: unitNamed('溪口区效能办'),
    basis: '溪口区“效能提升年”活动实施方案',
    members: [['组长', headOf('溪口区'), '溪口区', '区长'], ...memberUnits('溪口区住建局', '溪南街道', '溪北街道')],
  },
];

function bodies(): NewSheet {
  return sheet(
    '领导小组',
    ['领导小组', '身份', '姓名', '所在单位', '职务', '简称', '办公室设在', '依据'],
    GROUPS.flatMap(({ name, short, office, basis, members }) =>
      members.map(([as, who, unit, title]) => ({
        领导小组: name,
        身份: as,
        姓名: who,
        所在单位: unit,
        职务: title,
        简称: short,
        办公室设在: office,
        依据: basis,
      })),
    ),
  );
}

/** How many people the city has with its founders. */
export const POPULATION = PEOPLE.length + FOUNDERS.length;
