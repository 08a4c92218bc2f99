-- hrt.import_products(): a price list or another shop's catalogue, all of it or nothing.
--
-- p_rows: [{"row": line of the file, "sku", "handle", "product", "variant", "brand", "category", "model", "price",
--   "compare_at_price", "cost", "weight_g", "length_cm", "width_cm", "height_cm", "barcodes": [..], "stock", "description_id",
--   "description_en", "active"}]; absent = leave as it is. A known SKU is changed, a new one made, with its product (known by
-- handle, the slug) and its category and brand when those are new too. "stock" counts for new ones only: a stale file must
-- not undo a day's sales.
-- p_staff_id: admin or staff; null only for the database's owner (hurtrock-admin).
-- Returns one row per problem: row, field, code, detail. Without problems one row 0, '', 'imported' (or 'importable' with
-- p_dry_run), whose detail counts: products_new, variants_new, variants_changed, categories_new (names).
-- Locks: products and variants that change; one advisory lock, so that two imports stand in line.

drop type if exists hrt.import_row, hrt.import_result cascade;
create type hrt.import_row as (
  row_no bigint, sku text, handle text, product text, variant text, brand text, category text, model text, price bigint,
  compare_at_price bigint, cost bigint, weight_g integer, length_cm integer, width_cm integer, height_cm integer, barcodes text[],
  stock bigint, description_id text, description_en text, active boolean, product_id bigint, variant_id bigint
);
create type hrt.import_result as (row_no bigint, field text, code text, detail text);

create or replace function hrt.slug_of(p_name text) returns text
language sql immutable as $$
  select coalesce(nullif(btrim(left(regexp_replace(lower(p_name), '[^a-z0-9]+', '-', 'g'), 80), '-'), ''), md5(p_name))
$$;

-- The category that a file means: whose slug or name it says, else whose slug the name would make ('Gitar / Akustik' is
-- 'Gitar Akustik'), because a new one of that slug cannot be. Null for one that is new.
create or replace function hrt.find_category(p_name text) returns bigint
language plpgsql stable as $$
declare
  v_name text := lower(p_name);
  v_slug text := hrt.slug_of(p_name);
begin
  return (select c.id from hrt.category c
    where v_name in (c.slug, lower(c.name_id), lower(c.name_en)) or c.slug = v_slug
    order by v_name in (c.slug, lower(c.name_id), lower(c.name_en)) desc, c.id limit 1);
end $$;

-- The rows with what they are about: the product of the handle, the variant of the SKU.
create or replace function hrt.read_import(p_rows jsonb) returns setof hrt.import_row
language sql stable as $$
  select hrt.to_int8(r -> 'row'), r ->> 'sku', coalesce(nullif(r ->> 'handle', ''), p.slug, hrt.slug_of(r ->> 'product')),
    r ->> 'product', r ->> 'variant', r ->> 'brand', r ->> 'category', r ->> 'model', hrt.to_int8(r -> 'price'),
    hrt.to_int8(r -> 'compare_at_price'), hrt.to_int8(r -> 'cost'), hrt.to_int8(r -> 'weight_g')::integer,
    hrt.to_int8(r -> 'length_cm')::integer, hrt.to_int8(r -> 'width_cm')::integer, hrt.to_int8(r -> 'height_cm')::integer,
    array(select hrt.normal_barcode(b) from jsonb_array_elements_text(hrt.to_array(r -> 'barcodes')) b),
    hrt.to_int8(r -> 'stock'), r ->> 'description_id', r ->> 'description_en', (r ->> 'active')::boolean,
    coalesce(q.id, p.id), v.id
  from jsonb_array_elements(p_rows) r
  left join hrt.variant v on v.sku = r ->> 'sku'
  left join hrt.product p on p.id = v.product_id and coalesce(r ->> 'handle', '') = ''
  left join hrt.product q on q.slug = coalesce(nullif(r ->> 'handle', ''), p.slug, hrt.slug_of(r ->> 'product'))
$$;

