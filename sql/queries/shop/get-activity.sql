-- why: is the shop quiet, for work that may wait; idle_seconds = since the last sale or order
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-housekeeping.c
select p.time_zone,
       coalesce(extract(epoch from now() - (select o.placed_at from hrt.sales_order o order by o.id desc limit 1)), 1000000)::int8
         as idle_seconds
  from hrt.shop_profile p
