-- 责任台账: facts are append-only and chained per subject (decision 0001); obligations are their projection.
create schema ledger;
comment on schema ledger is '责任台账: 事实, 责任事项, 当事单位';

create table ledger.subject (
  region text not null,
  id uuid not null,
  type text not null,
  parent_id uuid,
  state text not null,
  seq integer not null,
  head text not null,
  opened_at timestamptz not null,
  recorded_at timestamptz not null,
  lamp text,
  due_at timestamptz,
  constraint subject_pkey primary key (region, id),
  constraint subject_seq_positive check (seq > 0)
);
select platform.distribute('ledger.subject');
create index subject_of_parent on ledger.subject (region, parent_id, type) where parent_id is not null;
create index subject_list on ledger.subject (region, type, opened_at);
comment on table ledger.subject is '事项: 有自己生命周期的最小对象, 事实链沿它延伸; 由事实折叠而来';
comment on column ledger.subject.region is '所属辖区';
comment on column ledger.subject.id is '事项标识';
comment on column ledger.subject.type is '事项种类: plan 方案, task 任务, cadence 周期任务';
comment on column ledger.subject.parent_id is '所属事项: 任务与周期任务所属的方案';
comment on column ledger.subject.state is '事项状态, 由最后一个改变状态的事实决定';
comment on column ledger.subject.seq is '最后一个事实的序号';
comment on column ledger.subject.head is '最后一个事实的 SM3 链值';
comment on column ledger.subject.opened_at is '第一个事实发生的时刻';
comment on column ledger.subject.recorded_at is '最后一个事实记录的时刻';
comment on column ledger.subject.lamp is '灯: 其全部责任事项中最重的一盏';
comment on column ledger.subject.due_at is '未了责任事项中最早的到期时刻';

create table ledger.fact (
  region text not null,
  id uuid not null,
  subject_id uuid not null,
  seq integer not null,
  position bigint not null default (pg_current_xact_id()::text::bigint),
  kind text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  text text not null,
  body jsonb not null generated always as (text::jsonb) stored,
  hash text not null,
  constraint fact_pkey primary key (region, id),
  constraint fact_chain unique (region, subject_id, seq),
  constraint fact_seq_positive check (seq > 0),
  constraint fact_hash_form check (hash ~ '^[0-9a-f]{64}$')
);
select platform.distribute('ledger.fact');
alter table ledger.fact add constraint fact_subject foreign key (region, subject_id) references ledger.subject (region, id);
create index fact_recorded on ledger.fact (region, recorded_at);
create index fact_position on ledger.fact (region, position);
comment on table ledger.fact is '事实: 只增不改, 每个事项一条 SM3 链; 更正以新事实进行';
comment on column ledger.fact.region is '所属辖区';
comment on column ledger.fact.id is '事实标识';
comment on column ledger.fact.subject_id is '所关事项';
comment on column ledger.fact.seq is '在该事项链上的序号, 从 1 起不间断';
comment on column ledger.fact.position is '记录它的事务号: 低于最低未决事务号的事实已成定局';
comment on column ledger.fact.kind is '事实种类, 出自规则库的封闭词表';
comment on column ledger.fact.occurred_at is '发生时刻';
comment on column ledger.fact.recorded_at is '记录时刻';
comment on column ledger.fact.actor is '记录人, 或 clock (时钟)';
comment on column ledger.fact.text is '规范文本 (RFC 8785), 即被杂凑的原文';
comment on column ledger.fact.body is '规范文本的查询形式, 由 text 生成';
comment on column ledger.fact.hash is 'SM3(前一链值 换行 规范文本)';

create table ledger.content (
  region text not null,
  id uuid not null,
  subject_id uuid not null,
  name text not null,
  retention text not null,
  salt text not null,
  body jsonb,
  recorded_at timestamptz not null,
  erased_at timestamptz,
  erasure_basis text,
  constraint content_pkey primary key (region, id),
  constraint content_erased_whole check ((body is null) = (erased_at is not null))
);
select platform.distribute('ledger.content');
alter table ledger.content add constraint content_subject foreign key (region, subject_id) references ledger.subject (region, id);
create index content_of_subject on ledger.content (region, subject_id);
comment on table ledger.content is '内容: 姓名与文字存于此, 依法可删除; 事实只留加盐摘要';
comment on column ledger.content.region is '所属辖区';
comment on column ledger.content.id is '内容标识';
comment on column ledger.content.subject_id is '所关事项';
comment on column ledger.content.name is '内容名目, 如 note 说明, title 标题';
comment on column ledger.content.retention is '保存类别';
comment on column ledger.content.salt is '盐';
comment on column ledger.content.body is '内容; 依法删除后为空';
comment on column ledger.content.recorded_at is '记录时刻';
comment on column ledger.content.erased_at is '删除时刻';
comment on column ledger.content.erasure_basis is '删除依据';

