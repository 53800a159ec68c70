import type { Trail } from '#core/kernel';

/**
 * - `refusal`: the platform says no, for a reason the person can act on
 * - `invalid`: fields of the form are at fault, see `fields`
 * - `signed-out`: the session has ended (and was not renewed)
 * - `forbidden`, `missing`: not for you; not there
 * - `offline`: no answer arrived; nothing is known of what the server did, the same key may be sent again
 * - `fault`: a bug or a broken machine; there is a number to quote
 * - `cancelled`: the person stopped it
 */
export type ProblemKind =
  | 'refusal'
  | 'invalid'
  | 'signed-out'
  | 'forbidden'
  | 'missing'
  | 'offline'
  | 'fault'
  | 'cancelled';

export type FieldProblem = { readonly field: string; readonly sentence: string };

/** Everything that can go wrong between the browser and the server, in one shape. */
export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly code: string;
  /** What is wrong and what to do. */
  readonly sentence: string;
  readonly fields: readonly FieldProblem[];
  readonly trail: Trail;
  readonly requestId: string | undefined;
  readonly details: unknown;

  constructor(parts: {
    kind: ProblemKind;
    sentence: string;
    status?: number;
    code?: string;
    fields?: readonly FieldProblem[];
    trail?: Trail;
    requestId?: string | undefined;
    details?: unknown;
  }) {
    super(parts.sentence);
    this.name = 'ApiProblem';
    this.kind = parts.kind;
    this.sentence = parts.sentence;
    this.status = parts.status ?? 0;
    this.code = parts.code ?? '';
    this.fields = parts.fields ?? [];
    this.trail = parts.trail ?? [];
    this.requestId = parts.requestId;
    this.details = parts.details;
  }
}

export function isApiProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem;
}

/** Reads an answer that is not a success. Trusts nothing: a proxy may have answered in the server's place. */
export function problemOf(status: number, body: unknown, requestId?: string): ApiProblem {
  const answer = isRecord(body) ? body : {};
  const code = textOf(answer.code);
  const quoted = textOf(answer.requestId) || requestId || undefined;
  const fields = Array.isArray(answer.fields) ? answer.fields.flatMap(fieldOf) : [];
  const said = textOf(answer.detail) || textOf(answer.title);
  const kind = kindOf(status, fields.length > 0);
  return new ApiProblem({
    kind,
    status,
    code,
    sentence: code !== '' && said !== '' ? said : said !== '' && kind !== 'fault' ? said : OWN_WORDS[kind],
    fields,
    trail: Array.isArray(answer.trail) ? answer.trail.flatMap(reasonOf) : [],
    requestId: quoted,
    details: answer.details,
  });
}

const OWN_WORDS: { readonly [K in ProblemKind]: string } = {
  refusal: '这一步现在不能办理',
  invalid: '有几处需要修改',
  'signed-out': '会话已过期, 请重新登录',
  forbidden: '这项内容不在您的职责范围内。如确需查看, 请联系本单位管理员',
  missing: '没有找到。可能已被撤回, 或者地址不完整',
  offline: '没有连上服务器。已填写的内容仍在, 请检查网络后再试',
  fault: '平台出了故障, 已经记录。已填写的内容仍在, 请稍后再试',
  cancelled: '已取消',
};

export function offlineProblem(): ApiProblem {
  return new ApiProblem({ kind: 'offline', sentence: OWN_WORDS.offline });
}

export function cancelledProblem(): ApiProblem {
  return new ApiProblem({ kind: 'cancelled', sentence: OWN_WORDS.cancelled });
}

/** What any caught thing means to the reader. */
export function asProblem(error: unknown): ApiProblem {
  if (isApiProblem(error)) return error;
  return new ApiProblem({ kind: 'fault', sentence: OWN_WORDS.fault, details: error });
}

function kindOf(status: number, hasFields: boolean): ProblemKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  if (status === 502 || status === 503 || status === 504) return 'offline';
  if (status >= 500) return 'fault';
  return hasFields ? 'invalid' : 'refusal';
}

function fieldOf(value: unknown): FieldProblem[] {
  if (!isRecord(value)) return [];
  const sentence = textOf(value.sentence);
  return sentence === '' ? [] : [{ field: textOf(value.field), sentence }];
}

function reasonOf(value: unknown): Trail {
  if (!isRecord(value)) return [];
  const sentence = textOf(value.sentence);
  const basis = textOf(value.basis);
  if (sentence === '') return [];
  return [basis === '' ? { sentence } : { sentence, basis }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
