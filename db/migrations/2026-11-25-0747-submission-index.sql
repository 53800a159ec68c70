-- Why: the rounds of reports are listed by their due day, settled ones too; of all duties only those under this rule are looked at.
-- Owner: ledger.

create index obligation_of_submission on ledger.obligation (region, due_at) where rule = 'submission';
