import type { TaskState } from './task.ts';

/** How a task's state is said to people. */
export const STATE_WORDS: Readonly<Record<TaskState, string>> = {
  assigned: '已交办, 待签收',
  received: '已签收',
  'in-progress': '推进中',
  submitted: '已报送, 待验收',
  returned: '已退回, 待补办',
  accepted: '已验收, 待销号',
  closed: '已销号',
  void: '已作废',
};

export function stateWords(state: string): string {
  return STATE_WORDS[state as TaskState] ?? state;
}

/** How the state of a task is said that is handed in to a recipient. */
const SUBMISSION_STATE_WORDS: Readonly<Partial<Record<TaskState, string>>> = {
  assigned: '未报',
  received: '未报',
  'in-progress': '未报, 有进展',
  submitted: '已报, 待收件',
  returned: '退回待重报',
  closed: '已收到',
};

export function submissionStateWords(state: string): string {
  return SUBMISSION_STATE_WORDS[state as TaskState] ?? stateWords(state);
}
/** 时效: how a task stands to the instant at which it is or was due. */
export const TIMING_WORDS = {
  overdue: '逾期未办结',
  running: '在办',
  held: '待验收',
  late: '逾期办结',
  'on-time': '按期办结',
  excluded: '不计时效',
} as const;

/** 任务, 报送, 周期: where the duty comes from. */
export const ORIGIN_WORDS = { task: '方案任务', submission: '按期报送', cadence: '周期事项' } as const;

/** How the contents of a task's facts are called on the timeline. */
export const CONTENT_WORDS: Readonly<Record<string, string>> = {
  progress: '进展',
  problem: '问题',
  'next-step': '下一步',
  result: '完成情况',
  reason: '理由',
  opinion: '验收意见',
  chase: '催办要求',
};
