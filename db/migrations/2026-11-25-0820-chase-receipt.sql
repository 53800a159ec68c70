-- Why: a chased unit confirms that it has the notice; the register shows who has not.
-- Owner: modules/chasing.

create table chasing.receipt (
  region text not null,
  notice_id uuid not null,
  person_id uuid not null,
  received_at timestamptz not null,
  constraint receipt_pkey primary key (region, notice_id),
  constraint receipt_notice foreign key (region, notice_id) references chasing.notice (region, id)
);
select platform.distribute('chasing.receipt');
comment on table chasing.receipt is '催办签收: 一份催办签收一次';
comment on column chasing.receipt.region is '所属辖区';
comment on column chasing.receipt.notice_id is '催办编号';
comment on column chasing.receipt.person_id is '签收人';
comment on column chasing.receipt.received_at is '签收时刻';
create index notice_chased on chasing.notice (region, chased_at, id);

grant select, insert on chasing.receipt to app;
