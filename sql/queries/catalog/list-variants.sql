-- why: the variants of a product, as anybody may see them
-- params: product_id int8
-- returns: many
-- errors: none
-- used by: hrt-catalog.c
select v.*, (select i.hash from hrt.shelf_image i where i.product_id = v.product_id
    order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1) as image_hash
  from hrt.listed_variant v where v.product_id = $1 and v.active order by v.position, v.id
