-- What may be shown of the catalogue. hrt_web sees only what is for sale, and never books, costs or suppliers; it has no
-- right to the tables. current_user in a view is who asks, while rights are those of the view's owner.

-- Products and variants as rows, cheap enough to filter a million by.
create or replace view hrt.listed_product as
  select p.id, p.slug, p.name, p.brand_id, p.category_id, p.model, p.description_id, p.description_en, p.specification,
    p.featured, p.active, p.created_at, p.updated_at, p.revision, p.price, p.price_to
  from hrt.product p
  where p.active or current_user <> 'hrt_web';

create or replace view hrt.priced_variant as
  select v.id, v.product_id, v.sku, v.price, v.active from hrt.variant v where v.active or current_user <> 'hrt_web';

-- With what is there of each. Looks into the stock: not for conditions that do not ask for it.
create or replace view hrt.listed_variant as
  select v.id, v.product_id, v.sku, v.name, v.colour, v.price, v.compare_at_price, v.weight_g::int8 as weight_g,
    v.length_cm::int8 as length_cm, v.width_cm::int8 as width_cm, v.height_cm::int8 as height_cm, v.low_stock::int8 as low_stock,
    v.position::int8 as position, v.active, v.revision, k.available,
    case when current_user <> 'hrt_web' then k.on_hand else 0 end as on_hand
  from hrt.variant v
  cross join lateral (
    select coalesce(sum(l.on_hand), 0)::int8 as on_hand,
      greatest(coalesce(sum(l.on_hand) filter (where o.sells_web), 0) - coalesce((
        select sum(h.quantity) from hrt.stock_hold h join hrt.location w on w.id = h.location_id and w.sells_web
        where h.variant_id = v.id and h.expires_at > now()), 0), 0)::int8 as available
    from hrt.stock_level l join hrt.location o on o.id = l.location_id
    where l.variant_id = v.id) k
  where v.active or current_user <> 'hrt_web';

-- The variants a customer may buy at least one of: worked out for all of them at once.
create or replace view hrt.stocked_variant as
  select v.id, v.product_id
  from hrt.variant v
  join (select l.variant_id, sum(l.on_hand) as n from hrt.stock_level l join hrt.location o on o.id = l.location_id and o.sells_web
    group by 1) s on s.variant_id = v.id
  left join (select h.variant_id, sum(h.quantity) as n from hrt.stock_hold h join hrt.location o on o.id = h.location_id and o.sells_web
    where h.expires_at > now() group by 1) t on t.variant_id = v.id
  where v.active and s.n > coalesce(t.n, 0);

create or replace view hrt.counted_product as
  select c.category_id, c.brand_id, c.active, c.n from hrt.product_count c where c.active or current_user <> 'hrt_web';

-- A product as a list shows it: with what its active variants come to, and its first picture. A query that names the columns
-- it needs is spared the others: category and brand are joined so that they can be left out, an array_agg sorts.
create or replace view hrt.shelf_product as
  select p.id, p.slug, p.name, p.brand_id, b.name as brand, p.category_id, c.slug as category_slug,
    c.name_id as category_name_id, c.name_en as category_name_en, p.model, p.featured, p.active, p.created_at, p.updated_at,
    p.revision, p.price, p.price_to, k.compare_at_price, k.n_variants, k.variant_id, k.sku, k.on_hand, k.available,
    k.low_stock, i.hash as image_hash, i.alt as image_alt
  from hrt.listed_product p
  left join hrt.category c on c.id = p.category_id
  left join hrt.brand b on b.id = p.brand_id
  cross join lateral (
    select max(v.compare_at_price) filter (where v.price = p.price) as compare_at_price, count(*) as n_variants, (array_agg(v.id order by v.position, v.id))[1] as variant_id,
      (array_agg(v.sku order by v.position, v.id))[1] as sku, coalesce(sum(v.on_hand), 0)::int8 as on_hand,
      coalesce(sum(v.available), 0)::int8 as available, coalesce(sum(v.low_stock), 0)::int8 as low_stock
    from hrt.listed_variant v where v.product_id = p.id and v.active) k
  left join lateral (
    select m.hash, m.alt from hrt.image m where m.product_id = p.id order by m.position, m.id limit 1) i on true;

-- A product with the names that stand beside its own; its variants are not looked at.
create or replace view hrt.titled_product as
  select p.id, p.slug, p.name, p.brand_id, b.name as brand, p.category_id, c.slug as category_slug,
    c.name_id as category_name_id, c.name_en as category_name_en, p.model, p.featured, p.active, p.created_at, p.updated_at,
    p.revision
  from hrt.listed_product p
  left join hrt.category c on c.id = p.category_id
  left join hrt.brand b on b.id = p.brand_id;

create or replace view hrt.shelf_image as
  select i.id, i.product_id, i.variant_id, i.hash, i.width::int8 as width, i.height::int8 as height, i.alt, i.position::int8 as position
  from hrt.image i join hrt.listed_product p on p.id = i.product_id;

create or replace view hrt.shelf_category as
  select c.id, c.parent_id, c.slug, c.name_id, c.name_en, c.position::int8 as position, c.active
  from hrt.category c where c.active or current_user <> 'hrt_web';

create or replace view hrt.shelf_brand as select b.id, b.slug, b.name from hrt.brand b;


-- A category and all below it.
create or replace function hrt.categories_below(p_id bigint) returns setof bigint
language sql stable security definer set search_path = hrt, pg_temp rows 10 as $$
  with recursive tree as (
    select c.id from hrt.category c where c.id = p_id
    union
    select c.id from hrt.category c join tree t on c.parent_id = t.id)
  select id from tree
$$;

-- The highest category above one.
create or replace function hrt.categories_above(p_id bigint) returns setof bigint
language sql stable security definer set search_path = hrt, pg_temp rows 3 as $$
  with recursive path as (
    select c.id, c.parent_id from hrt.category c where c.id = p_id
    union
    select c.id, c.parent_id from hrt.category c join path p on p.parent_id = c.id)
  select id from path
$$;
