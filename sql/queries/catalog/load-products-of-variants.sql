-- why: list rows after the stock of some variants has changed
-- params: variant_ids int8[]
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-product-list.c
select s.* from hrt.shelf_product s where s.id in (select v.product_id from hrt.listed_variant v where v.id = any ($1))
