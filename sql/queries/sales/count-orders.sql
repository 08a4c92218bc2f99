-- why: how many orders match, beside some of them
-- params: channel text, status text, payment text, fulfilment text, pattern text, customer_id int8, shift_id int8, placed_from int8, placed_before int8
-- returns: one
-- errors: none
-- used by: hrt-sales-order.c
select count(*) as n from hrt.sales_order o
 where ($1::text is null or o.channel::text = $1) and ($2::text is null or o.status::text = $2)
   and ($3::text is null or o.payment_status::text = $3) and ($4::text is null or o.fulfilment_status::text = $4)
   and ($5::text is null or o.number ilike $5 or o.contact_name ilike $5 or o.contact_phone ilike $5 or o.contact_email ilike $5
     or o.note ilike $5)
   and ($6 = 0 or o.customer_id = $6) and ($7 = 0 or o.shift_id = $7)
   and ($8 = 0 or o.placed_at >= to_timestamp($8 / 1000000.0)) and ($9 = 0 or o.placed_at < to_timestamp($9 / 1000000.0))
