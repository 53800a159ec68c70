-- 方案: drafts and their versions are working material; what is launched lives in the ledger.
create schema plan;
comment on schema plan is '方案: 文本, 编译结果, 校正, 启动';

create table plan.plan (
  region text not null,
  id uuid not null,
  title text not null,
  issuer text,
  base_year integer,
  period_from text,
  period_to text,
  office_unit uuid,
  undated_due text not null,
  version integer not null,
  launched_version integer,
  published_at timestamptz,
  revision integer not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint plan_pkey primary key (region, id),
  constraint plan_undated_due_known check (undated_due in ('period-end', 'none'))
);
select platform.distribute('plan.plan');
create index plan_list on plan.plan (region, created_at);
comment on table plan.plan is '方案: 标题, 期间, 版本与状态';
comment on column plan.plan.region is '所属辖区';
comment on column plan.plan.id is '方案标识; 启动后即台账中的事项标识';
comment on column plan.plan.title is '标题';
comment on column plan.plan.issuer is '发文机关';
comment on column plan.plan.base_year is '缺年份的日期所属的年';
comment on column plan.plan.period_from is '方案期间的第一天';
comment on column plan.plan.period_to is '方案期间的最后一天';
comment on column plan.plan.office_unit is '主管单位, 默认的验收单位';
comment on column plan.plan.undated_due is '无期限的任务: period-end 以方案期末为期, none 不设期限';
comment on column plan.plan.version is '正在编辑的版本';
comment on column plan.plan.launched_version is '已启动的版本; 未启动为空';
comment on column plan.plan.published_at is '在门户公开的时刻; 未公开为空';
comment on column plan.plan.revision is '修改次数, 防止两人互相覆盖';
comment on column plan.plan.created_by is '录入人';
comment on column plan.plan.created_at is '录入时刻';
comment on column plan.plan.updated_at is '最后修改时刻';

create table plan.version (
  region text not null,
  plan_id uuid not null,
  version integer not null,
  text text not null,
  file_name text,
  outline jsonb not null,
  notes jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint version_pkey primary key (region, plan_id, version)
);
select platform.distribute('plan.version');
alter table plan.version add constraint version_plan foreign key (region, plan_id) references plan.plan (region, id);
comment on table plan.version is '方案文本的版本';
comment on column plan.version.region is '所属辖区';
comment on column plan.version.plan_id is '方案';
comment on column plan.version.version is '版本';
comment on column plan.version.text is '录入的原文, 一字不改; 各条目的位置据此';
comment on column plan.version.file_name is '来源文件名; 粘贴的为空';
comment on column plan.version.outline is '提纲';
comment on column plan.version.notes is '编译说明: 清理了什么, 什么没有读懂';
comment on column plan.version.created_by is '录入人';
comment on column plan.version.created_at is '录入时刻';

create table plan.item (
  region text not null,
  plan_id uuid not null,
  version integer not null,
  id text not null,
  kind text not null,
  ordinal integer not null,
  span_from integer,
  span_to integer,
  confidence real not null,
  origin text not null,
  dropped_reason text,
  confirmed boolean not null,
  body jsonb not null,
  revision integer not null,
  updated_by text not null,
  updated_at timestamptz not null,
  constraint item_pkey primary key (region, plan_id, version, id),
  constraint item_kind_known check (kind in ('phase', 'task', 'deadline', 'cadence', 'body', 'mechanism')),
  constraint item_origin_known check (origin in ('compiled', 'added'))
);
select platform.distribute('plan.item');
alter table plan.item add constraint item_version foreign key (region, plan_id, version) references plan.version (region, plan_id, version);
comment on table plan.item is '方案条目: 编译器读出或人工添加的阶段, 任务, 时限, 周期, 机构, 机制';
comment on column plan.item.region is '所属辖区';
comment on column plan.item.plan_id is '方案';
comment on column plan.item.version is '版本';
comment on column plan.item.id is '条目标识, 修订后同一条目不变';
comment on column plan.item.kind is '种类: phase 阶段, task 任务, deadline 时限事项, cadence 周期事项, body 机构, mechanism 机制';
comment on column plan.item.ordinal is '在文中的次序';
comment on column plan.item.span_from is '原文位置, 起 (含)';
comment on column plan.item.span_to is '原文位置, 止 (不含)';
comment on column plan.item.confidence is '编译器的把握, 0 至 1';
comment on column plan.item.origin is '来历: compiled 编译, added 人工添加';
comment on column plan.item.dropped_reason is '弃用的理由; 未弃用为空';
comment on column plan.item.confirmed is '是否经人确认或校正';
comment on column plan.item.body is '内容';
comment on column plan.item.revision is '修改次数, 防止两人互相覆盖';
comment on column plan.item.updated_by is '最后修改人';
comment on column plan.item.updated_at is '最后修改时刻';

