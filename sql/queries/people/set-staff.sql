-- why: name, role, active
-- params: staff_id int8, name text, role text, active bool, by_id int8, revision int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409
-- used by: hrt-people.c
select outcome, problems, staff_id, revision from hrt.set_staff($1, $2, $3, $4, $5, $6)
