-- A piece of a long list of products, from any place on. Rows before it are skipped in an index, and as few as possible: from
-- the start, from the end or from the nearest of the marks that functions/catalog/05-product-lists.sql keeps.

-- How many match. p_kind: 'all', 'featured', 'plain' (those that are not featured).
create or replace function hrt.count_kind(p jsonb, p_kind text) returns bigint
language plpgsql stable as $$
declare
  v_n bigint;
begin
  if p_kind <> 'featured' and hrt.is_counted(p) then
    v_n := (select coalesce(sum(c.n), 0) from hrt.counts_of(p) c);
    return case when p_kind = 'all' then v_n else v_n - hrt.count_kind(p, 'featured') end;
  end if;
  execute format('select count(*) from hrt.listed_product p where %s and %s', hrt.product_condition(p, '', true),
    case p_kind when 'featured' then 'p.featured' when 'plain' then 'not p.featured' else 'true' end) into v_n;
  return v_n;
end $$;

-- The last mark at or before a place of the whole list, and its place. p_column: n_all, n_active, n_plain.
create or replace function hrt.mark_before(p_sort text, p_column text, p_place bigint)
returns table (name text, price bigint, id bigint, at bigint)
language plpgsql stable security definer set search_path = hrt, pg_temp rows 1 as $$
declare
  v_moved bigint := (select count(*) from product_shift);
begin
  -- What was noted since can have moved a mark by no more than its number; so only a few of them are worked out.
  return query execute format(
    'select m.name, m.price, m.id, m.%1$I + s.n from product_mark m
     cross join lateral (select coalesce(sum(x.n), 0)::bigint as n from product_shift x where %2$s and %3$s) s
     where m.sort = $1 and m.%1$I between $2 - $3 - 4096 and $2 + $3 and m.%1$I + s.n <= $2 order by 4 desc limit 1',
    p_column,
    case p_sort when 'name' then '(x.name, x.id) < (m.name, m.id)' when 'price' then '(x.price, x.id) < (m.price, m.id)' else 'x.id < m.id' end,
    case p_column when 'n_active' then 'x.active' when 'n_plain' then 'x.active and not x.featured' else 'true' end)
    using p_sort, p_place, v_moved;
end $$;

-- p_condition: on the columns of p. Each category has its own stretch of an index, and the stretches are merged.
create or replace function hrt.slice_statement(p_condition text, p_categories bigint[], p_key text, p_is_down boolean, p_skip bigint, p_limit bigint)
returns text language sql immutable as $$
  select format('select f.id, row_number() over () as no from (select u.id from (%s) u order by u.key %s, u.id %2$s offset %s limit %s) f',
    case when p_categories is null then format('select p.id, p.%s as key from hrt.listed_product p where %s', p_key, p_condition)
    else (select string_agg(format('(select p.id, p.%1$s as key from hrt.listed_product p where p.category_id = %2$s and %3$s order by p.%1$s %4$s, p.id %4$s)',
      p_key, c, p_condition, d.way), ' union all ') from unnest(p_categories) c) end,
    d.way, p_skip, p_limit)
  from (select case when p_is_down then 'desc' else '' end as way) d
$$;

-- p_limit of the matching products from the p_offset-th on, with their numbers.
create or replace function hrt.slice_products(p jsonb, p_kind text, p_offset bigint, p_limit bigint) returns table (id bigint, no bigint)
language plpgsql stable rows 25 as $$
declare
  v_is_down boolean := coalesce(p ->> 'sort', '') in ('price_down', 'newest');
  v_sort text := case p ->> 'sort' when 'price_up' then 'price' when 'price_down' then 'price' when 'newest' then 'newest' else 'name' end;
  v_key text := case v_sort when 'newest' then 'id' else v_sort end;
  v_where text := hrt.product_condition(p, 'category_id')
    || case p_kind when 'featured' then ' and p.featured' when 'plain' then ' and not p.featured' else '' end;
  v_categories bigint[] := case when coalesce((p ->> 'category_id')::bigint, 0) <> 0
    then array(select hrt.categories_below((p ->> 'category_id')::bigint)) end;
  v_is_whole boolean := p ->> 'include_inactive' = 'true' and current_user <> 'hrt_web'; -- also what is not for sale
  v_total bigint;
  v_from bigint;
  v_to bigint;
  v_mark_name text;
  v_mark_price bigint;
  v_mark_id bigint;
  v_mark_at bigint;
begin
  if cardinality(v_categories) = 0 then
    return;
  end if;
  if p_offset < 2048 or not hrt.is_counted(p) then
    return query execute hrt.slice_statement(v_where, v_categories, v_key, v_is_down, p_offset, p_limit);
    return;
  end if;
  -- In the index's own direction it is v_from up to v_to.
  v_total := hrt.count_kind(p, p_kind);
  v_from := case when v_is_down then greatest(v_total - p_offset - p_limit, 0) else p_offset end;
  v_to := case when v_is_down then v_total - p_offset else least(p_offset + p_limit, v_total) end;
  if v_from >= v_to then
    return;
  end if;
  if least(v_from, v_total - v_to) >= 2048 and v_categories is null and not p ? 'brand_ids'
      and (p_kind = 'all' or p_kind = 'plain' and not v_is_whole) then
    select m.name, m.price, m.id, m.at into v_mark_name, v_mark_price, v_mark_id, v_mark_at from hrt.mark_before(v_sort,
      case when p_kind = 'plain' then 'n_plain' when v_is_whole then 'n_all' else 'n_active' end, v_from) m;
  end if;
  if v_mark_at is not null then
    return query execute format('select s.id, %s from (%s) s order by 2',
      case when v_is_down then format('%s - s.no + 1', v_to - v_from) else 's.no' end,
      hrt.slice_statement(v_where || case v_sort
        when 'name' then format(' and (p.name, p.id) >= (%L, %s)', v_mark_name, v_mark_id)
        when 'price' then format(' and (p.price, p.id) >= (%s, %s)', v_mark_price, v_mark_id)
        else format(' and p.id >= %s', v_mark_id) end, null, v_key, false, v_from - v_mark_at, v_to - v_from));
  elsif v_from <= v_total - v_to then
    return query execute format('select s.id, %s from (%s) s order by 2',
      case when v_is_down then format('%s - s.no + 1', v_to - v_from) else 's.no' end,
      hrt.slice_statement(v_where, v_categories, v_key, false, v_from, v_to - v_from));
  else
    return query execute format('select s.id, %s from (%s) s order by 2',
      case when v_is_down then 's.no' else format('%s - s.no + 1', v_to - v_from) end,
      hrt.slice_statement(v_where, v_categories, v_key, true, v_total - v_to, v_to - v_from));
  end if;
end $$;
