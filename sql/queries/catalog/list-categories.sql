-- why: the tree of shelves, parents before children
-- params: none
-- returns: many HrtCategory
-- errors: none
-- used by: hrt-catalog-shelves.c
with recursive tree as (
  select c.*, 0::int8 as depth, array[c.position, c.id] as place from hrt.shelf_category c where c.parent_id is null
  union all
  select c.*, t.depth + 1, t.place || array[c.position, c.id] from hrt.shelf_category c join tree t on c.parent_id = t.id)
select t.id, t.parent_id, t.slug, t.name_id, t.name_en, t.position, t.active, t.depth, coalesce(n.n, 0)::int8 as n_products
  from tree t left join hrt.count_by_category('{}') n on n.id = t.id
 order by t.place
