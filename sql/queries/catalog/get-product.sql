-- why: one product with its texts
-- params: id int8
-- returns: one HrtProduct
-- errors: none
-- used by: hrt-catalog.c
select s.*, p.description_id, p.description_en, p.specification
  from hrt.shelf_product s join hrt.listed_product p on p.id = s.id where s.id = $1
