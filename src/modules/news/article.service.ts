import { idOf, isRefusal, orRefuse, type SubjectId, type UnitId } from '#core/kernel';
import { actorWho, may, namesOfUnits } from '#directory';
import { type NewContent, record } from '#ledger';
import { uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import {
  type ArticleRow,
  countArticles,
  findArticle,
  insertArticle,
  listArticles,
  lockArticle,
  updateArticle,
} from './article.store.ts';
import type { ArticleDetail, ArticleList, ArticleQuery, Publish, Revise, WithdrawArticle } from './contract.ts';
import { newsRefusals } from './refusals.ts';

/** A line of the list, with the name of the unit. */
export type PublicLine = Omit<ArticleRow, 'body' | 'unit'> & { readonly unit: string };

const PAGE = 50;
const PUBLIC_PAGE = 20;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** 发布: at once, on behalf of the editor's unit. */
export function publishArticle(ctx: Ctx, input: Publish) {
  return once(ctx, async (tx) => {
    const actor = await actorWho(ctx, tx, 'news.publish');
    const unit = actor.units[0];
    if (unit === undefined) throw new Error(`${actor.person} belongs to no unit`);
    const id = idOf<SubjectId>(uuid());
    const { column, title, body } = input;
    await record(tx, ctx, [
      {
        subject: { type: 'article', id },
        kind: 'news.published',
        onBehalfOf: unit,
        data: { column, unit },
        contents: wordsOf(title, body),
      },
    ]);
    const article = { id, column, unit, title, body, publishedAt: ctx.now, revisedAt: null, withdrawnAt: null };
    await insertArticle(tx, ctx.region, article);
    return { id };
  });
}

/** 更正: the new words stand on the portal, with the day; the old ones stay in the ledger. */
export function reviseArticle(ctx: Ctx, id: SubjectId, input: Revise) {
  return change(ctx, id, (article) => {
    if (article.title === input.title && article.body === input.body) orRefuse(newsRefusals.same());
    return {
      kind: 'news.revised',
      contents: wordsOf(input.title, input.body),
      article: { ...article, ...input, revisedAt: ctx.now },
    };
  });
}

/** 撤下, with the reason. */
export function withdrawArticle(ctx: Ctx, id: SubjectId, input: WithdrawArticle) {
  return change(ctx, id, (article) => ({
    kind: 'news.withdrawn',
    contents: [{ name: 'reason', retention: 'business', body: input.reason }],
    article: { ...article, withdrawnAt: ctx.now },
  }));
}

function change(
  ctx: Ctx,
  id: SubjectId,
  changeOf: (article: ArticleRow) => { kind: string; contents: NewContent[]; article: ArticleRow },
) {
  return once(ctx, async (tx) => {
    const actor = await actorWho(ctx, tx, 'news.publish');
    const found = (await lockArticle(tx, ctx.region, id)) ?? orRefuse(newsRefusals.hidden());
    if (found.withdrawnAt !== null) orRefuse(newsRefusals.withdrawn());
    const { kind, contents, article } = changeOf(found);
    await record(tx, ctx, [
      {
        subject: { type: 'article', id },
        kind,
        ...(actor.units[0] === undefined ? {} : { onBehalfOf: actor.units[0] }),
        data: {},
        contents,
      },
    ]);
    await updateArticle(tx, ctx.region, article);
    return { id };
  });
}

function wordsOf(title: string, body: string): NewContent[] {
  return [
    { name: 'title', retention: 'business', body: { number: '', text: title } },
    { name: 'body', retention: 'business', body },
  ];
}

/** All of them, those taken down too, for those who look after the portal. */
export async function readArticles(ctx: Ctx, query: ArticleQuery): Promise<ArticleList> {
  await actorWho(ctx, ctx.db, 'news.read');
  return paged(ctx, query, query.page, PAGE);
}

export async function readArticle(ctx: Ctx, id: SubjectId): Promise<ArticleDetail> {
  const actor = await actorWho(ctx, ctx.db, 'news.read');
  const article = (await findArticle(ctx.db, ctx.region, id)) ?? orRefuse(newsRefusals.hidden());
  return {
    ...article,
    unit: await unitName(ctx, article.unit),
    mayPublish: !isRefusal(may(actor, 'news.publish', { region: ctx.region })),
  };
}

/** What stands on the portal. Needs nobody to be signed in. */
export function publicArticles(ctx: Ctx, column: 'notice' | 'news' | undefined, page: number, size = PUBLIC_PAGE) {
  return paged(ctx, { column, state: 'published' }, page, size);
}

/** One that stands on the portal. Refuses NEWS-03. */
export async function publicArticle(ctx: Ctx, text: string) {
  const article = UUID.test(text) ? await findArticle(ctx.db, ctx.region, idOf<SubjectId>(text)) : undefined;
  if (article === undefined || article.withdrawnAt !== null) return orRefuse(newsRefusals.notPublic());
  return { ...article, unit: await unitName(ctx, article.unit) };
}

type Paged = Omit<ArticleList, 'articles'> & { readonly articles: PublicLine[] };

async function paged(
  ctx: Ctx,
  filter: Pick<ArticleQuery, 'column' | 'state'>,
  asked: number,
  size: number,
): Promise<Paged> {
  const total = await countArticles(ctx.db, ctx.region, filter);
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(asked, pages);
  const rows = await listArticles(ctx.db, ctx.region, filter, { limit: size, offset: (page - 1) * size });
  const names = await namesOfUnits(ctx.db, ctx.region, [...new Set(rows.map(({ unit }) => unit))]);
  return {
    articles: rows.map((row) => ({ ...row, unit: names.get(row.unit) ?? '已撤并的单位' })),
    total,
    page,
    pages,
  };
}

async function unitName(ctx: Ctx, unit: UnitId): Promise<string> {
  return (await namesOfUnits(ctx.db, ctx.region, [unit])).get(unit) ?? '已撤并的单位';
}
