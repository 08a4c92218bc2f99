-- why: removes the web shop's sessions that have ended, carts nobody comes back to, and old failures to sign in
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-housekeeping.c
select hrt.session_sweep() as n
