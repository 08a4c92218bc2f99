-- why: how long an account or address must wait before the next attempt
-- params: account bytea, address inet
-- returns: one
-- errors: none
-- used by: hrt-people.c
select hrt.sign_in_delay($1, $2) as wait_ms
