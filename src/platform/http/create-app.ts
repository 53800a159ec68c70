import { createHash, randomBytes, randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { type Allowed, type Instant, isRefusal, type Refusal, Refused, type Region } from '#core/kernel';
import type { Clock } from '#platform/clock';
import { type Db, refusalOf } from '#platform/db';
import type { Html, Site } from '#platform/html';
import type { Log } from '#platform/log';
import type { App, DeclaredRoute, Identity } from './app.ts';
import type { Ctx } from './ctx.ts';
import { speakChinese } from './invalid-input.ts';
import { documentApi } from './openapi.ts';
import { type Problem, problemOf, type Statuses, statusOf } from './problem.ts';
import { httpRefusals } from './refusals.ts';
import { isForeign, isWrite, securityHeaders } from './security.ts';

export type AppOptions = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly title: string;
  readonly version: string;
  /** The jurisdiction of callers who are not signed in. */
  region(): Promise<Region> | Region;
  /** Who stands behind the session token, if it is still good. A page that asks by itself does not use the session. */
  identify(db: Db, token: string, now: Instant, call: { readonly unattended: boolean }): Promise<Identity | undefined>;
  /** Whether the person may call a route of this action at all. */
  mayCall(ctx: Ctx, action: string): Promise<Allowed | Refusal>;
  /** What every page says around its content. */
  site(request: FastifyRequest): Promise<Site>;
  /** The page of a refusal or a fault, for people. */
  problemPage(problem: Problem, site: Site): Html;
  readonly statuses?: Statuses;
  /** Which proxies may speak for the caller's address and protocol. */
  readonly trustProxy?: boolean | string;
};

export const SESSION_COOKIE = 'session';
/** Sent by pages that read while nobody is at the desk: the session idles on. */
const UNATTENDED = 'x-unattended';
const MEBIBYTE = 1024 * 1024;
export const UPLOAD_LIMIT = 100 * MEBIBYTE;
const KEY = /^[\w-]{8,200}$/;
/** Open to a person who still has to change the first password. */
const BEFORE_PASSWORD_CHANGE = new Set(['/password', '/sign-out', '/api/password', '/api/sign-out', '/api/me']);

