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

-- What is asked for and what the catalogue says about it. Takes no lock.
create or replace function hrt.draft_sale(p_request jsonb, p_settings hrt.settings, p_replay boolean) returns hrt.draft_order
language plpgsql stable as $$
declare
  o hrt.draft_order := hrt.start_draft('till', p_request, p_settings);
  v_bad boolean;
begin
  o.note := left(o.note, 1000);
  if p_replay then
    o.number := nullif(hrt.to_text(p_request -> 'number'), '');
    o.placed_at := (p_request ->> 'placed_at')::timestamptz;
  end if;
  select coalesce(bool_or(x.amount is null or x.amount < 0 or x.tendered < 0 or x.method is null
        or x.method not in ('cash', 'bank_transfer') or greatest(x.amount, x.tendered) > hrt.largest_amount()), false) or count(*) > 20,
      coalesce(bool_or(x.method = 'cash'), false), coalesce(sum(x.amount) filter (where x.method <> 'cash'), 0),
      coalesce(sum(greatest(x.amount, x.tendered)) filter (where x.method = 'cash'), 0)
    into v_bad, o.cash, o.paid, o.tendered
  from jsonb_array_elements(hrt.to_array(p_request -> 'tenders')) t (t)
  cross join lateral (select t.t ->> 'method' as method, hrt.to_int8(t.t -> 'amount') as amount,
    hrt.to_int8(t.t -> 'tendered') as tendered offset 0) x;
  if v_bad then
    o.problems := o.problems || hrt.problem('bad_tender');
  end if;
  o.payment_method := case when o.cash or o.paid = 0 then 'cash' else 'bank_transfer' end;
  return hrt.draft_lines(o, 'till', p_replay);
end $$;

-- With the locks of key and shift held: are the people, the shift and the place what they are said to be?
create or replace function hrt.check_sale(inout o hrt.draft_order, in p_replay boolean)
language plpgsql stable as $$
declare
  r record;
begin
  select (select s.id from hrt.staff s where s.id = o.staff_id and (s.active or p_replay)) as staff,
      (select f.id from hrt.till_shift f where f.id = o.shift_id and f.till_id = o.till_id and (f.closed_at is null or p_replay)) as shift,
      (select l.id from hrt.location l where l.id = o.location_id) as location,
      case when o.customer_id is null then 0 else (select c.id from hrt.customer c where c.id = o.customer_id) end as customer
    into r;
  if r.staff is null then
    o.problems := o.problems || hrt.problem('unknown_staff');
  end if;
  if r.customer is null then
    o.problems := o.problems || hrt.problem('unknown_customer');
  end if;
  if r.location is null then
    o.problems := o.problems || hrt.problem('unknown_location');
  end if;
  if r.shift is null then
    o.problems := o.problems || hrt.problem('no_open_shift');
  end if;
end $$;

-- Does the money reach?
create or replace function hrt.check_tenders(inout o hrt.draft_order)
language plpgsql immutable as $$
begin
  if o.paid + o.tendered < o.total then
    o.problems := o.problems || hrt.problem('short_tender', jsonb_build_object('due', o.total, 'tendered', o.paid + o.tendered));
  elsif o.paid > o.total then
    o.problems := o.problems || hrt.problem('bad_tender', jsonb_build_object('due', o.total));
  end if;
end $$;

-- Takes a sale's goods from the locked rows (p_variants, p_locations, p_left); when they do not reach, every short line is a
-- problem and p_left is as before, unless the cashier sells what is in the customer's hands.
create or replace function hrt.take_for_sale(inout o hrt.draft_order, in p_variants bigint[], in p_locations bigint[],
  inout p_left bigint[], in p_may_oversell boolean)
language plpgsql immutable as $$
declare
  v_trial bigint[] := p_left;
  v_short jsonb := '[]';
  v_slot integer;
begin
  for i in 1 .. array_length(o.variants, 1) loop
    v_slot := 1;
    while p_variants[v_slot] <> o.variants[i] or p_locations[v_slot] <> o.location_id loop
      v_slot := v_slot + 1;
    end loop;
    if v_trial[v_slot] < o.quantities[i] then
      v_short := v_short || hrt.problem('out_of_stock', jsonb_build_object('variant_id', o.variants[i],
        'requested', o.quantities[i], 'available', greatest(v_trial[v_slot], 0)));
    end if;
    v_trial[v_slot] := v_trial[v_slot] - o.quantities[i];
  end loop;
  if v_short <> '[]' and not p_may_oversell then
    o.problems := v_short;
    return;
  end if;
  o.oversold := v_short <> '[]';
  p_left := v_trial;
end $$;

-- Everything a sale writes beside the order itself: ledger, level, payment, drawer, journal, the ticket's end.
create or replace function hrt.write_sale(o hrt.draft_order) returns boolean
language plpgsql as $$
declare
  v_cash bigint := o.total - o.paid;
