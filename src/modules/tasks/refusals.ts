import { refuse } from '#core/kernel';

/** Refusals of this module; TASK-01, 02, 05, 06 belong to the life of a task and stand in the rulebook. */
export const taskRefusals = {
  receivedAlready: () => refuse('TASK-03', '本单位已经签收'),
  nothingToReceive: () => refuse('TASK-04', '任务已验收, 无须签收'),
  nothingToExamine: () => refuse('TASK-07', '牵头单位尚未报送完成, 不能验收或退回'),
  ownClaim: () => refuse('TASK-08', '报送人不能验收自己报送的任务, 请由他人验收'),
  notAccepted: () => refuse('TASK-09', '任务验收通过后才能销号'),
  hidden: () => refuse('TASK-10', '没有这项任务, 或不是您可以查看的任务'),
  wrongPage: () => refuse('TASK-11', '翻页的位置不正确, 请从第一页重新打开', { field: 'after' }),
  notYours: () => refuse('TASK-12', '不能代表所选单位办理这项任务, 请改选自己所在的牵头或配合单位', { field: 'unit' }),
  nothingToExtend: () => refuse('TASK-13', '任务已经办完或作废, 不必延期'),
  claimed: () => refuse('TASK-14', '已报送完成, 正在等待验收, 不必延期'),
  noDay: () => refuse('TASK-15', '这项任务不设期限, 不必延期'),
  dayPast: () => refuse('TASK-16', '期限已过, 不能再申请延期; 请尽快办结, 并在报送时说明原因'),
  askedAlready: () => refuse('TASK-17', '已有一份延期申请等待答复'),
  dayNotLater: () => refuse('TASK-18', '新的日期须晚于现在的期限', { field: 'dueDay' }),
  nothingToAnswer: () => refuse('TASK-19', '没有等待答复的延期申请, 可能别人刚刚答复过'),
  handedIn: () => refuse('TASK-21', '这是按期报送的事项, 请用「交报」, 由报送对象收件或退回'),
  nothingToTakeOver: () =>
    refuse('TASK-22', '只有牵头单位可以采用, 采用的须是配合单位在这项任务上报的进展', { field: 'takesOver' }),
  ownRequest: () => refuse('TASK-20', '申请人不能答复自己的延期申请, 请由他人答复'),
};