/** The server without its routes: safe headers, identity, access, idempotency keys, refusals, faults, documentation. */
export async function createApp(options: AppOptions): Promise<App> {
  speakChinese();
  const { db, clock, log } = options;
  const fastify = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: MEBIBYTE,
    requestTimeout: 600_000, // 100 MB over a slow line
    keepAliveTimeout: 65_000,
    trustProxy: options.trustProxy ?? 'loopback',
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  const app: App = fastify;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (access === undefined) {
      throw new Error(`路由 ${[route.method].flat().join('/')} ${route.url} 没有声明谁可以访问 (config.access)`);
    }
    for (const method of [route.method].flat()) declared.push({ method, url: route.url, access });
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: MEBIBYTE });
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 20, fields: 100, fieldSize: MEBIBYTE } });

  app.decorateRequest('nonce', '');
  app.decorateRequest('identity', undefined);
  app.decorateReply('html', function (this: FastifyReply, page: Html) {
    return this.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.markup);
  });
  app.decorateReply('seeOther', function (this: FastifyReply, path: string) {
    return this.redirect(path, 303);
  });
  const started = new WeakMap<FastifyRequest, number>();

  app.addHook('onRequest', async (request, reply) => {
    started.set(request, performance.now());
    request.nonce = randomBytes(16).toString('base64');
    reply.headers(securityHeaders(request.nonce, request.protocol === 'https'));
    reply.header('x-request-id', request.id);
    if (isJsonPath(request)) reply.header('cache-control', 'no-store');
    await enter(request);
    if (isWrite(request.method)) {
      const call = {
        origin: request.headers.origin,
        fetchSite: request.headers['sec-fetch-site']?.toString(),
        host: request.host,
      };
      if (isForeign(call)) throw new Refused(httpRefusals.foreignOrigin());
    }
    await authorise(request);
  });

  async function enter(request: FastifyRequest): Promise<void> {
    const now = clock.now();
    const token = request.cookies[SESSION_COOKIE];
    const asks = request.routeOptions.config.access !== undefined && request.routeOptions.config.session !== false;
    const { listens } = request.routeOptions.config;
    const call = { unattended: listens === true || request.headers[UNATTENDED] === '1' };
    const identity = token === undefined || !asks ? undefined : await options.identify(db, token, now, call);
    request.identity = identity;
    request.ctx = {
      now,
      requestId: request.id,
      address: request.ip,
      region: identity?.region ?? (await options.region()),
      db,
      ...(identity === undefined ? {} : { person: identity.person }),
    };
  }

  async function authorise(request: FastifyRequest): Promise<void> {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === 'public') return; // without access there is no route: 404
    const identity = request.identity;
    if (identity === undefined) throw new Refused(httpRefusals.signInNeeded());
    if (identity.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(request.routeOptions.url ?? '')) {
      throw new Refused(httpRefusals.passwordChangeNeeded());
    }
    if (access === 'signed-in') return;
    const answer = await options.mayCall(request.ctx, access.action);
    if (isRefusal(answer)) throw new RefusedAccess(answer);
  }

  app.addHook('preValidation', async (request) => {
    const { access, computes } = request.routeOptions.config;
    if (!isWrite(request.method) || access === undefined || computes) return;
    const key = request.headers['idempotency-key'] ?? keyInForm(request) ?? keyInAddress(request);
    if (key === undefined) throw new Refused(httpRefusals.keyMissing());
    if (typeof key !== 'string' || !KEY.test(key)) throw new Refused(httpRefusals.keyMalformed());
    request.ctx.idempotencyKey = key;
    // An upload is read by its handler; its digest covers the address only.
    request.ctx.requestDigest = createHash('sha256')
      .update(`${request.method} ${request.url}\n${bodyText(request)}`)
      .digest('base64url');
  });

  app.addHook('preHandler', async (request) => {
    if (!isJsonPath(request) && request.routeOptions.config.session !== false) {
      request.site = await options.site(request);
    }
  });

  app.addHook('onResponse', async (request, reply) => {
    const begun = started.get(request);
    log.info('request', {
      requestId: request.id,
      method: request.method,
      // The pattern, not the address: addresses may hold names and numbers of cases.
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: begun === undefined ? null : Math.round((performance.now() - begun) * 10) / 10,
    });
  });

  app.setNotFoundHandler((request, reply) => answer(request, reply, httpRefusals.notFound()));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof RefusedAccess) return answer(request, reply, error.refusal, 403);
    if (error instanceof Refused) return answer(request, reply, error.refusal);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields = new Map<string, string>();
      for (const one of error.validation) {
        const field = one.instancePath.slice(1).replaceAll('/', '.');
        if (!fields.has(field)) fields.set(field, one.message ?? '此项填写有误');
      }
      const problem = problemOf(httpRefusals.invalid(), request.id, 422);
      return send(request, reply, {
        ...problem,
        fields: [...fields].map(([field, sentence]) => ({ field, sentence })),
      });
    }
    if (error.statusCode === 413) return answer(request, reply, httpRefusals.tooLarge());
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return answer(request, reply, httpRefusals.unreadable(), error.statusCode);
    }
    log.error('fault', { requestId: request.id, route: request.routeOptions.url ?? null }, error);
    return answer(request, reply, refusalOf(error) ?? httpRefusals.fault(request.id));
  });

  function answer(request: FastifyRequest, reply: FastifyReply, refusal: Refusal, status?: number) {
    const code = status ?? statusOf(refusal, options.statuses);
    return send(request, reply, problemOf(refusal, request.id, code));
  }

  async function send(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
    reply.code(problem.status);
    if (isJsonPath(request)) {
      return reply.type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(problem);
    }
    const reads = !isWrite(request.method);
    if (problem.code === 'AUTH-01' && reads) {
      return reply.seeOther(`/sign-in?return=${encodeURIComponent(request.url)}`);
    }
    if (problem.code === 'AUTH-03' && reads) return reply.seeOther('/password');
    reply.serializer(String);
    try {
      return reply.html(options.problemPage(problem, request.site ?? (await options.site(request))));
    } catch (error) {
      // What the page is made with is broken too, such as the database: the sentence at least gets through.
      log.error('no page for the problem', { requestId: request.id, code: problem.code }, error);
      return reply.type('text/plain; charset=utf-8').send(`${problem.detail}\n`);
    }
  }

  await documentApi(app, { title: options.title, version: options.version });
  return app;
}

/** Refused because of who calls, whatever the code of the policy that said so. */
class RefusedAccess extends Refused {}

function isJsonPath(request: FastifyRequest): boolean {
  const path = request.url;
  return path.startsWith('/api/') && path !== '/api/' && request.routeOptions.config.page !== true;
}

/** What was sent, where it has been read already; an upload streams through its handler. */
function bodyText(request: FastifyRequest): string {
  const type = request.headers['content-type'] ?? '';
  const isRead = /^application\/(?:[\w.+-]*json|x-www-form-urlencoded)\b/i.test(type);
  return isRead ? JSON.stringify(request.body ?? null, withoutPasswords) : '';
}

/** The digest is stored with the key, and a digest of a password can be guessed at. */
function withoutPasswords(name: string, value: unknown): unknown {
  return /password/i.test(name) ? '' : value;
}

/** Takes the hidden field out of a posted form, so that the form's own schema need not know of it. */
function keyInForm(request: FastifyRequest): unknown {
  const body = request.body;
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (!isForm || typeof body !== 'object' || body === null || !('idempotencyKey' in body)) return undefined;
  const key = body.idempotencyKey;
  delete body.idempotencyKey;
  return key;
}

/** Forms with files carry the key in their address, since the body is read by the handler. */
function keyInAddress(request: FastifyRequest): unknown {
  if (!request.isMultipart()) return undefined;
  return new URL(request.url, 'http://localhost').searchParams.get('idempotencyKey') ?? undefined;
}
