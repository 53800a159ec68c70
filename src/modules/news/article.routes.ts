import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import { publishArticle, readArticle, readArticles, reviseArticle, withdrawArticle } from './article.service.ts';
import {
  ArticleDetail,
  ArticleList,
  ArticleParams,
  ArticleQuery,
  Publish,
  Put,
  Revise,
  WithdrawArticle,
} from './contract.ts';

const tags = ['动态'];

export function articleRoutes(app: App): void {
  const read = { access: { action: 'news.read' } } as const;
  const publish = { access: { action: 'news.publish' } } as const;
  app.get(
    '/api/articles',
    {
      config: read,
      schema: { tags, summary: '通知公告和工作动态', querystring: ArticleQuery, response: { 200: ArticleList } },
    },
    (request) => readArticles(request.ctx, request.query),
  );
  app.get(
    '/api/articles/:id',
    {
      config: read,
      schema: {
        tags,
        summary: '一篇文稿',
        params: ArticleParams,
        response: { 200: ArticleDetail },
        refusals: ['NEWS-01'],
      },
    },
    (request) => readArticle(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.post(
    '/api/articles',
    { config: publish, schema: { tags, summary: '在门户发布', body: Publish, response: { 200: Put } } },
    (request) => publishArticle(request.ctx, request.body),
  );
  app.post(
    '/api/articles/:id/revise',
    {
      config: publish,
      schema: {
        tags,
        summary: '更正',
        params: ArticleParams,
        body: Revise,
        response: { 200: Put },
        refusals: ['NEWS-01', 'NEWS-02', 'NEWS-04'],
      },
    },
    (request) => reviseArticle(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/articles/:id/withdraw',
    {
      config: publish,
      schema: {
        tags,
        summary: '从门户撤下',
        params: ArticleParams,
        body: WithdrawArticle,
        response: { 200: Put },
        refusals: ['NEWS-01', 'NEWS-02'],
      },
    },
    (request) => withdrawArticle(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
}
