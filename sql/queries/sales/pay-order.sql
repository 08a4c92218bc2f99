-- why: money for a web order has come
-- params: key uuid, order_id int8, method text, amount int8, staff_id int8, shift_id int8, tendered int8
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
-- The row of this very payment is not in the query's snapshot: then it is of now.
select r.outcome, r.problems, r.order_id, r.number, r.total, r.change,
       coalesce((select p.settled_at from hrt.payment p where p.order_id = r.order_id and p.id = r.payment_id), now()) as placed_at,
       array_to_string(array(select l.variant_id from hrt.order_line l where l.order_id = r.order_id), ' ') as variants
  from hrt.pay_order($1, $2, $3, $4, $5, $6, $7) r
