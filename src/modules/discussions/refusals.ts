import { refuse } from '#core/kernel';

export const discussionRefusals = {
  hidden: () => refuse('DSC-01', '没有这项任务, 或不是您可以查看的任务'),
  maySeeNot: (names: string) =>
    refuse('DSC-02', `${names} 不能查看这项任务, 不能提到; 请去掉后再发`, { field: 'mentions' }),
  noRemark: () => refuse('DSC-03', '没有这条发言, 或不是您可以查看的发言'),
  notOwn: () => refuse('DSC-04', '只能撤回自己的发言'),
  withdrawn: () => refuse('DSC-05', '这条发言已经撤回'),
  nothingToAnswer: () => refuse('DSC-06', '所回复的发言已经撤回, 或不在这项任务下', { field: 'reply' }),
};
