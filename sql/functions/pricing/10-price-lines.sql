-- The one pricing engine: discount shares, PPN, cash rounding. Whatever shows a sum (till, cart, checkout, receipt) has it
-- from here. Gross is the truth; PPN is worked out once per order and settled on its lines by largest remainder.

-- The tax of a day. Without a rate in force, or when the shop is no PKP, nothing is charged.
create or replace function hrt.tax_rule_at(p_at timestamptz default now()) returns hrt.tax_rule
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return (
    select row(s.charges_tax and r.rate_num is not null, s.prices_include_tax,
      coalesce(r.rate_num::bigint * r.base_num, 0), coalesce(r.rate_den::bigint * r.base_den, 1),
      coalesce(r.base_num, 1)::bigint, coalesce(r.base_den, 1)::bigint)::hrt.tax_rule
    from hrt.shop_profile s
    left join lateral (
      select * from hrt.tax_rate where valid_from <= (p_at at time zone s.time_zone)::date order by valid_from desc limit 1) r on true);
end $$;

-- PPN of a sum, half up: in a price with tax 11g/111, on a price without 11p/100.
create or replace function hrt.tax_of(p_amount numeric, p_rule hrt.tax_rule) returns numeric
language sql immutable parallel safe as $$
  select case
    when not (p_rule).charged then 0
    when (p_rule).included then
      div(2 * p_amount * (p_rule).num + (p_rule).num + (p_rule).den, 2 * ((p_rule).num + (p_rule).den)::numeric)
    else div(2 * p_amount * (p_rule).num + (p_rule).den, 2 * (p_rule).den::numeric)
  end
$$;

-- The base that the receipt shows (DPP nilai lain): round(11p/12) of the price without tax.
create or replace function hrt.tax_base_of(p_amount bigint, p_rule hrt.tax_rule) returns bigint
language sql immutable parallel safe as $$
  select case when not (p_rule).charged then 0
    else div(2 * net * (p_rule).base_num + (p_rule).base_den, 2 * (p_rule).base_den::numeric)::bigint end
  from (select case when (p_rule).included then p_amount - hrt.tax_of(p_amount, p_rule) else p_amount end as net) n
$$;

-- Cash rounding to the nearest multiple of @p_unit, half up; what is added to the total (may be negative).
create or replace function hrt.cash_rounding_of(p_total bigint, p_unit bigint) returns bigint
language sql immutable parallel safe as $$
  select case when coalesce(p_unit, 0) <= 0 then 0
    else (div(2 * p_total::numeric + p_unit, 2 * p_unit::numeric) * p_unit - p_total)::bigint end
$$;

-- The largest sum an order may come to: 2^53 - 1, so that it is exact in every program that may ever read it.
create or replace function hrt.largest_amount() returns numeric
language sql immutable parallel safe as $$ select 9007199254740991::numeric $$;

-- Prices lines of any number of orders.
-- p_order: the order of each line, a small number from 1; p_quantity, p_unit_price: of each line, not negative;
-- p_discount: of each *order* (index = its number), missing = 0, clamped to the order's subtotal.
-- Returns per line, in the order given: its place i, share of the discount, PPN, and total = quantity x price - discount.
-- overflow: the order comes to more than hrt.largest_amount(); its other values are null then.
create or replace function hrt.price_lines(
  p_order integer[], p_quantity bigint[], p_unit_price bigint[], p_discount bigint[], p_rule hrt.tax_rule)
returns table (i integer, order_no integer, discount bigint, tax bigint, total bigint, overflow boolean)
language plpgsql immutable parallel safe as $$
#variable_conflict use_column
begin
  return query
    with line as (
      select u.i::integer, u.order_no, u.quantity::numeric * u.unit_price as amount,
        sum(u.quantity::numeric * u.unit_price) over (partition by u.order_no) as subtotal
      from unnest(p_order, p_quantity, p_unit_price) with ordinality as u (order_no, quantity, unit_price, i)
    ), whole as (
      select *, greatest(least(coalesce(p_discount[order_no], 0), subtotal), 0) as whole, greatest(subtotal, 1) as divisor
      from line
    ), share as (
      select *, div(whole * amount, divisor) as share,
        row_number() over (partition by order_no order by mod(whole * amount, divisor) desc, i) as place,
        whole - sum(div(whole * amount, divisor)) over (partition by order_no) as left_over
      from whole
    ), net as (
      select i, order_no, subtotal, subtotal - whole as base, amount - share - (place <= left_over)::integer as net,
        share + (place <= left_over)::integer as discount, hrt.tax_of(subtotal - whole, p_rule) as tax
      from share
    ), settled as (
      select *, div(tax * net, greatest(base, 1)) as part,
        row_number() over (partition by order_no order by mod(tax * net, greatest(base, 1)) desc, i) as place,
        tax - sum(div(tax * net, greatest(base, 1))) over (partition by order_no) as left_over
      from net
    )
    select i, order_no,
      case when fits then discount::bigint end,
      case when fits then (part + (place <= left_over)::integer)::bigint end,
      case when fits then net::bigint end,
      not fits
    from settled, lateral (select subtotal + tax <= hrt.largest_amount() as fits) f
    order by i;
end $$;
