-- why: what was scanned: a barcode, else a SKU
-- params: code text, typed text
-- returns: one HrtVariant
-- errors: none
-- used by: hrt-catalog.c
select v.*, w.serial_tracked, c.cost, p.name as product_name, p.slug as product_slug, b.name as brand,
       (select string_agg(r.code, ' ' order by r.code) from hrt.barcode r where r.variant_id = v.id) as barcodes,
       (select i.hash from hrt.image i where i.product_id = v.product_id
          order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from (select coalesce((select r.variant_id from hrt.barcode r where r.code = $1),
                (select x.id from hrt.variant x where x.sku = $2), (select x.id from hrt.variant x where x.sku = upper($2))) as id) n
  join hrt.listed_variant v on v.id = n.id
  join hrt.variant w on w.id = v.id
  join hrt.product p on p.id = v.product_id
  left join hrt.brand b on b.id = p.brand_id
  left join hrt.variant_cost c on c.variant_id = v.id
