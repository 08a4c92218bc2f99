-- What hangs on products: barcodes, pictures; and the tree of categories. Rules as in 10-products.sql.

-- A GTIN in 13 digits (UPC-A gets its leading zero, EAN-8 stays), anything else as scanned.
create or replace function hrt.normal_barcode(p_code text) returns text
language sql immutable as $$
  select case when btrim(p_code) ~ '^[0-9]{12}$' then '0' || btrim(p_code) else btrim(p_code) end
$$;

-- hrt.set_barcode(): gives a variant a code, or takes the code away (p_variant_id null). Returns 'saved' or 'refused':
-- barcode_taken, barcode_code_ck. id = the variant that has (or had) it.
create or replace function hrt.set_barcode(p_variant_id bigint, p_code text, p_staff_id bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_code text := hrt.normal_barcode(p_code);
  v_owner bigint;
  v_name text;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  if p_variant_id is null then
    delete from barcode where code = v_code returning variant_id into v_owner;
  else
    insert into barcode (code, variant_id) values (v_code, p_variant_id) on conflict do nothing;
    v_owner := (select b.variant_id from barcode b where b.code = v_code);
    if v_owner is distinct from p_variant_id then
      return next hrt.catalog_refusal('barcode_taken');
      return;
    end if;
  end if;
  update variant set revision = nextval('hrt.revision_seq') where id = v_owner;
  return next row('saved', '[]', v_owner, hrt.touch_product((select v.product_id from variant v where v.id = v_owner)))::catalog_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_name = constraint_name;
  return next hrt.catalog_refusal(coalesce(nullif(v_name, ''), 'bad_value'));
end $$;

-- hrt.add_image(): behind the others of the product. id = the picture's.
create or replace function hrt.add_image(p_product_id bigint, p_variant_id bigint, p_hash text, p_width bigint, p_height bigint,
  p_alt text, p_staff_id bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_id bigint;
  v_code text;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  perform from product where id = p_product_id for no key update;
  insert into image (product_id, variant_id, hash, width, height, alt, position)
    values (p_product_id, p_variant_id, p_hash, p_width, p_height, left(coalesce(p_alt, ''), 300),
      coalesce((select max(position) + 1 from image where product_id = p_product_id), 0))
    returning id into v_id;
  return next row('saved', '[]', v_id, hrt.touch_product(p_product_id))::catalog_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_code = constraint_name;
  return next hrt.catalog_refusal(coalesce(nullif(v_code, ''), 'bad_value'));
end $$;

-- hrt.remove_image(): the row; whether its files may go too is said by still_used.
create or replace function hrt.remove_image(p_image_id bigint, p_staff_id bigint)
returns table (outcome text, problems jsonb, hash text, still_used boolean, product_id bigint)
language plpgsql security definer set search_path = hrt, pg_temp as $$
#variable_conflict use_column
declare
  v_image hrt.image;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  delete from image where id = p_image_id returning * into v_image;
  if v_image.id is null then
    perform hrt.raise_not_found('image');
  end if;
  perform hrt.touch_product(v_image.product_id);
  return query select 'removed', '[]'::jsonb, v_image.hash, exists (select from image i where i.hash = v_image.hash), v_image.product_id;
end $$;

-- hrt.order_images(): the product's pictures in a new order.
create or replace function hrt.order_images(p_product_id bigint, p_image_ids bigint[], p_staff_id bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  update image i set position = w.place - 1 from unnest(p_image_ids) with ordinality as w (id, place)
    where i.id = w.id and i.product_id = p_product_id;
  return next row('saved', '[]', p_product_id, hrt.touch_product(p_product_id))::catalog_result;
end $$;

-- hrt.save_category(): {"id"?, "parent_id", "slug"?, "name_id", "name_en", "position", "active"}.
create or replace function hrt.save_category(p_category jsonb, p_staff_id bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_id bigint := hrt.to_int8(p_category -> 'id');
  v_code text;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  if v_id is null then
    insert into category (slug, name_id, name_en)
      values (coalesce(nullif(hrt.to_text(p_category -> 'slug'), ''),
          btrim(regexp_replace(lower(hrt.to_text(p_category -> 'name_id')), '[^a-z0-9]+', '-', 'g'), '-')),
        hrt.to_text(p_category -> 'name_id'), hrt.to_text(p_category -> 'name_en')) returning id into v_id;
  end if;
  update category c set
    slug = case when p_category ? 'slug' then hrt.to_text(p_category -> 'slug') else c.slug end,
    name_id = case when p_category ? 'name_id' then hrt.to_text(p_category -> 'name_id') else c.name_id end,
    name_en = case when p_category ? 'name_en' then hrt.to_text(p_category -> 'name_en') else c.name_en end,
    parent_id = case when p_category ? 'parent_id' then hrt.to_int8(p_category -> 'parent_id') else c.parent_id end,
    position = case when p_category ? 'position' then hrt.to_int8(p_category -> 'position') else c.position end,
    active = coalesce((p_category -> 'active')::boolean, c.active)
    where c.id = v_id;
  if not found then
    perform hrt.raise_not_found('category');
  end if;
  return next row('saved', '[]', v_id, nextval('hrt.revision_seq'))::catalog_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_code = constraint_name;
  return next hrt.catalog_refusal(coalesce(nullif(v_code, ''), 'bad_value'));
end $$;
