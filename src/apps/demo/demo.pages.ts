import { z } from 'zod';
import { localDay, Refused } from '#core/kernel';
import { signOut } from '#platform/auth';
import { type Html, html } from '#platform/html';
import { type App, formKey, readForm, safePath } from '#platform/http';
import { page } from '#ui/portal';
import { setSessionCookie, tokenOf } from '../portal/session-cookie.ts';
import { dayWords } from './day-words.ts';
import { signInAs } from './demonstration.service.ts';
import { demonstrationRefusals } from './refusals.ts';
import { isOfCity, ROLES_OF_CITY, type RoleOfCity, type Somebody } from './roles.ts';

const WORKBENCH = '/workbench/';
/** More than this would hide the other roles. */
const SHOWN = 3;

const signInAsForm = z.object({ username: z.string('请选择一个人').max(40), return: z.string().max(2000).optional() });

/** One button for everybody who can sign in, by role; works without script. */
export function peopleToChoose(key: string, returnTo: string | undefined): Html {
  return html`<section class="chooser" aria-labelledby="chooser">
<h2 id="chooser">点一下, 以此人登录</h2>
<p class="hint">这是演示: 云溪市和其中的单位、人员都是虚构的, 不用密码。</p>
<form action="/demo/sign-in" method="post">
<input type="hidden" name="idempotencyKey" value="${key}">
${returnTo !== undefined && html`<input type="hidden" name="return" value="${returnTo}">`}
${ROLES_OF_CITY.map(group)}
</form>
</section>`;
}

function group({ role, finds, people }: RoleOfCity): Html {
  const rest = people.slice(SHOWN);
  return html`<div class="chooser-role">
<h3>${role}</h3>
<p class="hint">${finds}</p>
<div class="chooser-people">${people.slice(0, SHOWN).map(person)}</div>
${rest.length > 0 && html`<details><summary>其余 ${rest.length} 人</summary><div class="chooser-people">${rest.map(person)}</div></details>`}
</div>`;
}

function person({ name, unit, title }: Somebody): Html {
  return html`<button type="submit" class="chooser-person" name="username" value="${name}"><strong>${name}</strong> <span>${unit} ${title}</span></button>`;
}

/** Choosing who one is, at any time. */
export function demonstrationPages(app: App): void {
  app.get('/demo', { config: { access: 'public' } }, (request, reply) =>
    reply.html(
      page({
        site: request.site,
        title: '演示',
        heading: '五分钟认识这个平台',
        lead: html`演示里的今天是 ${dayWords(localDay(request.ctx.now))}。一份市方案和五份县区、部门方案已经推进了四个月; 您可以换着人看, 也可以把日子往前拨。`,
        body: html`<ol>
<li>先当<strong>效能办工作人员</strong>: 看哪些单位亮着红牌, 答复一份延期申请, 验收一份报告。</li>
<li>再当<strong>市城管局联络员</strong>: 看它为什么亮红牌, 报送完成。</li>
<li>在工作台顶上把日子<strong>前进一天</strong>或<strong>一周</strong>: 时钟照制度发出预警和红牌, 开出新一期的任务。</li>
<li>到<a href="/plans">方案公开</a>看群众看到的样子。</li>
</ol>
${peopleToChoose(formKey(request), undefined)}`,
      }),
    ),
  );

  app.post('/demo/sign-in', { config: { access: 'public' } }, async (request, reply) => {
    const read = readForm(signInAsForm, request.body);
    if (!read.right || !isOfCity(read.value.username)) throw new Refused(demonstrationRefusals.nobody());
    const answer = await signInAs(request.ctx, read.value.username, request.headers['user-agent']);
    const former = tokenOf(request);
    if (former !== undefined) await signOut(request.ctx.db, former);
    setSessionCookie(request, reply, answer.token);
    return reply.seeOther(safePath(read.value.return, WORKBENCH));
  });
}
