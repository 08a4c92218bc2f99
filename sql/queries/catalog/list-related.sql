-- why: others of the same shelf, those of the same maker first
-- params: product_id int8, n int8
-- returns: many
-- errors: none
-- used by: hrt-catalog.c
select s.* from hrt.listed_product p
  cross join lateral (
    select o.id, o.brand_id is not distinct from p.brand_id as same_brand from hrt.listed_product o
     where o.category_id = p.category_id and o.id <> p.id and o.active
     order by o.brand_id is not distinct from p.brand_id desc, o.featured desc, o.id limit $2) r
  join hrt.shelf_product s on s.id = r.id
 where p.id = $1
 order by r.same_brand desc, s.featured desc, s.id
