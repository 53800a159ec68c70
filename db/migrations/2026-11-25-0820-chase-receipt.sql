-- Why: a chased unit confirms that it has the notice; the register shows who has not.
-- Owner: modules/chasing.

alter table chasing.notice
  add column received_at timestamptz,
  add column received_by uuid,
  add constraint notice_received check ((received_at is null) = (received_by is null));
comment on column chasing.notice.received_at is '签收时刻, 未签收为空';
comment on column chasing.notice.received_by is '签收人';
create index notice_chased on chasing.notice (region, chased_at, id);

grant update on chasing.notice to app;
