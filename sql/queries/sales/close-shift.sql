-- why: the drawer is counted
-- params: key uuid, shift_id int8, staff_id int8, counted int8, note text
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-sales.c
select outcome, problems, shift_id, expected_cash, counted_cash, difference from hrt.close_shift($1, $2, $3, $4, $5)
