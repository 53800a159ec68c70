-- Why: a 催办通知 bears a number, without gap or double within its year; the counter is a row that is locked until the commit.
-- Owner: modules/chasing.

create schema chasing;
comment on schema chasing is '催办';

create table chasing.series (
  region text not null,
  series text not null,
  year bigint not null,
  last_number bigint not null,
  constraint series_pkey primary key (region, series, year)
);
select platform.distribute('chasing.series');
comment on table chasing.series is '编号: 每个辖区每年一行, 取号时锁住, 随事务提交或撤销, 故不跳号, 不重号';
comment on column chasing.series.region is '所属辖区';
comment on column chasing.series.series is '编号的种类';
comment on column chasing.series.year is '年份';
comment on column chasing.series.last_number is '已用到的号';

create table chasing.notice (
  region text not null,
  id uuid not null,
  task_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  year bigint not null,
  number bigint not null,
  chased_at timestamptz not null,
  constraint notice_pkey primary key (region, id),
  constraint notice_number unique (region, year, number)
);
select platform.distribute('chasing.notice');
create index notice_unit on chasing.notice (region, unit_id, year, number);
comment on table chasing.notice is '催办登记: 发出的每一份催办';
comment on column chasing.notice.region is '所属辖区';
comment on column chasing.notice.id is '催办事实的编号';
comment on column chasing.notice.task_id is '所催的任务';
comment on column chasing.notice.unit_id is '被催办的牵头单位';
comment on column chasing.notice.person_id is '催办人';
comment on column chasing.notice.year is '年份';
comment on column chasing.notice.number is '号: 催办〔年份〕几号';
comment on column chasing.notice.chased_at is '催办时刻';

grant usage on schema chasing to app;
grant select, insert, update on chasing.series to app;
grant select, insert on chasing.notice to app;