begin
  insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id, staff_id, oversold, note)
    select o.variants[i], o.location_id, -o.quantities[i], 'sale', o.order_id, o.staff_id, o.oversold,
      case when o.oversold then coalesce(o.oversell_reason, 'replayed') else '' end
    from generate_series(1, array_length(o.variants, 1)) i;
  for i in 1 .. array_length(o.variants, 1) loop
    update hrt.stock_level set on_hand = on_hand - o.quantities[i] where variant_id = o.variants[i] and location_id = o.location_id;
    if not found then
      perform hrt.change_level(o.variants[i], o.location_id, -o.quantities[i]);
    end if;
  end loop;
  if o.cash then
    insert into hrt.payment (key, order_id, method, amount, tendered, change, staff_id)
      values (o.key, o.order_id, 'cash', v_cash, o.tendered, o.tendered - v_cash, o.staff_id);
  end if;
  if o.paid > 0 then
    insert into hrt.payment (key, order_id, method, amount, staff_id)
      values (md5(o.key::text || 'bank_transfer')::uuid, o.order_id, 'bank_transfer', o.paid, o.staff_id);
  end if;
  if o.cash and v_cash > 0 then
    insert into hrt.drawer_entry (shift_id, kind, amount, order_id, staff_id)
      values (o.shift_id, 'sale', v_cash, o.order_id, o.staff_id);
  end if;
  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    values ('sale', 'staff', o.staff_id, o.number, jsonb_build_object('order', o.order_id, 'key', o.key, 'total', o.total,
      'tax', o.tax, 'discount', o.discount, 'rounding', o.rounding, 'tendered', o.tendered, 'transfer', o.paid, 'shift', o.shift_id,
      'oversell', o.oversell_reason, 'lines', hrt.journal_lines(o)));
  update hrt.till_ticket set state = 'sold', updated_at = now() where id = o.key and state <> 'sold';
  return true;
end $$;

-- The answer to a key that is in the database: the sale as it was, or a conflict.
create or replace function hrt.known_sale(o hrt.draft_order, p_replay boolean) returns hrt.sale_result
language plpgsql stable as $$
declare
  r hrt.sale_result;
begin
  perform from hrt.sales_order s where s.key = o.key;
  if not found then
    return r;
  end if;
  select o.key, 'already_sold', s.id, s.number, s.total, s.tax, s.rounding,
      coalesce((select sum(p.change) from hrt.payment p where p.order_id = s.id), 0), hrt.secret_of_key(s.key), s.placed_at, '[]'
    into r
  from hrt.sales_order s where s.key = o.key and (s.content = o.content or p_replay);
  if r.order_id is null then
    r.key := o.key;
    r.outcome := 'refused';
    r.problems := jsonb_build_array(hrt.problem('key_conflict'));
  end if;
  return r;
end $$;

create or replace function hrt.sell_all(p_sales jsonb, p_replay boolean) returns setof hrt.sale_result
language plpgsql as $$
declare
  v_settings hrt.settings;
  v_orders hrt.draft_order[] := '{}';
  v_answers hrt.sale_result[] := '{}';
  v_variants bigint[] := '{}';
  v_places bigint[] := '{}';
  v_left bigint[];
  v_keys uuid[] := '{}';
  v_shifts bigint[] := '{}';
  v_stock record;
  v_taken record;
  o hrt.draft_order;
  n integer;
  v_done boolean; -- assigning a function's answer costs a tenth of performing it
begin
  n := hrt.require_orders(p_sales);
  v_settings := hrt.read_settings();
  for i in 1 .. n loop
    v_orders[i] := hrt.draft_sale(p_sales -> (i - 1), v_settings, p_replay);
    v_keys[i] := v_orders[i].key;
    v_shifts[i] := v_orders[i].shift_id;
  end loop;
  v_done := hrt.lock_keys(v_keys) and hrt.lock_shifts(v_shifts);

  -- What can be known without stock.
  for i in 1 .. n loop
    v_answers[i] := hrt.known_sale(v_orders[i], p_replay);
    continue when v_answers[i].outcome is not null;
    o := hrt.check_sale(v_orders[i], p_replay);
    if o.problems = '[]' then
      o := hrt.price_draft(o, v_settings.rule, v_settings.cash_rounding);
    end if;
    if o.problems = '[]' then
      o := hrt.check_tenders(o);
    end if;
    v_orders[i] := o;
    if o.problems = '[]' then
      v_variants := v_variants || o.variants;
      v_places := v_places || array_fill(o.location_id, array[array_length(o.variants, 1)]);
    end if;
  end loop;

  -- From here on others wait.
  if v_variants <> '{}' then
    v_stock := hrt.lock_stock(v_variants, v_places);
    v_left := v_stock.lefts;
  end if;
  for i in 1 .. n loop
    continue when v_answers[i].outcome is not null;
    o := v_orders[i];
    if o.problems = '[]' and array_position(v_keys, o.key) < i then -- the same key stands earlier in this call
      v_answers[i] := hrt.known_sale(o, p_replay);
      continue when v_answers[i].outcome is not null;
      o.problems := jsonb_build_array(hrt.problem('repeated_key'));
    end if;
    if o.problems = '[]' then
      v_taken := hrt.take_for_sale(o, v_stock.variants, v_stock.locations, v_left, p_replay or o.oversell_reason is not null);
      o := v_taken.o;
      v_left := v_taken.p_left;
    end if;
    if o.problems = '[]' then
      o := hrt.number_draft(o, v_settings);
      v_done := hrt.write_order(o, 'till', v_settings) and hrt.write_sale(o);
      v_answers[i] := row(o.key, 'sold', o.order_id, o.number, o.total, o.tax, o.rounding,
        case when o.cash then o.tendered - (o.total - o.paid) else 0 end,
        hrt.secret_with(o.key, v_settings.inner_key, v_settings.outer_key), o.placed_at, '[]')::hrt.sale_result;
    else
      v_answers[i] := row(o.key, 'refused', null, null, null, null, null, null, null, null, o.problems)::hrt.sale_result;
    end if;
  end loop;
  return query select * from unnest(v_answers);
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
