import { type Refusal, refuse } from '#core/kernel';

export const firstRunRefusals = {
  wrongCode: (): Refusal =>
    refuse('FIRST-01', '设置码不对。设置码在服务器启动时的屏幕输出里, 也在数据目录的 first-run-code 文件里', {
      field: 'code',
    }),
  done: (): Refusal => refuse('FIRST-02', '首次设置已经完成, 不能再做一次。请用设置时填写的用户名登录'),
  notDone: (): Refusal => refuse('FIRST-03', '平台还没有完成首次设置, 请先打开首页按提示设置'),
  sameUsername: (field: string): Refusal => refuse('FIRST-04', '三个用户名须各不相同', { field }),
  sameName: (field: string): Refusal =>
    refuse('FIRST-05', '三位管理员须是不同的三个人: 系统管理、安全管理、审计互相牵制, 不得由一人兼任', { field }),
};
