-- why: one order, for staff
-- params: id int8
-- returns: one HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
-- A sale at the till was paid when it was sold, also one that was brought back from the journal and booked again later.
select o.id, o.key, o.number, o.channel::text as channel, o.status::text as status, o.payment_status::text as payment_status,
       o.fulfilment_status::text as fulfilment_status, o.customer_id, o.staff_id, t.name as staff_name, o.shift_id, o.location_id,
       o.contact_name, o.contact_phone, o.contact_email, o.city, o.payment_method, o.subtotal, o.discount, o.shipping_cost,
       o.tax, o.rounding, o.total, o.tax_included, o.shipping_name, o.shipping_name_en, o.language, o.placed_at, o.expires_at, o.revision,
       l.n_lines, l.n_pieces, l.first_line,
       o.address, o.postal_code, o.note, o.shipping_service_id, p.tendered, p.change, p.transferred,
       case o.channel when 'till' then o.placed_at else p.settled_at end as paid_at, p.cashier_name, hrt.order_secret(o.id) as secret
  from hrt.sales_order o
  left join hrt.staff_listed t on t.id = o.staff_id
  cross join lateral (select count(*) as n_lines, coalesce(sum(x.quantity), 0)::int8 as n_pieces,
      (array_agg(x.product_name order by x.line_no))[1] as first_line
    from hrt.order_line x where x.order_id = o.id) l
  cross join lateral (select coalesce(sum(y.tendered), 0)::int8 as tendered, coalesce(sum(y.change), 0)::int8 as change,
      coalesce(sum(y.amount) filter (where y.method <> 'cash'), 0)::int8 as transferred, max(y.settled_at) as settled_at,
      (array_agg(c.name order by y.id))[1] as cashier_name
    from hrt.payment y left join hrt.staff_listed c on c.id = y.staff_id where y.order_id = o.id and y.kind = 'payment') p
 where o.id = $1
