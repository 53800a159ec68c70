-- Owner: platform/http. A repeated request gets the answer of the first one; see once().
-- Kept for some days only, so the program may delete; not a fact.
create table platform.idempotency (
  region text not null,
  actor text not null,
  key text not null,
  request_digest text not null,
  answer jsonb,
  created_at timestamptz not null,
  constraint idempotency_pk primary key (region, actor, key),
  constraint idempotency_key_length check (length(key) between 8 and 200)
);
select platform.distribute('platform.idempotency');
create index idempotency_created_at on platform.idempotency (created_at);

comment on table platform.idempotency is '防重复提交: 同一个人用同一个键重复提交时, 返回第一次的答复';
comment on column platform.idempotency.region is '辖区';
comment on column platform.idempotency.actor is '提交人编号; 未登录的公众为 public';
comment on column platform.idempotency.key is '提交键 (Idempotency-Key)';
comment on column platform.idempotency.request_digest is '请求方法、地址与内容的摘要; 同键不同摘要即拒绝';
comment on column platform.idempotency.answer is '第一次的答复, 放在 value 之下';
comment on column platform.idempotency.created_at is '第一次提交的时刻; 过期后删除';

grant select, insert, update, delete on platform.idempotency to app;
