import { type Refusal, refuse } from '#core/kernel';

export const dbRefusals = {
  tooBusy: (): Refusal => refuse('DB-01', '同时提交的人太多, 系统暂时忙不过来, 您这次的内容没有保存, 请过一分钟再提交'),
  noRoom: (): Refusal =>
    refuse('DB-02', '数据库所在的磁盘已满, 这次的内容没有保存, 已有的内容仍可查看。请联系系统管理员腾出空间后重新提交'),
  away: (): Refusal =>
    refuse('DB-03', '数据库暂时连不上, 这次的内容不一定已保存。请稍等片刻重新提交, 重复提交不会记两次'),
};
