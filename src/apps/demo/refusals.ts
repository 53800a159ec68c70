import { refuse } from '#core/kernel';

export const demonstrationRefusals = {
  nobody: () => refuse('DEMO-01', '演示里没有这个人, 请在名单里选一位'),
};
