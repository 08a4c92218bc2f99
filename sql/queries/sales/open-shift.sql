-- why: the drawer is opened with its float
-- params: key uuid, till_id int8, staff_id int8, opening_float int8
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-sales.c
select outcome, problems, shift_id, expected_cash, counted_cash, difference from hrt.open_shift($1, $2, $3, $4)
