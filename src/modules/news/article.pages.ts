import { z } from 'zod';
import { localDay } from '#core/kernel';
import { type Html, html } from '#platform/html';
import type { App, Ctx } from '#platform/http';
import { linkList, notice, page, pagination } from '#ui/portal';
import { type PublicLine, publicArticle, publicArticles } from './article.service.ts';
import { COLUMN_WORDS, COLUMNS } from './contract.ts';

/** What is no number of a page, or no column, is not asked for. */
const number = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);
const column = z.enum(COLUMNS).optional().catch(undefined);

/** 动态: what the office tells the public, read without signing in and without script. */
export function articlePages(app: App): void {
  const config = { access: 'public' } as const;
  app.get('/news', { config, schema: { querystring: z.object({ page: number, column }) } }, async (request, reply) => {
    const { column: chosen, page: asked } = request.query;
    const { articles, page: current, pages } = await publicArticles(request.ctx, chosen, asked);
    const href = (n: number) => `/news?${chosen === undefined ? '' : `column=${chosen}&`}page=${n}`;
    return reply.html(
      page({
        site: request.site,
        title: chosen === undefined ? '通知和动态' : COLUMN_WORDS[chosen],
        lead: '机关效能建设的通知公告和工作动态, 新的在前。',
        body: html`<p class="columns">${[undefined, ...COLUMNS].map(
          (one) =>
            html`<a href="/news${one === undefined ? '' : `?column=${one}`}" ${one === chosen ? html`aria-current="page"` : ''}>${one === undefined ? '全部' : COLUMN_WORDS[one]}</a> `,
        )}</p>
${
  articles.length === 0
    ? notice({ kind: 'information', body: html`<p>还没有发布。发布之后, 列在这里。</p>` })
    : linkList(articles.map(linkOf))
}
${pagination({ page: current, pages, href })}`,
      }),
    );
  });

  app.get(
    '/news/:id',
    { config, schema: { params: z.object({ id: z.string() }), refusals: ['NEWS-03'] } },
    async (request, reply) => {
      const article = await publicArticle(request.ctx, request.params.id);
      const revised = article.revisedAt === null ? '' : `, ${localDay(article.revisedAt)} 更正`;
      return reply.html(
        page({
          site: request.site,
          title: article.title,
          caption: COLUMN_WORDS[article.column],
          back: { href: '/news', text: '通知和动态' },
          lead: `${article.unit}, ${localDay(article.publishedAt)}${revised}`,
          body: html`${article.body
            .split(/\n+/)
            .filter((line) => line.trim() !== '')
            .map((line) => html`<p>${line.trim()}</p>`)}`,
        }),
      );
    },
  );
}

function linkOf({ id, title, column: of, unit, publishedAt }: PublicLine) {
  return { href: `/news/${id}`, text: title, hint: `${COLUMN_WORDS[of]} · ${unit} · ${localDay(publishedAt)}` };
}

const ON_THE_HOME_PAGE = 5;

/** The latest, for the portal's home page. */
export async function latestNews(ctx: Ctx): Promise<Html | null> {
  const { articles, total } = await publicArticles(ctx, undefined, 1, ON_THE_HOME_PAGE);
  if (articles.length === 0) return null;
  return html`<h2>通知和动态</h2>${linkList(articles.map(linkOf))}
${total > articles.length && html`<p><a href="/news">全部 ${total} 篇</a></p>`}`;
}
