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

-- One day at the till: shifts open, everything is sold in one call, shifts close with the odd wrong coin.
create or replace function hrt.sample_till_day(p_day date, p_seed bigint) returns void
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_refused jsonb;
  t record;
begin
  for t in select distinct s.till, i.id from sample_sale s join till i on i.code = s.till where s.day = p_day order by 1 loop
    insert into sample_shift
      select p_day, t.till, t.id, o.shift_id, c.id
      from (select id from staff where role = 'cashier' order by (id + (p_day - date '2020-01-01') + t.id) % 2, id limit 1) c,
        lateral hrt.open_shift(md5(p_seed || 'shift' || p_day || t.till)::uuid, t.id, c.id, 500000) o;
  end loop;

  select jsonb_agg(r.problems) into v_refused
  from hrt.sell((
    select jsonb_agg(jsonb_build_object('key', s.key, 'till_id', h.till_id, 'shift_id', h.shift_id, 'staff_id', h.staff_id,
        'location_id', (select min(id) from location), 'lines', l.lines, 'discount', l.discount,
        'tenders', jsonb_build_array(case when s.cash
          then jsonb_build_object('method', 'cash', 'amount', l.due, 'tendered', (l.due + 49999) / 50000 * 50000)
          else jsonb_build_object('method', 'bank_transfer', 'amount', l.due) end)) order by s.no)
    from sample_sale s
    join sample_shift h on h.day = s.day and h.till = s.till
    cross join lateral (
      select jsonb_agg(jsonb_build_object('variant_id', variant_id, 'quantity', quantity, 'unit_price', price) order by variant_id) as lines,
        case when s.reduced then sum(quantity * price)::bigint / 20000 * 1000 else 0 end as discount,
        sum(quantity * price)::bigint - case when s.reduced then sum(quantity * price)::bigint / 20000 * 1000 else 0 end as due
      from sample_sale_line where no = s.no) l
    where s.day = p_day)) r
  where r.outcome <> 'sold';
  if v_refused is not null then
    raise exception 'sample sales of % refused: %', p_day, v_refused;
  end if;
end $$;

create or replace function hrt.sample_close_day(p_day date, p_seed bigint) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  perform hrt.close_shift(md5(p_seed || 'close' || h.day || h.till)::uuid, h.shift_id, h.staff_id,
    (select sum(amount) from hrt.drawer_entry where shift_id = h.shift_id)::bigint
      + case when hrt.sample_dice(p_seed, 'coin' || h.day || h.till) < .08 then -2000 else 0 end, '')
  from sample_shift h where h.day = p_day;
end $$;

-- One day on the web: orders are placed, and each goes as far as it is to go.
create or replace function hrt.sample_web_day(p_sample jsonb, p_day date, p_seed bigint) returns void
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_staff bigint := (select min(id) from staff where role <> 'cashier');
  v_shift bigint := (select min(shift_id) from sample_shift where day = p_day and till = 'K1');
  v_who jsonb;
  v_customer hrt.customer;
  v_service hrt.shipping_service;
  v_pickup_pay boolean;
  r record;
  o record;
begin
  for o in select * from sample_order where day = p_day order by no loop
    -- Who fetches it lives here: the first three customers of sample.json do.
    v_who := p_sample -> 'customers' -> case when o.ends = 'ready_for_pickup' then (o.no % 3)::integer else o.who - 1 end;
    select * into v_customer from customer where email = v_who ->> 'email';
    -- Neighbours come to the shop; drums go by lorry wherever they go.
    select s.* into v_service from shipping_service s,
        lateral (select max(v.weight_g) > 20000 as heavy from sample_order_line l join variant v on v.id = l.variant_id where l.no = o.no) w
      where s.is_pickup = (v_who ->> 'city' in ('Bandung', 'Cimahi') and o.ends <> 'shipped')
        and (s.is_pickup or (s.code = 'jne-jtr') = w.heavy)
      order by hrt.sample_dice(p_seed, 'ship' || o.no || s.code) limit 1;
    v_pickup_pay := v_service.is_pickup and v_shift is not null and o.no % 3 = 0;
    select * into r from hrt.place_order(jsonb_build_array(jsonb_build_object('key', o.key, 'customer_id', v_customer.id,
      'language', v_customer.language, 'contact_name', v_who ->> 'name', 'contact_phone', v_who ->> 'phone',
      'contact_email', v_who ->> 'email', 'address', v_who ->> 'address', 'city', v_who ->> 'city',
      'postal_code', v_who ->> 'postal_code', 'note', '', 'shipping_service_id', v_service.id,
      'payment_method', case when v_pickup_pay then 'pay_at_pickup' else 'bank_transfer' end,
      'lines', (select jsonb_agg(jsonb_build_object('variant_id', variant_id, 'quantity', quantity)) from sample_order_line where no = o.no))));
    if r.outcome <> 'placed' then
      raise exception 'sample order of % refused: %', p_day, r.problems;
    end if;
    update sample_order set order_id = r.order_id where no = o.no;
    perform hrt.sample_web_fate(r.order_id, r.total, o.ends, v_pickup_pay, v_service.is_pickup, v_staff, v_shift, v_customer.id,
      md5(p_seed || 'paid' || o.no)::uuid);
  end loop;
end $$;

create or replace function hrt.sample_web_fate(p_order bigint, p_total bigint, p_ends text, p_pickup_pay boolean, p_pickup boolean,
  p_staff bigint, p_shift bigint, p_customer bigint, p_key uuid) returns void
language plpgsql set search_path = hrt, pg_temp as $$
declare
  v_step text;
