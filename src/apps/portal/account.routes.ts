import { z } from 'zod';
import { isRefusal, Refused } from '#core/kernel';
import { changePassword, signIn, signOut } from '#platform/auth';
import type { App } from '#platform/http';
import { clearSessionCookie, setSessionCookie, tokenOf } from './session-cookie.ts';
import { agentOf } from './sign-in.pages.ts';

const tags = ['登录'];

/** Signing in for programs. */
export function accountRoutes(app: App): void {
  app.post(
    '/api/sign-in',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: '登录',
        description: '成功后以 Cookie 返回会话。',
        refusals: ['AUTH-04', 'AUTH-05', 'AUTH-06', 'AUTH-13'],
        body: z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(1024) }),
        response: {
          200: z.object({
            person: z.string().describe('人员编号'),
            endsAt: z.string().describe('会话最迟失效的时刻'),
            mustChangePassword: z.boolean().describe('须先修改密码, 才能使用其他功能'),
          }),
        },
      },
    },
    async (request, reply) => {
      const answer = await signIn(request.ctx, { ...request.body, ...agentOf(request.headers['user-agent']) });
      if (isRefusal(answer)) throw new Refused(answer);
      setSessionCookie(request, reply, answer.token);
      const { person, mustChangePassword } = answer.identity;
      return { person, endsAt: answer.endsAt, mustChangePassword };
    },
  );

  app.post(
    '/api/sign-out',
    { config: { access: 'public' }, schema: { tags, summary: '退出登录', response: { 204: z.undefined() } } },
    async (request, reply) => {
      const token = tokenOf(request);
      if (token !== undefined) await signOut(request.ctx.db, token);
      clearSessionCookie(request, reply);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/password',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '修改自己的密码',
        description: '其他设备上的登录随之退出。',
        refusals: ['AUTH-05', 'AUTH-07', 'AUTH-08', 'AUTH-09'],
        body: z.strictObject({ current: z.string().min(1).max(1024), password: z.string().min(1).max(1024) }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const identity = request.identity;
      if (identity === undefined) throw new Error('a signed-in route without an identity');
      await changePassword(request.ctx, {
        ...request.body,
        person: identity.person,
        keepSession: identity.sessionId,
      });
      return reply.code(204).send();
    },
  );
}
