-- why: open and parked tickets of a till, with lines and sums
-- params: till_id int8
-- returns: many
-- errors: none
-- used by: hrt-sales-ticket.c
select t.outcome, t.problems, t.ticket_id as id, t.state, t.line_no, t.variant_id, t.product_id, t.sku, t.product_name, t.variant_name,
       t.quantity, t.unit_price, t.line_total, t.available, t.subtotal, t.tax, t.tax_included, t.rounding, t.total,
       k.till_id, k.staff_id, k.note, k.created_at, k.updated_at, s.name as staff_name,
       (select i.hash from hrt.image i where i.product_id = t.product_id
          order by i.variant_id is not distinct from t.variant_id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from (select r.* from hrt.till_ticket x cross join lateral hrt.ticket_get(x.id) r
    where x.till_id = $1 and x.state in ('open', 'parked')) t
  left join hrt.till_ticket k on k.id = t.ticket_id
  left join hrt.staff_listed s on s.id = k.staff_id
 order by k.updated_at desc, t.ticket_id, t.line_no
