-- why: the ledger of a variant, or of all variants of a product, newest first, with what was there after each movement. The
--   ledger is summed once for each variant and place, up to its newest movement of the page; from there it goes back row by row
-- params: product_id int8, variant_id int8, before_id int8, n int8
-- returns: many HrtStockMovement
-- errors: none
-- used by: hrt-stock.c
with m as materialized (
  select x.* from hrt.stock_movement x
   where x.variant_id = any (case when $2 <> 0 then array[$2] else array(select w.id from hrt.variant w where w.product_id = $1) end)
     and ($3 = 0 or x.id < $3)
   order by x.id desc limit $4),
newest as materialized (
  select p.variant_id, p.location_id,
         (select sum(b.quantity) from hrt.stock_movement b
           where b.variant_id = p.variant_id and b.location_id = p.location_id and b.id <= p.id) as balance
    from (select m.variant_id, m.location_id, max(m.id) as id from m group by 1, 2) p)
select m.id, m.variant_id, m.location_id, l.name as location, m.quantity, m.reason::text as reason, m.order_id, o.number as order_number,
       m.staff_id, t.name as staff_name, m.oversold, m.note, m.at, v.sku,
       (n.balance - coalesce(sum(m.quantity) over (partition by m.variant_id, m.location_id order by m.id desc
         rows between unbounded preceding and 1 preceding), 0))::int8 as balance
  from m
  join newest n on n.variant_id = m.variant_id and n.location_id = m.location_id
  join hrt.location l on l.id = m.location_id
  join hrt.variant v on v.id = m.variant_id
  left join hrt.sales_order o on o.id = m.order_id
  left join hrt.staff_listed t on t.id = m.staff_id
 order by m.id desc
