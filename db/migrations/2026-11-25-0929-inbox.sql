-- Why: whom a fact informs is worked out once, when the fact is followed, down to the unit or the person who is addressed;
-- whose unit that is, and what he may see of it, is asked when he reads. Everything here can be made anew from the facts.
-- Owner: modules/inbox.

create schema inbox;
comment on schema inbox is '消息';

create table inbox.follower (
  region text not null,
  seen text not null,
  seen_at timestamptz not null,
  last_number bigint not null,
  constraint follower_pkey primary key (region)
);
select platform.distribute('inbox.follower');
comment on table inbox.follower is '消息跟到台账的何处; 每个辖区一行, 跟进时锁住, 故消息的号按提交次序';
comment on column inbox.follower.region is '所属辖区';
comment on column inbox.follower.seen is '上次看得见的事实: 事务快照';
comment on column inbox.follower.seen_at is '上次跟进的时刻';
comment on column inbox.follower.last_number is '已用到的消息号';

create table inbox.message (
  region text not null,
  number bigint not null,
  place bigint not null,
  fact_id uuid not null,
  origin_id uuid not null,
  kind text not null,
  topic text not null,
  subject_type text not null,
  subject_id uuid not null,
  unit_id uuid,
  roles text[] not null,
  person_id uuid,
  actor text not null,
  recorded_at timestamptz not null,
  constraint message_pkey primary key (region, number, place),
  constraint message_once unique (region, fact_id, place),
  constraint message_addressed check ((unit_id is null) <> (person_id is null))
);
select platform.distribute('inbox.message');
create index message_to_unit on inbox.message (region, unit_id, number);
create index message_to_person on inbox.message (region, person_id, number);
create index message_origin on inbox.message (region, origin_id);
create index message_about on inbox.message (region, subject_id);
create index message_recorded on inbox.message (region, recorded_at);
comment on table inbox.message is '消息: 一个事实告知一个单位或一个人, 一行一个对象; 由台账推得, 不存内容';
comment on column inbox.message.region is '所属辖区';
comment on column inbox.message.number is '消息号: 同一事实的各行同号';
comment on column inbox.message.place is '同一事实的第几个对象';
comment on column inbox.message.fact_id is '所据的事实';
comment on column inbox.message.origin_id is '事实所属的事项; 事实被撤回时据此撤去消息';
comment on column inbox.message.kind is '事实的种类';
comment on column inbox.message.topic is '消息的类别';
comment on column inbox.message.subject_type is '消息所关事项的种类';
comment on column inbox.message.subject_id is '消息所关事项; 能否看到以它为准';
comment on column inbox.message.unit_id is '告知的单位';
comment on column inbox.message.roles is '单位中由哪些角色的人看';
comment on column inbox.message.person_id is '告知的个人';
comment on column inbox.message.actor is '记录事实的人, 不告知其本人';
comment on column inbox.message.recorded_at is '事实的记录时刻';

create table inbox.reader (
  region text not null,
  person_id uuid not null,
  read_up_to bigint not null,
  constraint reader_pkey primary key (region, person_id)
);
select platform.distribute('inbox.reader');
comment on table inbox.reader is '每个人把消息全部标为已读时到哪一号';
comment on column inbox.reader.region is '所属辖区';
comment on column inbox.reader.person_id is '人员';
comment on column inbox.reader.read_up_to is '此号及以前都已读';

create table inbox.read_message (
  region text not null,
  person_id uuid not null,
  number bigint not null,
  constraint read_message_pkey primary key (region, person_id, number)
);
select platform.distribute('inbox.read_message');
comment on table inbox.read_message is '逐条已读的消息';
comment on column inbox.read_message.region is '所属辖区';
comment on column inbox.read_message.person_id is '人员';
comment on column inbox.read_message.number is '消息号';

grant usage on schema inbox to app;
grant select, insert, update on inbox.follower to app;
grant select, insert, delete on inbox.message to app;
grant select, insert, update on inbox.reader to app;
grant select, insert, delete on inbox.read_message to app;
