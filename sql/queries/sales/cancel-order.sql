-- why: an order is not wanted any more
-- params: order_id int8, actor text, actor_id int8, reason text
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
select r.outcome, r.problems, r.order_id, r.number, r.amount as total,
       array_to_string(array(select l.variant_id from hrt.order_line l where l.order_id = r.order_id), ' ') as variants
  from hrt.cancel_order($1, $2, $3, $4) r
