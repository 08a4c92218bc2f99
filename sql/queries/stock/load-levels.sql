-- why: how many of a variant are where
-- params: variant_id int8
-- returns: many HrtStockLevel
-- errors: none
-- used by: hrt-stock.c
select $1::int8 as variant_id, l.id as location_id, l.name as location, coalesce(s.on_hand, 0)::int8 as on_hand, h.held,
       greatest(coalesce(s.on_hand, 0) - h.held, 0)::int8 as available
  from hrt.location l
  left join hrt.stock_level s on s.location_id = l.id and s.variant_id = $1
  cross join lateral (select coalesce(sum(x.quantity), 0)::int8 as held from hrt.stock_hold x
    where x.variant_id = $1 and x.location_id = l.id and x.expires_at > now()) h
 order by l.id
