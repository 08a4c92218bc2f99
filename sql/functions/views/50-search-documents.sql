-- What the search index is built from, one row per variant that is for sale. rank: pieces sold in the last 90 days, what is
-- featured before what is not, so that the intended one of two like names comes first.
create or replace view hrt.indexed_document as
  select v.id as variant_id, p.id as product_id,
    (case when p.featured then 1000 else 0 end
      + least(coalesce((select sum(l.quantity) from hrt.order_line l join hrt.sales_order o on o.id = l.order_id
          where l.variant_id = v.id and o.placed_at > now() - interval '90 days' and o.status not in ('cancelled', 'expired')), 0), 999))::int8 as rank,
    concat_ws(' ', p.name, b.name, p.model, v.name, v.sku,
      (select string_agg(r.code, ' ') from hrt.barcode r where r.variant_id = v.id), c.name_id, c.name_en) as text,
    greatest(p.revision, v.revision) as revision, p.active and v.active as active,
    -- "Gitar Elektrik" is a gitar, "Electric Guitars" are guitars; "Ampli Gitar" and "Guitar Amps" are neither.
    split_part(c.name_id, ' ', 1) || ' ' || regexp_replace(c.name_en, '^.* ', '') as kind
  from hrt.variant v
  join hrt.product p on p.id = v.product_id
  join hrt.category c on c.id = p.category_id
  left join hrt.brand b on b.id = p.brand_id
  where p.active and v.active or current_user <> 'hrt_web';
