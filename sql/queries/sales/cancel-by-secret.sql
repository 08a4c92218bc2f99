-- why: the customer takes an unpaid order back
-- params: secret text, reason text
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
select r.outcome, r.problems, r.order_id, r.number, r.amount as total,
       array_to_string(array(select l.variant_id from hrt.order_lines_by_secret($1) l), ' ') as variants
  from hrt.cancel_by_secret($1, $2) r
