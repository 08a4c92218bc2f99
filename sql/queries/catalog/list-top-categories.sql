-- why: the shelves of the home page, with a picture each
-- params: none
-- returns: many
-- errors: none
-- used by: hrt-catalog.c
select c.id, c.slug, c.name_id, c.name_en, c.position, c.active, coalesce(n.n, 0)::int8 as n_products,
       (select i.hash from hrt.listed_product p join hrt.shelf_image i on i.product_id = p.id
         where p.category_id = any (array(select hrt.categories_below(c.id))) and p.active
         order by p.featured desc, p.id, i.position limit 1) as image_hash
  from hrt.shelf_category c left join hrt.count_by_category('{}') n on n.id = c.id
 where c.parent_id is null and c.active
 order by c.position, c.id
