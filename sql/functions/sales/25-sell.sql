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

-- Takes the sales' goods from locked rows (p_variants, p_locations, p_left), one after the other; when they do not reach for
-- one, every short line is a problem of it and the others go on, unless the cashier sells what is in the customer's hands.
-- takes: what leaves each row.
create or replace function hrt.take_for_sales(inout p_orders hrt.draft_order[], in p_variants bigint[], in p_locations bigint[],
  in p_left bigint[], in p_may_oversell boolean, out takes bigint[])
language plpgsql immutable as $$
declare
  v_trial bigint[] := p_left;
  v_kept bigint[];
  v_short jsonb;
  v_slot integer;
  o hrt.draft_order;
begin
  for k in 1 .. array_length(p_orders, 1) loop
    o := p_orders[k];
    continue when o.order_id is null; -- refused or sold before
    v_kept := v_trial;
    v_short := '[]';
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
    if v_short <> '[]' then
      if p_may_oversell or o.oversell_reason is not null then
        p_orders[k].oversold := true;
      else
        p_orders[k].problems := v_short;
        v_trial := v_kept;
      end if;
    end if;
  end loop;
  for i in 1 .. array_length(p_left, 1) loop
    takes[i] := p_left[i] - v_trial[i];
  end loop;
end $$;

-- Everything that sales write beside the orders themselves, but for the stock level: ledger, payment, drawer, journal, the
-- tickets' end. One statement a table, however many. What is replayed into a closed shift says so in the drawer: it was not
-- counted. p_keys: of the sales; p_transfers: whether some were paid by other means than cash.
create or replace function hrt.write_sales(p_orders hrt.draft_order[], p_keys uuid[], p_transfers boolean, p_replay boolean)
returns boolean
language plpgsql as $$
declare
  v_closed bigint[]; -- shifts
begin
  if p_replay then
    v_closed := array(select f.id from (select unnest(p_orders) as o) x join hrt.till_shift f on f.id = (o).shift_id
      where f.closed_at is not null);
  end if;
  insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id, staff_id, oversold, note)
    select unnest((o).variants), (o).location_id, -unnest((o).quantities), 'sale'::hrt.movement_reason, (o).order_id, (o).staff_id,
      (o).oversold, case when (o).oversold then coalesce((o).oversell_reason, 'replayed') else '' end
    from (select unnest(p_orders) as o) x;
  insert into hrt.payment (key, order_id, method, amount, tendered, change, staff_id)
    select (o).key, (o).order_id, 'cash', (o).total - (o).paid, (o).tendered, (o).tendered - ((o).total - (o).paid), (o).staff_id
    from (select unnest(p_orders) as o) x where (o).cash;
  if p_transfers then
    insert into hrt.payment (key, order_id, method, amount, staff_id)
      select md5((o).key::text || 'bank_transfer')::uuid, (o).order_id, 'bank_transfer', (o).paid, (o).staff_id
      from (select unnest(p_orders) as o) x where (o).paid > 0;
  end if;
  insert into hrt.drawer_entry (shift_id, kind, amount, order_id, staff_id, note)
    select (o).shift_id, 'sale', (o).total - (o).paid, (o).order_id, (o).staff_id,
      case when (o).shift_id = any (v_closed) then 'replayed' else '' end
    from (select unnest(p_orders) as o) x where (o).cash and (o).total > (o).paid;
  update hrt.till_ticket t set state = 'sold', updated_at = now() where t.id = any (p_keys) and t.state <> 'sold';
  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    select 'sale', 'staff', (o).staff_id, (o).number, jsonb_build_object('order', (o).order_id, 'key', (o).key, 'total', (o).total,
      'tax', (o).tax, 'discount', (o).discount, 'rounding', (o).rounding, 'tendered', (o).tendered, 'transfer', (o).paid,
      'shift', (o).shift_id, 'oversell', (o).oversell_reason, 'lines', hrt.journal_lines(o))
    from (select unnest(p_orders) as o) x;
  return true;
end $$;

