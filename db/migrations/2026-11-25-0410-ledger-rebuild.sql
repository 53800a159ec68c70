-- 重建: projections are replaced by what the facts say, as an act with a reason; each step leaves a row that nobody alters.
create table ledger.rebuild (
  region text not null,
  id uuid not null,
  run_id uuid not null,
  at timestamptz not null,
  actor text not null,
  reason text not null,
  up_to uuid not null,
  differences jsonb not null,
  constraint rebuild_pkey primary key (region, id),
  constraint rebuild_reason_given check (length(trim(reason)) > 0)
);
select platform.distribute('ledger.rebuild');
comment on table ledger.rebuild is '重建: 以事实重折的结果更换所存责任事项的记录, 附事由与差异; 只增不改';
comment on column ledger.rebuild.region is '所属辖区';
comment on column ledger.rebuild.id is '记录标识';
comment on column ledger.rebuild.run_id is '同一次重建的各步相同';
comment on column ledger.rebuild.at is '更换时刻';
comment on column ledger.rebuild.actor is '执行人';
comment on column ledger.rebuild.reason is '事由';
comment on column ledger.rebuild.up_to is '这一步核对到的事项';
comment on column ledger.rebuild.differences is '更换前后的差异, 逐行逐列';

grant select, insert on ledger.rebuild to app;
