-- Writing the catalogue. A revision that was read must still be the current one (HR409), null = whatever it is. What a table's
-- constraint refuses comes back as a problem whose code is the constraint's name (variant_sku_key, product_name_ck ...).
-- Locks: the product's row.

drop type if exists hrt.catalog_result cascade;
create type hrt.catalog_result as (outcome text, problems jsonb, id bigint, revision bigint);

create or replace function hrt.catalog_refusal(p_code text) returns hrt.catalog_result
language sql stable as $$
  select row('refused', jsonb_build_array(hrt.problem(p_code)), null, null)::hrt.catalog_result
$$;

-- A slug that nobody has: 'gitar-akustik', 'gitar-akustik-2' ...
create or replace function hrt.free_slug(p_name text) returns text
language plpgsql as $$
declare
  v_base text := btrim(left(regexp_replace(lower(p_name), '[^a-z0-9]+', '-', 'g'), 80), '-');
  v_slug text;
begin
  v_base := coalesce(nullif(v_base, ''), 'produk');
  v_slug := v_base;
  for i in 2 .. 100000 loop
    exit when not exists (select from hrt.product p where p.slug = v_slug);
    v_slug := v_base || '-' || i;
  end loop;
  return v_slug;
end $$;

-- The brand of a name, made when it is new; null for ''.
create or replace function hrt.brand_of(p_name text) returns bigint
language plpgsql as $$
declare
  v_name text := btrim(p_name);
  v_slug text := btrim(regexp_replace(lower(btrim(p_name)), '[^a-z0-9]+', '-', 'g'), '-');
begin
  if coalesce(v_name, '') = '' then
    return null;
  end if;
  insert into hrt.brand (slug, name) values (coalesce(nullif(v_slug, ''), md5(v_name)), v_name) on conflict do nothing;
  return (select b.id from hrt.brand b where b.name = v_name or b.slug = v_slug order by b.name = v_name desc limit 1);
end $$;

-- Everybody who follows by revision sees the product and its variants as changed.
create or replace function hrt.touch_product(p_product_id bigint) returns bigint
language plpgsql as $$
declare
  v_revision bigint := nextval('hrt.revision_seq');
begin
  update hrt.product set revision = v_revision, updated_at = now() where id = p_product_id;
  return v_revision;
end $$;

-- Writes a variant's fields from JSON; absent ones stay. Used with the product's row locked.
create or replace function hrt.write_variant(p_variant jsonb, p_product_id bigint, p_staff_id bigint) returns bigint
language plpgsql as $$
declare
  v_old hrt.variant;
  v_id bigint := hrt.to_int8(p_variant -> 'id');
  v_price bigint := hrt.to_int8(p_variant -> 'price');
begin
  if v_id is null then
    insert into hrt.variant (product_id, sku, price, position)
      values (p_product_id, hrt.to_text(p_variant -> 'sku'), v_price,
        coalesce((select max(x.position) + 1 from hrt.variant x where x.product_id = p_product_id), 0))
      returning id into v_id;
    insert into hrt.stock_level (variant_id, location_id) select v_id, l.id from hrt.location l on conflict do nothing;
  else
    select * into v_old from hrt.variant where id = v_id;
  end if;
  update hrt.variant v set
    sku = case when p_variant ? 'sku' then hrt.to_text(p_variant -> 'sku') else v.sku end,
    name = case when p_variant ? 'name' then hrt.to_text(p_variant -> 'name') else v.name end,
    colour = case when p_variant ? 'colour' then nullif(hrt.to_text(p_variant -> 'colour'), '') else v.colour end,
    price = case when p_variant ? 'price' then v_price else v.price end,
    compare_at_price = case when p_variant ? 'compare_at_price' then hrt.to_int8(p_variant -> 'compare_at_price') else v.compare_at_price end,
    weight_g = case when p_variant ? 'weight_g' then hrt.to_int8(p_variant -> 'weight_g') else v.weight_g end,
    length_cm = case when p_variant ? 'length_cm' then hrt.to_int8(p_variant -> 'length_cm') else v.length_cm end,
    width_cm = case when p_variant ? 'width_cm' then hrt.to_int8(p_variant -> 'width_cm') else v.width_cm end,
    height_cm = case when p_variant ? 'height_cm' then hrt.to_int8(p_variant -> 'height_cm') else v.height_cm end,
    low_stock = case when p_variant ? 'low_stock' then hrt.to_int8(p_variant -> 'low_stock') else v.low_stock end,
    serial_tracked = coalesce((p_variant -> 'serial_tracked')::boolean, v.serial_tracked),
    position = case when p_variant ? 'position' then hrt.to_int8(p_variant -> 'position') else v.position end,
    active = coalesce((p_variant -> 'active')::boolean, v.active),
    revision = nextval('hrt.revision_seq')
    where v.id = v_id;
  if p_variant ? 'cost' then
    insert into hrt.variant_cost (variant_id, cost) values (v_id, hrt.to_int8(p_variant -> 'cost'))
      on conflict (variant_id) do update set cost = excluded.cost;
  end if;
  if p_variant ? 'price' and v_price is distinct from v_old.price then
    perform hrt.write_journal('price', 'staff', p_staff_id, (select v.sku from hrt.variant v where v.id = v_id),
      jsonb_build_object('variant', v_id, 'price', v_price, 'was', v_old.price));
  end if;
  return v_id;
end $$;

