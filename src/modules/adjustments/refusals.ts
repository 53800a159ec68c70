import { refuse } from '#core/kernel';

export const adjustmentRefusals = {
  hidden: () => refuse('ADJ-01', '没有这项任务或调整, 或不是您可以查看的'),
  over: () => refuse('ADJ-02', '任务已经办完或作废, 不能这样调整'),
  claimed: () => refuse('ADJ-03', '已报送, 正在等待验收或收件; 请先答复, 再调整'),
  waiting: () => refuse('ADJ-04', '这项任务已有一份调整等待批准, 请先批准或不批准它'),
  notALead: () => refuse('ADJ-05', '所选单位不是这项任务的牵头单位', { field: 'change.units' }),
  leadAlready: () => refuse('ADJ-06', '所选单位已经是这项任务的牵头单位', { field: 'change.to' }),
  unknownUnit: () => refuse('ADJ-07', '所选单位不在组织机构中, 或已撤并', { field: 'change' }),
  dayPast: () => refuse('ADJ-08', '新的日期已经过去, 请改选今天或以后', { field: 'change.dueDay' }),
  sameDay: () => refuse('ADJ-09', '新的日期与现在的期限相同', { field: 'change.dueDay' }),
  ofSubmission: () => refuse('ADJ-10', '报送事项只能改期或不计入及时率; 要换单位或内容, 请修订方案'),
  notOne: () => refuse('ADJ-11', '这样的调整一次只能办一项任务', { field: 'tasks' }),
  notSeveral: () => refuse('ADJ-12', '合并至少要两项任务', { field: 'tasks' }),
  otherAcceptor: () => refuse('ADJ-13', '这几项任务的验收单位不同, 不能合并', { field: 'tasks' }),
  excludedAlready: () => refuse('ADJ-14', '所选单位在这项任务上已经不计入及时率', { field: 'change.units' }),
  decided: () => refuse('ADJ-15', '这份调整已经有了决定, 可能别人刚刚办过; 请刷新后再看'),
  outdated: () => refuse('ADJ-16', '您看过之后任务又有变化, 请看最新的影响再决定'),
  ownProposal: () => refuse('ADJ-17', '不能批准自己提出的调整, 请由他人决定'),
};
