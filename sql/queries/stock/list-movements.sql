-- why: the ledger of a variant, or of all variants of a product, newest first
-- params: product_id int8, variant_id int8, before_id int8, n int8
-- returns: many HrtStockMovement
-- errors: none
-- used by: hrt-stock.c
select m.id, m.variant_id, m.location_id, l.name as location, m.quantity, m.reason::text as reason, m.order_id, o.number as order_number,
       m.staff_id, t.name as staff_name, m.oversold, m.note, m.at, v.sku,
       (select sum(b.quantity) from hrt.stock_movement b
         where b.variant_id = m.variant_id and b.location_id = m.location_id and b.id <= m.id)::int8 as balance
  from (select x.* from hrt.stock_movement x
         where x.variant_id = any (case when $2 <> 0 then array[$2] else array(select w.id from hrt.variant w where w.product_id = $1) end)
           and ($3 = 0 or x.id < $3)
         order by x.id desc limit $4) m
  join hrt.location l on l.id = m.location_id
  join hrt.variant v on v.id = m.variant_id
  left join hrt.sales_order o on o.id = m.order_id
  left join hrt.staff_listed t on t.id = m.staff_id
 order by m.id desc
