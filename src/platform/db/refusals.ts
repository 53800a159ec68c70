import { type Refusal, refuse } from '#core/kernel';

export const dbRefusals = {
  tooBusy: (): Refusal => refuse('DB-01', '同时提交的人太多, 系统暂时忙不过来, 您这次的内容没有保存, 请过一分钟再提交'),
};
