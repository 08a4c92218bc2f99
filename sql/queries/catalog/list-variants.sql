-- why: the variants of a product, as anybody may see them; each one's picture is chosen among the product's by the program
-- params: product_id int8
-- returns: many HrtVariant
-- errors: none
-- used by: hrt-catalog.c
select v.* from hrt.listed_variant v where v.product_id = $1 and v.active order by v.position, v.id
