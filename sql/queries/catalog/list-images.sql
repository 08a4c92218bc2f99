-- why: the pictures of a product
-- params: product_id int8
-- returns: many HrtImage
-- errors: none
-- used by: hrt-catalog.c
select id, product_id, variant_id, hash, width, height, alt, position from hrt.shelf_image where product_id = $1
 order by position, id
