-- Why: a merged progress table marks what has changed since the same person took it last with the same filter; for that
-- it remembers which facts could be seen then.
-- Owner: modules/worksheets.

create schema worksheet;
comment on schema worksheet is '填报与合并进展表';

create table worksheet.merged_taken (
  region text not null,
  person_id uuid not null,
  filter text not null,
  taken_at timestamptz not null,
  ledger_mark text not null,
  constraint merged_taken_pkey primary key (region, person_id, filter)
);
select platform.distribute('worksheet.merged_taken');
comment on table worksheet.merged_taken is '某人以某种筛选最近一次下载合并进展表的位置';
comment on column worksheet.merged_taken.region is '所属辖区';
comment on column worksheet.merged_taken.person_id is '下载人';
comment on column worksheet.merged_taken.filter is '筛选条件的规范写法';
comment on column worksheet.merged_taken.taken_at is '下载时刻';
comment on column worksheet.merged_taken.ledger_mark is '当时台账中看得见的事实: 事务快照';

grant usage on schema worksheet to app;
grant select, insert, update on worksheet.merged_taken to app;
