-- why: packing, ready, shipped, handed over
-- params: order_id int8, to_state text, staff_id int8, reason text
-- returns: one
-- errors: HR001 not_allowed
-- used by: hrt-sales-order.c
select outcome, problems, order_id, number from hrt.fulfil_order($1, $2, $3, $4)
