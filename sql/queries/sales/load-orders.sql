-- why: list rows by id, in the order asked for
-- params: ids int8[]
-- returns: many HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
select o.id, o.key, o.number, o.channel::text as channel, o.status::text as status, o.payment_status::text as payment_status,
       o.fulfilment_status::text as fulfilment_status, o.customer_id, o.staff_id, t.name as staff_name, o.shift_id, o.location_id,
       o.contact_name, o.contact_phone, o.contact_email, o.city, o.payment_method, o.subtotal, o.discount, o.shipping_cost,
       o.tax, o.rounding, o.total, o.tax_included, o.shipping_name, o.shipping_name_en, o.language, o.placed_at, o.expires_at, o.revision,
       l.n_lines, l.n_pieces, l.first_line
  from unnest($1) with ordinality as w (id, no)
  join hrt.sales_order o on o.id = w.id
  left join hrt.staff_listed t on t.id = o.staff_id
  cross join lateral (select count(*) as n_lines, coalesce(sum(x.quantity), 0)::int8 as n_pieces,
      (array_agg(x.product_name order by x.line_no))[1] as first_line
    from hrt.order_line x where x.order_id = o.id) l
 order by w.no
