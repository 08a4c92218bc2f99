-- why: a right secret wipes the slate
-- params: account bytea
-- returns: none
-- errors: none
-- used by: hrt-people.c
select hrt.sign_in_succeeded($1)
