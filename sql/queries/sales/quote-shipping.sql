-- why: what each service costs for the cart
-- params: session_hash bytea
-- returns: many HrtShippingQuote
-- errors: none
-- used by: hrt-sales-cart.c
select service_id, code, courier, name, name_en, is_pickup, price, kg * 1000 as chargeable_g, min_days, max_days
  from hrt.quote_shipping($1)
