-- The sample shop: what is sold, by whom, how it is sent. Called by the owner alone; no role is granted it.

-- A number of 0 up to 1 that depends on nothing but the seed and a text: the sample's only dice.
create or replace function hrt.sample_dice(p_seed bigint, p_text text) returns double precision
language sql immutable parallel safe as $$
  select ('x' || substr(md5(p_seed || '/' || p_text), 1, 8))::bit(32)::bigint / 4294967296.0
$$;

create or replace function hrt.sample_people(p_sample jsonb) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  -- '!' is no hash that any password fits: nobody can sign in before a password has been set.
  insert into staff (login, name, role, password_hash)
    select s.login, s.name, s.role::staff_role, '!'
    from jsonb_to_recordset(p_sample -> 'staff') as s (login text, name text, role text)
  on conflict (login) do nothing;
  insert into customer (email, name, phone, language)
    select c.email, c.name, c.phone, coalesce(c.language, 'id')
    from jsonb_to_recordset(p_sample -> 'customers') as c (email text, name text, phone text, language text)
  on conflict (email) do nothing;
  insert into till (code, name)
    select t.code, t.name from jsonb_to_recordset(p_sample -> 'tills') as t (code text, name text)
  on conflict (code) do nothing;
end $$;

create or replace function hrt.sample_profile(p_sample jsonb) returns void
language sql set search_path = hrt, pg_temp as $$
  update hrt.shop_profile s set
      -- What the assistant has asked the owner stays.
      name = case when s.name = 'Hurtrock' then p.name else s.name end,
      address = coalesce(nullif(s.address, ''), p.address),
      city = coalesce(nullif(s.city, ''), p.city), postal_code = coalesce(nullif(s.postal_code, ''), p.postal_code),
      phone = coalesce(nullif(s.phone, ''), p.phone), email = coalesce(nullif(s.email, ''), p.email),
      tagline = coalesce(nullif(s.tagline, ''), p.tagline), opening_hours = coalesce(nullif(s.opening_hours, ''), p.opening_hours),
      charges_tax = p.charges_tax, prices_include_tax = p.prices_include_tax, tax_number = p.tax_number,
      bank_name = p.bank_name, bank_account = p.bank_account, bank_holder = p.bank_holder, cash_rounding = p.cash_rounding,
      receipt_footer = p.receipt_footer, sample = true, revision = s.revision + 1
    from jsonb_to_record(p_sample -> 'profile') as p (name text, tagline text, address text, city text, postal_code text,
      phone text, email text, opening_hours text, charges_tax boolean, prices_include_tax boolean, tax_number text,
      bank_name text, bank_account text, bank_holder text, cash_rounding bigint, receipt_footer text)
$$;

create or replace function hrt.sample_lists(p_sample jsonb) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  insert into category (slug, name_id, name_en, position)
    select c.slug, c.name_id, c.name_en, c.position
    from jsonb_to_recordset(p_sample -> 'categories') as c (slug text, parent text, name_id text, name_en text, position integer)
    where c.parent is null order by c.position;
  insert into category (slug, parent_id, name_id, name_en, position)
    select c.slug, p.id, c.name_id, c.name_en, c.position
    from jsonb_to_recordset(p_sample -> 'categories') as c (slug text, parent text, name_id text, name_en text, position integer)
    join category p on p.slug = c.parent order by p.position, c.position;
  insert into brand (slug, name)
    select b.slug, b.name from jsonb_to_recordset(p_sample -> 'brands') as b (slug text, name text) order by b.slug;
  insert into supplier (name, contact_person, email, phone, address, notes)
    select s.name, s.contact_person, s.email, s.phone, s.address, s.notes
    from jsonb_to_recordset(p_sample -> 'suppliers')
      as s (name text, contact_person text, email text, phone text, address text, notes text);
  insert into shipping_service (code, courier, name, name_en, is_pickup, base_price, price_per_kg, volumetric_divisor, min_weight_g,
      tolerance_g, min_days, max_days, position)
    select c.o ->> 'code', c.o ->> 'courier', c.o ->> 'name', coalesce(c.o ->> 'name_en', ''), coalesce((c.o -> 'pickup')::boolean, false),
      coalesce((c.o -> 'base_price')::bigint, 0), coalesce((c.o -> 'price_per_kg')::bigint, 0),
      coalesce((c.o -> 'divisor')::integer, 6000), coalesce((c.o -> 'min_weight_g')::integer, 1000),
      coalesce((c.o -> 'tolerance_g')::integer, 0), (c.o -> 'days' -> 0)::integer, (c.o -> 'days' -> 1)::integer, c.no
    from jsonb_array_elements(p_sample -> 'couriers') with ordinality as c (o, no)
  on conflict (code) do nothing;
