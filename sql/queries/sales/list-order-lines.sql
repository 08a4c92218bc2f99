-- why: the lines of an order
-- params: order_id int8
-- returns: many HrtOrderLine
-- errors: none
-- used by: hrt-sales-order.c
select l.order_id, l.line_no::int8 as line_no, l.variant_id, v.product_id, p.slug as product_slug, l.sku, l.product_name, l.variant_name, l.quantity, l.unit_price, l.discount, l.tax,
       l.total, (select i.hash from hrt.image i where i.product_id = v.product_id
          order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from hrt.order_line l left join hrt.variant v on v.id = l.variant_id
  left join hrt.product p on p.id = v.product_id
 where l.order_id = $1 order by l.line_no
