-- why: decides what of the sample shop is missing
-- params: none
-- returns: one
-- errors: none
-- used by: hrt-sample.c
select s.sample, exists (select from hrt.product) as has_products, exists (select from hrt.sales_order) as has_orders
  from hrt.shop_profile s
