-- why: the couriers' services with their tariffs
-- params: include_inactive bool
-- returns: many HrtShippingService
-- errors: none
-- used by: hrt-shipping.c
select id, code, courier, name, name_en, is_pickup, base_price, price_per_kg, volumetric_divisor::int8 as volumetric_divisor,
       min_weight_g::int8 as min_weight_g, tolerance_g::int8 as tolerance_g, min_days::int8 as min_days, max_days::int8 as max_days,
       position::int8 as position, active
  from hrt.shipping_service where active or $1 order by position, id
