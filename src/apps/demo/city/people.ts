import { UNITS, type UnitRow } from './units.ts';

export type PersonRow = {
  readonly name: string;
  /** As the sheet names it. */
  readonly unit: string;
  readonly title: string;
  /** 角色, with its scope where that is not the person's unit. */
  readonly role?: string;
  readonly scope?: string;
};

export const CITY = '云溪市';
export const OFFICE = '云溪市机关效能建设领导小组办公室';

/** The three who watch each other; the founding makes them. */
export const FOUNDERS = [
  { role: 'system-admin', name: '闻一舟' },
  { role: 'security-admin', name: '柏安然' },
  { role: 'auditor', name: '岑问渠' },
] as const;

/** Those whom plan and stories call by name. */
const NAMED: readonly PersonRow[] = [
  { name: '林远山', unit: CITY, title: '市委副书记、市长', role: '领导' },
  { name: '顾长河', unit: CITY, title: '市委常委、常务副市长', role: '领导' },
  { name: '沈秋白', unit: CITY, title: '副市长', role: '领导' },
  { name: '贺子明', unit: CITY, title: '市政府秘书长', role: '领导' },
  { name: '程以宁', unit: CITY, title: '市政府副秘书长', role: '领导' },
  { name: '周明远', unit: OFFICE, title: '主任', role: '效能办工作人员' },
  { name: '许清和', unit: OFFICE, title: '副主任', role: '效能办工作人员' },
  { name: '陶知秋', unit: OFFICE, title: '综合组组长', role: '效能办工作人员' },
  { name: '卫临川', unit: OFFICE, title: '督办组组长', role: '效能办工作人员' },
  { name: '季望舒', unit: OFFICE, title: '督查组组长', role: '督查人员' },
  { name: '康行简', unit: OFFICE, title: '督查组干部', role: '督查人员' },
  { name: '祝南枝', unit: OFFICE, title: '督查组干部', role: '督查人员' },
  { name: '傅晓河', unit: OFFICE, title: '值班室值班员', role: '值班员' },
  { name: '邹以恒', unit: OFFICE, title: '值班室值班员', role: '值班员' },
  { name: '唐书宜', unit: OFFICE, title: '宣传组干部', role: '门户编辑' },
  { name: '尹初晴', unit: OFFICE, title: '宣传组干部', role: '门户编辑' },
  { name: '石敬之', unit: OFFICE, title: '特邀监督员', role: '监督员' },
  { name: '黎向晚', unit: OFFICE, title: '特邀监督员', role: '监督员' },
  { name: '易守拙', unit: OFFICE, title: '档案管理员', role: '密封保管人' },
];

const SURNAMES = [...'陆方苏何梁崔戴范汪姜廖孟龚常康段武雷贾侯钟莫齐韦乔赖樊葛翟邢路耿焦关鲁聂荀蓝宁覃'];
const GIVEN =
  '春生 立行 文静 小满 云舒 静川 明轩 子衿 若谷 思齐 景行 书勤 怀瑾 一鸣 安澜 知行 晓棠 青禾 承泽 雨桐 嘉禾 惟清 远航 清扬 致和 启明 素问 念慈 修远 采薇 守正 维桢 令仪 修竹 长风 听澜 牧之 行远 亦凡'.split(
    ' ',
  );

/** Which places a unit of a kind has, and with which role; what has none works without the platform. */
type Place = readonly [title: string, role?: string];
const BUREAU: readonly Place[] = [
  ['局长', '领导'],
  ['副局长'],
  ['办公室主任', '单位联络员'],
  ['综合科科长', '科室负责人'],
  ['综合科科员', '经办人'],
  ['综合科科员'],
];
const COUNTY: readonly Place[] = [
  ['县区长', '领导'],
  ['副县区长'],
  ['办公室主任', '单位联络员'],
  ['科员', '经办人'],
  ['科员'],
];
const PLACES: Readonly<Record<UnitRow['kind'], readonly Place[]>> = {
  机关部门: BUREAU,
  事业单位: [
    ['主任', '领导'],
    ['副主任'],
    ['办公室主任', '单位联络员'],
    ['窗口负责人', '科室负责人'],
    ['工作人员', '经办人'],
    ['工作人员'],
  ],
  县区: COUNTY,
  乡镇街道: [['负责人', '领导'], ['党政办主任', '单位联络员'], ['办事员', '经办人'], ['办事员']],
  科室: [['科长', '科室负责人'], ['科员', '经办人'], ['科员']],
  议事协调机构办公室: [['主任', '效能办工作人员'], ['副主任', '效能办工作人员'], ['科员']],
  其他: [['主任', '经办人']],
};
/** The greater bureaux have one more, and the villages that have two. */
const ONE_MORE: Readonly<Record<string, Place>> = {
  柳溪村: ['委员'],
  石桥社区: ['委员'],
  南桥社区: ['委员'],
};
const STANDING_IN_COUNTY = ['云东县', '溪口区'];

export function placesOf(unit: UnitRow): readonly Place[] {
  const more = ONE_MORE[unit.name];
  if (more !== undefined) return [...PLACES[unit.kind], more];
  if (unit.kind !== '机关部门') return PLACES[unit.kind];
  // A bureau of the city has seven, one of a county four.
  return STANDING_IN_COUNTY.includes(unit.under ?? '')
    ? BUREAU.slice(0, 5).filter((_, n) => n !== 3)
    : [...BUREAU, ['综合科科员']];
}

const NAMES_TAKEN = new Set([...NAMED, ...FOUNDERS].map(({ name }) => name));

/** Names in their order, none twice: each surname with another given name on each round. */
function* names(): Generator<string> {
  for (let round = 0; round < GIVEN.length; round += 1) {
    for (const [n, surname] of SURNAMES.entries()) {
      const name = `${surname}${GIVEN[(n * 3 + round * 11) % GIVEN.length]}`;
      if (!NAMES_TAKEN.has(name)) yield name;
    }
  }
}

/** Where a unit stands, written so that it means one unit only. */
export const pathOf = ({ name, under }: UnitRow): string => (under === undefined ? name : `${under}/${name}`);

function staffed(): PersonRow[] {
  const next = names();
  return UNITS.flatMap((unit) =>
    placesOf(unit).map(([title, role]): PersonRow => {
      const name = next.next().value;
      if (name === undefined) throw new Error('no name is left');
      const row = { name, unit: pathOf(unit), title: titled(unit, title) };
      if (role === undefined) return row;
      // A county's office acts for its county, a leader for what lies below.
      const scope = role === '效能办工作人员' ? (unit.under ?? '') : role === '领导' ? pathOf(unit) : undefined;
      return { ...row, role, ...(scope === undefined ? {} : { scope }) };
    }),
  );
}

function titled({ kind, name }: UnitRow, title: string): string {
  if (kind === '县区') return title.replace('县区', name.endsWith('县') ? '县' : '区');
  if (kind === '机关部门' && name.endsWith('委员会')) return title.replace('局长', '主任');
  if (kind === '机关部门' && name.endsWith('办公室'))
    return title.replace('局长', '主任').replace(/^办公室主任$/, '秘书科科长');
  if (title === '负责人') return name.endsWith('街道') ? '街道办事处主任' : name.endsWith('乡') ? '乡长' : '镇长';
  if (kind === '其他') return name.endsWith('社区') ? `居委会${title}` : `村委会${title}`;
  return title;
}

/** Everybody but the three founders, 297 people. */
export const PEOPLE: readonly PersonRow[] = [...NAMED, ...staffed()];
