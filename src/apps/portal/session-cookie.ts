import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '#platform/http';

/** No expiry: the browser forgets it when it closes, the server after the limits. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, cookieOptions(request));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(request));
}

export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[SESSION_COOKIE];
}

function cookieOptions(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}
