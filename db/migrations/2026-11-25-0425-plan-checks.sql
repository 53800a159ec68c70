-- Why: what a plan's versions and places in the text can be, the database refuses too.
-- Owner: modules/plans.

alter table plan.plan add constraint plan_version_positive check (version > 0);
alter table plan.plan add constraint plan_launched_known check (launched_version between 1 and version);
alter table plan.plan add constraint plan_published_launched check (published_at is null or launched_version is not null);
alter table plan.plan add constraint plan_period_whole check ((period_from is null) = (period_to is null));
alter table plan.item add constraint item_span_in_order check ((span_from is null) = (span_to is null) and span_from >= 0 and span_from <= span_to);
alter table plan.version add constraint version_positive check (version > 0);
