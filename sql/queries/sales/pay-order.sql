-- why: money for a web order has come
-- params: key uuid, order_id int8, method text, amount int8, staff_id int8, shift_id int8
-- returns: one
-- errors: none
-- used by: hrt-sales.c
select outcome, problems, order_id, number, total, change from hrt.pay_order($1, $2, $3, $4, $5, $6)
