-- Why: a plan in force is shown as it was launched. The title and period of an amendment that is still being written are
-- nobody's business yet, least of all the public's.
-- Owner: modules/plans.

alter table plan.plan add column launched_header jsonb;
comment on column plan.plan.launched_header is '启动时的标题, 发文机关, 期间等; 未启动为空';

update plan.plan set launched_header = jsonb_build_object(
  'title', title, 'issuer', issuer, 'baseYear', base_year,
  'period', case when period_from is null or period_to is null then null else jsonb_build_object('from', period_from, 'to', period_to) end,
  'officeUnit', office_unit, 'undatedDue', undated_due)
where launched_version is not null;