begin
  if p_ends = 'cancelled' then
    perform hrt.cancel_order(p_order, 'customer', p_customer, 'Salah pilih warna');
  end if;
  if p_ends in ('placed', 'cancelled', 'expired') then
    return;
  end if;
  if not p_pickup_pay then
    perform hrt.pay_order(p_key, p_order, 'bank_transfer', p_total, p_staff, null);
  end if;
  foreach v_step in array case
    when p_ends = 'confirmed' then '{}'::text[]
    when p_ends = 'packing' then '{packing}'
    when p_pickup then '{packing,ready_for_pickup}'
    else '{packing,shipped}' end
  loop
    perform hrt.fulfil_order(p_order, v_step, p_staff, '');
  end loop;
  if p_ends = 'completed' then
    if p_pickup_pay then
      perform hrt.pay_order(p_key, p_order, 'cash', p_total, p_staff, p_shift, p_total);
    end if;
    perform hrt.fulfil_order(p_order, 'handed_over', p_staff, '');
  end if;
end $$;

-- Turns the clock back: each row gets the time of the day it stands for. The owner's privilege, before the journal is sealed.
create or replace function hrt.sample_turn_back(p_zone text) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  create temporary table sample_when on commit drop as
    select o.id as order_id, s.at, o.number as old_number from sample_sale s join sales_order o on o.key = s.key
    union all
    select order_id, at, o.number from sample_order w join sales_order o on o.id = w.order_id;
  update sales_order o set placed_at = w.at, expires_at = w.at + (o.expires_at - o.placed_at),
      number = 'HRT-' || to_char(w.at at time zone p_zone, 'YYMMDD') || substr(w.old_number, 11)
    from sample_when w where w.order_id = o.id;
  update stock_hold h set expires_at = o.expires_at from sales_order o where o.id = h.order_id;
  -- Each step some hours after the one before; the courier takes two days.
  create temporary table sample_step on commit drop as
    select e.id, e.order_id, e.axis, e.to_state,
      least(w.at + make_interval(mins => 100 * greatest(row_number() over (partition by e.order_id order by e.id) - 3, 0)::integer)
        + case when e.to_state in ('handed_over', 'completed') and o.shipping_service_id is not null and not s.is_pickup
          then interval '2 days' else interval '0' end, now()) as at
    from order_event e join sample_when w using (order_id) join sales_order o on o.id = e.order_id
    left join shipping_service s on s.id = o.shipping_service_id;
  update order_event e set at = s.at from sample_step s where s.id = e.id;
  create temporary table sample_paid on commit drop as
    select order_id, max(at) as at from sample_step where axis = 'payment' and to_state = 'paid' group by 1;
  update payment p set settled_at = s.at from sample_paid s where s.order_id = p.order_id;
  update stock_movement m set at = s.at from sample_paid s where s.order_id = m.order_id;
  update drawer_entry d set at = s.at from sample_paid s where s.order_id = d.order_id;
  update till_shift f set opened_at = (h.day + time '09:25') at time zone p_zone, closed_at = (h.day + time '18:10') at time zone p_zone
    from sample_shift h where h.shift_id = f.id;
  update drawer_entry d set at = f.opened_at from till_shift f where f.id = d.shift_id and d.kind = 'float';
  update journal j set at = coalesce(s.at, w.at), subject = o.number
    from sample_when w join sales_order o on o.id = w.order_id left join sample_paid s on s.order_id = o.id
    where j.subject = w.old_number;
  update journal j set at = case when j.payload ? 'closed' then f.closed_at else f.opened_at end
    from till_shift f where j.kind = 'shift' and f.id = (j.payload -> 'shift')::bigint;
  -- Nobody is written to: these mails were sent long ago.
  update outbox x set created_at = w.at, not_before = w.at, done_at = w.at
    from sample_when w where w.order_id = (x.payload -> 'order_id')::bigint;
end $$;

-- hrt.sample_history(p_sample, p_seed): returns the number of sales and orders.
create or replace function hrt.sample_history(p_sample jsonb, p_seed bigint) returns bigint
language plpgsql set search_path = hrt, pg_temp set jit = off as $$
declare
  v_zone text := (select time_zone from shop_profile);
  v_day date;
begin
  perform hrt.sample_plan_till(p_seed, v_zone);
  perform hrt.sample_plan_web(p_sample, p_seed, v_zone);
  perform hrt.sample_deliver(v_zone);
  create temporary table sample_shift (day date, till text, till_id bigint, shift_id bigint, staff_id bigint) on commit drop;
  for v_day in select day from sample_sale union select day from sample_order order by 1 loop
    if exists (select from sample_sale where day = v_day) then
      perform hrt.sample_till_day(v_day, p_seed);
    end if;
    perform hrt.sample_web_day(p_sample, v_day, p_seed);
    perform hrt.sample_close_day(v_day, p_seed);
  end loop;
  update sales_order set expires_at = placed_at + interval '1 millisecond'
    where id in (select order_id from sample_order where ends = 'expired');
  update stock_hold set expires_at = clock_timestamp() - interval '1 second'
    where order_id in (select order_id from sample_order where ends = 'expired');
  perform hrt.expire_holds(1000);
  perform hrt.sample_turn_back(v_zone);
  update sales_order set expires_at = placed_at + interval '24 hours' where id in (select order_id from sample_order where ends = 'expired');
  update customer set created_at = now() - interval '120 days';
  perform hrt.seal_journal(1000000, null);
  return (select count(*) from sales_order);
end $$;
