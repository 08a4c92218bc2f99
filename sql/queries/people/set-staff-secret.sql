-- why: a new password or PIN
-- params: staff_id int8, password_hash text, pin_hash text, by_id int8
-- returns: one
-- errors: HR001 not_allowed, HR404
-- used by: hrt-people.c
select outcome, problems, staff_id, revision from hrt.set_staff_secret($1, $2, $3, $4)
