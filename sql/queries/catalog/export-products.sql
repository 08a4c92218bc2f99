-- why: the catalogue as the import takes it, a page at a time
-- params: after_variant int8, page int8
-- returns: many
-- errors: none
-- used by: hrt-product-export.c
select v.id::int8 as variant_id, v.sku, p.slug as handle, p.name as product, v.name as variant, coalesce(b.name, '') as brand,
  c.slug as category, p.model, v.price::text as price, coalesce(v.compare_at_price::text, '') as compare_at_price,
  coalesce(k.cost::text, '') as cost, v.weight_g::text as weight_g, v.length_cm::text as length_cm, v.width_cm::text as width_cm,
  v.height_cm::text as height_cm,
  coalesce((select string_agg(x.code, ' ' order by x.code) from hrt.barcode x where x.variant_id = v.id), '') as barcodes,
  coalesce((select sum(s.on_hand) from hrt.stock_level s where s.variant_id = v.id), 0)::text as stock,
  p.description_id, p.description_en, case when v.active then 'yes' else 'no' end as active
from hrt.variant v
join hrt.product p on p.id = v.product_id
join hrt.category c on c.id = p.category_id
left join hrt.brand b on b.id = p.brand_id
left join hrt.variant_cost k on k.variant_id = v.id
where v.id > $1
order by v.id
limit $2
