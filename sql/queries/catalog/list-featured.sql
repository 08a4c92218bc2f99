-- why: what the home page shows first
-- params: n int8
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-catalog-shelves.c
select s.* from (select p.id, p.updated_at from hrt.listed_product p where p.featured and p.active order by p.updated_at desc, p.id limit $1) f
  join hrt.shelf_product s on s.id = f.id order by f.updated_at desc, f.id