create table ledger.obligation (
  region text not null,
  id uuid not null,
  subject_id uuid not null,
  subject_type text not null,
  rule text not null,
  bearer_unit uuid not null,
  act text not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  provisional boolean not null,
  next_at timestamptz,
  state text not null,
  lamp text not null,
  settled_at timestamptz,
  body jsonb not null,
  constraint obligation_pkey primary key (region, id),
  constraint obligation_state_known check (state in ('open', 'held', 'met', 'met-late', 'waived', 'void')),
  constraint obligation_next_only_open check (next_at is null or state = 'open')
);
select platform.distribute('ledger.obligation');
alter table ledger.obligation add constraint obligation_subject foreign key (region, subject_id) references ledger.subject (region, id);
create index obligation_of_subject on ledger.obligation (region, subject_id);
create index obligation_of_bearer on ledger.obligation (region, bearer_unit, state, due_at);
create index obligation_next on ledger.obligation (region, next_at) where next_at is not null;
alter table ledger.obligation set (autovacuum_vacuum_scale_factor = 0.02, vacuum_index_cleanup = on);
comment on table ledger.obligation is '责任事项: 谁须在何时之前做什么; 由事实折叠而来, 可重建';
comment on column ledger.obligation.region is '所属辖区';
comment on column ledger.obligation.id is '责任事项标识, 由开启它的事实, 规则与键推出';
comment on column ledger.obligation.subject_id is '所关事项';
comment on column ledger.obligation.subject_type is '事项种类';
comment on column ledger.obligation.rule is '所依制度';
comment on column ledger.obligation.bearer_unit is '责任单位';
comment on column ledger.obligation.act is '须做之事';
comment on column ledger.obligation.opened_at is '开启时刻';
comment on column ledger.obligation.due_at is '到期时刻; 无期限或中止时为空';
comment on column ledger.obligation.provisional is '到期时刻是否暂定 (涉及尚未公布放假安排的年份)';
comment on column ledger.obligation.next_at is '下一个须发信号的时刻';
comment on column ledger.obligation.state is '状态: open 未了, held 待验收, met 按期, met-late 逾期完成, waived 免除, void 作废';
comment on column ledger.obligation.lamp is '灯';
comment on column ledger.obligation.settled_at is '了结时刻';
comment on column ledger.obligation.body is '责任事项全文: 期限规定, 信号, 中止时段, 日历版本, 所依制度版本等';

create table ledger.party (
  region text not null,
  unit_id uuid not null,
  subject_id uuid not null,
  relation text not null,
  subject_type text not null,
  state text not null,
  lamp text,
  due_at timestamptz,
  opened_at timestamptz not null,
  constraint party_pkey primary key (region, unit_id, subject_id, relation)
);
select platform.distribute('ledger.party');
alter table ledger.party add constraint party_subject foreign key (region, subject_id) references ledger.subject (region, id);
create index party_of_subject on ledger.party (region, subject_id);
create index party_list on ledger.party (region, unit_id, subject_type, lamp, due_at);
comment on table ledger.party is '当事单位: 单位与事项的关系; 权限与一切列表据此';
comment on column ledger.party.region is '所属辖区';
comment on column ledger.party.unit_id is '单位';
comment on column ledger.party.subject_id is '事项';
comment on column ledger.party.relation is '关系: lead 牵头, supporting 配合, acceptor 验收, own 主管, bound 方案所约束';
comment on column ledger.party.subject_type is '事项种类';
comment on column ledger.party.state is '事项状态';
comment on column ledger.party.lamp is '灯: 牵头单位看自己的, 其余看最重的';
comment on column ledger.party.due_at is '到期时刻';
comment on column ledger.party.opened_at is '事项开启时刻';

create table ledger.parameter (
  region text not null,
  id text not null,
  effective_from date not null,
  set_at timestamptz not null,
  set_by text not null,
  value jsonb not null,
  basis text not null,
  constraint parameter_pkey primary key (region, id, effective_from, set_at),
  constraint parameter_basis_given check (length(trim(basis)) > 0)
);
select platform.distribute('ledger.parameter');
comment on table ledger.parameter is '参数: 本地对规则数值的规定, 附依据与生效日; 只增不改';
comment on column ledger.parameter.region is '所属辖区';
comment on column ledger.parameter.id is '参数标识, 见规则库';
comment on column ledger.parameter.effective_from is '生效日';
comment on column ledger.parameter.set_at is '设定时刻';
comment on column ledger.parameter.set_by is '设定人';
comment on column ledger.parameter.value is '值';
comment on column ledger.parameter.basis is '依据';

create table ledger.watermark (
  region text not null,
  name text not null,
  at timestamptz not null,
  constraint watermark_pkey primary key (region, name)
);
select platform.distribute('ledger.watermark');
comment on table ledger.watermark is '水位: 时钟已经扫到的时刻';
comment on column ledger.watermark.region is '所属辖区';
comment on column ledger.watermark.name is '扫描名目';
comment on column ledger.watermark.at is '此前的信号都已发出';

-- Facts and parameters are added, never altered; projections may be written anew.
grant usage on schema ledger to app;
grant select, insert on ledger.fact, ledger.parameter to app;
grant select, insert, update on ledger.subject, ledger.watermark, ledger.content to app;
grant select, insert, update, delete on ledger.obligation, ledger.party to app;
