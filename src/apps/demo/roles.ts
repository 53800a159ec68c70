import { CITY, FOUNDERS, OFFICE, PEOPLE, type PersonRow, pathOf } from './city/people.ts';
import { UNITS } from './city/units.ts';

export type Somebody = { readonly name: string; readonly unit: string; readonly title: string };
export type RoleOfCity = {
  readonly role: string;
  /** What this role finds when it comes in. */
  readonly finds: string;
  readonly people: readonly Somebody[];
};

/** The roles in the order in which one gets to know the product, and who shows each best. */
const ROLES: readonly (readonly [role: NonNullable<PersonRow['role']>, finds: string, ...first: string[]])[] = [
  ['效能办工作人员', '录入和启动方案, 看全市的灯, 催办、验收、答复延期申请。', '周明远'],
  [
    '单位联络员',
    '本单位的责任: 签收、报进展、报完成、申请延期。市城管局欠着一项, 市数据局办得好。',
    '市城管局',
    '市数据局',
    '石桥镇',
  ],
  [
    '领导',
    '一分钟看完: 哪些单位亮着红牌, 方案推进到哪一步; 写一句批示, 点到的单位限时报告。单位领导看本单位。',
    '林远山',
  ],
  ['科室负责人', '本科室在本单位方案里的任务; 也能以科室名义报送。', '市数据局政务服务科', '市住建局审批管理科'],
  ['经办人', '看任务、写进展; 报送完成由联络员或科室负责人来做。', '市水利局行政审批科'],
  ['督查人员', '看全市的任务和凭证, 不能代办。', '季望舒'],
  ['值班员', '组织机构、工作日历和参数。'],
  ['门户编辑', '门户上的通知公告和工作动态: 发布, 更正, 撤下。'],
  ['监督员', '组织机构、工作日历和参数。'],
  ['密封保管人', '组织机构、工作日历和参数。'],
];
const ADMINS: Readonly<Record<string, readonly [role: string, finds: string]>> = {
  'system-admin': ['系统管理员', '建单位、岗位、人员和账号。'],
  'security-admin': ['安全管理员', '批准授权, 与系统管理员互相牵制。'],
  auditor: ['审计员', '查看操作记录, 核验台账, 不能改动任何内容。'],
};

const UNIT_OF = new Map(UNITS.map((unit) => [pathOf(unit), unit]));

/** Everybody who can sign in, by role. */
export const ROLES_OF_CITY: readonly RoleOfCity[] = [
  ...ROLES.map(([role, finds, ...first]) => {
    const place = (who: { name: string; unit: string }): number => {
      const unit = UNIT_OF.get(who.unit);
      const called: readonly string[] = unit === undefined ? [] : [unit.name, ...unit.called];
      const found = first.findIndex((one) => one === who.name || called.includes(one));
      return found < 0 ? first.length : found;
    };
    const people = PEOPLE.filter((person) => person.role === role).toSorted((a, b) => place(a) - place(b));
    return { role, finds, people: people.map(({ name, unit, title }) => ({ name, unit: shown(unit), title })) };
  }),
  ...FOUNDERS.map(({ role, name }) => {
    const [words, finds] = ADMINS[role] ?? ['', ''];
    return { role: words, finds, people: [{ name, unit: shown(OFFICE), title: words }] };
  }),
];

function shown(unit: string): string {
  if (unit === CITY) return CITY;
  if (unit === OFFICE) return '市效能办';
  const { name = unit, called = [unit] } = UNIT_OF.get(unit) ?? {};
  // 石桥镇 and not 石桥镇人民政府, 市教育局 and not 云溪市教育局.
  return name.length < called[0].length ? name : called[0];
}

export const isOfCity = (name: string): boolean =>
  ROLES_OF_CITY.some(({ people }) => people.some((one) => one.name === name));
