-- why: the category facet beside a page of products
-- params: filter jsonb
-- returns: many HrtCategory
-- errors: none
-- used by: hrt-catalog.c
select c.id, c.parent_id, c.slug, c.name_id, c.name_en, c.position, c.active, f.n as n_products
  from hrt.count_by_category($1) f join hrt.shelf_category c on c.id = f.id
 order by c.position, c.id
