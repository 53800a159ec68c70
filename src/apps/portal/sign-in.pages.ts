import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRefusal } from '#core/kernel';
import { signIn, signOut } from '#platform/auth';
import { type Html, html, type Site } from '#platform/html';
import { type App, formKey, readForm, safePath, statusOf } from '#platform/http';
import { button, type FieldError, field, form, notice, page } from '#ui/portal';
import { clearSessionCookie, setSessionCookie, tokenOf } from './session-cookie.ts';

const WORKBENCH = '/workbench/';

const signInForm = z.object({
  username: z.string('请填写用户名').max(200),
  password: z.string('请填写密码').max(1024),
  return: z.string().optional(),
});

type SignInModel = {
  site: Site;
  key: string;
  username?: string | undefined;
  returnTo?: string | undefined;
  errors?: readonly FieldError[];
  said?: string | undefined;
  /** What stands above the form. */
  beside?: Html | undefined;
};

function signInPage(model: SignInModel): Html {
  const { errors = [] } = model;
  return page({
    site: model.site,
    title: '登录',
    heading: '工作人员登录',
    errors,
    body: html`${model.beside}
${model.said !== undefined && notice({ kind: 'success', body: html`<p>${model.said}</p>` })}
${form({
  action: '/sign-in',
  key: model.key,
  body: html`${field({ kind: 'text', name: 'username', label: '用户名', value: model.username ?? '', width: 'medium', autocomplete: 'username', errors })}
${field({ kind: 'password', name: 'password', label: '密码', width: 'medium', autocomplete: 'current-password', errors })}
${model.returnTo !== undefined && html`<input type="hidden" name="return" value="${model.returnTo}">`}`,
  actions: button({ text: '登录' }),
})}
<p class="hint">忘记密码, 请联系本单位管理员重设。</p>`,
  });
}

const SAID: Readonly<Record<string, string>> = {
  out: '已退出登录。',
  founded: '首次设置已完成。请三位管理员分别用自己的用户名登录, 首次登录须修改密码。',
};

/** Signing in and out, without script: the page of the slowest moment. */
export function signInPages(app: App, beside?: (request: FastifyRequest) => Promise<Html>): void {
  app.get(
    '/sign-in',
    {
      config: { access: 'public' },
      schema: { querystring: z.object({ return: z.string().optional(), said: z.string().optional() }) },
    },
    async (request, reply) => {
      const { query } = request;
      if (request.identity !== undefined) return reply.seeOther(safePath(query.return, WORKBENCH));
      return reply.html(
        signInPage({
          site: request.site,
          key: formKey(request),
          returnTo: query.return,
          said: query.said === undefined ? undefined : SAID[query.said],
          beside: await beside?.(request),
        }),
      );
    },
  );

  app.post('/sign-in', { config: { access: 'public' } }, async (request, reply) => {
    const read = readForm(signInForm, request.body);
    const again = async (errors: readonly FieldError[], status: number) =>
      reply.code(status).html(
        signInPage({
          site: request.site,
          key: formKey(request),
          username: read.typed.username,
          returnTo: read.typed.return,
          errors,
          beside: await beside?.(request),
        }),
      );
    if (!read.right) return again(read.errors, 422);
    const answer = await signIn(request.ctx, { ...read.value, ...agentOf(request.headers['user-agent']) });
    if (isRefusal(answer)) return again([{ field: 'username', sentence: answer.sentence }], statusOf(answer));
    const former = tokenOf(request);
    if (former !== undefined) await signOut(request.ctx.db, former);
    setSessionCookie(request, reply, answer.token);
    const destination = safePath(read.value.return, WORKBENCH);
    if (!answer.identity.mustChangePassword) return reply.seeOther(destination);
    return reply.seeOther(`/password?return=${encodeURIComponent(destination)}`);
  });

  app.post('/sign-out', { config: { access: 'public' } }, async (request, reply) => {
    const token = tokenOf(request);
    if (token !== undefined) await signOut(request.ctx.db, token);
    clearSessionCookie(request, reply);
    return reply.seeOther('/sign-in?said=out');
  });
}

export function agentOf(userAgent: string | undefined): { userAgent?: string } {
  return userAgent === undefined ? {} : { userAgent };
}
