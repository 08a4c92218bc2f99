-- why: counts a wrong secret
-- params: account bytea, address inet
-- returns: one
-- errors: none
-- used by: hrt-people.c
select hrt.sign_in_failed($1, $2) as wait_ms
