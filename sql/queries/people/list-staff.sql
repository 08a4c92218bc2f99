-- why: who works here, for the sign-in page and the back office
-- params: include_inactive bool
-- returns: many HrtStaff
-- errors: none
-- used by: hrt-people.c
select id, login, name, role::text as role, has_pin, active, language, created_at, revision from hrt.staff_listed
 where active or $1 order by active desc, name, id
