-- why: how many products match, and their prices, beside the page
-- params: filter jsonb
-- returns: one
-- errors: none
-- used by: hrt-catalog.c
select n, price_min, price_max from hrt.count_products($1)
