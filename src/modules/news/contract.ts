import { z } from 'zod';

export const COLUMNS = ['notice', 'news'] as const;
export const COLUMN_WORDS = { notice: '通知公告', news: '工作动态' } as const;

const title = z.string().trim().min(1, '请填写标题').max(100, '标题最多 100 字');
const body = z.string().trim().min(1, '请填写正文').max(20_000, '正文最多 20000 字');

export const Publish = z.strictObject({ column: z.enum(COLUMNS), title, body });
export const Revise = z.strictObject({ title, body });
export const WithdrawArticle = z.strictObject({ reason: z.string().trim().min(1, '请填写理由').max(1000) });
export type Publish = z.output<typeof Publish>;
export type Revise = z.output<typeof Revise>;
export type WithdrawArticle = z.output<typeof WithdrawArticle>;

export const ArticleParams = z.strictObject({ id: z.uuid('文稿编号不正确') });
export const ArticleQuery = z.strictObject({
  column: z.enum(COLUMNS).optional(),
  state: z.enum(['published', 'withdrawn']).optional(),
  page: z.coerce.number().int().min(1).default(1),
});
export type ArticleQuery = z.output<typeof ArticleQuery>;

export const Article = z.object({
  id: z.uuid(),
  column: z.enum(COLUMNS),
  unit: z.string(),
  title: z.string(),
  body: z.string(),
  publishedAt: z.string(),
  revisedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
});
export type Article = z.output<typeof Article>;

export const ArticleLine = Article.omit({ body: true });
export type ArticleLine = z.output<typeof ArticleLine>;
export const ArticleList = z.object({ articles: z.array(ArticleLine), total: z.int(), page: z.int(), pages: z.int() });
export type ArticleList = z.output<typeof ArticleList>;
export const ArticleDetail = Article.extend({ mayPublish: z.boolean() });
export type ArticleDetail = z.output<typeof ArticleDetail>;
export const Put = z.object({ id: z.uuid() });
