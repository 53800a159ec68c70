import type { AdjustmentLine, ChangeKind } from './contract.ts';

export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  lead: '换牵头单位',
  date: '改期',
  split: '拆分',
  merge: '合并',
  exclude: '不计入及时率',
};

/** What each does, for whoever chooses. */
export const KIND_HELP: Readonly<Record<ChangeKind, string>> = {
  lead: '原来的任务作废, 由新的牵头单位另领一项, 内容不变',
  date: '同一项任务换一个期限; 已经发出的信号不撤回',
  split: '原来的任务作废, 拆成几项, 各有牵头单位和期限',
  merge: '几项任务作废, 并成一项, 可以来自不同的方案',
  exclude: '任务照办, 灯照亮, 只是统计及时率时不算这一项',
};

export const STATE_WORDS: Readonly<Record<AdjustmentLine['state'], string>> = {
  proposed: '等待批准',
  approved: '已批准, 已执行',
  refused: '不批准',
};

/** How the contents of its facts are called on the timeline. */
export function contentWords(name: string): string {
  const part = /^part-(\d+)$/.exec(name);
  if (part !== null) return `任务 ${part[1]}`;
  const words: Readonly<Record<string, string>> = { reason: '理由', opinion: '意见', refusal: '不批准的理由' };
  return words[name] ?? name;
}
