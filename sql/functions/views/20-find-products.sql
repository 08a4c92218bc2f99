-- Which products, in what order. The conditions are put together as text, so that each question gets a plan of its own: one
-- statement for all of them would read a million rows for the simplest. Every value goes through format's %L. Not security
-- definer: what is visible is decided by the views, for the role that asks. How a list of a million is fast: 25-slice-products.sql.
--
-- p: {"text", "ids": [], "category_id", "brand_ids": [], "price_min", "price_max", "in_stock", "featured",
--     "include_inactive", "prices", "sort": "name|newest|price_up|price_down|featured|given", "offset", "limit"}; all may be missing.

create or replace function hrt.product_ids_of(p jsonb) returns bigint[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(e::bigint), '{}') from jsonb_array_elements_text(p) e
$$;

-- p_without: a member that is not to count, for the facet that counts it. p_all: for looking at every product, not for the first
-- few in some order.
create or replace function hrt.product_condition(p jsonb, p_without text default '', p_all boolean default false) returns text
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
    -- One of several prices may lie between while neither the lowest nor the highest does.
    v := v || format(' and p.price_to > 0 and p.price_to >= %1$s and p.price <= %2$s and (p.price >= %1$s or p.price_to <= %2$s
      or exists (select from hrt.priced_variant v where v.product_id = p.id and v.active and v.price between %1$s and %2$s))',
      coalesce((p ->> 'price_min')::bigint, 0), coalesce(nullif((p ->> 'price_max')::bigint, 0), 9223372036854775807));
  end if;
  if p ->> 'in_stock' = 'true' and p_all then
    v := v || ' and p.id in (select v.product_id from hrt.stocked_variant v)';
  elsif p ->> 'in_stock' = 'true' then
    v := v || ' and exists (select from hrt.listed_variant v where v.product_id = p.id and v.active and v.available > 0)';
  end if;
  if p ->> 'featured' = 'true' then
    v := v || ' and p.featured';
  end if;
  return v;
end $$;

-- For a few, which are sorted when they are found.
create or replace function hrt.product_order(p jsonb) returns text
language sql immutable parallel safe as $$
  select case p ->> 'sort'
    when 'newest' then 'p.id desc'
    when 'price_up' then 'p.price, p.id'
    when 'price_down' then 'p.price desc, p.id desc'
    when 'featured' then 'p.featured desc, p.name, p.id'
    when 'given' then format('array_position(%L::bigint[], p.id)', hrt.product_ids_of(coalesce(p -> 'ids', '[]')))
    else 'p.name, p.id' end
$$;

-- Whether nothing but categories, brands and being active is asked for: what hrt.product_count knows.
create or replace function hrt.is_counted(p jsonb) returns boolean
language sql immutable parallel safe as $$
  select coalesce(p ->> 'text', '') = '' and not p ? 'ids' and coalesce((p ->> 'price_min')::bigint, 0) <= 0
    and coalesce((p ->> 'price_max')::bigint, 0) <= 0 and p ->> 'in_stock' is distinct from 'true'
    and p ->> 'featured' is distinct from 'true'
$$;

-- The counts of kinds that p is about, when hrt.is_counted(p).
create or replace function hrt.counts_of(p jsonb, p_without text default '')
returns table (category_id bigint, brand_id bigint, n bigint)
language plpgsql stable rows 100 as $$
declare
  v_categories bigint[] := case when coalesce((p ->> 'category_id')::bigint, 0) <> 0 and p_without <> 'category_id'
    then array(select hrt.categories_below((p ->> 'category_id')::bigint)) end;
  v_brands bigint[] := case when p ? 'brand_ids' and p_without <> 'brand_ids' then hrt.product_ids_of(p -> 'brand_ids') end;
begin
  return query select c.category_id, c.brand_id, c.n from hrt.counted_product c
    where (c.active or p ->> 'include_inactive' = 'true') and (v_categories is null or c.category_id = any (v_categories))
      and (v_brands is null or c.brand_id = any (v_brands));
end $$;

