import { refuse } from '#core/kernel';

export const instructionRefusals = {
  hidden: () => refuse('INS-01', '没有这件批示, 或不是您可以查看的批示'),
  aboutHidden: () => refuse('INS-02', '没有所批示的事项, 或不是您可以查看的事项', { field: 'about' }),
  withdrawn: () => refuse('INS-03', '批示已经撤回, 不再办理'),
  nothingToAnswer: () => refuse('INS-04', '这件批示没有交本单位办理, 或本单位已经办结'),
  answered: () => refuse('INS-05', '已报告办理情况, 正在等待答复; 如需更正, 请先退回'),
  nothingToJudge: () => refuse('INS-06', '这个单位还没有报告办理情况, 或已经办结', { field: 'unit' }),
  ownAnswer: () => refuse('INS-07', '报告人不能办结或退回自己的报告, 请由他人办理'),
  notAuthor: () => refuse('INS-08', '只有作出批示的人可以撤回'),
  underWay: () => refuse('INS-09', '已有单位报告办理情况, 不能撤回; 请办结, 或另作批示'),
  nobodyForDay: () => refuse('INS-10', '写了办理日期或缓急的, 请选定由谁办理', { field: 'addressees' }),
  dayPast: () => refuse('INS-11', '办理日期不能早于今天', { field: 'dueDay' }),
  unknownUnit: () => refuse('INS-12', '所选单位不在组织机构中, 或已经撤并, 请重新选择', { field: 'addressees' }),
  wrongPage: () => refuse('INS-13', '翻页的位置不正确, 请从第一页重新打开', { field: 'after' }),
};
