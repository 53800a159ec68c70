-- Why: the portal tells the public what goes on: 通知公告 and 工作动态, put up, corrected and taken down by the portal editor.
-- Owner: modules/news.

create schema news;
comment on schema news is '动态: 门户上的通知公告和工作动态';

create table news.article (
  region text not null,
  id uuid not null,
  kind text not null,
  unit_id uuid not null,
  title text not null,
  body text not null,
  published_at timestamptz not null,
  revised_at timestamptz,
  withdrawn_at timestamptz,
  constraint article_pkey primary key (region, id),
  constraint article_kind check (kind in ('notice', 'news'))
);
select platform.distribute('news.article');
create index article_published on news.article (region, published_at, id);
comment on table news.article is '现行文稿: 门户所示; 每次发布, 更正, 撤下都是台账里的事实';
comment on column news.article.region is '所属辖区';
comment on column news.article.id is '文稿编号, 即台账事项的编号';
comment on column news.article.kind is '栏目: notice 通知公告, news 工作动态';
comment on column news.article.unit_id is '发布单位';
comment on column news.article.title is '标题';
comment on column news.article.body is '正文, 一段一行';
comment on column news.article.published_at is '发布时刻';
comment on column news.article.revised_at is '最近更正的时刻';
comment on column news.article.withdrawn_at is '撤下的时刻, 空的在门户上';

grant usage on schema news to app;
grant select, insert, update on news.article to app;
