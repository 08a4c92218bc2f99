-- why: variants by id, in the order asked for, for the till and the back office
-- params: ids int8[]
-- returns: many HrtVariant
-- errors: none
-- used by: hrt-catalog.c
select v.*, w.serial_tracked, c.cost, p.name as product_name, p.slug as product_slug, b.name as brand,
       (select string_agg(r.code, ' ' order by r.code) from hrt.barcode r where r.variant_id = v.id) as barcodes,
       (select i.hash from hrt.image i where i.product_id = v.product_id
          order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from unnest($1) with ordinality as n (id, no) join hrt.listed_variant v on v.id = n.id
  join hrt.variant w on w.id = v.id
  join hrt.product p on p.id = v.product_id
  left join hrt.brand b on b.id = p.brand_id
  left join hrt.variant_cost c on c.variant_id = v.id
 order by n.no
