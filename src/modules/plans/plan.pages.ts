import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Html } from '#platform/html';
import type { App, Ctx } from '#platform/http';
import { publishedPlan, publishedPlans, publishedText } from './published.service.ts';
import { planPage, plansPage, plansPart, planTextPage } from './published-view.ts';

const css = readFileSync(new URL('./published.css', import.meta.url), 'utf8');
const stylesheet = `/plans.css?v=${createHash('sha256').update(css).digest('base64url').slice(0, 10)}`;

const ON_THE_HOME_PAGE = 3;

/** The plans that were published last, for the portal's home page. */
export async function latestPlans(ctx: Ctx): Promise<Html | null> {
  const { plans } = await publishedPlans(ctx, 1);
  return plans.length === 0 ? null : plansPart(plans.slice(0, ON_THE_HOME_PAGE));
}

/** What is not a number of a page is the first page. */
const number = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);
const params = z.object({ id: z.string() });

/** 方案公开: published plans, read without signing in and without script. */
export function planPages(app: App): void {
  const config = { access: 'public' } as const;
  app.get('/plans', { config, schema: { querystring: z.object({ page: number }) } }, async (request, reply) =>
    reply.html(plansPage({ site: request.site, stylesheet }, await publishedPlans(request.ctx, request.query.page))),
  );

  app.get(
    '/plans/:id',
    { config, schema: { params, querystring: z.object({ page: number }), refusals: ['PLAN-14'] } },
    async (request, reply) => {
      const plan = await publishedPlan(request.ctx, request.params.id, request.query.page);
      return reply.html(planPage({ site: request.site, stylesheet }, plan));
    },
  );

  app.get(
    '/plans/:id/text',
    { config, schema: { params, querystring: z.object({ part: number }), refusals: ['PLAN-14'] } },
    async (request, reply) => {
      const plan = await publishedText(request.ctx, request.params.id, request.query.part);
      return reply.html(planTextPage({ site: request.site, stylesheet }, plan));
    },
  );

  app.get('/plans.css', { config: { access: 'public', session: false } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(css),
  );
}
