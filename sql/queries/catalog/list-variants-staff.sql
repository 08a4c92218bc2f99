-- why: the variants of a product with cost and barcodes, also those not for sale
-- params: product_id int8
-- returns: many HrtVariant
-- errors: none
-- used by: hrt-catalog.c
select v.*, w.serial_tracked, c.cost, p.name as product_name, p.slug as product_slug, b.name as brand,
       (select string_agg(r.code, ' ' order by r.code) from hrt.barcode r where r.variant_id = v.id) as barcodes,
       (select i.hash from hrt.image i where i.product_id = v.product_id
          order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from hrt.listed_variant v
  join hrt.variant w on w.id = v.id
  join hrt.product p on p.id = v.product_id
  left join hrt.brand b on b.id = p.brand_id
  left join hrt.variant_cost c on c.variant_id = v.id
 where v.product_id = $1 order by v.position, v.id
