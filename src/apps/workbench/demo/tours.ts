import type { Me } from '#ui/workbench';

export type TourStep = {
  /** The page on which it is told. */
  readonly path: string;
  /** What it points at; the first that can be seen. */
  readonly selector: string;
  readonly title: string;
  readonly text: string;
};

const LIST = '#content .wb-list-head';

const BAR: TourStep = {
  path: '/',
  selector: '.demo-bar-acts',
  title: '日子可以往前拨',
  text: '前进一天或一周, 时钟就照制度发出预警、黄牌和红牌, 开出新一期的任务。「换个人」可以随时换一个角色来看。',
};

const WARNINGS: TourStep = {
  path: '/warnings',
  selector: '#content .wb-page-body',
  title: '哪些单位亮着红牌',
  text: '每个单位一行, 各种灯各有几项。灯不由人点, 是时钟照制度发出的; 市城管局的那几项可以点开看来龙去脉。',
};

const PLANS: TourStep = {
  path: '/plans',
  selector: LIST,
  title: '方案变成了有期限的责任',
  text: '六份方案的原文读进来以后, 分成了二百多项任务, 每一项都对着原文里的那一句。打开市方案可以并排看到两边。',
};

const OFFICE: readonly TourStep[] = [
  {
    path: '/',
    selector: '#content .home-counts',
    title: '今天要我做什么',
    text: '效能办自己也有期限: 市信访局的延期申请要在三个工作日内答复, 报送完成的要在五个工作日内验收。点开任何一项就能办。',
  },
  WARNINGS,
  {
    path: '/tasks',
    selector: '#content .wb-filters',
    title: '全市的任务都在这里',
    text: '按方案、灯和进度筛选; 勾选几项可以一次催办, 催办之前先看会发给谁。右边可以导出合并进展表。',
  },
  PLANS,
];

const LEADER: readonly TourStep[] = [
  {
    path: '/',
    selector: '#content .home-counts',
    title: '一眼看到全局',
    text: '还有多少项没有了结, 其中几项亮着红牌。点数字就到后面的清单。',
  },
  WARNINGS,
  PLANS,
];

const UNIT: readonly TourStep[] = [
  {
    path: '/',
    selector: '#content .home-counts',
    title: '今天要我做什么',
    text: '本单位的责任按轻重和期限排好。期限旁边的问号说明为什么是这一天: 哪条制度、哪本日历、怎么数的。',
  },
  {
    path: '/tasks',
    selector: LIST,
    title: '签收、报进展、报完成',
    text: '打开一项任务, 能办什么就有什么按钮, 不能办的会说为什么。每一步都记在右边的时间线上, 凭证也在那里。',
  },
  {
    path: '/worksheet',
    selector: '#content .wb-page-body',
    title: '任务多的时候, 一张表填完',
    text: '在网页上填, 或导出成表格填好再传回来; 提交之前先看会改动什么。',
  },
];

const HOUSE: readonly TourStep[] = [
  {
    path: '/directory',
    selector: '#content .dir-columns, #content .wb-page-body',
    title: '单位和岗位',
    text: '云溪市的六十个单位分四级。单位改名、撤并都留下版本, 过去的事仍按当时的单位来看。',
  },
  {
    path: '/directory/people',
    selector: '#content .wb-filters, #content .wb-list-head',
    title: '人员和角色',
    text: '三百人, 谁有什么角色、在什么范围。系统管理员提出, 安全管理员批准, 审计员只看不改: 三个人互相牵制。',
  },
];

const REFERENCE: readonly TourStep[] = [
  {
    path: '/calendar',
    selector: '#content .wb-page-body',
    title: '工作日历',
    text: '哪天上班、哪天放假, 每一年都注明依据的通知。所有期限都照它来数。',
  },
  {
    path: '/parameters',
    selector: '#content .wb-page-body',
    title: '规则与参数',
    text: '预警提前几天、签收要几天, 每个数都写着依据; 本地可以自某日起改用自己的数。',
  },
];

/** What the person's roles lead to, a few steps; the last one says how to go on. */
export function tourOf({ actions }: Pick<Me, 'actions'>): readonly TourStep[] {
  const may = (action: string) => actions.includes(action);
  if (may('task.chase')) return [...OFFICE, BAR];
  if (may('task.report')) return [...UNIT, BAR];
  if (may('plan.read')) return [...LEADER, BAR];
  if (may('account.manage') || may('role.grant')) return [...HOUSE, BAR];
  return [...REFERENCE, ...HOUSE.slice(0, 1), BAR];
}
