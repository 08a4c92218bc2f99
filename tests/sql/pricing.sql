-- The pricing engine: tax, discount, rounding, and what holds for any order.
create function t.rule(included boolean, on_day timestamptz default '2026-06-01') returns hrt.tax_rule language plpgsql as $$
begin
  update hrt.shop_profile set prices_include_tax = included, charges_tax = true;
  return hrt.tax_rule_at(on_day);
end $$;

select is(hrt.tax_of(1110000, t.rule(true)), 110000::numeric, 'PPN in a price with tax: 11g/111');
select is(hrt.tax_of(10000000, t.rule(false)), 1100000::numeric, 'PPN on a price without tax: 11p/100');
select is(hrt.tax_base_of(10000000, t.rule(false)), 9166667::bigint, 'DPP nilai lain: round(11p/12)');
select is(hrt.tax_base_of(1110000, t.rule(true)), 916667::bigint, 'DPP of a price with tax');
select is(hrt.tax_of(50, t.rule(false)), 6::numeric, 'half up: 5.5 becomes 6');
select is(hrt.tax_of(40, t.rule(false)), 4::numeric, '4.4 becomes 4');
select is(hrt.tax_of(1, t.rule(true)), 0::numeric, 'one rupiah');
select is(hrt.tax_of(1110000, t.rule(true, '2024-12-31 12:00+07')), 110000::numeric, '2024: 11 % of the whole');
select is((t.rule(true, '2024-12-31 23:59+07')).base_num, 1::bigint, 'the last minute of 2024 in the shop');
select is((t.rule(true, '2025-01-01 00:00+07')).base_num, 11::bigint, 'the first minute of 2025 in the shop');
select is((t.rule(true, '2020-01-01')).charged, false, 'before any rate nothing is charged');
update hrt.shop_profile set charges_tax = false;
select is(hrt.tax_of(1110000, hrt.tax_rule_at()), 0::numeric, 'a shop that is no PKP charges nothing');

select results_eq($$select i, discount, tax, total, overflow from hrt.price_lines('{1,1,1}', '{1,1,1}', '{100,100,100}', '{100}', t.rule(true))$$,
  $$values (1, 34::bigint, 6::bigint, 66::bigint, false), (2, 33, 7, 67, false), (3, 33, 7, 67, false)$$, 'shares by largest remainder');
select results_eq($$select i, discount, total from hrt.price_lines('{1,2,1}', '{2,1,1}', '{50,70,100}', '{50,null}', t.rule(true)) order by i$$,
  $$values (1, 25::bigint, 75::bigint), (2, 0, 70), (3, 25, 75)$$, 'orders do not mix');
select results_eq($$select discount, total from hrt.price_lines('{1}', '{1}', '{100}', '{500}', t.rule(true))$$,
  $$values (100::bigint, 0::bigint)$$, 'a discount is not more than the whole');
select results_eq($$select total, overflow from hrt.price_lines('{1,2}', '{9223372036854775807,1}', '{9223372036854775807,5}', '{}', t.rule(true))$$,
  $$values (null::bigint, true), (5, false)$$, 'too much is said, not raised, and its neighbour is priced');
select is_empty($$select * from hrt.price_lines('{}', '{}', '{}', '{}', t.rule(true))$$, 'nothing');

-- Any order: shares add up, none is negative or more than its line, tax is within one rupiah of the exact part.
create table t.random as
  select o as order_no, row_number() over () as i, (random() * 20)::bigint + 1 as quantity,
    (case when random() < 0.1 then 0 else exp(random() * 18) end)::bigint as price
  from generate_series(1, 1500) o, generate_series(1, (o % 7) + 1) l order by o;
create table t.discount as
  select order_no, floor(random() * (sum(quantity * price) + 1))::bigint as discount from t.random group by 1;
create function t.faults(r hrt.tax_rule) returns bigint language sql as $$
  with p as (
    select p.*, w.quantity * w.price as amount from hrt.price_lines(
      array(select order_no::integer from t.random order by i), array(select quantity from t.random order by i),
      array(select price from t.random order by i), array(select discount from t.discount order by order_no), r) p
    join t.random w on w.i = p.i)
  select (select count(*) from p where discount not between 0 and amount or total <> amount - discount or tax < 0 or tax > total)
    + (select count(*) from (select order_no, sum(discount) as d, sum(total) as total, sum(tax) as tax, sum(amount) as amount from p group by 1) s
        join t.discount q on q.order_no = s.order_no
        where s.d <> q.discount or s.tax <> hrt.tax_of(s.total, r) or s.total <> s.amount - q.discount)
    + (select count(*) from p join (select order_no, sum(tax) as t, sum(total) as b from p group by 1) s on s.order_no = p.order_no
        where abs(p.tax - p.total * s.t / greatest(s.b, 1)) >= 1)
    + (select count(*) from p where overflow)
$$;
select is(t.faults(t.rule(true)), 0::bigint, '1,500 random orders, prices with tax');
select is(t.faults(t.rule(false)), 0::bigint, '1,500 random orders, prices without tax');
select is((select count(*) from generate_series(0, 200000, 37) g where abs(hrt.tax_of(g, t.rule(true)) - g * 11 / 111.0) > 0.5), 0::bigint, 'tax is never more than half a rupiah off');

select results_eq($$select hrt.cash_rounding_of(g, 100) from unnest('{0, 49, 50, 99, 100, 149, 150}'::bigint[]) g$$,
  $$select unnest('{0, -49, 50, 1, 0, -49, 50}'::bigint[])$$, 'cash rounding to the nearest hundred');
select is(hrt.cash_rounding_of(149, 0), 0::bigint, 'no rounding');
