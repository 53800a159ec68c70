import { type Refusal, refuse } from '#core/kernel';

/** Refusals of access: all made in policy.ts. */
export const accessRefusals = {
  noRole: (what: string, who: string, yours: string): Refusal =>
    refuse(
      'ACC-01',
      `你不能${what}: 可由${who}办理。${yours === '' ? '你还没有任何角色' : `你现在的角色是${yours}`}; 如有需要, 请联系安全管理员授权`,
    ),
  notInvolved: (what: string, who: string): Refusal =>
    refuse('ACC-02', `你不能${what}: 你的单位没有参与这一事项, 或不是以所需的身份参与; 可由${who}办理`),
  sealed: (what: string): Refusal => refuse('ACC-03', `不能${what}: 这是密封事项, 须按密封事项的程序由保管人开启`),
  concerned: (what: string): Refusal => refuse('ACC-04', `你不能${what}: 这一事项涉及你本人, 请回避, 由其他人办理`),
  ownReport: (what: string): Refusal => refuse('ACC-05', `你不能${what}: 这是你本人报送的, 请由其他人办理`),
  notOnStaff: (): Refusal => refuse('ACC-07', '你已不在册, 不能办理; 如有不符, 请联系本单位管理员'),
  nobody: (): Refusal => refuse('ACC-08', '请先登录'),
  otherRegion: (what: string): Refusal => refuse('ACC-06', `你不能${what}: 它属于另一个辖区`),
};
