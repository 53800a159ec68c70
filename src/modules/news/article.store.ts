import sql, { type Sql } from 'sql-template-tag';
import type { Instant, Region, SubjectId, UnitId } from '#core/kernel';
import type { Tx } from '#platform/db';

export type ArticleRow = {
  readonly id: SubjectId;
  readonly column: 'notice' | 'news';
  readonly unit: UnitId;
  readonly title: string;
  readonly body: string;
  readonly publishedAt: Instant;
  readonly revisedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
};

export type ArticleFilter = {
  readonly column?: 'notice' | 'news' | undefined;
  readonly state?: 'published' | 'withdrawn' | undefined;
};

const FIELDS = sql`a.id, a.kind as column, a.unit_id as unit, a.title, a.published_at as "publishedAt",
  a.revised_at as "revisedAt", a.withdrawn_at as "withdrawnAt"`;

function conditions(region: Region, { column, state }: ArticleFilter): Sql {
  return sql`a.region = ${region} and (${column ?? null}::text is null or a.kind = ${column ?? null})
    and (${state ?? null}::text is null or (a.withdrawn_at is null) = ${state === 'published'})`;
}

/** The latest first, without their text. */
export async function listArticles(
  tx: Tx,
  region: Region,
  filter: ArticleFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<Omit<ArticleRow, 'body'>[]> {
  return tx.query(sql`
    select ${FIELDS} from news.article a where ${conditions(region, filter)}
    order by a.published_at desc, a.id desc limit ${page.limit} offset ${page.offset}`);
}

export async function countArticles(tx: Tx, region: Region, filter: ArticleFilter): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*) as count from news.article a where ${conditions(region, filter)}`,
  );
  return row.count;
}

export async function findArticle(tx: Tx, region: Region, id: SubjectId): Promise<ArticleRow | undefined> {
  return tx.maybe(sql`select ${FIELDS}, a.body from news.article a where a.region = ${region} and a.id = ${id}::uuid`);
}

/** The article, locked until the commit. */
export async function lockArticle(tx: Tx, region: Region, id: SubjectId): Promise<ArticleRow | undefined> {
  return tx.maybe(
    sql`select ${FIELDS}, a.body from news.article a where a.region = ${region} and a.id = ${id}::uuid for update`,
  );
}

export async function insertArticle(
  tx: Tx,
  region: Region,
  { id, column, unit, title, body, publishedAt }: ArticleRow,
): Promise<void> {
  await tx.query(sql`
    insert into news.article (region, id, kind, unit_id, title, body, published_at)
    values (${region}, ${id}::uuid, ${column}, ${unit}::uuid, ${title}, ${body}, ${publishedAt})`);
}

export async function updateArticle(
  tx: Tx,
  region: Region,
  { id, title, body, revisedAt, withdrawnAt }: ArticleRow,
): Promise<void> {
  await tx.query(sql`
    update news.article set title = ${title}, body = ${body}, revised_at = ${revisedAt}, withdrawn_at = ${withdrawnAt}
    where region = ${region} and id = ${id}::uuid`);
}
