-- Which products, in what order. The conditions are put together as text, so that each question gets a plan of its own: one
-- statement for all of them would read a million rows for the simplest. Every value goes through format's %L. Not security
-- definer: what is visible is decided by the views, for the role that asks.
--
-- p: {"text", "ids": [], "category_id", "brand_ids": [], "price_min", "price_max", "in_stock", "featured",
--     "include_inactive", "prices", "sort": "name|newest|price_up|price_down|featured|given", "offset", "limit"}; all may be missing.

create or replace function hrt.product_ids_of(p jsonb) returns bigint[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(e::bigint), '{}') from jsonb_array_elements_text(p) e
$$;

-- p_without: a member that is not to count, for the facet that counts it.
create or replace function hrt.product_condition(p jsonb, p_without text default '') returns text
language plpgsql stable as $$
declare
  v text := case when p ->> 'include_inactive' = 'true' then 'true' else 'p.active' end;
  v_like text := '%' || replace(replace(replace(p ->> 'text', '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  if coalesce(p ->> 'text', '') <> '' then
    v := v || format(' and (p.name ilike %1$L or p.model ilike %1$L or exists (select from hrt.shelf_brand b where b.id = p.brand_id
      and b.name ilike %1$L) or exists (select from hrt.priced_variant v where v.product_id = p.id and v.sku ilike %1$L))', v_like);
  end if;
  if p ? 'ids' then
    v := v || format(' and p.id = any (%L::bigint[])', hrt.product_ids_of(p -> 'ids'));
  end if;
  if coalesce((p ->> 'category_id')::bigint, 0) <> 0 and p_without <> 'category_id' then
    v := v || format(' and p.category_id = any (%L::bigint[])',
      array(select hrt.categories_below((p ->> 'category_id')::bigint)));
  end if;
  if p ? 'brand_ids' and p_without <> 'brand_ids' then
    v := v || format(' and p.brand_id = any (%L::bigint[])', hrt.product_ids_of(p -> 'brand_ids'));
  end if;
  if coalesce((p ->> 'price_min')::bigint, 0) > 0 or coalesce((p ->> 'price_max')::bigint, 0) > 0 then
    v := v || format(' and exists (select from hrt.priced_variant v where v.product_id = p.id and v.active
      and v.price between %s and %s)', coalesce((p ->> 'price_min')::bigint, 0),
      coalesce(nullif((p ->> 'price_max')::bigint, 0), 9223372036854775807));
  end if;
  if p ->> 'in_stock' = 'true' then
    v := v || ' and exists (select from hrt.listed_variant v where v.product_id = p.id and v.active and v.available > 0)';
  end if;
  if p ->> 'featured' = 'true' then
    v := v || ' and p.featured';
  end if;
  return v;
end $$;

create or replace function hrt.product_order(p jsonb) returns text
language sql immutable parallel safe as $$
  select case p ->> 'sort'
    when 'newest' then 'p.created_at desc, p.id desc'
    when 'price_up' then '(select min(v.price) from hrt.priced_variant v where v.product_id = p.id and v.active), p.name, p.id'
    when 'price_down' then '(select min(v.price) from hrt.priced_variant v where v.product_id = p.id and v.active) desc nulls last, p.name, p.id'
    when 'featured' then 'p.featured desc, p.name, p.id'
    when 'given' then format('array_position(%L::bigint[], p.id)', hrt.product_ids_of(coalesce(p -> 'ids', '[]')))
    else 'p.name, p.id' end
$$;

-- One page, at most 1000.
create or replace function hrt.find_products(p jsonb) returns table (id bigint, no bigint)
language plpgsql stable rows 25 as $$
begin
  return query execute format(
    'select f.id, row_number() over () from (select p.id from hrt.listed_product p where %s order by %s offset %s limit %s) f',
    hrt.product_condition(p), hrt.product_order(p), greatest(coalesce((p ->> 'offset')::bigint, 0), 0),
    least(greatest(coalesce((p ->> 'limit')::bigint, 24), 1), 1000));
end $$;

-- All that match, packed: 4 bytes each, most significant first (8 when there are ids above 2^31). A million ids are 4 MB.
create or replace function hrt.pack_products(p jsonb) returns table (n bigint, ids bytea)
language plpgsql stable rows 1 as $$
declare
  v_big boolean := coalesce((select max(x.id) from hrt.listed_product x), 0) > 2147483647;
begin
  return query execute format(
    'select count(*), string_agg(%s, '''') from (select p.id from hrt.listed_product p where %s order by %s) f',
    case when v_big then 'int8send(f.id)' else 'int4send(f.id::integer)' end, hrt.product_condition(p), hrt.product_order(p));
end $$;

-- How many match; with "prices": also from which price to which, which looks at every one of them.
create or replace function hrt.count_products(p jsonb) returns table (n bigint, price_min bigint, price_max bigint)
language plpgsql stable rows 1 as $$
begin
  return query execute format(case when p ->> 'prices' = 'true' then
    'select count(distinct p.id), min(v.price), max(v.price) from hrt.listed_product p
       left join hrt.priced_variant v on v.product_id = p.id and v.active where %s'
    else 'select count(*), null::bigint, null::bigint from hrt.listed_product p where %s' end, hrt.product_condition(p));
end $$;

-- How many match in each category (those below counted in those above), the category's own condition apart.
create or replace function hrt.count_by_category(p jsonb) returns table (id bigint, n bigint)
language plpgsql stable rows 50 as $$
begin
  return query execute format(
    'select a.id, sum(f.n)::bigint from (select p.category_id, count(*) as n from hrt.listed_product p where %s group by 1) f
     cross join lateral hrt.categories_above(f.category_id) a (id) group by 1', hrt.product_condition(p, 'category_id'));
end $$;

create or replace function hrt.count_by_brand(p jsonb) returns table (id bigint, n bigint)
language plpgsql stable rows 50 as $$
begin
  return query execute format('select p.brand_id, count(*) from hrt.listed_product p where %s and p.brand_id is not null group by 1',
    hrt.product_condition(p, 'brand_ids'));
end $$;
