-- why: brings back sales that were confirmed and that the database has lost
-- params: sales jsonb, numbers text[]
-- returns: many
-- errors: none; each row has its outcome
-- used by: hrt-journal-compare.c
select r.key::text as key, r.outcome, r.number, r.problems::text as problems
from hrt.replay_sales($1, $2) r
