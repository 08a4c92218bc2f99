-- What functions/catalog/05-product-lists.sql keeps in step.
create or replace function hrt.check_product_lists() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'a product knows the prices of its variants', 'product ' || p.id, p.price || ' to ' || p.price_to || ', variants ' || v.low || ' to ' || v.high
  from hrt.product p
  cross join lateral (select coalesce(min(x.price), 0) as low, coalesce(max(x.price), 0) as high
    from hrt.variant x where x.product_id = p.id and x.active) v
  where (p.price, p.price_to) <> (v.low, v.high)
  union all
  select 'products are counted', 'category ' || coalesce(c.category_id, p.category_id), 'counted ' || coalesce(c.n, 0) || ', there are ' || coalesce(p.n, 0)
  from (select category_id, brand_id, active, sum(n) as n from hrt.product_count group by 1, 2, 3 having sum(n) <> 0) c
  full join (select category_id, brand_id, active, count(*) as n from hrt.product group by 1, 2, 3) p
    on p.category_id = c.category_id and coalesce(p.brand_id, 0) = coalesce(c.brand_id, 0) and p.active = c.active
  where c.n is distinct from p.n
  union all
  select 'a mark and what was noted since say where a product is', 'mark ' || m.sort || ' ' || m.id, 'said ' || s.said || ', is ' || s.is
  from hrt.product_mark m
  cross join lateral (
    select m.n_all + coalesce((select sum(x.n) from hrt.product_shift x where case m.sort when 'name' then (x.name, x.id) < (m.name, m.id)
        when 'price' then (x.price, x.id) < (m.price, m.id) else x.id < m.id end), 0) as said,
      case m.sort when 'name' then (select count(*) from hrt.product p where (p.name, p.id) < (m.name, m.id))
        when 'price' then (select count(*) from hrt.product p where (p.price, p.id) < (m.price, m.id))
        else (select count(*) from hrt.product p where p.id < m.id) end as is) s
  where s.said <> s.is
$$;
