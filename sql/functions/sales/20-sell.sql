-- hrt.sell(p_sales): sales at the till, any number in one call and one commit.
--
-- p_sales: [{"key": uuid, "till_id", "shift_id", "staff_id", "location_id"?, "customer_id"?, "language"?,
--   "lines": [{"variant_id", "quantity", "unit_price"}], "discount"?, "tenders": [{"method", "amount", "tendered"?}],
--   "oversell_reason"?, "note"?}]
-- Returns one row per sale in the order given: 'sold', 'already_sold' (the key is known: the same answer again) or
-- 'refused' with every reason: bad_key, bad_quantity, unknown_variant, inactive_variant, price_changed, empty_sale,
-- too_many, unknown_staff, unknown_customer, unknown_location, no_open_shift, bad_discount, overflow, bad_tender,
-- short_tender, out_of_stock (every short line with requested and available), key_conflict (the key belongs to another
-- sale), repeated_key. A refused one leaves no trace and its neighbours alone.
-- Locks: keys, shifts (shared), stock rows; nothing else, and the stock rows last, after all that can be known before.

-- What is asked for, without a look at catalogue or stock.
create or replace function hrt.draft_sales(p_sales jsonb, p_replay boolean) returns setof hrt.draft_order
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query select (d.o).* from (select row(
      e.no::integer, w.key, hrt.content_of('till', e.o), row_number() over (partition by w.key order by e.no) > 1, false,
      jsonb_path_query_array(jsonb_build_array(
        case when w.key is null then hrt.problem('bad_key') end,
        case when s.id is null then hrt.problem('unknown_staff') end,
        case when w.customer_id is not null and c.id is null then hrt.problem('unknown_customer') end,
        case when w.location_id is not null and p.id is null then hrt.problem('unknown_location') end,
        case when t.bad or t.paid + t.tendered > hrt.largest_amount() then hrt.problem('bad_tender') end), '$[*] ? (@ != null)'),
      null, case when p_replay then nullif(hrt.to_text(e.o -> 'number'), '') end,
      case when p_replay then (e.o ->> 'placed_at')::timestamptz end, null,
      s.id, hrt.to_int8(e.o -> 'till_id'), hrt.to_int8(e.o -> 'shift_id'),
      coalesce(p.id, (select min(id) from hrt.location)), c.id,
      case when e.o ->> 'language' in ('id', 'en') then e.o ->> 'language' else (select language from hrt.shop_profile) end,
      left(hrt.to_text(e.o -> 'note', true), 1000), case when t.cash or t.paid = 0 then 'cash' else 'bank_transfer' end, null, '',
      nullif(hrt.to_text(e.o -> 'oversell_reason'), ''), false,
      0, case when e.o ? 'discount' then hrt.to_int8(e.o -> 'discount') else 0 end, 0, 0, 0, 0,
      case when t.bad then 0 else t.paid end, t.cash, case when t.bad then 0 else t.tendered end, e.o)::hrt.draft_order as o
    from jsonb_array_elements(p_sales) with ordinality as e (o, no)
    cross join lateral (select hrt.to_uuid(e.o -> 'key') as key, hrt.to_int8(e.o -> 'customer_id') as customer_id,
      hrt.to_int8(e.o -> 'location_id') as location_id offset 0) w
    left join hrt.staff s on s.id = hrt.to_int8(e.o -> 'staff_id') and (s.active or p_replay)
    left join hrt.customer c on c.id = w.customer_id
    left join hrt.location p on p.id = w.location_id
    cross join lateral (
      select coalesce(bool_or(x.amount is null or x.amount < 0 or x.method not in ('cash', 'bank_transfer')
          or x.method is null or x.tendered < 0 or x.amount > hrt.largest_amount() or x.tendered > hrt.largest_amount()), false) as bad,
        coalesce(bool_or(x.method = 'cash'), false) as cash,
        coalesce(sum(x.amount) filter (where x.method <> 'cash'), 0) as paid,
        coalesce(sum(greatest(x.amount, x.tendered)) filter (where x.method = 'cash'), 0) as tendered
      from jsonb_array_elements(hrt.to_array(e.o -> 'tenders')) t (t),
        lateral (select t.t ->> 'method' as method, hrt.to_int8(t.t -> 'amount') as amount,
          hrt.to_int8(t.t -> 'tendered') as tendered offset 0) x) t
    order by e.no offset 0) d;
end $$;

-- After the keys are locked: which are known, and whether the shift is open at that till.
create or replace function hrt.check_sales(p_orders hrt.draft_order[], p_replay boolean) returns hrt.draft_order[]
language plpgsql as $$
declare
  r record;