create table plan.unit_name (
  region text not null,
  plan_id uuid not null,
  name text not null,
  unit_ids uuid[] not null,
  set_by text not null,
  set_at timestamptz not null,
  constraint unit_name_pkey primary key (region, plan_id, name)
);
select platform.distribute('plan.unit_name');
alter table plan.unit_name add constraint unit_name_plan foreign key (region, plan_id) references plan.plan (region, id);
comment on table plan.unit_name is '单位对照: 方案文中的单位名称对应组织机构中的哪些单位';
comment on column plan.unit_name.region is '所属辖区';
comment on column plan.unit_name.plan_id is '方案';
comment on column plan.unit_name.name is '文中的名称';
comment on column plan.unit_name.unit_ids is '对应的单位; 统称 (各县区) 可对应多个';
comment on column plan.unit_name.set_by is '设定人';
comment on column plan.unit_name.set_at is '设定时刻';

create table plan.launched (
  region text not null,
  plan_id uuid not null,
  subject_id uuid not null,
  item_id text not null,
  version integer not null,
  order_text text not null,
  voided_version integer,
  constraint launched_pkey primary key (region, plan_id, subject_id)
);
select platform.distribute('plan.launched');
alter table plan.launched add constraint launched_plan foreign key (region, plan_id) references plan.plan (region, id);
create index launched_item on plan.launched (region, plan_id, item_id);
comment on table plan.launched is '启动登记: 条目开启了台账中的哪个事项';
comment on column plan.launched.region is '所属辖区';
comment on column plan.launched.plan_id is '方案';
comment on column plan.launched.subject_id is '台账中的事项';
comment on column plan.launched.item_id is '条目';
comment on column plan.launched.version is '在哪个版本启动';
comment on column plan.launched.order_text is '交办内容的规范文本: 修订时据此看出变化';
comment on column plan.launched.voided_version is '在哪个版本作废; 有效为空';

create table plan.cadence (
  region text not null,
  subject_id uuid not null,
  plan_id uuid not null,
  next_opens_on date,
  constraint cadence_pkey primary key (region, subject_id)
);
select platform.distribute('plan.cadence');
alter table plan.cadence add constraint cadence_plan foreign key (region, plan_id) references plan.plan (region, id);
create index cadence_next on plan.cadence (region, next_opens_on) where next_opens_on is not null;
comment on table plan.cadence is '周期事项的下一期, 供时钟扫描; 由台账可推出';
comment on column plan.cadence.region is '所属辖区';
comment on column plan.cadence.subject_id is '周期事项';
comment on column plan.cadence.plan_id is '方案';
comment on column plan.cadence.next_opens_on is '下一期开始的日子; 终止后为空';

create table plan.presence (
  region text not null,
  plan_id uuid not null,
  person_id text not null,
  seen_at timestamptz not null,
  constraint presence_pkey primary key (region, plan_id, person_id)
);
select platform.distribute('plan.presence');
alter table plan.presence add constraint presence_plan foreign key (region, plan_id) references plan.plan (region, id);
comment on table plan.presence is '谁正在编辑方案';
comment on column plan.presence.region is '所属辖区';
comment on column plan.presence.plan_id is '方案';
comment on column plan.presence.person_id is '人员';
comment on column plan.presence.seen_at is '最近一次在场的时刻';

grant usage on schema plan to app;
grant select, insert, update on plan.plan, plan.item, plan.unit_name, plan.launched, plan.cadence to app;
grant select, insert on plan.version to app;
grant select, insert, update, delete on plan.presence to app;
