-- A large catalogue for measuring: the shop of reference over and over, each copy with a name, model, price and barcode of
-- its own. Set by set, with the search indexes of the tables taken off and put on again.

-- EAN-13 of our own range 29: the check digit to twelve digits.
create or replace function hrt.ean13_of(p_digits text) returns text
language sql immutable parallel safe as $$
  select p_digits || ((10 - (
    substr(p_digits, 1, 1)::integer + substr(p_digits, 3, 1)::integer + substr(p_digits, 5, 1)::integer
    + substr(p_digits, 7, 1)::integer + substr(p_digits, 9, 1)::integer + substr(p_digits, 11, 1)::integer
    + 3 * (substr(p_digits, 2, 1)::integer + substr(p_digits, 4, 1)::integer + substr(p_digits, 6, 1)::integer
    + substr(p_digits, 8, 1)::integer + substr(p_digits, 10, 1)::integer + substr(p_digits, 12, 1)::integer)) % 10) % 10)::text
$$;

-- hrt.sample_many(p_total, p_seed): more products until there are @p_total, one variant each. Returns how many were made.
create or replace function hrt.sample_many(p_total bigint, p_seed bigint) returns bigint
language plpgsql set search_path = hrt, pg_temp set synchronous_commit = off set work_mem = '128MB'
  set maintenance_work_mem = '256MB' set jit = off as $$
declare
  v_have bigint := (select count(*) from product);
  v_more bigint := greatest(least(p_total, 1000000) - v_have, 0);
  v_location bigint := (select min(id) from location);
  v_product bigint;
  v_variant bigint;
  v_note text := 'Stok awal';
  v_index record;
begin
  if v_more = 0 then
    return 0;
  end if;
  lock table product, variant, barcode, image, stock_level, stock_movement in share row exclusive mode;
  v_product := nextval('hrt.product_id_seq');
  v_variant := nextval('hrt.variant_id_seq');

  -- The models: every variant of the reference shop once, in an order that the seed shuffles.
  create temporary table sample_model on commit drop as
    select row_number() over (order by hrt.sample_dice(p_seed, v.sku), v.id) - 1 as no, p.name, p.slug, p.brand_id, p.category_id,
      p.supplier_id, p.model, p.description_id, p.description_en, p.specification, v.name as variant_name, v.colour, v.price,
      v.weight_g, v.length_cm, v.width_cm, v.height_cm, v.low_stock, v.serial_tracked, c.cost, i.hash, i.alt
    from variant v join product p on p.id = v.product_id join variant_cost c on c.variant_id = v.id
    left join lateral (select hash, alt from image where variant_id = v.id order by id limit 1) i on true
    where v.sku not like 'X-%';
  create temporary table sample_new on commit drop as
    select n as no, v_product + n - v_have - 1 as product_id, v_variant + n - v_have - 1 as variant_id, n % m.count as model_no,
      chr(65 + ((n * 7 + p_seed) % 26)::integer) || chr(65 + ((n / 26 * 11 + p_seed) % 26)::integer) || '-' || n as tag,
      85 + (n * 2654435761 + p_seed * 97) % 31 as percent
    from generate_series(v_have + 1, v_have + v_more) n, (select count(*) from sample_model) m;
  analyze sample_model;
  analyze sample_new;

  -- Whatever foreign keys and search indexes these tables have now: off, and on again as they were. A key is checked for all
  -- rows at once when it comes back, instead of eight million times by a trigger.
  create temporary table sample_key on commit drop as
    select c.conrelid::regclass::text as tab, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.conrelid = any (array['product', 'variant', 'variant_cost', 'barcode', 'image']::regclass[]);
  for v_index in select * from sample_key loop
    execute format('alter table %s drop constraint %I', v_index.tab, v_index.name);
  end loop;
  -- The triggers likewise: what they keep in step is written here for all rows at once.
  alter table product disable trigger user;
  alter table variant disable trigger user;
  create temporary table sample_index on commit drop as
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = any (array['product', 'variant', 'barcode', 'image', 'stock_level', 'stock_movement']::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid);
  for v_index in select * from sample_index loop
    execute 'drop index ' || v_index.name;
  end loop;
  insert into product (id, slug, name, brand_id, category_id, supplier_id, model, description_id, description_en, specification,
      price, price_to, created_at, updated_at)
    overriding system value
    select n.product_id, m.slug || '-' || lower(n.tag), m.name || ' ' || n.tag, m.brand_id, m.category_id, m.supplier_id,
      m.model || ' ' || n.tag, m.description_id, m.description_en, m.specification,
      r.price, r.price, now() - make_interval(days => (n.no % 365)::integer), now()
    from sample_new n join sample_model m on m.no = n.model_no
    cross join lateral (select greatest(m.price * n.percent / 100 / 500, 1) * 500 as price) r;
  insert into product_count (category_id, brand_id, active, n)
    select m.category_id, m.brand_id, true, count(*) from sample_new n join sample_model m on m.no = n.model_no group by 1, 2;
  insert into variant (id, product_id, sku, name, colour, price, weight_g, length_cm, width_cm, height_cm, low_stock,
      serial_tracked)
    overriding system value
    select n.variant_id, n.product_id, 'X-' || n.tag, '', m.colour, greatest(m.price * n.percent / 100 / 500, 1) * 500,
      m.weight_g, m.length_cm, m.width_cm, m.height_cm, m.low_stock, m.serial_tracked
    from sample_new n join sample_model m on m.no = n.model_no;
  insert into variant_cost (variant_id, cost)
    select n.variant_id, m.cost * n.percent / 100 from sample_new n join sample_model m on m.no = n.model_no;
  insert into barcode (code, variant_id)
    select hrt.ean13_of('29' || lpad((n.no + p_seed % 1000 * 1000000)::text, 10, '0')), n.variant_id from sample_new n;
  insert into image (product_id, variant_id, hash, width, height, alt)
    select n.product_id, n.variant_id, m.hash, 1280, 1280, m.alt
    from sample_new n join sample_model m on m.no = n.model_no where m.hash is not null;
  insert into stock_level (variant_id, location_id, on_hand)
    select n.variant_id, v_location, (n.no * 31 + p_seed) % 20 from sample_new n;
  insert into stock_movement (variant_id, location_id, quantity, reason, note)
    select n.variant_id, v_location, (n.no * 31 + p_seed) % 20, 'opening', v_note
    from sample_new n where (n.no * 31 + p_seed) % 20 > 0;

  perform setval('hrt.product_id_seq', v_product + v_more - 1), setval('hrt.variant_id_seq', v_variant + v_more - 1);
  for v_index in select * from sample_index order by name loop
    execute v_index.definition;
  end loop;
  for v_index in select * from sample_key order by tab, name loop
    execute format('alter table %s add constraint %I %s', v_index.tab, v_index.name, v_index.definition);
  end loop;
  alter table product enable trigger user;
  alter table variant enable trigger user;
  perform hrt.mark_products();
  -- Not the long texts: nothing is ever planned by them, and comparing their samples takes longer than all the rest.
  analyze product (id, category_id, brand_id, name, price, price_to, revision, featured, active), product_count, product_mark, variant, barcode, image, stock_level, variant_cost,
    stock_movement (id, variant_id, location_id, order_id);
  perform pg_notify('hrt_product', '0'); -- everything is new: who searches reads it all again
  return v_more;
end $$;
