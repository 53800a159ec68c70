-- The ground that every other migration stands on (decisions 0101 to 0103). Owner: platform/db.
comment on schema platform is '底座: 与业务无关的公用表与函数';
comment on table platform.migration is '迁移: 本数据库已执行的结构变更';
comment on column platform.migration.name is '迁移文件名, 不含 .sql';
comment on column platform.migration.checksum is '迁移文件的 SHA-256';
comment on column platform.migration.applied_at is '执行时刻';

-- Beyond one machine the tables are spread over several by region. Where the extension is absent these do nothing, so
-- that the same migrations serve both. To be called right after CREATE TABLE and before the table's foreign keys.
create function platform.distribute(table_name text) returns void language plpgsql as $$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute format('select create_distributed_table(%L, %L)', table_name, 'region');
  end if;
end $$;
comment on function platform.distribute(text) is '分布: 有 Citus 时按辖区分布该表, 否则什么也不做; 建表后、加外键前调用';

create function platform.replicate(table_name text) returns void language plpgsql as $$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute format('select create_reference_table(%L)', table_name);
  end if;
end $$;
comment on function platform.replicate(text) is '副本: 有 Citus 时把该小表复制到每台机器, 否则什么也不做; 建表后、加外键前调用';

grant usage on schema platform to app;
grant select on platform.migration to app;
