-- why: what came in last, for the home page
-- params: n int8
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-catalog-shelves.c
select s.* from (select p.id from hrt.listed_product p where p.active order by p.id desc limit $1) f
  join hrt.shelf_product s on s.id = f.id order by f.id desc
