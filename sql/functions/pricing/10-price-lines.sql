-- The one pricing engine: discount shares, PPN, cash rounding. Whatever shows a sum (till, cart, checkout, receipt) has it
-- from here. Gross is the truth; PPN is worked out once per order and settled on its lines by largest remainder.

-- The tax of a day. Without a rate in force, or when the shop is no PKP, nothing is charged.
create or replace function hrt.tax_rule_of(p_at timestamptz) returns hrt.tax_rule
language plpgsql stable as $$
declare
  v hrt.tax_rule;
begin
  select s.charges_tax and r.rate_num is not null, s.prices_include_tax,
      coalesce(r.rate_num::bigint * r.base_num, 0), coalesce(r.rate_den::bigint * r.base_den, 1),
      coalesce(r.base_num, 1), coalesce(r.base_den, 1)
    into v
  from hrt.shop_profile s
  left join lateral (
    select * from hrt.tax_rate t where t.valid_from <= (p_at at time zone s.time_zone)::date order by t.valid_from desc limit 1) r on true;
  return v;
end $$;

-- The same for the programs.
create or replace function hrt.tax_rule_at(p_at timestamptz default now()) returns hrt.tax_rule
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return hrt.tax_rule_of(p_at);
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

-- Shares a whole number out in proportion to parts, by largest remainder (the first of equal ones).
-- The shares add up to p_whole; none is more than one off its exact value.
create or replace function hrt.share_out(p_whole numeric, p_parts numeric[]) returns numeric[]
language plpgsql immutable as $$
declare
  v_sum numeric := 0;
  v_left numeric := p_whole;
  v_shares numeric[] := array_fill(0::numeric, array[coalesce(array_length(p_parts, 1), 0)]);
  v_rests numeric[] := v_shares;
  v_part numeric;
  v_best integer;
begin
  if p_whole = 0 then
    return v_shares;
  end if;
  foreach v_part in array p_parts loop
    v_sum := v_sum + v_part;
  end loop;
  for i in 1 .. array_length(p_parts, 1) loop
    v_shares[i] := div(p_whole * p_parts[i], v_sum);
    v_rests[i] := p_whole * p_parts[i] - v_shares[i] * v_sum;
    v_left := v_left - v_shares[i];
  end loop;
  while v_left > 0 loop
    v_best := 1;
    for i in 2 .. array_length(p_parts, 1) loop
      if v_rests[i] > v_rests[v_best] then
        v_best := i;
      end if;
    end loop;
    v_shares[v_best] := v_shares[v_best] + 1;
    v_rests[v_best] := -1;
    v_left := v_left - 1;
  end loop;
  return v_shares;
end $$;

-- Prices one order. p_quantities, p_prices: of its lines, not negative; p_discount: of the whole, clamped to the subtotal.
-- Gives each line's share of the discount, its PPN and its total (quantity x price - discount), and the sums.
-- overflow: it comes to more than hrt.largest_amount(); everything else is null then.
create or replace function hrt.price_order(in p_quantities bigint[], in p_prices bigint[], in p_discount bigint,
  in p_rule hrt.tax_rule, out discounts bigint[], out taxes bigint[], out totals bigint[], out subtotal bigint, out tax bigint,
  out overflow boolean)
language plpgsql immutable as $$
declare
  n integer := coalesce(array_length(p_quantities, 1), 0);
  v_amounts numeric[];
  v_sum numeric := 0;
  v_discount numeric := 0;
  v_tax numeric := 0;
begin
  for i in 1 .. n loop
    v_amounts[i] := p_quantities[i]::numeric * p_prices[i];
    v_sum := v_sum + v_amounts[i];
  end loop;
  if p_discount <> 0 then
    v_discount := greatest(least(p_discount, v_sum), 0);
  end if;
  if p_rule.charged then
    v_tax := hrt.tax_of(v_sum - v_discount, p_rule);
  end if;
  overflow := v_sum + v_tax > hrt.largest_amount();
  if overflow then
    return;
  end if;
  discounts := array_fill(0::bigint, array[n]);
  taxes := discounts;
  if v_discount > 0 then
    discounts := hrt.share_out(v_discount, v_amounts);
    for i in 1 .. n loop
      v_amounts[i] := v_amounts[i] - discounts[i];
    end loop;
  end if;
  if v_tax > 0 then
    taxes := hrt.share_out(v_tax, v_amounts);
  end if;
  totals := coalesce(v_amounts, '{}');
  subtotal := v_sum;
  tax := v_tax;
end $$;

-- Prices lines of any number of orders: p_order is the order of each line (a small number from 1), p_discount of each *order*
-- (index = its number). Returns the lines in the order given.
create or replace function hrt.price_lines(
  p_order integer[], p_quantity bigint[], p_unit_price bigint[], p_discount bigint[], p_rule hrt.tax_rule)
returns table (i integer, order_no integer, discount bigint, tax bigint, total bigint, overflow boolean)
language plpgsql immutable parallel safe as $$
#variable_conflict use_column
begin
  return query
    select w.places[k.n], w.order_no, p.discounts[k.n], p.taxes[k.n], p.totals[k.n], p.overflow
    from (select u.order_no, array_agg(u.i::integer order by u.i) as places, array_agg(u.quantity order by u.i) as quantities,
        array_agg(u.unit_price order by u.i) as prices
      from unnest(p_order, p_quantity, p_unit_price) with ordinality as u (order_no, quantity, unit_price, i) group by u.order_no) w
    cross join lateral hrt.price_order(w.quantities, w.prices, p_discount[w.order_no], p_rule) p
    cross join lateral generate_subscripts(w.places, 1) as k (n)
    order by 1;
end $$;
