-- why: the till of this machine
-- params: code text, name text, staff_id int8
-- returns: one HrtTill
-- errors: HR001 not_allowed, HR400
-- used by: hrt-sales.c
select id, code, name from hrt.find_till($1, $2, $3)
