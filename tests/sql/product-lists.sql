-- Lists of products from any place on: what hrt.find_products() gives is what sorting everything gives.
insert into hrt.category (slug, name_id, name_en) values ('bas', 'Bas', 'Basses');
insert into hrt.category (slug, name_id, name_en, parent_id) values ('bas-akustik', 'Bas akustik', 'Acoustic basses', 2), ('efek', 'Efek', 'Effects', null);
insert into hrt.brand (slug, name) values ('a', 'A'), ('b', 'B'), ('c', 'C');
insert into hrt.product (slug, name, category_id, brand_id, active, featured)
  select 'm-' || g, 'Model ' || substr(md5(g::text), 1, 5), 1 + g % 4, nullif(g % 4, 0), g % 50 <> 0, g % 700 = 0
  from generate_series(1, 6000) g;
insert into hrt.variant (product_id, sku, price, active)
  select p.id, 'V-' || p.id || '-' || k, 1000 * (1 + (p.id * 7919 + k * 13) % 400), k < 3 or p.id % 3 = 0
  from hrt.product p, generate_series(1, 3) k where p.id > 10 and k <= 1 + p.id % 3;

-- The same by sorting everything.
create function t.all_of(p jsonb) returns bigint[] language plpgsql stable as $$
declare
  v bigint[];
begin
  execute format('select array_agg(p.id order by %s) from hrt.listed_product p where %s', hrt.product_order(p), hrt.product_condition(p)) into v;
  return coalesce(v, '{}');
end $$;
create function t.found(p jsonb) returns bigint[] language sql as $$
  select coalesce(array_agg(f.id order by f.no), '{}') from hrt.find_products(p) f $$;

create table t.question as
  select row_number() over () as no, f || jsonb_build_object('sort', s, 'limit', 50) as p
  from unnest(array['name', 'price_up', 'price_down', 'newest', 'featured']) s,
    unnest(array['{}', '{"include_inactive": true}', '{"category_id": 2}', '{"brand_ids": [1, 3]}',
      '{"category_id": 2, "brand_ids": [1]}', '{"price_min": 50000, "price_max": 200000}', '{"featured": true}', '{"category_id": 77}']::jsonb[]) f;
grant select on t.question to public;

-- Every place where the way of getting there changes, and some between.
create function t.wrong_places() returns setof text language plpgsql as $$
declare
  v_q record;
  v_all bigint[];
  v_n bigint;
  v_at bigint;
begin
  for v_q in select * from t.question loop
    v_all := t.all_of(v_q.p);
    v_n := cardinality(v_all);
    if (select n from hrt.count_products(v_q.p)) <> v_n then
      return next 'count ' || v_q.p;
    end if;
    foreach v_at in array array[0, 2030, 2048, 3000, 4096, v_n / 2, v_n - 2100, v_n - 7, v_n + 99] loop
      if v_at >= 0 and t.found(v_q.p || jsonb_build_object('offset', v_at)) <> v_all[v_at + 1 : v_at + 50] then
        return next v_at || ' of ' || v_n || ' ' || v_q.p;
      end if;
    end loop;
  end loop;
end $$;
grant execute on all functions in schema t to public;

select ok((select count(*) from hrt.product_mark) >= 9, 'a catalogue that came at once has its marks');
select ok((select count(*) from hrt.product_shift) < 4000, 'and few notes');
select is_empty('select t.wrong_places()', 'every place of every order');
update hrt.product set name = 'A' || name where id % 60 = 0;
update hrt.variant set price = price + 200000 where product_id % 50 = 0;
update hrt.product set active = not active where id % 80 = 0;
update hrt.product set category_id = 4, featured = not featured where id % 300 = 0;
delete from hrt.variant where product_id between 3000 and 3100;
delete from hrt.product where id between 3000 and 3100;
insert into hrt.product (slug, name, category_id) select 'n-' || g, 'Model 5' || g, 3 from generate_series(1, 40) g;
insert into hrt.variant (product_id, sku, price) select id, 'N-' || id, 5000 from hrt.product where slug like 'n-%';
update hrt.variant set active = false where product_id % 500 = 3;
select ok((select count(*) from hrt.product_shift) between 400 and 4000, 'what was changed is noted');
select is_empty('select t.wrong_places()', 'every place after changes, from the marks and the notes');
set role hrt_web;
select is_empty('select t.wrong_places()', 'the web''s places');
select is((select count(*) from hrt.counted_product where not active), 0::bigint, 'the web is not told how many are not for sale');
reset role;
select hrt.mark_products();
select is((select count(*) from hrt.product_shift), 0::bigint, 'marked anew');
select is_empty('select t.wrong_places()', 'every place from new marks');
delete from hrt.product_mark;
select is_empty('select t.wrong_places()', 'and without marks');
select hrt.mark_products();

-- Facets are what counting everything gives.
select is_empty($$
  select q.p from (select distinct p - 'sort' as p from t.question) q
  where (select jsonb_object_agg(f.id, f.n) from hrt.count_by_brand(q.p) f) is distinct from
    (select jsonb_object_agg(x.brand_id, x.n) from (
      select brand_id, count(*) as n from hrt.listed_product
      where brand_id is not null and id = any ((select t.all_of(q.p - 'brand_ids' || '{"sort": "newest"}'))::bigint[]) group by 1) x)$$, 'brands');
select is_empty($$
  select q.p from (select distinct p - 'sort' as p from t.question) q
  where (select jsonb_object_agg(f.id, f.n) from hrt.count_by_category(q.p) f) is distinct from
    (select jsonb_object_agg(x.id, x.n) from (
      select a.id, count(*) as n from hrt.listed_product l, hrt.categories_above(l.category_id) a (id)
      where l.id = any ((select t.all_of(q.p - 'category_id' || '{"sort": "newest"}'))::bigint[]) group by 1) x)$$, 'categories, those below in those above');
select is_empty($$
  select q.p, c.* from (select distinct p - 'sort' || '{"prices": true}' as p from t.question where p ->> 'include_inactive' is null) q, hrt.count_products(q.p) c
  where (c.price_min, c.price_max) is distinct from (
    select (min(v.price), max(v.price)) from hrt.variant v where v.active and v.product_id = any ((select t.all_of(q.p || '{"sort": "newest"}'))::bigint[]))$$,
  'from which price to which');
select results_eq($$select n from hrt.count_products('{"in_stock": true}')$$,
  $$select count(*) from hrt.product p where p.active and exists (select from hrt.listed_variant v where v.product_id = p.id and v.active and v.available > 0)$$,
  'what is in stock');

-- Counts: who writes waits for nobody, and what is written together comes to one row.
select is((select max(c) from (select count(*) as c from hrt.product_count group by category_id, brand_id, active) x), 1::bigint, 'one row of each kind');
select is((select sum(n) from hrt.product_count)::bigint, (select count(*) from hrt.product), 'and all of them');
