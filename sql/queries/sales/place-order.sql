-- why: orders from the web
-- params: orders jsonb
-- returns: many
-- errors: none
-- used by: hrt-sales-cart.c
select * from hrt.place_order($1)
