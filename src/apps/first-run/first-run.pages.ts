import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localDay, Refused } from '#core/kernel';
import { type SignInPolicy, signInPolicyOn } from '#platform/auth';
import { type Html, html, type Site } from '#platform/html';
import { type App, formKey, readForm } from '#platform/http';
import { button, type FieldError, field, form, notice, page } from '#ui/portal';
import { type FirstRun, FOUNDERS, type FounderRole } from './first-run.service.ts';
import { firstRunRefusals } from './refusals.ts';

const person = ({ role, title }: { role: FounderRole; title: string }) =>
  ({
    [`${role}-name`]: z
      .string(`请填写${title}的姓名`)
      .trim()
      .min(2, `${title}的姓名至少 2 个字`)
      .max(40, `${title}的姓名最多 40 个字`),
    [`${role}-username`]: z.string(`请填写${title}的用户名`).max(200),
    [`${role}-password`]: z.string(`请填写${title}首次登录的密码`).max(1024),
  }) as Record<string, z.ZodString>;

const firstRunForm = z.object({
  code: z.string('请填写设置码').max(100),
  city: z.string('请填写辖区名称').trim().min(2, '辖区名称至少 2 个字').max(40, '辖区名称最多 40 个字'),
  divisionCode: z
    .string()
    .regex(/^\d{6}$/, '行政区划代码为 6 位数字')
    .optional(),
  ...Object.fromEntries(FOUNDERS.flatMap((founder) => Object.entries(person(founder)))),
});

function firstRunPage(model: {
  site: Site;
  key: string;
  policy: SignInPolicy['password'];
  typed?: Readonly<Record<string, string>>;
  errors?: readonly FieldError[];
}): Html {
  const { typed = {}, errors = [], policy } = model;
  const hint = `至少 ${policy.minimumLength} 位; 小写字母、大写字母、数字、符号中至少 ${policy.minimumClasses} 种; 不含用户名`;
  return page({
    site: model.site,
    title: '首次设置',
    lead: '填一次就好。完成后由三位管理员分别登录, 再建单位和人员。',
    errors,
    body: html`${notice({
      kind: 'information',
      body: html`<p>三位管理员须是不同的三个人, 互相牵制: 系统管理员不能给自己授权, 审计员只看不改。这里填的密码只用一次, 各人首次登录须自行修改。</p>`,
    })}
${form({
  action: '/first-run',
  key: model.key,
  body: html`${field({ kind: 'text', name: 'code', label: '设置码', hint: '在服务器启动时的屏幕输出里, 也在数据目录的 first-run-code 文件里', value: typed.code ?? '', width: 'medium', autocomplete: 'off', errors })}
${field({ kind: 'text', name: 'city', label: '辖区名称', hint: '如: 云溪市', value: typed.city ?? '', width: 'medium', errors })}
${field({ kind: 'number', name: 'divisionCode', label: '行政区划代码', hint: '6 位数字', value: typed.divisionCode ?? '', optional: true, errors })}
${FOUNDERS.map(
  ({ role, title, does }) => html`<fieldset class="group">
<legend>${title}</legend>
<p class="hint">${does}</p>
${field({ kind: 'text', name: `${role}-name`, label: '姓名', value: typed[`${role}-name`] ?? '', width: 'medium', autocomplete: 'off', errors })}
${field({ kind: 'text', name: `${role}-username`, label: '用户名', value: typed[`${role}-username`] ?? '', width: 'medium', autocomplete: 'off', errors })}
${field({ kind: 'password', name: `${role}-password`, label: '首次登录的密码', hint, width: 'medium', autocomplete: 'new-password', errors })}
</fieldset>`,
)}`,
  actions: button({ text: '完成设置' }),
})}`,
  });
}

const EXEMPT = /^\/(first-run|assets\/|favicon\.ico|robots\.txt|large-type|gallery)/;

/** Until the first run is done every page leads here; afterwards the page is gone. */
export function firstRunPages(app: App, firstRun: FirstRun): void {
  app.addHook('onRequest', async (request, reply) => {
    if (EXEMPT.test(request.url) || (await firstRun.isDone())) return;
    const isPage = request.routeOptions.config.page === true;
    if (request.url.startsWith('/api/') && !isPage) throw new Refused(firstRunRefusals.notDone());
    return reply.seeOther('/first-run');
  });

  const policyOf = (request: FastifyRequest) => signInPolicyOn(localDay(request.ctx.now)).password;

  app.get('/first-run', { config: { access: 'public' } }, async (request, reply) => {
    if (await firstRun.isDone()) return reply.seeOther('/sign-in');
    return reply.html(firstRunPage({ site: request.site, key: formKey(request), policy: policyOf(request) }));
  });

  app.post('/first-run', { config: { access: 'public' } }, async (request, reply) => {
    const read = readForm(firstRunForm, request.body);
    const again = (errors: readonly FieldError[]) =>
      reply.code(422).html(
        firstRunPage({
          site: request.site,
          key: formKey(request),
          policy: policyOf(request),
          typed: read.typed,
          errors,
        }),
      );
    if (!read.right) return again(read.errors);
    const { code, city, divisionCode } = read.value;
    const answer = (name: string) => read.typed[name]?.trim() ?? '';
    try {
      await firstRun.complete({
        now: request.ctx.now,
        code,
        city,
        ...(divisionCode === undefined ? {} : { divisionCode }),
        people: FOUNDERS.map(({ role }) => ({
          role,
          name: answer(`${role}-name`),
          username: answer(`${role}-username`),
          password: read.typed[`${role}-password`] ?? '',
        })),
      });
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.field === undefined) throw error;
      return again([{ field: error.refusal.field, sentence: error.refusal.sentence }]);
    }
    return reply.seeOther('/sign-in?said=founded');
  });
}
