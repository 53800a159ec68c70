-- The working calendar as a series of editions: each says what one document changed. Never altered, so that every limit
-- can be computed again with the version it was decided with. The whole country shares one calendar; a local layer names
-- its region in a column. Owner: calendars.
create schema calendar;
comment on schema calendar is '工作日历: 放假安排、地方放假与办公时间, 按版本只增不改';

create table calendar.edition (
  number bigint not null,
  version text not null,
  kind text not null,
  year bigint,
  region text,
  title text not null,
  document text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint edition_pkey primary key (number),
  constraint edition_version_key unique (version),
  constraint edition_number_positive check (number > 0),
  constraint edition_kind_known check (kind in ('notice', 'local', 'office-hours')),
  constraint edition_year_given check ((kind = 'office-hours') = (year is null)),
  constraint edition_notice_national check (kind <> 'notice' or region is null),
  constraint edition_title_given check (length(trim(title)) > 0)
);
select platform.replicate('calendar.edition');
comment on table calendar.edition is '日历版本: 一份文件带来的一次变更; 第 n 版的日历由前 n 次变更依次得出';
comment on column calendar.edition.number is '序号, 从 1 起连续';
comment on column calendar.edition.version is '版本名: 序号加内容摘要, 期限以此注明依据';
comment on column calendar.edition.kind is '种类: notice 国家放假安排, local 地方放假, office-hours 办公时间';
comment on column calendar.edition.year is '所属年份; 同年的后一版取代前一版';
comment on column calendar.edition.region is '适用辖区; 空为全国';
comment on column calendar.edition.title is '来源文件的标题';
comment on column calendar.edition.document is '来源文件的原文';
comment on column calendar.edition.recorded_at is '录入时刻';
comment on column calendar.edition.recorded_by is '录入人; 空为随程序带来的历年安排';

create table calendar.day (
  number bigint not null,
  first_day date not null,
  last_day date not null,
  name text not null,
  rest boolean not null,
  constraint day_pkey primary key (number, first_day),
  constraint day_in_order check (last_day >= first_day),
  constraint day_named check (length(trim(name)) > 0)
);
select platform.replicate('calendar.day');
alter table calendar.day add constraint day_edition foreign key (number) references calendar.edition (number);
comment on table calendar.day is '变更的日子: 放假或调休上班';
comment on column calendar.day.number is '所属日历版本';
comment on column calendar.day.first_day is '第一天';
comment on column calendar.day.last_day is '最后一天';
comment on column calendar.day.name is '节日名称';
comment on column calendar.day.rest is '真为放假, 假为上班';

create table calendar.office_period (
  number bigint not null,
  opens text not null,
  closes text not null,
  constraint office_period_pkey primary key (number, opens),
  constraint office_period_form check (opens ~ '^[0-2][0-9]:[0-5][0-9]$' and closes ~ '^[0-2][0-9]:[0-5][0-9]$'),
  constraint office_period_in_order check (closes > opens)
);
select platform.replicate('calendar.office_period');
alter table calendar.office_period add constraint office_period_edition foreign key (number) references calendar.edition (number);
comment on table calendar.office_period is '办公时段';
comment on column calendar.office_period.number is '所属日历版本';
comment on column calendar.office_period.opens is '开始, 时:分';
comment on column calendar.office_period.closes is '结束, 时:分';

grant usage on schema calendar to app;
grant select, insert on calendar.edition to app;
grant select, insert on calendar.day to app;
grant select, insert on calendar.office_period to app;