end $$;

-- Products with their variants, prices, costs, barcodes, stock and pictures.
create or replace function hrt.sample_products(p_sample jsonb) returns bigint
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_location bigint := (select min(id) from location);
  v_products bigint;
begin
  insert into product (slug, name, brand_id, category_id, supplier_id, model, description_id, description_en, specification,
      featured, created_at, updated_at)
    select p.o ->> 'slug', p.o ->> 'name', b.id, c.id, s.id, p.o ->> 'model', p.o ->> 'description_id',
      p.o ->> 'description_en', p.o -> 'specification', (p.o -> 'featured')::boolean,
      a.at, a.at
    from jsonb_array_elements(p_sample -> 'products') with ordinality as p (o, no)
    join brand b on b.slug = p.o ->> 'brand'
    join category c on c.slug = p.o ->> 'category'
    join supplier s on s.name = p.o ->> 'supplier'
    cross join lateral (select now() - make_interval(days => 95 + (p.no * 37 % 200)::integer) as at) a
    order by p.no;
  get diagnostics v_products = row_count;

  create temporary table sample_variant on commit drop as
    select p.id as product_id, v.no, o.*
    from jsonb_array_elements(p_sample -> 'products') d
    join product p on p.slug = d ->> 'slug'
    cross join lateral jsonb_array_elements(d -> 'variants') with ordinality as v (o, no)
    cross join lateral jsonb_to_record(v.o) as o (sku text, name text, colour text, price bigint, compare_at_price bigint,
      cost bigint, barcode text, stock bigint, weight_g integer, length_cm integer, width_cm integer, height_cm integer,
      low_stock integer, serial_tracked boolean, picture text);
  insert into variant (product_id, sku, name, colour, price, compare_at_price, weight_g, length_cm, width_cm, height_cm,
      low_stock, serial_tracked, position)
    select product_id, sku, name, colour, price, compare_at_price, weight_g, length_cm, width_cm, height_cm, low_stock,
      serial_tracked, no - 1
    from sample_variant order by product_id, no;
  insert into variant_cost (variant_id, cost) select v.id, s.cost from sample_variant s join variant v using (sku);
  insert into barcode (code, variant_id) select s.barcode, v.id from sample_variant s join variant v using (sku);
  insert into image (product_id, variant_id, hash, width, height, alt, position)
    select s.product_id, v.id, s.picture, 1280, 1280, concat_ws(', ', p.name, nullif(s.name, '')), s.no - 1
    from sample_variant s join variant v using (sku) join product p on p.id = s.product_id order by s.product_id, s.no;
  insert into stock_level (variant_id, location_id, on_hand)
    select v.id, v_location, s.stock from sample_variant s join variant v using (sku) order by v.id;
  insert into stock_movement (variant_id, location_id, quantity, reason, note, at)
    select v.id, v_location, s.stock, 'opening', 'Stok awal', date_trunc('day', now()) - interval '93 days'
    from sample_variant s join variant v using (sku) where s.stock > 0 order by v.id;
  return v_products;
end $$;

-- hrt.sample_catalogue(p_sample): the whole of sample.json but its past. Raises HR409 sample_not_empty in a shop that has
-- products or orders. Returns the number of products.
create or replace function hrt.sample_catalogue(p_sample jsonb) returns bigint
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_products bigint;
begin
  if exists (select from product) or exists (select from sales_order) then
    raise exception 'the shop has products or orders already' using errcode = 'HR409', constraint = 'sample_not_empty';
  end if;
  perform hrt.sample_profile(p_sample);
  perform hrt.sample_people(p_sample);
  perform hrt.sample_lists(p_sample);
  v_products := hrt.sample_products(p_sample);
  perform pg_notify('hrt_product', '0'); -- everything is new: who searches reads it all again
  return v_products;
end $$;
