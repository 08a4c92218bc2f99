-- why: cash is put into the drawer or taken out without a sale: change fetched, a delivery paid, money brought to the bank
-- params: key uuid, shift_id int8, staff_id int8, kind text, amount int8, note text
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-sales-drawer.c
select outcome, problems, shift_id, expected_cash, counted_cash, difference from hrt.move_drawer($1, $2, $3, $4, $5, $6)
