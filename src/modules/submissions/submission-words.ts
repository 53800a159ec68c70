import type { Counts, Standing } from './contract.ts';

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  owed: '未报',
  overdue: '逾期未报',
  returned: '退回待重报',
  'handed-in': '已报, 待收件',
  'handed-in-late': '迟报, 待收件',
  received: '已收到',
  'received-late': '已收到, 迟报',
};

export const COUNT_WORDS: Readonly<Record<keyof Counts, string>> = {
  total: '应报',
  handedIn: '已报',
  missing: '未报',
  overdue: '逾期未报',
  late: '迟报',
  waiting: '待收件',
  received: '已收到',
};

/** How the contents of its facts are called on the timeline. */
export const CONTENT_WORDS: Readonly<Record<string, string>> = {
  report: '报送内容',
  reason: '理由',
  opinion: '意见',
  chase: '催办要求',
};
