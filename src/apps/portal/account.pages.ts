import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localDay, localText, Refused } from '#core/kernel';
import {
  changePassword,
  listSessions,
  revokeSession,
  revokeSessions,
  type Session,
  type SignInPolicy,
  signInPolicyOn,
} from '#platform/auth';
import { type Html, html, type Site } from '#platform/html';
import { type App, formKey, type Identity, readForm, safePath } from '#platform/http';
import { button, type FieldError, field, form, notice, page, table } from '#ui/portal';

const passwordForm = z
  .object({
    current: z.string('请填写当前密码').max(1024),
    password: z.string('请填写新密码').max(1024),
    again: z.string('请再填写一次新密码').max(1024),
    return: z.string().optional(),
  })
  .refine(({ password, again }) => password === again, { path: ['again'], error: '两次填写的新密码不一样' });

type PasswordModel = {
  site: Site;
  key: string;
  policy: SignInPolicy;
  must: boolean;
  returnTo?: string | undefined;
  errors?: readonly FieldError[];
};

function passwordPage({ site, key, policy, must, returnTo, errors = [] }: PasswordModel): Html {
  const rule = policy.password;
  return page({
    site,
    title: '修改密码',
    errors,
    body: html`${must && notice({ kind: 'information', body: html`<p>首次登录、密码由他人重设或已满 ${rule.maximumAgeDays} 天, 须先修改密码, 才能使用其他功能。</p>` })}
${form({
  action: '/password',
  key,
  body: html`${field({ kind: 'password', name: 'current', label: '当前密码', width: 'medium', autocomplete: 'current-password', errors })}
${field({
  kind: 'password',
  name: 'password',
  label: '新密码',
  hint: `至少 ${rule.minimumLength} 位, 含小写字母、大写字母、数字、符号中的至少 ${rule.minimumClasses} 种, 不含用户名, 不与最近 ${rule.history} 次相同`,
  width: 'medium',
  autocomplete: 'new-password',
  errors,
})}
${field({ kind: 'password', name: 'again', label: '再填一次新密码', width: 'medium', autocomplete: 'new-password', errors })}
${returnTo !== undefined && html`<input type="hidden" name="return" value="${returnTo}">`}`,
  actions: button({ text: '修改密码' }),
})}
<p class="hint">修改后, 在其他设备上的登录会全部退出。</p>`,
  });
}

/** The own password and the own sessions. */
export function accountPages(app: App): void {
  app.get(
    '/password',
    { config: { access: 'signed-in' }, schema: { querystring: z.object({ return: z.string().optional() }) } },
    (request, reply) =>
      reply.html(
        passwordPage({
          site: request.site,
          key: formKey(request),
          policy: signInPolicyOn(localDay(request.ctx.now)),
          must: request.identity?.mustChangePassword === true,
          returnTo: request.query.return,
        }),
      ),
  );

  app.post('/password', { config: { access: 'signed-in' } }, async (request, reply) => {
    const identity = identityOf(request);
    const read = readForm(passwordForm, request.body);
    const again = (errors: readonly FieldError[]) =>
      reply.code(422).html(
        passwordPage({
          site: request.site,
          key: formKey(request),
          policy: signInPolicyOn(localDay(request.ctx.now)),
          must: identity.mustChangePassword,
          returnTo: read.typed.return,
          errors,
        }),
      );
    if (!read.right) return again(read.errors);
    const { current, password } = read.value;
    try {
      await changePassword(request.ctx, {
        person: identity.person,
        current,
        password,
        keepSession: identity.sessionId,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return again([{ field: error.refusal.field ?? 'current', sentence: error.refusal.sentence }]);
    }
    return reply.seeOther(safePath(read.value.return, '/sessions?said=password'));
  });

  app.get(
    '/sessions',
    { config: { access: 'signed-in' }, schema: { querystring: z.object({ said: z.string().optional() }) } },
    async (request, reply) => {
      const identity = identityOf(request);
      const sessions = await listSessions(request.ctx.db, ownOf(request, identity));
      return reply.html(
        sessionsPage(request.site, formKey(request), sessions, identity.sessionId, SAID[request.query.said ?? '']),
      );
    },
  );

  app.post('/sessions', { config: { access: 'signed-in' } }, async (request, reply) => {
    const identity = identityOf(request);
    const own = ownOf(request, identity);
    const read = readForm(z.object({ session: z.string() }), request.body);
    const chosen = read.right ? read.value.session : '';
    if (chosen === 'others') await revokeSessions(request.ctx.db, { ...own, except: identity.sessionId });
    else await revokeSession(request.ctx.db, { ...own, sessionId: chosen });
    return reply.seeOther('/sessions?said=revoked');
  });
}

const SAID: Readonly<Record<string, string>> = {
  password: '密码已修改, 其他设备上的登录已全部退出。',
  revoked: '已让所选的登录退出。',
};

function sessionsPage(
  site: Site,
  key: string,
  sessions: readonly Session[],
  current: string,
  said: string | undefined,
): Html {
  const minute = (at: Session['seenAt']) => localText(at).slice(0, 16).replace('T', ' ');
  const revoke = ({ sessionId }: Session) =>
    sessionId === current
      ? html`<b>本次登录</b>`
      : form({
          action: '/sessions',
          key,
          body: html`<input type="hidden" name="session" value="${sessionId}">`,
          actions: button({ text: '让它退出', kind: 'secondary' }),
        });
  return page({
    site,
    title: '我的登录',
    lead: '有不认识的登录, 请让它退出, 并立即修改密码。',
    wide: true,
    body: html`${said !== undefined && notice({ kind: 'success', body: html`<p>${said}</p>` })}
${table({
  caption: '正在使用的登录',
  captionUnseen: true,
  columns: [{ head: '设备' }, { head: '网络地址' }, { head: '登录时间' }, { head: '最近使用' }, { head: '操作' }],
  rows: sessions.map((one) => [
    one.device ?? '未知',
    one.address ?? '未知',
    minute(one.createdAt),
    minute(one.seenAt),
    revoke(one),
  ]),
  empty: '没有正在使用的登录',
})}
<div class="actions">
${button({ text: '修改密码', href: '/password' })}
${
  sessions.length > 1 &&
  form({
    action: '/sessions',
    key,
    body: html`<input type="hidden" name="session" value="others">`,
    actions: button({ text: '让其他登录全部退出', kind: 'secondary' }),
  })
}
${form({ action: '/sign-out', key, body: '', actions: button({ text: '退出登录', kind: 'secondary' }) })}
</div>`,
  });
}

function ownOf(request: FastifyRequest, { region, person }: Identity) {
  return { now: request.ctx.now, region, person };
}

function identityOf(request: FastifyRequest): Identity {
  if (request.identity === undefined) throw new Error('a signed-in route without an identity');
  return request.identity;
}