-- The stock of sales that does not reach for all of them, or that somebody has a hold on: each takes what is there for it, so that a
-- short sale is refused alone, before anything of it is written. Its rows are locked already.
create or replace function hrt.share_stock(inout p_orders hrt.draft_order[], in p_variants bigint[], in p_locations bigint[],
  in p_replay boolean)
language plpgsql as $$
declare
  v_stock record;
  v_taken record;
  v_done boolean;
begin
  v_stock := hrt.lock_stock(p_variants, p_locations);
  v_taken := hrt.take_for_sales(p_orders, v_stock.variants, v_stock.locations, v_stock.lefts, p_replay);
  v_done := hrt.change_levels(v_stock.variants, v_stock.locations, v_taken.takes);
  p_orders := v_taken.p_orders;
end $$;

-- The answer to a key that is in the database: the sale as it was, or a conflict.
create or replace function hrt.known_sale(o hrt.draft_order, p_replay boolean) returns hrt.sale_result
language plpgsql stable as $$
declare
  r hrt.sale_result;
begin
  select o.key, 'already_sold', s.id, s.number, s.total, s.tax, s.rounding,
      coalesce((select sum(p.change) from hrt.payment p where p.order_id = s.id), 0), hrt.secret_of_key(s.key), s.placed_at, '[]',
      (select jsonb_agg(l.sku order by l.line_no) from hrt.order_line l where l.order_id = s.id)
    into r
  from hrt.sales_order s where s.id = o.known_id and (s.content = o.content or p_replay);
  if r.order_id is null then
    r.key := o.key;
    r.outcome := 'refused';
    r.problems := jsonb_build_array(hrt.problem('key_conflict'));
  end if;
  return r;
end $$;

-- The answer to the second of two sales with one key in a call: what became of the first.
create or replace function hrt.answer_again(o hrt.draft_order, p_first hrt.draft_order, p_answer hrt.sale_result)
returns hrt.sale_result
language plpgsql immutable as $$
declare
  r hrt.sale_result := p_answer;
begin
  if p_answer.outcome in ('sold', 'already_sold') and o.content = p_first.content then
    r.outcome := 'already_sold';
    return r;
  end if;
  return row(o.key, 'refused', null, null, null, null, null, null, null, null,
    jsonb_build_array(hrt.problem(case when p_answer.outcome = 'refused' then 'repeated_key' else 'key_conflict' end)), null)::hrt.sale_result;
end $$;

create or replace function hrt.sell_all(p_sales jsonb, p_replay boolean, p_numbers text[] default '{}') returns hrt.sale_result[]
language plpgsql as $$
declare
  v_settings hrt.settings;
  v_orders hrt.draft_order[]; -- those that can be sold have an order_id
  v_answers hrt.sale_result[] := '{}';
  v_numbers text[]; -- of the good ones that come back
  v_keys uuid[];
  v_shifts bigint[];
  v_good hrt.draft_order[];
  v_keys_sold uuid[];
  v_variants bigint[]; -- of the lines of the good ones
  v_locations bigint[];
  v_quantities bigint[];
  v_transfers boolean := false;
  v_sale jsonb;
  o hrt.draft_order;
  n integer;
  v_at integer;
  v_done boolean; -- assigning a function's answer costs a tenth of performing it
