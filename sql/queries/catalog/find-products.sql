-- why: a page of products for a list of the shop
-- params: filter jsonb
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-catalog.c
select s.* from hrt.find_products($1) f join hrt.shelf_product s on s.id = f.id order by f.no
