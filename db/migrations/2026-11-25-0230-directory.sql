-- 谁: units, posts, people, bodies, roles. Owner: directory. Small tables, copied to every machine; nothing in them
-- points at a distributed table. They carry the region first all the same, so that one set of rules holds for all keys.
create schema directory;
comment on schema directory is '谁: 单位, 岗位, 人员, 领导小组, 角色';

create table directory.jurisdiction (
  region text not null,
  name text not null,
  short_name text not null,
  division_code text,
  founded_at timestamptz not null,
  constraint jurisdiction_pkey primary key (region),
  constraint jurisdiction_division_code_form check (division_code ~ '^[0-9]{6}$'),
  constraint jurisdiction_named check (length(trim(name)) > 0)
);
select platform.replicate('directory.jurisdiction');
comment on table directory.jurisdiction is '辖区: 一个效能办所管的地方, 其台账自成一体';
comment on column directory.jurisdiction.region is '辖区标识';
comment on column directory.jurisdiction.name is '名称, 如云溪市';
comment on column directory.jurisdiction.short_name is '单位名称前常用的一字, 如市';
comment on column directory.jurisdiction.division_code is '行政区划代码 (GB/T 2260)';
comment on column directory.jurisdiction.founded_at is '首次设置的时刻';

create table directory.unit (
  region text not null,
  id uuid not null,
  parent_id uuid,
  kind text not null,
  name text not null,
  short_name text,
  code text,
  sort_order integer not null,
  valid_from date not null,
  valid_to date,
  constraint unit_pkey primary key (region, id),
  constraint unit_kind_known check (kind in (
    'government', 'organ', 'institution', 'county', 'township', 'enterprise', 'section', 'window', 'body-office', 'other')),
  constraint unit_named check (length(trim(name)) > 0),
  constraint unit_not_own_parent check (parent_id is null or parent_id <> id),
  constraint unit_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.unit');
alter table directory.unit add constraint unit_parent foreign key (region, parent_id) references directory.unit (region, id);
create unique index unit_name_among_siblings on directory.unit (region, parent_id, name) nulls not distinct where valid_to is null;
create unique index unit_code_unique on directory.unit (region, code) where code is not null and valid_to is null;
create index unit_of_parent on directory.unit (region, parent_id, sort_order);
comment on table directory.unit is '单位: 机关, 科室, 窗口等, 连成一棵树';
comment on column directory.unit.region is '所属辖区';
comment on column directory.unit.id is '单位标识';
comment on column directory.unit.parent_id is '上级单位; 空为树根';
comment on column directory.unit.kind is '类别: government 党委政府, organ 机关部门, institution 事业单位, county 县区, township 乡镇街道, enterprise 企业, section 科室, window 窗口, body-office 议事协调机构办公室, other 其他';
comment on column directory.unit.name is '全称';
comment on column directory.unit.short_name is '简称';
comment on column directory.unit.code is '统一社会信用代码 (GB 32100) 或内部编码';
comment on column directory.unit.sort_order is '排列次序, 在同一上级之下';
comment on column directory.unit.valid_from is '设立日';
comment on column directory.unit.valid_to is '撤销日, 自该日起不再存在; 空为现存';

create table directory.unit_alias (
  region text not null,
  alias text not null,
  unit_id uuid not null,
  constraint unit_alias_pkey primary key (region, alias),
  constraint unit_alias_named check (length(trim(alias)) > 0)
);
select platform.replicate('directory.unit_alias');
alter table directory.unit_alias add constraint unit_alias_unit foreign key (region, unit_id) references directory.unit (region, id);
create index unit_alias_of_unit on directory.unit_alias (region, unit_id);
comment on table directory.unit_alias is '单位别名: 文件里对同一单位的其他叫法';
comment on column directory.unit_alias.region is '所属辖区';
comment on column directory.unit_alias.alias is '别名, 在辖区内只指一个单位';
comment on column directory.unit_alias.unit_id is '所指单位';

create table directory.post (
  region text not null,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  remit text not null,
  sort_order integer not null,
  valid_from date not null,
  valid_to date,
  constraint post_pkey primary key (region, id),
  constraint post_named check (length(trim(name)) > 0),
  constraint post_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.post');
alter table directory.post add constraint post_unit foreign key (region, unit_id) references directory.unit (region, id);
create unique index post_name_in_unit on directory.post (region, unit_id, name) where valid_to is null;
comment on table directory.post is '岗位: 单位里的一个位置, 由 A 岗和 B 岗人员担任';
comment on column directory.post.region is '所属辖区';
comment on column directory.post.id is '岗位标识';
comment on column directory.post.unit_id is '所在单位';
comment on column directory.post.name is '岗位名称';
comment on column directory.post.remit is '岗位职责; 可为空串';
comment on column directory.post.sort_order is '排列次序';
comment on column directory.post.valid_from is '设立日';
comment on column directory.post.valid_to is '撤销日, 自该日起不再存在; 空为现存';

create table directory.person (
  region text not null,
  id uuid not null,
  unit_id uuid,
  name text not null,
  staff_number text,
  title text not null,
  sort_order integer not null,
  valid_from date not null,
  valid_to date,
  constraint person_pkey primary key (region, id),
  constraint person_named check (length(trim(name)) > 0),
  constraint person_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.person');
alter table directory.person add constraint person_unit foreign key (region, unit_id) references directory.unit (region, id);
create unique index person_staff_number_unique on directory.person (region, staff_number) where staff_number is not null;
create index person_of_unit on directory.person (region, unit_id, sort_order);
comment on table directory.person is '人员';
comment on column directory.person.region is '所属辖区';
comment on column directory.person.id is '人员标识';
comment on column directory.person.unit_id is '所在单位; 空为不属于任何单位';
comment on column directory.person.name is '姓名';
comment on column directory.person.staff_number is '工号, 在辖区内不重复; 区分同单位的同名者';
comment on column directory.person.title is '职务; 可为空串';
comment on column directory.person.sort_order is '排列次序';
comment on column directory.person.valid_from is '到任日';
comment on column directory.person.valid_to is '离任日, 自该日起不再在册; 空为在册';

create table directory.holding (
  region text not null,
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  slot text not null,
  valid_from date not null,
  valid_to date,
  constraint holding_pkey primary key (region, id),
  constraint holding_once unique (region, post_id, slot, valid_from),
  constraint holding_slot_known check (slot in ('A', 'B')),
  constraint holding_validity check (valid_to is null or valid_to > valid_from)
);
select platform.replicate('directory.holding');
alter table directory.holding add constraint holding_post foreign key (region, post_id) references directory.post (region, id);
alter table directory.holding add constraint holding_person foreign key (region, person_id) references directory.person (region, id);
create unique index holding_one_at_a_time on directory.holding (region, post_id, slot) where valid_to is null;
create unique index holding_not_both_slots on directory.holding (region, post_id, person_id) where valid_to is null;
create index holding_of_person on directory.holding (region, person_id);
comment on table directory.holding is '任岗: 某人自某日起担任某岗位的 A 岗或 B 岗';
comment on column directory.holding.region is '所属辖区';
comment on column directory.holding.id is '任岗标识';
comment on column directory.holding.post_id is '岗位';
comment on column directory.holding.person_id is '人员';
comment on column directory.holding.slot is 'A 岗 (主办) 或 B 岗 (顶岗)';
comment on column directory.holding.valid_from is '任岗日';
comment on column directory.holding.valid_to is '卸任日, 自该日起不再担任; 空为在任';

create table directory.body (
  region text not null,
  id uuid not null,
  name text not null,
  short_name text,
  office_unit_id uuid,
  basis text not null,
  sort_order integer not null,
  valid_from date not null,
  valid_to date,
  constraint body_pkey primary key (region, id),
  constraint body_named check (length(trim(name)) > 0),
  constraint body_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.body');
alter table directory.body add constraint body_office foreign key (region, office_unit_id) references directory.unit (region, id);
create unique index body_name_unique on directory.body (region, name) where valid_to is null;
comment on table directory.body is '议事协调机构: 领导小组, 指挥部等, 有组长、副组长、成员和办公室';
comment on column directory.body.region is '所属辖区';
comment on column directory.body.id is '机构标识';
comment on column directory.body.name is '全称';
comment on column directory.body.short_name is '简称';
comment on column directory.body.office_unit_id is '办公室所设的单位';
comment on column directory.body.basis is '设立依据; 可为空串';
comment on column directory.body.sort_order is '排列次序';
comment on column directory.body.valid_from is '设立日';
comment on column directory.body.valid_to is '撤销日, 自该日起不再存在; 空为现存';

create table directory.body_member (
  region text not null,
  id uuid not null,
  body_id uuid not null,
  role text not null,
  person_id uuid,
  unit_id uuid,
  title text not null,
  sort_order integer not null,
  valid_from date not null,
  valid_to date,
  constraint body_member_pkey primary key (region, id),
  constraint body_member_role_known check (role in ('head', 'deputy', 'member')),
  constraint body_member_somebody check (num_nonnulls(person_id, unit_id) = 1),
  constraint body_member_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.body_member');
alter table directory.body_member add constraint body_member_body foreign key (region, body_id) references directory.body (region, id);
alter table directory.body_member add constraint body_member_person foreign key (region, person_id) references directory.person (region, id);
alter table directory.body_member add constraint body_member_unit foreign key (region, unit_id) references directory.unit (region, id);
create unique index body_member_once on directory.body_member (region, body_id, person_id, unit_id) nulls not distinct where valid_to is null;
comment on table directory.body_member is '议事协调机构成员: 人或单位';
comment on column directory.body_member.region is '所属辖区';
comment on column directory.body_member.id is '成员标识';
comment on column directory.body_member.body_id is '机构';
comment on column directory.body_member.role is '身份: head 组长, deputy 副组长, member 成员';
comment on column directory.body_member.person_id is '人员; 与单位二者居一';
comment on column directory.body_member.unit_id is '成员单位; 与人员二者居一';
comment on column directory.body_member.title is '在文件中写明的职务; 可为空串';
comment on column directory.body_member.sort_order is '排列次序';
comment on column directory.body_member.valid_from is '起';
comment on column directory.body_member.valid_to is '止, 自该日起不再是; 空为现任';

create table directory.role_grant (
  region text not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid,
  valid_from date not null,
  valid_to date,
  proposed_by text not null,
  granted_by text,
  granted_at timestamptz,
  constraint role_grant_pkey primary key (region, id),
  constraint role_grant_role_known check (role in (
    'office', 'leader', 'liaison', 'section-chief', 'clerk', 'inspector', 'supervisor', 'custodian', 'duty-officer',
    'portal-editor', 'system-admin', 'security-admin', 'auditor')),
  constraint role_grant_needs_unit check (role not in ('liaison', 'section-chief', 'clerk') or unit_id is not null),
  constraint role_grant_granted_whole check ((granted_by is null) = (granted_at is null)),
  constraint role_grant_validity check (valid_to is null or valid_to >= valid_from)
);
select platform.replicate('directory.role_grant');
alter table directory.role_grant add constraint role_grant_person foreign key (region, person_id) references directory.person (region, id);
alter table directory.role_grant add constraint role_grant_unit foreign key (region, unit_id) references directory.unit (region, id);
create unique index role_grant_once on directory.role_grant (region, person_id, role, unit_id) nulls not distinct where valid_to is null;
create unique index role_grant_three_are_three on directory.role_grant (region, person_id)
  where valid_to is null and role in ('system-admin', 'security-admin', 'auditor');
comment on table directory.role_grant is '授权: 某人自某日起有某角色, 及其单位范围; 经安全管理员批准才生效';
comment on column directory.role_grant.region is '所属辖区';
comment on column directory.role_grant.id is '授权标识';
comment on column directory.role_grant.person_id is '人员';
comment on column directory.role_grant.role is '角色';
comment on column directory.role_grant.unit_id is '单位范围 (含下级); 空为全辖区';
comment on column directory.role_grant.valid_from is '生效日';
comment on column directory.role_grant.valid_to is '失效日, 自该日起无效; 空为有效';
comment on column directory.role_grant.proposed_by is '提出人, 或 setup (首次设置)';
comment on column directory.role_grant.granted_by is '批准人; 空为待批';
comment on column directory.role_grant.granted_at is '批准时刻';

create table directory.edition (
  region text not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  object_type text not null,
  object_id uuid,
  summary text not null,
  change jsonb not null,
  constraint edition_pkey primary key (region, id)
);
select platform.replicate('directory.edition');
create index edition_of_object on directory.edition (region, object_id, at);
create index edition_recorded on directory.edition (region, at);
comment on table directory.edition is '名录版本: 名录每改一次记一条, 只增不改';
comment on column directory.edition.region is '所属辖区';
comment on column directory.edition.id is '版本标识';
comment on column directory.edition.at is '改动时刻';
comment on column directory.edition.actor is '改动人, 或 setup (首次设置)';
comment on column directory.edition.act is '做了什么, 如 unit.created';
comment on column directory.edition.object_type is '改了哪类';
comment on column directory.edition.object_id is '改了哪一个; 成批导入时为空';
comment on column directory.edition.summary is '一句话';
comment on column directory.edition.change is '改动前后的值';

-- Nothing of the directory is deleted, it ends on a day; aliases are names only and may be taken back.
grant usage on schema directory to app;
grant select, insert, update on directory.jurisdiction, directory.unit, directory.post, directory.person, directory.holding,
  directory.body, directory.body_member, directory.role_grant to app;
grant select, insert, delete on directory.unit_alias to app;
grant select, insert on directory.edition to app;
