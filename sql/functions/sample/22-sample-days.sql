-- The sample's past, day by day, through the functions that a real day goes through.

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
