-- What lists of products are read from, kept in step: product.price and price_to, hrt.product_count, hrt.product_mark with
-- hrt.product_shift. By triggers once per statement, because a catalogue is written in many ways and seldom; no sale writes
-- these tables.

-- Every 2048th product of each order. One statement, so one snapshot: changes that others have not committed yet stay in
-- product_shift. What is changed meanwhile by nobody but them is counted there.
create or replace function hrt.mark_products() returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  with old_marks as (delete from product_mark),
  old_shifts as (delete from product_shift),
  placed as (
    select 'name' as sort, name, null::bigint as price, id, active, featured, row_number() over (order by name, id) - 1 as at from product
    union all
    select 'price', null, price, id, active, featured, row_number() over (order by price, id) - 1 from product
    union all
    select 'newest', null, null, id, active, featured, row_number() over (order by id) - 1 from product),
  parts as (
    select sort, at / 2048 as part, min(name) filter (where at % 2048 = 0) as name, min(price) filter (where at % 2048 = 0) as price,
      min(id) filter (where at % 2048 = 0) as id, count(*) as n, count(*) filter (where active) as n_active,
      count(*) filter (where active and not featured) as n_plain
    from placed group by 1, 2)
  insert into product_mark (sort, name, price, id, n_all, n_active, n_plain)
    select sort, name, price, id, sum(n) over w - n, sum(n_active) over w - n_active, sum(n_plain) over w - n_plain
    from parts window w as (partition by sort order by part);
end $$;

-- Adds to the counts of kinds and folds together what nobody else holds. p: of hrt.product_count.
create or replace function hrt.count_products_of_kinds(p hrt.product_count[]) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  with added as (
    select a.category_id, a.brand_id, a.active, sum(a.n) as n from unnest(p) a group by 1, 2, 3 having sum(a.n) <> 0),
  held as (
    select c.ctid as place from product_count c join added a on a.category_id = c.category_id
      and a.brand_id is not distinct from c.brand_id and a.active = c.active
    for update of c skip locked),
  folded as (
    delete from product_count c using held h where c.ctid = h.place returning c.category_id, c.brand_id, c.active, c.n)
  insert into product_count (category_id, brand_id, active, n)
    select category_id, brand_id, active, sum(n) from (select * from added union all select * from folded) u group by 1, 2, 3
    having sum(n) <> 0;
end $$;

create or replace function hrt.note_products(p_kinds hrt.product_count[], p_shifts hrt.product_shift[]) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  if cardinality(p_kinds) > 0 then
    perform hrt.count_products_of_kinds(p_kinds);
  end if;
  if cardinality(p_shifts) = 0 then
    return;
  end if;
  -- Marks are made anew now and then; by one at a time, the others only note what they did.
  if cardinality(p_shifts) + (select count(*) from product_shift) > 4000
      and pg_try_advisory_xact_lock(hashtextextended('mark products', 0)) then
    perform hrt.mark_products();
  else
    insert into product_shift select * from unnest(p_shifts);
  end if;
end $$;

create or replace function hrt.on_products_added() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.note_products(
    array(select row(category_id, brand_id, active, count(*))::product_count from added group by category_id, brand_id, active),
    array(select row(name, price, id, active, featured, 1)::product_shift from added));
  return null;
end $$;

create or replace function hrt.on_products_removed() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.note_products(
    array(select row(category_id, brand_id, active, -count(*))::product_count from removed group by category_id, brand_id, active),
    array(select row(name, price, id, active, featured, -1)::product_shift from removed));
  return null;
end $$;

create or replace function hrt.on_products_emptied() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  delete from product_count;
  delete from product_mark;
  delete from product_shift;
  return null;
end $$;

create or replace function hrt.on_products_changed() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.note_products(
    array(
      select row(u.category_id, u.brand_id, u.active, sum(u.n))::product_count
      from removed o join added a using (id)
      cross join lateral (values (o.category_id, o.brand_id, o.active, -1), (a.category_id, a.brand_id, a.active, 1))
        as u (category_id, brand_id, active, n)
      where (o.category_id, o.brand_id, o.active) is distinct from (a.category_id, a.brand_id, a.active)
      group by u.category_id, u.brand_id, u.active),
    array(
      select row(u.name, u.price, a.id, u.active, u.featured, u.n)::product_shift
      from removed o join added a using (id)
      cross join lateral (values (o.name, o.price, o.active, o.featured, -1), (a.name, a.price, a.active, a.featured, 1))
        as u (name, price, active, featured, n)
      where (o.name, o.price, o.active, o.featured) is distinct from (a.name, a.price, a.active, a.featured)));
  return null;
end $$;

-- The prices of some products from their variants.
create or replace function hrt.price_products(p_ids bigint[]) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update product p set price = v.low, price_to = v.high
    from unnest(p_ids) i (id)
    cross join lateral (select coalesce(min(x.price), 0) as low, coalesce(max(x.price), 0) as high
      from variant x where x.product_id = i.id and x.active) v
    where p.id = i.id and (p.price, p.price_to) is distinct from (v.low, v.high);
end $$;

create or replace function hrt.on_variants_added() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.price_products(array(select distinct product_id from added));
  return null;
end $$;

create or replace function hrt.on_variants_removed() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.price_products(array(select distinct product_id from removed));
  return null;
end $$;

create or replace function hrt.on_variants_changed() returns trigger
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.price_products(array(
    select distinct unnest(array[o.product_id, a.product_id]) from removed o join added a using (id)
    where (o.product_id, o.price, o.active) is distinct from (a.product_id, a.price, a.active)));
  return null;
end $$;

create or replace trigger product_added after insert on hrt.product referencing new table as added
  for each statement execute function hrt.on_products_added();
create or replace trigger product_removed after delete on hrt.product referencing old table as removed
  for each statement execute function hrt.on_products_removed();
create or replace trigger product_emptied after truncate on hrt.product
  for each statement execute function hrt.on_products_emptied();
create or replace trigger product_changed after update on hrt.product referencing old table as removed new table as added
  for each statement execute function hrt.on_products_changed();
create or replace trigger variant_added after insert on hrt.variant referencing new table as added
  for each statement execute function hrt.on_variants_added();
create or replace trigger variant_removed after delete on hrt.variant referencing old table as removed
  for each statement execute function hrt.on_variants_removed();
create or replace trigger variant_changed after update on hrt.variant referencing old table as removed new table as added
  for each statement execute function hrt.on_variants_changed();
