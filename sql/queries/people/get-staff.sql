-- why: one member of staff
-- params: id int8
-- returns: one HrtStaff
-- errors: none
-- used by: hrt-people.c
select id, login, name, role::text as role, has_pin, active, language, created_at, revision from hrt.staff_listed where id = $1
