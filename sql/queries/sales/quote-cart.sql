-- why: the cart with what it comes to
-- params: session_hash bytea, service_id int8
-- returns: many
-- errors: none
-- used by: hrt-sales-cart.c
select variant_id, product_id, slug as product_slug, sku, product_name, variant_name, image_hash, quantity, unit_price,
       line_total as line_total, available, problem, pieces as count, subtotal, shipping as shipping_cost, tax, tax_included, total
  from hrt.quote_cart($1, nullif($2, 0)) order by line_no
