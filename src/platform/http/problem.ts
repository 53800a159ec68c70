import type { Refusal, Trail } from '#core/kernel';

/** Body of every answer that is not a success, `application/problem+json` (RFC 9457). */
export type Problem = {
  /** `/api/refusals#CODE`: where the code is explained. */
  readonly type: string;
  /** What kind of no it is, in a few words. */
  readonly title: string;
  readonly status: number;
  /** The Chinese sentence: what is wrong and what to do. */
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  /** Field-level messages of an invalid input; `field` is a path such as `tasks.0.title`. */
  readonly fields?: readonly FieldMessage[];
  readonly trail?: Trail;
  readonly details?: unknown;
};

export type FieldMessage = { readonly field: string; readonly sentence: string };

/** HTTP status by refusal code, for codes that do not follow the rule of `statusOf`. */
export type Statuses = Readonly<Record<string, number>>;

const OWN: Statuses = {
  'DB-01': 503,
  'DB-02': 507,
  'DB-03': 503,
  'HTTP-01': 400,
  'HTTP-02': 400,
  'HTTP-03': 422,
  'HTTP-04': 404,
  'HTTP-05': 500,
  'HTTP-06': 413,
  'HTTP-07': 403,
  'HTTP-08': 400,
  'HTTP-09': 422,
  'ACC-08': 401,
  'AUTH-01': 401,
  'AUTH-03': 403,
  'AUTH-04': 401,
  'AUTH-05': 429,
  'AUTH-06': 429,
};

/**
 * The status of a refusal: what the tables say, else 403 for access (`ACC-…`), else by the code's ending (`PLAN-404`,
 * `-401`, `-403`), else 422 where a field is at fault, else 409: the state of things does not allow it.
 */
export function statusOf(refusal: Refusal, statuses: Statuses = {}): number {
  const declared = statuses[refusal.code] ?? OWN[refusal.code];
  if (declared !== undefined) return declared;
  if (refusal.code.startsWith('ACC-')) return 403;
  const ending = /-(401|403|404)$/.exec(refusal.code)?.[1];
  if (ending !== undefined) return Number(ending);
  return refusal.field === undefined ? 409 : 422;
}

export function problemOf(refusal: Refusal, requestId: string, status: number): Problem {
  return {
    type: `/api/refusals#${refusal.code}`,
    title: titleOf(status),
    status,
    detail: refusal.sentence,
    code: refusal.code,
    requestId,
    ...(refusal.field === undefined ? {} : { fields: [{ field: refusal.field, sentence: refusal.sentence }] }),
    ...(refusal.trail === undefined ? {} : { trail: refusal.trail }),
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
  };
}

function titleOf(status: number): string {
  switch (status) {
    case 400:
      return '请求不完整';
    case 401:
      return '请登录';
    case 403:
      return '没有权限';
    case 404:
      return '没有找到';
    case 413:
      return '内容太大';
    case 422:
      return '填写有误';
    case 429:
      return '请稍后再试';
    case 503:
      return '暂时不能服务';
    default:
      return status >= 500 ? '系统故障' : '现在不能这样办';
  }
}
