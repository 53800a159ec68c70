import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { PersonId, Region } from '#core/kernel';
import type { Html, Site } from '#platform/html';
import type { Ctx } from './ctx.ts';

/** Who may call a route at all. Whether this object may be touched is the service's question. */
export type Access = 'public' | 'signed-in' | { readonly action: string };

/** The server as modules see it: Fastify, with zod schemas giving the types of `request.body` and so on. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Who stands behind a valid session. */
export type Identity = {
  readonly person: PersonId;
  readonly region: Region;
  readonly sessionId: string;
  /** The first password, given by somebody else, must be changed before anything else is allowed. */
  readonly mustChangePassword: boolean;
};

/** A route as it was declared, so that a test can ask each of them. */
export type DeclaredRoute = { readonly method: string; readonly url: string; readonly access: Access };

declare module 'fastify' {
  interface FastifyInstance {
    readonly declaredRoutes: readonly DeclaredRoute[];
  }
  interface FastifyContextConfig {
    /** Required on every route; a route without it is refused at start. */
    access?: Access;
    /** `false`: an asset; the session is not looked up. */
    session?: boolean;
    /** `true`: a page for people although it lies under /api/. */
    page?: boolean;
    /** `true`: a stream that is opened again by itself; opening it does not use the session. */
    listens?: boolean;
    /** `true`: a POST that only computes and writes nothing; no idempotency key is asked for. */
    computes?: boolean;
  }
  interface FastifyRequest {
    ctx: Ctx;
    site: Site;
    identity: Identity | undefined;
    /** For style elements of this answer (`Content-Security-Policy`). */
    nonce: string;
  }
  interface FastifyReply {
    /** Sends a page. */
    html(page: Html): FastifyReply;
    /** Post–redirect–get: 303 to a path of our own. */
    seeOther(path: string): FastifyReply;
  }
}
