-- why: an order is not wanted any more
-- params: order_id int8, actor text, actor_id int8, reason text
-- returns: one
-- errors: none
-- used by: hrt-sales.c
select outcome, problems, order_id, number, amount as total from hrt.cancel_order($1, $2, $3, $4)
