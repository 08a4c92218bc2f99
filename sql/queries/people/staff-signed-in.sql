-- why: a sign-in for the journal
-- params: staff_id int8, how text
-- returns: none
-- errors: HR001 not_allowed
-- used by: hrt-people.c
select hrt.staff_signed_in($1, $2)
