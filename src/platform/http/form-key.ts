import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The key for the form on this page: the one that was just posted, else a new one. */
export function formKey(request: FastifyRequest): string {
  return request.ctx.idempotencyKey ?? randomUUID();
}