-- hrt.save_product(): p_product: {"id"? (absent = new), "name", "slug"?, "brand"? (name) or "brand_id"?, "category_id",
-- "supplier_id"?, "model"?, "description_id"?, "description_en"?, "specification"?, "featured"?, "active"?,
-- "variants"?: [as in hrt.save_variant(), with "barcodes"?: [..]]}. Absent fields stay as they are; a new product needs a
-- variant. Returns 'saved' with id and revision, or 'refused': no_variant, bad_name, too_long, bad_price, unknown_category,
-- unknown_brand, a constraint's name. Raises HR001, HR404, HR409.
create or replace function hrt.save_product(p_product jsonb, p_staff_id bigint, p_revision bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_id bigint := hrt.to_int8(p_product -> 'id');
  v_old hrt.product;
  v_variant jsonb;
  v_variant_id bigint;
  v_code text;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  if v_id is not null then
    select * into v_old from product where id = v_id for no key update;
    if v_old.id is null then
      perform hrt.raise_not_found('product');
    end if;
    perform hrt.require_revision(v_old.revision, p_revision);
  elsif jsonb_array_length(hrt.to_array(p_product -> 'variants')) = 0 then
    return next hrt.catalog_refusal('no_variant');
    return;
  end if;
  if (v_id is null or p_product ? 'name') and hrt.to_text(p_product -> 'name') = '' then
    return next hrt.catalog_refusal('bad_name');
    return;
  end if;

  if v_id is null then
    insert into product (slug, name, category_id)
      values (hrt.free_slug(hrt.to_text(p_product -> 'name')), hrt.to_text(p_product -> 'name'), hrt.to_int8(p_product -> 'category_id'))
      returning id into v_id;
  end if;
  update product p set
    name = case when p_product ? 'name' then hrt.to_text(p_product -> 'name') else p.name end,
    slug = case when p_product ? 'slug' then hrt.to_text(p_product -> 'slug') else p.slug end,
    brand_id = case when p_product ? 'brand' then hrt.brand_of(hrt.to_text(p_product -> 'brand'))
      when p_product ? 'brand_id' then hrt.to_int8(p_product -> 'brand_id') else p.brand_id end,
    category_id = case when p_product ? 'category_id' then hrt.to_int8(p_product -> 'category_id') else p.category_id end,
    supplier_id = case when p_product ? 'supplier_id' then hrt.to_int8(p_product -> 'supplier_id') else p.supplier_id end,
    model = case when p_product ? 'model' then hrt.to_text(p_product -> 'model') else p.model end,
    description_id = case when p_product ? 'description_id' then hrt.to_text(p_product -> 'description_id', true) else p.description_id end,
    description_en = case when p_product ? 'description_en' then hrt.to_text(p_product -> 'description_en', true) else p.description_en end,
    specification = case when p_product ? 'specification' then hrt.to_array(p_product -> 'specification') else p.specification end,
    featured = coalesce((p_product -> 'featured')::boolean, p.featured),
    active = coalesce((p_product -> 'active')::boolean, p.active)
    where p.id = v_id;
  for v_variant in select * from jsonb_array_elements(hrt.to_array(p_product -> 'variants')) loop
    if v_variant ? 'id' and not exists (select from variant x where x.id = hrt.to_int8(v_variant -> 'id') and x.product_id = v_id) then
      perform hrt.raise_not_found('variant');
    end if;
    v_variant_id := hrt.write_variant(v_variant, v_id, p_staff_id);
    insert into barcode (code, variant_id)
      select hrt.normal_barcode(b), v_variant_id from jsonb_array_elements_text(hrt.to_array(v_variant -> 'barcodes')) b
      on conflict (code) do update set variant_id = excluded.variant_id where barcode.variant_id = excluded.variant_id;
  end loop;
  return next row('saved', '[]', v_id, hrt.touch_product(v_id))::catalog_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_code = constraint_name;
  return next hrt.catalog_refusal(coalesce(nullif(v_code, ''), 'bad_value'));
end $$;

-- hrt.save_variant(): p_variant: {"id"? (absent = new, with "product_id"), "sku", "name", "colour", "price",
-- "compare_at_price", "cost", "weight_g", "length_cm", "width_cm", "height_cm", "low_stock", "serial_tracked", "position",
-- "active"}; absent fields stay. p_revision: of the variant. As hrt.save_product().
create or replace function hrt.save_variant(p_variant jsonb, p_staff_id bigint, p_revision bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_old hrt.variant;
  v_product bigint := hrt.to_int8(p_variant -> 'product_id');
  v_id bigint;
  v_code text;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  if p_variant ? 'id' then
    select * into v_old from variant where id = hrt.to_int8(p_variant -> 'id') for no key update;
    if v_old.id is null then
      perform hrt.raise_not_found('variant');
    end if;
    perform hrt.require_revision(v_old.revision, p_revision);
    v_product := v_old.product_id;
  end if;
  v_id := hrt.write_variant(p_variant, v_product, p_staff_id);
  perform hrt.touch_product(v_product);
  return next row('saved', '[]', v_id, (select v.revision from variant v where v.id = v_id))::catalog_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_code = constraint_name;
  return next hrt.catalog_refusal(coalesce(nullif(v_code, ''), 'bad_value'));
end $$;

-- hrt.set_price(): 'saved' with the variant's new revision, or 'refused': bad_price, variant_compare_ck.
create or replace function hrt.set_price(p_variant_id bigint, p_price bigint, p_staff_id bigint, p_revision bigint)
returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  if p_price is null or p_price not between 0 and 1000000000000 then
    perform hrt.require_staff(p_staff_id, 'admin', 'staff');
    return next hrt.catalog_refusal('bad_price');
    return;
  end if;
  return query select * from hrt.save_variant(jsonb_build_object('id', p_variant_id, 'price', p_price), p_staff_id, p_revision);
end $$;
