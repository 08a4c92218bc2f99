-- why: the shelves of the home page, with a picture of something on each
-- params: none
-- returns: many HrtCategory
-- errors: none
-- used by: hrt-catalog-shelves.c
select c.id, c.slug, c.name_id, c.name_en, c.position, c.active, coalesce(n.n, 0)::int8 as n_products, i.hash as image_hash
  from hrt.shelf_category c
  left join hrt.count_by_category('{}') n on n.id = c.id
  left join lateral (
    select m.hash from hrt.categories_below(c.id) b (id)
     cross join lateral (select p.id, p.featured from hrt.listed_product p
                          where p.category_id = b.id and p.active order by p.id limit 8) p
      join hrt.shelf_image m on m.product_id = p.id
     order by p.featured desc, p.id, m.position limit 1) i on true
 where c.parent_id is null and c.active
 order by c.position, c.id
