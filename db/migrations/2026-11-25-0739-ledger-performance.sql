-- Why: how many tasks were done on time is asked of the ledger at once and for hundreds of thousands of tasks; due_at is empty
-- after the end. The same pair of instants answers the figure and the list behind it.
-- Owner: ledger.

alter table ledger.subject add column outcome text;
alter table ledger.subject add column deadline_at timestamptz;
alter table ledger.subject add column performed_at timestamptz;
alter table ledger.party add column outcome text;
alter table ledger.party add column deadline_at timestamptz;
alter table ledger.party add column performed_at timestamptz;
comment on column ledger.subject.outcome is '办理结果: open 未了, on-time 按期办结, late 逾期办结, excluded 不计; 没有主责任事项的为空';
comment on column ledger.subject.deadline_at is '判定办理结果所据的到期时刻, 了结之后仍在';
comment on column ledger.subject.performed_at is '办成时刻: 报送完成而未被退回, 或了结';
comment on column ledger.party.outcome is '办理结果: 牵头单位按自己的, 其余按最迟的';
comment on column ledger.party.deadline_at is '判定办理结果所据的到期时刻';
comment on column ledger.party.performed_at is '办成时刻';

-- What stands already: the worst of the duties of 方案任务 stands for the whole, a lead unit's own for itself.
with duty as (
  select region, subject_id, bearer_unit, state, due_at,
    (body->>'claimedAt')::timestamptz as claimed_at,
    coalesce((body->>'claimedAt')::timestamptz, settled_at) as performed_at
  from ledger.obligation where rule = 'plan-task'
), ranked as (
  select d.*, case
      when state in ('open', 'held') and claimed_at > due_at then 0
      when state in ('open', 'held') and claimed_at is null then 1
      when state in ('open', 'held') then 2
      when state = 'met-late' then 3
      when state = 'met' and due_at is not null then 4
      else 5 end as rank
  from duty d
), chosen as (
  select distinct on (region, subject_id) region, subject_id,
    case when rank < 3 then 'open' when rank = 3 then 'late' when rank = 4 then 'on-time' else 'excluded' end as outcome,
    case when rank < 5 then due_at end as deadline_at, case when rank < 5 then performed_at end as performed_at
  from ranked
  order by region, subject_id, rank, case when rank < 3 then due_at end nulls last, case when rank < 3 then claimed_at end,
    case when rank = 3 then performed_at - due_at end desc, case when rank = 4 then performed_at end desc
)
update ledger.subject s set outcome = c.outcome, deadline_at = c.deadline_at, performed_at = c.performed_at
from chosen c where c.region = s.region and c.subject_id = s.id;

update ledger.party p set outcome = s.outcome, deadline_at = s.deadline_at, performed_at = s.performed_at
from ledger.subject s where s.region = p.region and s.id = p.subject_id and p.relation <> 'lead' and s.outcome is not null;

update ledger.party p set
  outcome = case when o.state in ('open', 'held') then 'open' when o.state = 'met-late' then 'late'
    when o.state = 'met' and o.due_at is not null then 'on-time' else 'excluded' end,
  deadline_at = case when o.state in ('open', 'held', 'met-late', 'met') then o.due_at end,
  performed_at = case when o.state in ('open', 'held', 'met-late') or (o.state = 'met' and o.due_at is not null)
    then coalesce((o.body->>'claimedAt')::timestamptz, o.settled_at) end
from ledger.obligation o
where o.region = p.region and o.subject_id = p.subject_id and o.bearer_unit = p.unit_id and o.rule = 'plan-task' and p.relation = 'lead';

alter table ledger.subject add constraint subject_outcome_known check (outcome in ('open', 'on-time', 'late', 'excluded'));
alter table ledger.party add constraint party_outcome_known check (outcome in ('open', 'on-time', 'late', 'excluded'));
create index subject_performance on ledger.subject (region, type, outcome, performed_at) include (id, parent_id, deadline_at)
  where outcome is not null;
create index party_performance on ledger.party (region, subject_type, outcome, performed_at) include (unit_id, subject_id, deadline_at)
  where relation = 'lead';
