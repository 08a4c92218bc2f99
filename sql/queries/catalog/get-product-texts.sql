-- why: one product for its page, without what its variants come to: they are read beside it, once
-- params: id int8
-- returns: one HrtProduct
-- errors: none
-- used by: hrt-catalog.c
select t.*, p.description_id, p.description_en, p.specification
  from hrt.titled_product t join hrt.listed_product p on p.id = t.id where t.id = $1