create or replace function hrt.find_import_problems(p_rows hrt.import_row[]) returns setof hrt.import_result
language sql stable as $$
  with r as materialized (select * from unnest(p_rows)),
  codes as materialized (select r.row_no, r.sku, r.variant_id, b.code from r, unnest(r.barcodes) b (code))
  select r.row_no, 'sku', 'duplicate_sku', min(o.row_no)::text from r join r o on o.sku = r.sku and o.row_no < r.row_no group by 1
  union all
  select r.row_no, 'sku', 'sku_of_other_product', p.slug from r join hrt.variant v on v.id = r.variant_id
    join hrt.product p on p.id = v.product_id where v.product_id is distinct from r.product_id
  union all
  select r.row_no, 'product', 'missing', '' from r where r.product_id is null and coalesce(r.product, '') = ''
  union all
  select r.row_no, 'category', 'missing', '' from r where r.product_id is null and coalesce(r.category, '') = ''
  union all
  select r.row_no, 'price', 'missing', '' from r where r.variant_id is null and r.price is null
  union all
  select r.row_no, 'stock', 'negative_stock', r.stock::text from r where r.variant_id is null and r.stock < 0
  union all
  select r.row_no, 'compare_at_price', 'not_above_price', coalesce(r.price, v.price)::text
    from r left join hrt.variant v on v.id = r.variant_id
    where coalesce(r.compare_at_price, v.compare_at_price) <= coalesce(r.price, v.price)
  union all
  select r.row_no, 'product', 'product_differs', min(o.row_no)::text from r join r o on o.handle = r.handle and o.row_no < r.row_no
    and (r.product, r.category, r.brand) is distinct from (o.product, o.category, o.brand)
    and r.product is not null and o.product is not null group by 1
  union all
  select c.row_no, 'barcodes', 'barcode_taken', c.code || ' ' || v.sku from codes c join hrt.barcode b on b.code = c.code
    join hrt.variant v on v.id = b.variant_id where b.variant_id is distinct from c.variant_id
  union all
  select c.row_no, 'barcodes', 'barcode_twice', c.code from codes c join codes o on o.code = c.code and o.row_no < c.row_no
    and o.sku <> c.sku group by c.row_no, c.code
  order by 1, 2
$$;

-- Names of the categories that the rows need and the shop has not, each slug once.
create or replace function hrt.find_new_categories(p_rows hrt.import_row[]) returns text[]
language plpgsql stable as $$
begin
  return array(select distinct on (hrt.slug_of(r.category)) r.category
    from (select u.category, min(u.row_no) as row_no from unnest(p_rows) u where u.category <> '' group by 1) r
    where hrt.find_category(r.category) is null order by hrt.slug_of(r.category), r.row_no);
end $$;

-- Categories, brands and products of the rows.
create or replace function hrt.write_import_products(p_rows hrt.import_row[]) returns bigint
language plpgsql as $$
declare
  v_new bigint;
begin
  insert into hrt.category (slug, name_id, name_en)
    select hrt.slug_of(n.name), n.name, n.name from unnest(hrt.find_new_categories(p_rows)) n (name)
    on conflict do nothing;
  insert into hrt.brand (slug, name) select distinct on (hrt.slug_of(r.brand)) hrt.slug_of(r.brand), r.brand from unnest(p_rows) r
    where r.brand <> '' on conflict do nothing;

  create temporary table import_product on commit drop as
    select distinct on (r.handle) r.handle, r.product_id, r.product, r.model, r.description_id, r.description_en, r.active,
      r.brand, (select b.id from hrt.brand b where b.name = r.brand or b.slug = hrt.slug_of(r.brand) order by b.name = r.brand desc limit 1) as brand_id,
      hrt.find_category(r.category) as category_id
    from unnest(p_rows) r order by r.handle, r.row_no;
  insert into hrt.product (slug, name, category_id, brand_id, model, description_id, description_en)
    select i.handle, i.product, i.category_id, i.brand_id, coalesce(i.model, ''), coalesce(i.description_id, ''), coalesce(i.description_en, '')
    from import_product i where i.product_id is null;
  get diagnostics v_new = row_count;
  update hrt.product p set
    name = coalesce(nullif(i.product, ''), p.name), category_id = coalesce(i.category_id, p.category_id),
    brand_id = case when i.brand is null then p.brand_id else i.brand_id end, model = coalesce(i.model, p.model),
    description_id = coalesce(i.description_id, p.description_id), description_en = coalesce(i.description_en, p.description_en),
    updated_at = now(), revision = nextval('hrt.revision_seq')
    from import_product i where p.id = i.product_id
      and (coalesce(nullif(i.product, ''), p.name), coalesce(i.category_id, p.category_id),
        case when i.brand is null then p.brand_id else i.brand_id end, coalesce(i.model, p.model),
        coalesce(i.description_id, p.description_id), coalesce(i.description_en, p.description_en))
      is distinct from (p.name, p.category_id, p.brand_id, p.model, p.description_id, p.description_en);
  drop table import_product;
  return v_new;
end $$;

-- Variants, costs and opening stock; gives {variants_new, variants_changed}.
create or replace function hrt.write_import_variants(p_rows hrt.import_row[], p_staff_id bigint) returns jsonb
language plpgsql as $$
declare
  v_new bigint;
  v_changed bigint;