begin
  for r in
    select o.no, (select s.id from hrt.sales_order s where s.key = o.key) is not null as known, -- exists() would be hashed whole
      (select f.id from hrt.till_shift f where f.id = o.shift_id and f.till_id = o.till_id
        and (f.closed_at is null or p_replay)) is not null as open
    from unnest(p_orders) o
  loop
    if r.known then
      p_orders[r.no].known := true;
    elsif not r.open then
      p_orders[r.no].problems := p_orders[r.no].problems || hrt.problem('no_open_shift');
    end if;
  end loop;
  return p_orders;
end $$;

-- Does the money reach?
create or replace function hrt.check_tenders(p_orders hrt.draft_order[]) returns hrt.draft_order[]
language plpgsql as $$
declare
  r record;
begin
  for r in select o.no, o.total, o.paid, o.tendered from unnest(p_orders) o where o.problems = '[]' and not o.known loop
    if r.paid + r.tendered < r.total then
      p_orders[r.no].problems := p_orders[r.no].problems
        || hrt.problem('short_tender', jsonb_build_object('due', r.total, 'tendered', r.paid + r.tendered));
    elsif r.paid > r.total then
      p_orders[r.no].problems := p_orders[r.no].problems || hrt.problem('bad_tender', jsonb_build_object('due', r.total));
    end if;
  end loop;
  return p_orders;
end $$;

-- Locks the stock of all good sales at once, then decides one sale after the other on what the earlier ones left.
-- Accepted ones get their id, number and time.
create or replace function hrt.take_for_sales(p_orders hrt.draft_order[], p_lines hrt.draft_line[], p_replay boolean)
returns hrt.draft_order[]
language plpgsql as $$
declare
  v_slots bigint[];       -- variants and locations of the locked rows, and what is left in each
  v_places bigint[];
  v_left bigint[];
  v_trial bigint[];
  v_short jsonb;
  v_slot integer;
  o record;
  l record;
begin
  select array_agg(s.variant_id), array_agg(s.location_id), array_agg(s.available) into v_slots, v_places, v_left
  from hrt.lock_stock(
    array(select d.variant_id from unnest(p_lines) d
      where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known),
    array(select p_orders[d.order_no].location_id from unnest(p_lines) d
      where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known)) s;

  for o in select d.no, d.location_id, d.number, d.placed_at, d.oversell_reason is not null or p_replay as may_oversell
    from unnest(p_orders) d where d.problems = '[]' and not d.known order by d.no
  loop
    v_trial := v_left;
    v_short := '[]';
    for l in select d.variant_id, d.quantity from unnest(p_lines) d where d.order_no = o.no order by d.line_no loop
      v_slot := 1;
      while v_slots[v_slot] <> l.variant_id or v_places[v_slot] <> o.location_id loop
        v_slot := v_slot + 1;
      end loop;
      if v_trial[v_slot] < l.quantity then
        v_short := v_short || hrt.problem('out_of_stock', jsonb_build_object('variant_id', l.variant_id,
          'requested', l.quantity, 'available', greatest(v_trial[v_slot], 0)));
      end if;
      v_trial[v_slot] := v_trial[v_slot] - l.quantity;
    end loop;
    if v_short = '[]' or o.may_oversell then
      v_left := v_trial;
      p_orders[o.no].accepted := true;
      p_orders[o.no].oversold := v_short <> '[]';
      p_orders[o.no].order_id := nextval('hrt.sales_order_id_seq');
      p_orders[o.no].placed_at := coalesce(o.placed_at, clock_timestamp());
      p_orders[o.no].number := coalesce(o.number, hrt.next_order_number(clock_timestamp()));
    else
      p_orders[o.no].problems := v_short;
    end if;
  end loop;
  return p_orders;
end $$;

