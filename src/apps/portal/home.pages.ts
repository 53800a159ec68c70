import { z } from 'zod';
import { html } from '#platform/html';
import { type App, safePath } from '#platform/http';
import type { Module } from '#platform/module';
import { type LinkItem, linkList, page } from '#ui/portal';

/** The first page of the portal: what one may do here. */
export function homePages(app: App, modules: readonly Module[]): void {
  const links = modules.flatMap(({ portalLinks = [] }) => portalLinks);
  app.get('/', { config: { access: 'public' } }, async (request, reply) => {
    const { site, identity } = request;
    const parts = await Promise.all(modules.map((module) => module.homePart?.(request.ctx)));
    const staff: LinkItem =
      identity === undefined
        ? { href: '/sign-in', text: '工作人员登录', hint: '责任单位、效能办与监督人员由此进入工作台' }
        : { href: '/workbench/', text: '进入工作台', hint: '今天要办的事、到期与预警' };
    return reply.html(
      page({
        site,
        title: '首页',
        heading: `${site.name}机关效能建设`,
        lead: '谁负责、什么时候办完、办得怎么样, 都在这里公开。',
        body: html`<h2>我要</h2>${linkList([...links, staff])}
${parts.map((part) => part ?? null)}`,
      }),
    );
  });

  app.get(
    '/large-type',
    {
      config: { access: 'public', session: false },
      schema: { querystring: z.object({ on: z.enum(['yes', 'no']), return: z.string().optional() }) },
    },
    (request, reply) =>
      reply
        .setCookie('type', request.query.on === 'yes' ? 'large' : '', {
          path: '/',
          sameSite: 'lax',
          httpOnly: true,
          maxAge: request.query.on === 'yes' ? 31_536_000 : 0,
        })
        .seeOther(safePath(request.query.return, '/')),
  );
}