begin
  n := hrt.require_orders(p_sales);
  if p_replay then
    p_sales := hrt.with_lost_shifts(p_sales);
  end if;
  for i in 1 .. n loop
    v_sale := p_sales -> (i - 1);
    v_keys[i] := hrt.to_uuid(v_sale ->> 'key');
    v_shifts[i] := hrt.to_int8(v_sale ->> 'shift_id');
  end loop;
  if p_replay then -- also past those that will be refused: their receipts are printed
    v_done := hrt.pass_numbers(p_numbers
      || array(select hrt.to_text(a.sale -> 'number') from jsonb_array_elements(p_sales) as a (sale)));
  end if;
  v_done := case n when 1 then hrt.lock_key(v_keys[1]) and hrt.share_shift(v_shifts[1])
    else hrt.lock_keys(v_keys) and hrt.lock_shifts(v_shifts) end;
  v_settings := hrt.read_settings();

  -- What can be known without stock.
  for i in 1 .. n loop
    o := hrt.draft_sale(p_sales -> (i - 1), v_keys[i], v_shifts[i], v_settings, p_replay);
    if o.known_id is not null then
      v_answers[i] := hrt.known_sale(o, p_replay);
    elsif o.problems = '[]' then
      if i = 1 or array_position(v_keys, o.key) = i then -- else it is answered as the first one with this key
        o := hrt.price_draft(o, v_settings.rule, v_settings.cash_rounding);
        if o.paid + o.tendered < o.total then
          o.problems := o.problems || hrt.problem('short_tender',
            jsonb_build_object('due', o.total, 'tendered', o.paid + o.tendered));
        elsif o.paid > o.total then
          o.problems := o.problems || hrt.problem('bad_tender', jsonb_build_object('due', o.total));
        end if;
        if o.problems = '[]' then
          o := hrt.number_draft(o, v_settings, v_numbers);
          if p_replay then
            v_numbers := v_numbers || o.number;
          end if;
          v_good := v_good || o;
          v_keys_sold := v_keys_sold || o.key;
          v_variants := v_variants || o.variants;
          v_quantities := v_quantities || o.quantities;
          v_locations := v_locations || array_fill(o.location_id, array[array_length(o.variants, 1)]);
          v_transfers := v_transfers or o.paid > 0;
        end if;
      end if;
    end if;
    v_orders[i] := o;
  end loop;

  if v_good is not null and not hrt.take_levels(v_variants, v_locations, v_quantities) then
    v_done := hrt.take_levels(v_variants, v_locations, array(select -unnest(v_quantities)));
    v_orders := hrt.share_stock(v_orders, v_variants, v_locations, p_replay);
    select array_agg(g.o), array_agg((g.o).key) into v_good, v_keys_sold
      from (select unnest(v_orders) as o) g where (g.o).order_id is not null and (g.o).problems = '[]';
  end if;
  v_done := v_good is null or hrt.write_orders(v_good, 'till', v_settings)
    and hrt.write_sales(v_good, v_keys_sold, v_transfers, p_replay);

  for i in 1 .. n loop
    o := v_orders[i];
    if i > 1 then
      v_at := case when o.key is not null then array_position(v_keys, o.key) end;
    end if;
    if v_at < i then
      v_answers[i] := hrt.answer_again(o, v_orders[v_at], v_answers[v_at]);
    elsif o.known_id is not null then
      null; -- answered
    elsif o.problems = '[]' then
      v_answers[i] := row(o.key, 'sold', o.order_id, o.number, o.total, o.tax, o.rounding,
        case when o.cash then o.tendered - (o.total - o.paid) else 0 end, o.secret, o.placed_at, '[]', to_jsonb(o.skus))::hrt.sale_result;
    else
      v_answers[i] := row(o.key, 'refused', null, null, null, null, null, null, null, null, o.problems, null)::hrt.sale_result;
    end if;
  end loop;
  return v_answers;
end $$;

create or replace function hrt.sell(p_sales jsonb) returns setof hrt.sale_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  r hrt.sale_result;
begin
  foreach r in array hrt.sell_all(p_sales, false) loop
    return next r;
  end loop;
end $$;

-- Brings back sales that the journal file beside the cluster has and the database has lost. As sell(), but what was
-- confirmed then is taken as it was: its number, time ("number", "placed_at"), prices, a shift closed since, goods short.
-- Only what was there then is meant: people made later are unknown, and so are goods whose SKU is not the one in "skus" (of the
-- lines, in order), or, without "skus", goods made later. A shift that is lost or was opened later gets a closed one instead.
-- p_numbers: of lost sales that are to come in later calls: no order gets one of them until then.
create or replace function hrt.replay_sales(p_sales jsonb, p_numbers text[] default '{}') returns setof hrt.sale_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  r hrt.sale_result;
begin
  foreach r in array hrt.sell_all(p_sales, true, p_numbers) loop
    return next r;
  end loop;
end $$;
