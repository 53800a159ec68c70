import { type Refusal, refuse } from '#core/kernel';

/** Refusals of the server shell itself; explained in docs/refusals.md. */
export const httpRefusals = {
  keyMissing: (): Refusal =>
    refuse(
      'HTTP-01',
      '每个写入请求须带 Idempotency-Key 请求头(8 至 200 位字母、数字、-、_), 重试时用同一个值, 不会重复办理',
    ),
  keyMalformed: (): Refusal => refuse('HTTP-02', 'Idempotency-Key 须为 8 至 200 位字母、数字、-、_, 建议用 UUID'),
  invalid: (): Refusal => refuse('HTTP-03', '填写的内容有误, 请按各项提示改正后再提交'),
  notFound: (): Refusal => refuse('HTTP-04', '没有这个地址, 请检查链接是否完整, 或从首页进入'),
  /** A fault, not a refusal, but said in the same shape: the number is all that leaves the server. */
  fault: (requestId: string): Refusal =>
    refuse('HTTP-05', `系统出了故障, 没有完成这次操作。请稍后再试; 仍不行时, 把编号 ${requestId} 告诉系统管理员`),
  tooLarge: (): Refusal => refuse('HTTP-06', '内容超过大小上限, 请压缩或分批上传'),
  foreignOrigin: (): Refusal => refuse('HTTP-07', '请求来自别的网站, 已拦截。请从本平台的页面上操作'),
  unreadable: (): Refusal => refuse('HTTP-08', '请求的格式读不懂, 请检查 Content-Type 与内容是否一致'),
  keyReused: (): Refusal => refuse('HTTP-09', '这个 Idempotency-Key 已用于另一个请求, 新的请求请换一个新的值'),
  signInNeeded: (): Refusal => refuse('AUTH-01', '尚未登录或登录已过期, 请登录后再提交, 已填写的内容不会丢失'),
  passwordChangeNeeded: (): Refusal => refuse('AUTH-03', '须先修改密码, 才能使用其他功能'),
};