begin
  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    select 'price', case when p_staff_id is null then 'system' else 'staff' end::hrt.actor_kind, p_staff_id, v.sku,
      jsonb_build_object('variant', v.id, 'price', r.price, 'was', v.price, 'import', true)
    from unnest(p_rows) r join hrt.variant v on v.id = r.variant_id where r.price <> v.price;
  update hrt.variant v set
    name = coalesce(r.variant, v.name), price = coalesce(r.price, v.price), compare_at_price = coalesce(r.compare_at_price, v.compare_at_price),
    weight_g = coalesce(r.weight_g, v.weight_g), length_cm = coalesce(r.length_cm, v.length_cm), width_cm = coalesce(r.width_cm, v.width_cm),
    height_cm = coalesce(r.height_cm, v.height_cm), active = coalesce(r.active, v.active), revision = nextval('hrt.revision_seq')
    from unnest(p_rows) r where v.id = r.variant_id
      and (coalesce(r.variant, v.name), coalesce(r.price, v.price), coalesce(r.compare_at_price, v.compare_at_price), coalesce(r.weight_g, v.weight_g),
        coalesce(r.length_cm, v.length_cm), coalesce(r.width_cm, v.width_cm), coalesce(r.height_cm, v.height_cm), coalesce(r.active, v.active))
      is distinct from (v.name, v.price, v.compare_at_price, v.weight_g, v.length_cm, v.width_cm, v.height_cm, v.active);
  get diagnostics v_changed = row_count;
  insert into hrt.variant (product_id, sku, name, price, compare_at_price, weight_g, length_cm, width_cm, height_cm, active, position)
    select p.id, r.sku, coalesce(r.variant, ''), r.price, r.compare_at_price, coalesce(r.weight_g, 0), coalesce(r.length_cm, 0),
      coalesce(r.width_cm, 0), coalesce(r.height_cm, 0), coalesce(r.active, true),
      coalesce((select max(x.position) from hrt.variant x where x.product_id = p.id), -1) + row_number() over (partition by p.id order by r.row_no)
    from unnest(p_rows) r join hrt.product p on p.slug = r.handle where r.variant_id is null;
  get diagnostics v_new = row_count;

  insert into hrt.variant_cost (variant_id, cost)
    select v.id, r.cost from unnest(p_rows) r join hrt.variant v on v.sku = r.sku where r.cost is not null
    on conflict (variant_id) do update set cost = excluded.cost where hrt.variant_cost.cost <> excluded.cost;
  insert into hrt.barcode (code, variant_id)
    select b.code, v.id from unnest(p_rows) r join hrt.variant v on v.sku = r.sku, unnest(r.barcodes) b (code)
    on conflict do nothing;
  insert into hrt.stock_level (variant_id, location_id)
    select v.id, l.id from unnest(p_rows) r join hrt.variant v on v.sku = r.sku, hrt.location l where r.variant_id is null;
  insert into hrt.stock_movement (variant_id, location_id, quantity, reason, staff_id, note)
    select v.id, (select min(id) from hrt.location), r.stock, 'opening', p_staff_id, 'import'
    from unnest(p_rows) r join hrt.variant v on v.sku = r.sku where r.variant_id is null and r.stock > 0;
  update hrt.stock_level s set on_hand = s.on_hand + r.stock
    from unnest(p_rows) r join hrt.variant v on v.sku = r.sku
    where r.variant_id is null and r.stock > 0 and s.variant_id = v.id and s.location_id = (select min(id) from hrt.location);
  -- Who follows products by revision sees those whose variants changed, too.
  update hrt.product p set revision = nextval('hrt.revision_seq'), updated_at = now()
    where p.id in (select v.product_id from unnest(p_rows) r join hrt.variant v on v.sku = r.sku where v.revision > p.revision);
  return jsonb_build_object('variants_new', v_new, 'variants_changed', v_changed);
end $$;

create or replace function hrt.import_products(p_rows jsonb, p_staff_id bigint, p_dry_run boolean)
returns setof hrt.import_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_rows hrt.import_row[];
  v_new_categories jsonb;
  v_products bigint;
  v_counts jsonb;
begin
  if p_staff_id is not null or not pg_has_role(session_user, 'hrt_owner', 'member') then
    perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('import products', 0));
  v_rows := array(select r from hrt.read_import(p_rows) r order by r.row_no);
  return query select * from hrt.find_import_problems(v_rows);
  if found then
    return;
  end if;
  v_new_categories := to_jsonb(hrt.find_new_categories(v_rows));
  if p_dry_run then
    v_counts := (select jsonb_build_object('variants_new', count(*) filter (where r.variant_id is null),
      'variants_changed', count(*) filter (where r.variant_id is not null)) from unnest(v_rows) r);
    v_products := (select count(distinct r.handle) from unnest(v_rows) r where r.product_id is null);
  else
    v_products := hrt.write_import_products(v_rows);
    v_counts := hrt.write_import_variants(v_rows, p_staff_id);
    perform hrt.write_journal('import', case when p_staff_id is null then 'system' else 'staff' end::actor_kind, p_staff_id, 'products',
      v_counts || jsonb_build_object('products_new', v_products));
    -- Every search has to hear of it, whoever imported; rare enough for the lock that a NOTIFY takes at commit.
    perform pg_notify('hrt_product', '0');
  end if;
  return next row(0, '', case when p_dry_run then 'importable' else 'imported' end,
    (v_counts || jsonb_build_object('products_new', v_products, 'categories_new', v_new_categories))::text)::import_result;
end $$;
