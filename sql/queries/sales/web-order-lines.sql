-- why: the lines of an order by the secret of its link
-- params: secret text
-- returns: many HrtOrderLine
-- errors: none
-- used by: hrt-sales-order.c
select line_no, variant_id, product_id, slug as product_slug, sku, product_name, variant_name, image_hash, quantity, unit_price,
       discount, total
  from hrt.order_lines_by_secret($1)
