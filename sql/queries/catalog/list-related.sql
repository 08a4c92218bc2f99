-- why: four others of the same shelf, those of the same maker first; looks at the nearest 32 of either side only. The four
--   is written out: with a parameter there, no plan is kept and each page is planned again, at three times the cost of all else
-- params: product_id int8
-- returns: many HrtProduct
-- errors: none
-- used by: hrt-catalog.c
select s.id, s.slug, s.name, s.brand, s.price, s.price_to, s.compare_at_price, s.n_variants, s.available, s.low_stock, s.image_hash
  from hrt.listed_product p
  cross join lateral (
    select o.id, o.brand_id is not distinct from p.brand_id as same_brand
      from ((select a.id, a.brand_id, a.featured from hrt.listed_product a
              where a.category_id = p.category_id and a.active and a.id > p.id order by a.id limit 32)
            union all
            (select b.id, b.brand_id, b.featured from hrt.listed_product b
              where b.category_id = p.category_id and b.active and b.id < p.id order by b.id desc limit 32)) o
     order by o.brand_id is not distinct from p.brand_id desc, o.featured desc, o.id limit 4) r
  join hrt.shelf_product s on s.id = r.id
 where p.id = $1
 order by r.same_brand desc, s.featured desc, s.id
