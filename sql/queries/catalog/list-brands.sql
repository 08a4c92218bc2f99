-- why: the makers, with how many products each
-- params: none
-- returns: many HrtBrand
-- errors: none
-- used by: hrt-catalog-shelves.c
select b.id, b.slug, b.name, coalesce(n.n, 0)::int8 as n_products
  from hrt.shelf_brand b left join hrt.count_by_brand('{}') n on n.id = b.id
 order by lower(b.name), b.name
