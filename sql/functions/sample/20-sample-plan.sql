-- The sample shop's past: about three months of till sales and web orders. Everything goes through the functions that a real
-- day goes through (open_shift, sell, place_order, pay_order, ...); afterwards the clock is turned back on what they wrote.
-- Chance is hrt.sample_dice(), so the same seed gives the same past, ending yesterday evening.

-- The till's sales to be: a row each, and their lines.
create or replace function hrt.sample_plan_till(p_seed bigint, p_zone text) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  create temporary table sample_shelf on commit drop as
    select row_number() over (order by v.price, v.id) - 1 as place, v.id, v.price, s.on_hand
    from variant v join stock_level s on s.variant_id = v.id;
  create temporary table sample_sale on commit drop as
    select row_number() over (order by d.day, k) as no, d.day, k,
      (d.day + time '09:40' + ((k + hrt.sample_dice(p_seed, 'at' || d.day || k)) / (d.n + 1)) * interval '8 hours') at time zone p_zone as at,
      case when extract(dow from d.day) = 6 and k % 3 = 0 then 'K2' else 'K1' end as till,
      md5(p_seed || 'sale' || d.day || k)::uuid as key, hrt.sample_dice(p_seed, 'pay' || d.day || k) < .74 as cash,
      hrt.sample_dice(p_seed, 'off' || d.day || k) < .05 as reduced
    from (
      select (now() at time zone p_zone)::date - a as day,
        5 + floor(hrt.sample_dice(p_seed, 'n' || a) * 7 + case when extract(dow from (now() at time zone p_zone)::date - a) = 6 then 5 else 0 end)::integer as n
      from generate_series(1, 91) a
      where extract(dow from (now() at time zone p_zone)::date - a) <> 0) d,
      generate_series(1, d.n) k;
  -- Small things are bought more often than pianos: the square of the dice on shelves in the order of price.
  create temporary table sample_sale_line on commit drop as
    select distinct on (s.no, h.id) s.no, h.id as variant_id, h.price,
      case when h.price < 50000 then 1 + floor(hrt.sample_dice(p_seed, 'q' || s.no || l) * 5)
        when h.price < 250000 then 1 + floor(hrt.sample_dice(p_seed, 'q' || s.no || l) * 1.6) else 1 end::bigint as quantity
    from sample_sale s
    cross join lateral generate_series(1, 1 + (hrt.sample_dice(p_seed, 'l' || s.no) < .38)::integer
      + (hrt.sample_dice(p_seed, 'l' || s.no) < .12)::integer) l
    join sample_shelf h on h.place = floor(power(hrt.sample_dice(p_seed, 'v' || s.no || l), 1.9) * (select count(*) from sample_shelf));
end $$;

-- The web's orders to be, with what becomes of each.
create or replace function hrt.sample_plan_web(p_sample jsonb, p_seed bigint, p_zone text) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  create temporary table sample_order on commit drop as
    select row_number() over (order by o.at) as no, o.*, md5(p_seed || 'web' || o.age || o.k)::uuid as key,
      case
        when o.age = 0 then 'placed'
        when o.age <= 2 then (array['confirmed', 'packing', 'ready_for_pickup', 'shipped'])[1 + (o.age + o.k) % 4]
        when o.age <= 4 then 'shipped'
        when o.fate < .08 then 'cancelled' when o.fate < .16 then 'expired' else 'completed' end as ends,
      null::bigint as order_id
    from (
      select a as age, k, (now() at time zone p_zone)::date - a as day, hrt.sample_dice(p_seed, 'fate' || a || k) as fate,
        case when a = 0 then now() - make_interval(mins => 20 + 70 * k)
          else ((now() at time zone p_zone)::date - a + time '09:00' + hrt.sample_dice(p_seed, 'wat' || a || k) * interval '4 hours') at time zone p_zone
          end as at,
        1 + floor(hrt.sample_dice(p_seed, 'who' || a || k) * jsonb_array_length(p_sample -> 'customers'))::integer as who
      from generate_series(0, 91) a,
        generate_series(1, case when a in (1, 2) then 3 when a <= 3 then 2 else floor(hrt.sample_dice(p_seed, 'wn' || a) * 2.9)::integer end) k) o;
  create temporary table sample_order_line on commit drop as
    select distinct on (o.no, h.id) o.no, h.id as variant_id, 1::bigint as quantity
    from sample_order o
    cross join lateral generate_series(1, 1 + (hrt.sample_dice(p_seed, 'wl' || o.no) < .3)::integer) l
    join (select *, row_number() over (order by place) - 1 as rank, count(*) over () as n from sample_shelf where on_hand >= 3) h
      on h.rank = floor(power(hrt.sample_dice(p_seed, 'wv' || o.no || l), 1.3) * h.n);
end $$;

-- What is going to be sold is delivered first, in two deliveries, so that in the end the shelves hold what sample.json says.
create or replace function hrt.sample_deliver(p_zone text) returns void
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_location bigint := (select min(id) from location);
  v_half date := (now() at time zone p_zone)::date - 45;
begin
  create temporary table sample_delivery on commit drop as
    select variant_id, day >= v_half as late, sum(quantity)::bigint as quantity
    from (
      select l.variant_id, s.day, l.quantity from sample_sale_line l join sample_sale s using (no)
      union all
      select l.variant_id, o.day, l.quantity from sample_order_line l join sample_order o using (no)
      where o.ends not in ('placed', 'cancelled', 'expired')) u
    group by 1, 2;
  insert into stock_movement (variant_id, location_id, quantity, reason, note, at)
    select variant_id, v_location, quantity, 'receipt', 'Kiriman pemasok',
      ((case when late then v_half else v_half - 47 end) + time '08:30') at time zone p_zone
    from sample_delivery order by late, variant_id;
  update stock_level s set on_hand = s.on_hand + d.quantity
    from (select variant_id, sum(quantity)::bigint as quantity from sample_delivery group by 1) d
    where s.variant_id = d.variant_id and s.location_id = v_location;
end $$;
