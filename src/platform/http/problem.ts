import type { Trail } from '#core/kernel';

/** Body of every answer that is not a success, `application/problem+json` (RFC 9457). */
export type Problem = {
  /** `/api/refusals#CODE`: where the code is explained. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** The Chinese sentence: what is wrong and what to do. */
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  /** Field-level messages of an invalid input; `field` is a path such as `tasks.0.title`. */
  readonly fields?: readonly { readonly field: string; readonly sentence: string }[];
  readonly trail?: Trail;
  readonly details?: unknown;
};
