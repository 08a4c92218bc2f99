-- why: list rows of the orders that match, newest first, from any place on
-- params: channel text, status text, payment text, fulfilment text, pattern text, customer_id int8, shift_id int8, placed_from int8, placed_before int8, first int8, n int8
-- returns: many HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
select o.id, o.key, o.number, o.channel::text as channel, o.status::text as status, o.payment_status::text as payment_status,
       o.fulfilment_status::text as fulfilment_status, o.customer_id, o.staff_id, t.name as staff_name, o.shift_id, o.location_id,
       o.contact_name, o.contact_phone, o.contact_email, o.city, o.payment_method, o.subtotal, o.discount, o.shipping_cost,
       o.tax, o.rounding, o.total, o.tax_included, o.shipping_name, o.shipping_name_en, o.language, o.placed_at, o.expires_at, o.revision,
       l.n_lines, l.n_pieces, l.first_line
  from (
    select o.id, row_number() over () as no from (
      select o.id from hrt.sales_order o
      where ($1::text is null or o.channel::text = $1) and ($2::text is null or o.status::text = $2)
        and ($3::text is null or o.payment_status::text = $3) and ($4::text is null or o.fulfilment_status::text = $4)
        and ($5::text is null or o.number ilike $5 or o.contact_name ilike $5 or o.contact_phone ilike $5 or o.contact_email ilike $5
          or o.note ilike $5)
        and ($6 = 0 or o.customer_id = $6) and ($7 = 0 or o.shift_id = $7)
        and ($8 = 0 or o.placed_at >= to_timestamp($8 / 1000000.0)) and ($9 = 0 or o.placed_at < to_timestamp($9 / 1000000.0))
       order by o.placed_at desc, o.id desc offset $10 limit $11) o) w
  join hrt.sales_order o on o.id = w.id
  left join hrt.staff_listed t on t.id = o.staff_id
  cross join lateral (select count(*) as n_lines, coalesce(sum(x.quantity), 0)::int8 as n_pieces,
      (array_agg(x.product_name order by x.line_no))[1] as first_line
    from hrt.order_line x where x.order_id = o.id) l
 order by w.no