-- One page, at most 1000.
create or replace function hrt.find_products(p jsonb) returns table (id bigint, no bigint)
language plpgsql stable rows 25 as $$
declare
  v_offset bigint := greatest(coalesce((p ->> 'offset')::bigint, 0), 0);
  v_limit bigint := least(greatest(coalesce((p ->> 'limit')::bigint, 24), 1), 1000);
  v_first bigint;
begin
  if coalesce(p ->> 'text', '') <> '' or p ? 'ids' then
    return query execute format(
      'select f.id, row_number() over () from (select p.id from hrt.listed_product p where %s order by %s offset %s limit %s) f',
      hrt.product_condition(p), hrt.product_order(p), v_offset, v_limit);
  elsif p ->> 'sort' = 'featured' then
    -- Those that are, then those that are not, each by name.
    v_first := hrt.count_kind(p, 'featured');
    if v_offset < v_first then
      return query select * from hrt.slice_products(p, 'featured', v_offset, least(v_limit, v_first - v_offset));
    end if;
    if v_offset + v_limit > v_first then
      return query select s.id, s.no + greatest(v_first - v_offset, 0)
        from hrt.slice_products(p, 'plain', greatest(v_offset - v_first, 0), least(v_limit, v_offset + v_limit - v_first)) s;
    end if;
  else
    return query select * from hrt.slice_products(p, 'all', v_offset, v_limit);
  end if;
end $$;

-- How many match; with "prices": also from which price to which. For whole categories that is the two ends of each one's stretch
-- of an index; else every one that matches is looked at (no index is of use, and the planner must not think so: hence + 0).
create or replace function hrt.count_products(p jsonb) returns table (n bigint, price_min bigint, price_max bigint)
language plpgsql stable rows 1 as $$
begin
  if p ->> 'prices' is distinct from 'true' then
    n := hrt.count_kind(p, 'all');
  elsif hrt.is_counted(p) and not p ? 'brand_ids' then
    n := hrt.count_kind(p, 'all');
    execute format('select min(s.low), max(s.high) from hrt.shelf_category c cross join lateral (select
        (select p.price from hrt.listed_product p where p.category_id = c.id and p.price_to > 0 and %1$s order by p.price, p.id limit 1) as low,
        (select p.price_to from hrt.listed_product p where p.category_id = c.id and p.active order by p.price_to desc limit 1) as high) s
        where %2$L::bigint[] is null or c.id = any (%2$L::bigint[])',
      hrt.product_condition(p, 'category_id', true), case when coalesce((p ->> 'category_id')::bigint, 0) <> 0
        then array(select hrt.categories_below((p ->> 'category_id')::bigint)) end) into price_min, price_max;
  else
    execute format('select count(*), min(p.price + 0) filter (where p.price_to > 0), max(p.price_to + 0) filter (where p.price_to > 0)
      from hrt.listed_product p where %s', hrt.product_condition(p, '', true)) into n, price_min, price_max;
  end if;
  return next;
end $$;

-- How many match in each category (those below counted in those above), the category's own condition apart.
create or replace function hrt.count_by_category(p jsonb) returns table (id bigint, n bigint)
language plpgsql stable rows 50 as $$
begin
  return query execute format(
    'select a.id, sum(f.n)::bigint from (%s) f cross join lateral hrt.categories_above(f.category_id) a (id) group by 1',
    case when hrt.is_counted(p) then 'select c.category_id, sum(c.n) as n from hrt.counts_of($1, ''category_id'') c group by 1 having sum(c.n) <> 0'
    else format('select p.category_id, count(*) as n from hrt.listed_product p where %s group by 1',
      hrt.product_condition(p, 'category_id', true)) end) using p;
end $$;

create or replace function hrt.count_by_brand(p jsonb) returns table (id bigint, n bigint)
language plpgsql stable rows 50 as $$
begin
  return query execute case when hrt.is_counted(p)
    then 'select c.brand_id, sum(c.n)::bigint from hrt.counts_of($1, ''brand_ids'') c where c.brand_id is not null group by 1 having sum(c.n) <> 0'
    else format('select p.brand_id, count(*) from hrt.listed_product p where %s and p.brand_id is not null group by 1',
      hrt.product_condition(p, 'brand_ids', true)) end using p;
end $$;
