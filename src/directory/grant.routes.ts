import { z } from 'zod';
import { idOf, type UnitId } from '#core/kernel';
import { type App, once } from '#platform/http';
import { changeAccount, openAccount, openAccounts, resetAccount } from './account.service.ts';
import {
  AccountBody,
  AccountsAnswer,
  AccountsBody,
  ApproveAnswer,
  ApproveBody,
  Done,
  EndBody,
  GrantBody,
  GrantsAnswer,
  GrantsQuery,
  IdParams,
  MOST_ACCOUNTS,
  NewAccountAnswer,
} from './contract.ts';
import type { GrantId } from './directory.ts';
import { approveGrants, endGrant, grantRole } from './grant.service.ts';
import { readGrants } from './reading.service.ts';
import { dayOf, done, maybe, personOf, tags } from './route-values.ts';

/** Roles of people, and the accounts by which they sign in. */
export function grantRoutes(app: App): void {
  ofGrants(app);
  ofAccounts(app);
}

function ofGrants(app: App): void {
  app.get(
    '/api/directory/grants',
    {
      config: { access: { action: 'role.read' } },
      schema: { tags, summary: '授权清单', querystring: GrantsQuery, response: { 200: GrantsAnswer } },
    },
    (request) => readGrants(request.ctx, request.query),
  );

  app.post(
    '/api/directory/grants',
    {
      config: { access: { action: 'role.propose' } },
      schema: {
        tags,
        summary: '授予角色, 或提出授予',
        description: '安全管理员授予即生效; 其他人提出的, 待安全管理员批准后生效。',
        body: GrantBody,
        response: { 201: z.object({ id: z.string(), inForce: z.boolean() }) },
        refusals: ['DIR-11', 'DIR-12', 'DIR-13', 'DIR-14', 'DIR-20', 'DIR-21'],
      },
    },
    async ({ ctx, body }, reply) => {
      const input = { role: body.role, person: personOf(body.person), unit: maybe<UnitId>(body.unit) };
      const grant = await once(ctx, (tx) => grantRole(ctx, tx, input));
      return reply.code(201).send({ id: grant.id, inForce: grant.grantedAt !== null });
    },
  );

  app.post(
    '/api/directory/grants/approve',
    {
      config: { access: { action: 'role.grant' } },
      schema: {
        tags,
        summary: '批准授权',
        body: ApproveBody,
        response: { 200: ApproveAnswer },
        refusals: ['DIR-11', 'DIR-14'],
      },
    },
    async ({ ctx, body }) => {
      const approved = await once(ctx, (tx) =>
        approveGrants(
          ctx,
          tx,
          body.ids.map((id) => idOf<GrantId>(id)),
        ),
      );
      return { approved };
    },
  );

  app.post(
    '/api/directory/grants/:id/end',
    {
      config: { access: { action: 'role.propose' } },
      schema: {
        tags,
        summary: '终止授权, 或不批准',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['ACC-01', 'DIR-15', 'DIR-24', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await endGrant(ctx, tx, idOf<GrantId>(params.id), dayOf(body.on));
        return done;
      }),
  );
}

function ofAccounts(app: App): void {
  const config = { access: { action: 'account.manage' } };

  // Not `once`, all three: a password must not be kept with the answer.
  app.post(
    '/api/directory/accounts',
    {
      config,
      schema: {
        tags,
        summary: '成批建立账号',
        description: `一次最多 ${MOST_ACCOUNTS} 个; 已有账号的人不在答复里。初始密码只在此处告知一次。`,
        body: AccountsBody,
        response: { 200: AccountsAnswer },
        refusals: ['AUTH-10', 'AUTH-11', 'DIR-20'],
      },
    },
    async ({ ctx, body }) => {
      const wanted = body.accounts.map(({ person, username }) => ({ person: personOf(person), username }));
      return { accounts: [...(await openAccounts(ctx, wanted))] };
    },
  );

  app.post(
    '/api/directory/people/:id/account',
    {
      config,
      schema: {
        tags,
        summary: '建立账号',
        description: '初始密码只在此处告知一次, 首次登录须修改。',
        params: IdParams,
        body: AccountBody,
        response: { 201: NewAccountAnswer },
        refusals: ['AUTH-10', 'AUTH-11', 'AUTH-15', 'DIR-20', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(await openAccount(ctx, personOf(params.id), body.username)),
  );

  app.post(
    '/api/directory/people/:id/account/reset',
    {
      config,
      schema: {
        tags,
        summary: '重置初始密码',
        params: IdParams,
        response: { 200: NewAccountAnswer },
        refusals: ['AUTH-14', 'DIR-404'],
      },
    },
    ({ ctx, params }) => resetAccount(ctx, personOf(params.id)),
  );

  for (const [act, summary] of [
    ['disable', '停用账号'],
    ['enable', '启用账号'],
    ['unlock', '解除锁定'],
  ] as const) {
    app.post(
      `/api/directory/people/:id/account/${act}`,
      {
        config,
        schema: { tags, summary, params: IdParams, response: { 200: Done }, refusals: ['AUTH-14', 'DIR-404'] },
      },
      ({ ctx, params }) =>
        once(ctx, async (tx) => {
          await changeAccount(ctx, tx, personOf(params.id), act);
          return done;
        }),
    );
  }
}
