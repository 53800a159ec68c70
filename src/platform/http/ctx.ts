import type { Instant, PersonId, Region } from '#core/kernel';
import type { Db } from '#platform/db';

/** What a service knows of the call it serves. Time is `now` and nothing else. */
export type Ctx = {
  now: Instant;
  requestId: string;
  idempotencyKey?: string;
  /** Digest of method, path and body: the same key with another digest is refused (HTTP-09). */
  requestDigest?: string;
  /** Network address of the caller, for throttling and the audit of sign-ins. */
  address?: string;
  region: Region;
  person?: PersonId;
  db: Db;
};
