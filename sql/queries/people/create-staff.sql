-- why: a new member of staff; the first one needs nobody's leave
-- params: login text, name text, role text, password_hash text, pin_hash text, language text, by_id int8
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-people.c
select outcome, problems, staff_id, revision from hrt.create_staff($1, $2, $3, $4, $5, $6, $7)
