-- why: the brand facet beside a page of products
-- params: filter jsonb
-- returns: many HrtBrand
-- errors: none
-- used by: hrt-catalog.c
select b.id, b.slug, b.name, f.n as n_products from hrt.count_by_brand($1) f join hrt.shelf_brand b on b.id = f.id
 order by lower(b.name), b.name
