-- why: removes the web shop's sessions that have ended, carts nobody comes back to, and old failures to sign in; fewer than n
--   removed means that nothing is left
-- params: n int8
-- returns: one
-- errors: none
-- used by: hrt-housekeeping.c
select hrt.session_sweep($1::integer) as n
