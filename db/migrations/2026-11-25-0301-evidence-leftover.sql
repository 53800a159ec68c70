-- Content is taken off the disk only where the database says so: a program that was started on an empty or an older
-- database must not clear away the files of the lost one.
-- Owner: evidence.
create table evidence.leftover (
  region text not null,
  sm3 text not null,
  noted_at timestamptz not null,
  constraint leftover_pkey primary key (region, sm3),
  constraint leftover_sm3_form check (sm3 ~ '^[0-9a-f]{64}$')
);
select platform.distribute('evidence.leftover');
comment on table evidence.leftover is '待清内容: 登记已撤回或已依法删除、可能不再需要的内容; 清除后此行即去';
comment on column evidence.leftover.region is '所属辖区';
comment on column evidence.leftover.sm3 is '内容的 SM3 摘要';
comment on column evidence.leftover.noted_at is '记下的时刻';

grant select, insert, update (noted_at), delete on evidence.leftover to app;
