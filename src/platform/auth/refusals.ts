import { type Instant, localText, type Refusal, refuse } from '#core/kernel';

/** Refusals of signing in and of passwords; explained in docs/refusals.md. */
export const authRefusals = {
  noMatch: (left: number | undefined): Refusal =>
    refuse(
      'AUTH-04',
      `用户名或密码不对, 请检查后重试${left === undefined ? '' : `; 再错 ${left} 次将暂时锁定`}。忘记密码请联系本单位管理员`,
    ),
  locked: (until: Instant): Refusal =>
    refuse('AUTH-05', `密码连续输错次数过多, 已暂时锁定, ${localText(until).slice(11, 16)} 后可再试, 或请管理员解锁`, {
      details: { until },
    }),
  throttled: (): Refusal => refuse('AUTH-06', '这个网络地址登录失败次数过多, 请过几分钟再试'),
  disabled: (): Refusal => refuse('AUTH-13', '这个账号已停用, 请联系本单位管理员'),
  weak: (sentence: string): Refusal => refuse('AUTH-07', sentence, { field: 'password' }),
  reused: (count: number): Refusal =>
    refuse('AUTH-08', `不能与最近 ${count} 次用过的密码相同, 请换一个`, { field: 'password' }),
  wrongCurrent: (): Refusal => refuse('AUTH-09', '当前密码不对, 请重新输入', { field: 'current' }),
  usernameTaken: (username: string): Refusal =>
    refuse('AUTH-10', `用户名 ${username} 已被使用, 请换一个`, { field: 'username' }),
  usernameForm: (): Refusal =>
    refuse('AUTH-11', '用户名须为 2 至 32 个字母、汉字、数字、点、横线或下划线, 不含空格', { field: 'username' }),
  noSession: (): Refusal => refuse('AUTH-404', '没有这个登录会话, 可能已经退出'),
  noAccount: (): Refusal => refuse('AUTH-14', '此人还没有账号, 请先为其建立账号'),
  personHasAccount: (): Refusal => refuse('AUTH-15', '此人已有账号, 一人只能有一个'),
};
