-- why: chains what the journal has gained since the last time; full looks through all of it, for the start
-- params: is_full bool
-- returns: one
-- errors: none
-- used by: hrt-housekeeping.c
select hrt.seal_journal(10000, case when $1 then null else 20000::bigint end) as n
