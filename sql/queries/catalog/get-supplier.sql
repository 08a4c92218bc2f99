-- why: the supplier of a product, which only staff may see
-- params: id int8
-- returns: one
-- errors: none
-- used by: hrt-catalog.c
select p.supplier_id from hrt.product p where p.id = $1
