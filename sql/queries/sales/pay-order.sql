-- why: money for a web order has come
-- params: key uuid, order_id int8, method text, amount int8, staff_id int8, shift_id int8
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
select r.outcome, r.problems, r.order_id, r.number, r.total, r.change,
       array_to_string(array(select l.variant_id from hrt.order_line l where l.order_id = r.order_id), ' ') as variants
  from hrt.pay_order($1, $2, $3, $4, $5, $6) r