-- Everything a sale writes beside the order itself: ledger, level, payment, drawer, journal, the ticket's end.
create or replace function hrt.write_sales(p_orders hrt.draft_order[], p_lines hrt.draft_line[]) returns void
language plpgsql as $$
begin
  insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id, staff_id, oversold, note)
    select l.variant_id, o.location_id, -l.quantity, 'sale', o.order_id, o.staff_id, o.oversold,
      case when o.oversold then coalesce(o.oversell_reason, 'replayed') else '' end
    from unnest(p_lines) l join unnest(p_orders) o on o.no = l.order_no where o.accepted;

  update hrt.stock_level s set on_hand = s.on_hand - t.quantity
    from (select l.variant_id, o.location_id, sum(l.quantity) as quantity
      from unnest(p_lines) l join unnest(p_orders) o on o.no = l.order_no where o.accepted group by 1, 2) t
    where s.variant_id = t.variant_id and s.location_id = t.location_id;

  insert into hrt.payment (key, order_id, method, amount, tendered, change, staff_id)
    select o.key, o.order_id, 'cash', o.total - o.paid, o.tendered, o.tendered - (o.total - o.paid), o.staff_id
      from unnest(p_orders) o where o.accepted and o.cash
    union all
    select md5(o.key::text || 'bank_transfer')::uuid, o.order_id, 'bank_transfer', o.paid, 0, 0, o.staff_id
      from unnest(p_orders) o where o.accepted and o.paid > 0;

  insert into hrt.drawer_entry (shift_id, kind, amount, order_id, staff_id)
    select o.shift_id, 'sale', o.total - o.paid, o.order_id, o.staff_id
      from unnest(p_orders) o where o.accepted and o.cash and o.total > o.paid;

  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    select 'sale', 'staff', o.staff_id, o.number, jsonb_build_object('order', o.order_id, 'key', o.key, 'total', o.total,
        'tax', o.tax, 'discount', o.discount, 'rounding', o.rounding, 'tendered', o.tendered, 'transfer', o.paid,
        'shift', o.shift_id, 'oversell', o.oversell_reason, 'lines', (
          select jsonb_agg(jsonb_build_array(l.variant_id, l.quantity, l.unit_price) order by l.line_no)
          from unnest(p_lines) l where l.order_no = o.no))
      from unnest(p_orders) o where o.accepted order by o.no;

  update hrt.till_ticket set state = 'sold', updated_at = now()
    where id in (select o.key from unnest(p_orders) o where o.accepted) and state <> 'sold';
end $$;

create or replace function hrt.sell_all(p_sales jsonb, p_replay boolean) returns setof hrt.sale_result
language plpgsql as $$
declare
  v_orders hrt.draft_order[];
  v_lines hrt.draft_line[];
  v_rule hrt.tax_rule := hrt.tax_rule_at();
begin
  perform hrt.require_orders(p_sales);
  v_orders := array(select d from hrt.draft_sales(p_sales, p_replay) d);
  perform hrt.lock_keys(array(select o.key from unnest(v_orders) o));
  perform hrt.lock_shift(s.shift_id, false) from (select distinct o.shift_id from unnest(v_orders) o order by 1) s;
  v_orders := hrt.check_sales(v_orders, p_replay);
  v_lines := array(select l from hrt.draft_lines(p_sales, 'till', p_replay) l);
  v_orders := hrt.collect_line_problems(v_orders, v_lines);
  select * into v_orders, v_lines
    from hrt.price_draft(v_orders, v_lines, v_rule, (select cash_rounding from hrt.shop_profile));
  v_orders := hrt.check_tenders(v_orders);
  v_orders := hrt.take_for_sales(v_orders, v_lines, p_replay);
  perform hrt.write_orders(v_orders, v_lines, 'till', v_rule);
  perform hrt.write_sales(v_orders, v_lines);

  return query
    select o.key,
      case when o.accepted then 'sold' when good then 'already_sold' else 'refused' end,
      s.id, s.number, s.total, s.tax, s.rounding,
      case when s.id is not null then coalesce((select sum(p.change) from hrt.payment p where p.order_id = s.id), 0)::bigint end,
      case when s.id is not null then hrt.secret_of_key(s.key) end, s.placed_at,
      case
        when good or o.accepted then '[]'
        when o.known and (select k.id from hrt.sales_order k where k.key = o.key) is not null
          then jsonb_build_array(hrt.problem('key_conflict'))
        when o.known then jsonb_build_array(hrt.problem('repeated_key'))
        else o.problems end
    from unnest(v_orders) o
    left join hrt.sales_order s on s.key = o.key and (o.accepted or o.known) and (s.content = o.content or p_replay)
    cross join lateral (select coalesce(o.known and s.id is not null, false) as good) g
    order by o.no;
end $$;

create or replace function hrt.sell(p_sales jsonb) returns setof hrt.sale_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query select * from hrt.sell_all(p_sales, false);
end $$;

-- Brings back sales that the journal file beside the cluster has and the database has lost. As sell(), but what was
-- confirmed then is taken as it was: its number, time ("number", "placed_at"), prices, a shift closed since, goods short.
create or replace function hrt.replay_sales(p_sales jsonb) returns setof hrt.sale_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query select * from hrt.sell_all(p_sales, true);
end $$;
