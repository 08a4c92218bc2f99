-- why: the first set-up: owner and profile in one transaction
-- params: login text, name text, password_hash text, language text, profile jsonb
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-people-staff.c
select outcome, problems, staff_id, revision from hrt.set_up_shop($1, $2, $3, $4, $5)
