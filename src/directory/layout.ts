import { BODY_ROLE_WORDS, BODY_ROLES, ROLE_WORDS, ROLES, UNIT_KIND_WORDS, UNIT_KINDS } from './directory.ts';

/** A column of one of the four sheets of the directory. */
export type Column = {
  readonly heading: string;
  readonly width: number;
  readonly required?: boolean;
  readonly choices?: readonly string[];
};

export type Layout = {
  readonly name: string;
  readonly notes: readonly string[];
  readonly columns: readonly Column[];
  /** A row that shows how; it begins with 示例 and is passed over when read. */
  readonly example: readonly string[];
};

/** What a row begins with that is only an example. */
export const EXAMPLE = '示例:';

const REFERENCE = '单位一律写全称、简称或别名; 有重名的 (如各局的办公室) 写成 上级/名称, 如 云溪市水利局/办公室';
const BLANK = '红色列必填; 已在名录里的, 空着的格不改动原有的值; 导入只增改, 不撤销';

export const UNIT_SHEET: Layout = {
  name: '单位',
  notes: [`单位: 一行一个单位。${BLANK}`, `上级空着的放在树根之下; 别名之间用顿号隔开。${REFERENCE}`],
  columns: [
    { heading: '名称', width: 36, required: true },
    { heading: '上级单位', width: 30 },
    { heading: '类别', width: 16, required: true, choices: UNIT_KINDS.map((kind) => UNIT_KIND_WORDS[kind]) },
    { heading: '简称', width: 16 },
    { heading: '别名', width: 30 },
    { heading: '编码', width: 22 },
    { heading: '次序', width: 8 },
  ],
  example: [`${EXAMPLE}云溪市水利局`, '云溪市', '机关部门', '市水利局', '市水务局、水利局', '', '10'],
};

export const POST_SHEET: Layout = {
  name: '岗位',
  notes: [`岗位: 一行一个岗位, A 岗和 B 岗由谁担任写在「人员」表。${BLANK}`, REFERENCE],
  columns: [
    { heading: '单位', width: 36, required: true },
    { heading: '岗位', width: 24, required: true },
    { heading: '职责', width: 60 },
    { heading: '次序', width: 8 },
  ],
  example: [`${EXAMPLE}云溪市水利局/规划科`, '规划岗', '编制水利规划, 办理规划同意书', '10'],
};

export const PEOPLE_SHEET: Layout = {
  name: '人员',
  notes: [
    `人员: 一行一人; 兼几个岗位或几个角色范围的写几行。同单位有同名的、兼外单位岗位的须填工号。${BLANK}`,
    `填了用户名的可在导入后成批建立账号, 初始密码只给出一次。角色之间用顿号隔开; 角色范围空着的, 联络员、科室负责人、经办人为所在单位, 其余为全辖区。${REFERENCE}`,
  ],
  columns: [
    { heading: '姓名', width: 14, required: true },
    { heading: '工号', width: 14 },
    { heading: '单位', width: 36 },
    { heading: '职务', width: 20 },
    { heading: '岗位', width: 24 },
    { heading: 'AB岗', width: 8, choices: ['A', 'B'] },
    { heading: '用户名', width: 18 },
    // Several may stand in one cell, so that no list of choices can be offered.
    { heading: '角色', width: 26 },
    { heading: '角色范围', width: 30 },
    { heading: '次序', width: 8 },
  ],
  example: [
    `${EXAMPLE}李明`,
    '0012',
    '云溪市水利局',
    '科长',
    '规划岗',
    'A',
    'liming',
    '单位联络员',
    '云溪市水利局',
    '10',
  ],
};

export const BODY_SHEET: Layout = {
  name: '领导小组',
  notes: [
    `领导小组: 一行一名成员, 同一小组的行写同一名称; 简称、办公室设在、依据写在其中任何一行即可。${BLANK}`,
    `成员是单位的, 姓名空着, 只写所在单位。表中出现的小组, 成员以表中所列为准。${REFERENCE}`,
  ],
  columns: [
    { heading: '领导小组', width: 40, required: true },
    { heading: '身份', width: 10, required: true, choices: BODY_ROLES.map((role) => BODY_ROLE_WORDS[role]) },
    { heading: '姓名', width: 14 },
    { heading: '所在单位', width: 36 },
    { heading: '职务', width: 20 },
    { heading: '简称', width: 20 },
    { heading: '办公室设在', width: 36 },
    { heading: '依据', width: 40 },
  ],
  example: [
    `${EXAMPLE}云溪市机关效能建设领导小组`,
    '组长',
    '李明',
    '云溪市人民政府',
    '市长',
    '效能建设领导小组',
    '',
    '',
  ],
};

export const LAYOUTS: readonly Layout[] = [UNIT_SHEET, POST_SHEET, PEOPLE_SHEET, BODY_SHEET];

/** The roles in words, for the sentence of a refusal. */
export const ROLE_LIST = ROLES.map((role) => ROLE_WORDS[role]).join('、');
