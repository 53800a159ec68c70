-- Files handed in as proof. A file is written once; that a fact names it is a row of its own, so that the program can
-- neither take it away from the fact nor give it to another one.
-- Owner: evidence.
create schema evidence;
comment on schema evidence is '凭证: 作为证明交来的文件';

create table evidence.file (
  region text not null,
  id uuid not null,
  sm3 text not null,
  size bigint not null,
  name text,
  media_type text not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  erased_at timestamptz,
  erasure_basis text,
  constraint file_pkey primary key (region, id),
  constraint file_sm3_form check (sm3 ~ '^[0-9a-f]{64}$'),
  constraint file_size_positive check (size > 0),
  constraint file_name_length check (length(name) between 1 and 200),
  constraint file_name_plain check (name !~ '[/\\]'),
  constraint file_erased_whole check ((name is null) = (erased_at is not null) and (erased_at is null) = (erasure_basis is null))
);
select platform.distribute('evidence.file');
create index file_of_content on evidence.file (region, sm3);
create index file_of_uploader on evidence.file (region, uploaded_at);
comment on table evidence.file is '凭证文件: 内容以 SM3 摘要为名存于文件库, 此处是它的登记';
comment on column evidence.file.region is '所属辖区';
comment on column evidence.file.id is '凭证标识, 事实以此引用';
comment on column evidence.file.sm3 is '内容的 SM3 摘要, 边收边算';
comment on column evidence.file.size is '字节数';
comment on column evidence.file.name is '文件名, 可能含个人信息; 依法删除后为空';
comment on column evidence.file.media_type is '由内容辨认出的类型, 不采信上传者所称';
comment on column evidence.file.uploaded_by is '上传人';
comment on column evidence.file.uploaded_at is '上传时刻';
comment on column evidence.file.erased_at is '依法删除的时刻';
comment on column evidence.file.erasure_basis is '删除依据';

create table evidence.attachment (
  region text not null,
  file_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  attached_by uuid not null,
  attached_at timestamptz not null,
  constraint attachment_pkey primary key (region, file_id)
);
select platform.distribute('evidence.attachment');
alter table evidence.attachment add constraint attachment_file foreign key (region, file_id) references evidence.file (region, id);
create index attachment_of_subject on evidence.attachment (region, subject_id);
comment on table evidence.attachment is '归入: 一份凭证只归入一个事项, 归入后不得撤回或改归';
comment on column evidence.attachment.region is '所属辖区';
comment on column evidence.attachment.file_id is '凭证';
comment on column evidence.attachment.subject_type is '事项种类';
comment on column evidence.attachment.subject_id is '事项';
comment on column evidence.attachment.attached_by is '归入人, 即上传人';
comment on column evidence.attachment.attached_at is '归入时刻';

create table evidence.parameter (
  region text not null,
  id text not null,
  effective_from date not null,
  set_at timestamptz not null,
  set_by uuid not null,
  value jsonb not null,
  basis text not null,
  constraint parameter_pkey primary key (region, id, effective_from, set_at),
  constraint parameter_basis_given check (length(trim(basis)) > 0)
);
select platform.distribute('evidence.parameter');
comment on table evidence.parameter is '凭证参数: 本地对大小上限等的规定, 附依据与生效日; 只增不改';
comment on column evidence.parameter.region is '所属辖区';
comment on column evidence.parameter.id is '参数标识';
comment on column evidence.parameter.effective_from is '生效日';
comment on column evidence.parameter.set_at is '设定时刻';
comment on column evidence.parameter.set_by is '设定人';
comment on column evidence.parameter.value is '值';
comment on column evidence.parameter.basis is '依据';

grant usage on schema evidence to app;
-- An upload may be taken back until it is attached: the foreign key refuses it afterwards.
grant select, insert, delete on evidence.file to app;
grant update (name, erased_at, erasure_basis) on evidence.file to app;
grant select, insert on evidence.attachment to app;
grant select, insert on evidence.parameter to app;
