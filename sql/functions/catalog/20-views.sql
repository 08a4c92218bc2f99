-- What the search index in memory is built from: one row per variant. revision grows with every change of product or variant
-- (also its barcodes, pictures, price); a follower asks for revision > the last it saw, less some for those that commit late.
create or replace view hrt.search_document as
  select v.id as variant_id, p.id as product_id, p.slug, p.name as product_name, v.name as variant_name, p.model, v.sku,
    b.name as brand, c.slug as category_slug, c.name_id as category_name_id, c.name_en as category_name_en,
    p.description_id, p.description_en,
    array(select k.code from hrt.barcode k where k.variant_id = v.id order by k.code) as barcodes,
    v.price, v.active and p.active as active, p.featured,
    (select i.hash from hrt.image i where i.product_id = p.id order by i.variant_id is not distinct from v.id desc, i.position, i.id limit 1)
      as image_hash,
    greatest(v.revision, p.revision) as revision
  from hrt.variant v
  join hrt.product p on p.id = v.product_id
  join hrt.category c on c.id = p.category_id
  left join hrt.brand b on b.id = p.brand_id;

-- The same for the web: what is for sale.
create or replace view hrt.web_search_document as select * from hrt.search_document where active;

-- Stock as staff sees it.
create or replace view hrt.stock_overview as
  select s.variant_id, s.location_id, s.on_hand,
    coalesce((select sum(h.quantity) from hrt.stock_hold h
      where h.variant_id = s.variant_id and h.location_id = s.location_id and h.expires_at > now()), 0)::bigint as held
  from hrt.stock_level s;
