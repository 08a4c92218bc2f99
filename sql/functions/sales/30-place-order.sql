-- hrt.place_order(p_orders): orders from the web, any number in one call and one commit.
--
-- p_orders: [{"key": uuid, "session": hex of the session's hash, "language", "contact_name", "contact_phone",
--   "contact_email", "address", "city", "postal_code", "note", "shipping_service_id",
--   "payment_method": "bank_transfer" | "pay_at_pickup", "lines": [{"variant_id", "quantity"}], "expected_total"?}]
-- Customer and cart come from the session; another program than the web shop may name "customer_id" and "cart_id".
-- Returns one row per order in the order given: 'placed', 'already_placed' (the key is known: the same answer, with the same
-- secret), or 'refused' with every reason: bad_key, missing_contact, missing_address, too_long{field}, unknown_service,
-- bad_payment_method, pickup_needs_pickup_service, bad_quantity, too_many{limit} (field 'pieces': all lines together,
-- as the owner allows), unknown_variant, inactive_variant, empty_sale, overflow, total_changed{expected, actual}, out_of_stock
-- (every short line), key_conflict (with number and secret, if it is this customer's own), repeated_key.
-- Takes holds until expires_at, over all locations that sell on the web; clears the cart; leaves a mail in the outbox.
-- Locks: keys, then stock rows.

create or replace function hrt.session_of(p_hex text) returns hrt.session
language plpgsql stable as $$
declare
  v_session hrt.session;
begin
  if p_hex ~ '^([0-9a-f]{2}){32}$' then
    select * into v_session from hrt.session s where s.id_hash = decode(p_hex, 'hex') and hrt.is_alive(s);
  end if;
  return v_session;
end $$;

create or replace function hrt.too_long(p_order jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
  select coalesce(jsonb_agg(hrt.problem('too_long', jsonb_build_object('field', f.field, 'limit', f.size)) order by f.field), '[]')
  from (values ('contact_name', 120), ('contact_phone', 30), ('contact_email', 254), ('address', 500), ('city', 80),
    ('postal_code', 10), ('note', 1000)) as f (field, size)
  where length(hrt.to_text(p_order -> f.field, true)) > f.size);
end $$;

-- What is asked for and what the catalogue says about it. Takes no lock.
create or replace function hrt.draft_order(p_request jsonb, p_settings hrt.settings) returns hrt.draft_order
language plpgsql stable as $$
declare
  o hrt.draft_order;
  v_session hrt.session;
  v_service hrt.shipping_service;
begin
  o.key := hrt.to_uuid(p_request -> 'key');
  o.request := p_request;
  o.content := hrt.content_of('web', p_request, 0);
  o.problems := case when o.key is null then jsonb_build_array(hrt.problem('bad_key')) else '[]' end;
  o.language := case when p_request ->> 'language' in ('id', 'en') then p_request ->> 'language' else p_settings.language end;
  o.note := hrt.to_text(p_request -> 'note', true);
  o.location_id := p_settings.location_id;
  o.discount := 0;
  o.shipping := 0;
  o.rounding := 0;
  o.oversold := false;
  o.cash := false;
  o.paid := 0;
  if p_request ? 'session' or session_user = 'hrt_web' then
    v_session := hrt.session_of(p_request ->> 'session');
    o.customer_id := v_session.customer_id;
    o.cart_id := v_session.cart_id;
  else
    o.customer_id := (select c.id from hrt.customer c where c.id = hrt.to_int8(p_request -> 'customer_id'));
    o.cart_id := hrt.to_int8(p_request -> 'cart_id');
  end if;
  select * into v_service from hrt.shipping_service s where s.id = hrt.to_int8(p_request -> 'shipping_service_id') and s.active;
  o.service_id := v_service.id;
  o.service_name := case when v_service.is_pickup then v_service.name else v_service.courier || ' ' || v_service.name end;
  o.service_name_en := case when v_service.is_pickup or v_service.name_en = '' then v_service.name_en
    else v_service.courier || ' ' || v_service.name_en end;
  o.payment_method := coalesce(p_request ->> 'payment_method', '');

  o.contact_name := hrt.to_text(p_request -> 'contact_name');
  o.contact_phone := hrt.to_text(p_request -> 'contact_phone');
  o.contact_email := lower(hrt.to_text(p_request -> 'contact_email'));
  if not coalesce(v_service.is_pickup, false) then -- whoever fetches it need not say where home is, and a form may have said it
    o.address := hrt.to_text(p_request -> 'address', true);
    o.city := hrt.to_text(p_request -> 'city');
    o.postal_code := hrt.to_text(p_request -> 'postal_code');
  end if;
  if o.contact_name = '' or o.contact_phone = '' and o.contact_email = '' then
    o.problems := o.problems || hrt.problem('missing_contact');
  end if;
  if v_service.id is null then
    o.problems := o.problems || hrt.problem('unknown_service');
  elsif not v_service.is_pickup and (o.address = '' or o.city = '') then
    o.problems := o.problems || hrt.problem('missing_address');
  end if;
  if o.payment_method not in ('bank_transfer', 'pay_at_pickup')
      or o.payment_method = 'bank_transfer' and not p_settings.takes_transfer then
    o.problems := o.problems || hrt.problem('bad_payment_method');
  elsif o.payment_method = 'pay_at_pickup' and not v_service.is_pickup then
    o.problems := o.problems || hrt.problem('pickup_needs_pickup_service');
  end if;
  o.problems := o.problems || hrt.too_long(p_request);
  o := hrt.add_lines(o, 'web', null);
  if (select sum(q) filter (where q between 1 and 9999) from unnest(o.quantities) q) > p_settings.web_pieces
      and not o.problems @> '[{"code": "too_many"}]' then
    o.problems := o.problems
      || hrt.problem('too_many', jsonb_build_object('field', 'pieces', 'limit', p_settings.web_pieces));
  end if;
  return o;
end $$;

-- The price of shipping; the whole price; and the customer pays what the customer saw, or is told.
create or replace function hrt.price_web_order(inout o hrt.draft_order, in p_rule hrt.tax_rule)
language plpgsql as $$
begin
  o.shipping := (select s.price from hrt.shipping_prices(o.variants, o.quantities, o.service_id) s);
  if o.shipping is null then
    o.problems := o.problems || hrt.problem('overflow');
    return;
  end if;
  o := hrt.price_draft(o, p_rule, 0);
  if o.problems = '[]' and coalesce(o.request -> 'expected_total', 'null') <> 'null'
      and hrt.to_int8(o.request -> 'expected_total') is distinct from o.total then
    o.problems := o.problems || hrt.problem('total_changed',
      jsonb_build_object('expected', hrt.to_int8(o.request -> 'expected_total'), 'actual', o.total));
  end if;
end $$;

-- Shares lines out over locked stock rows. A line is taken from one location where one has enough, else from several.
-- p_want_*: the lines; p_variants, p_locations, p_left: the rows and what may still be taken from each.
-- Gives the rows to take from (slots into p_left) and how many, p_left less that, and every short line.
create or replace function hrt.allocate(in p_want_variants bigint[], in p_want_quantities bigint[], in p_variants bigint[],
  in p_locations bigint[], inout p_left bigint[], out slots integer[], out parts bigint[], out short jsonb)
language plpgsql as $$
declare
  v_need bigint;
  v_part bigint;
  s integer;
begin
  slots := '{}';
  parts := '{}';
  short := '[]';
  for l in 1 .. coalesce(array_length(p_want_variants, 1), 0) loop
    v_need := p_want_quantities[l];
    for s in
      select i from generate_subscripts(p_variants, 1) i where p_variants[i] = p_want_variants[l] and p_left[i] > 0
      order by p_left[i] >= v_need desc, p_locations[i]
    loop
      v_part := least(v_need, p_left[s]);
      p_left[s] := p_left[s] - v_part;
      v_need := v_need - v_part;
      slots := slots || s;
      parts := parts || v_part;
      exit when v_need = 0;
    end loop;
    if v_need > 0 then
      short := short || hrt.problem('out_of_stock', jsonb_build_object('variant_id', p_want_variants[l],
        'requested', p_want_quantities[l], 'available', p_want_quantities[l] - v_need));
    end if;
  end loop;
end $$;

-- Everything that web orders write beside the orders themselves: holds, carts, mails, journal. One statement, however many.
-- The journal's actor is the customer, without an id when it is a guest.
-- p_hold_orders, p_slots, p_parts: whose hold, on which stock row, how much.
create or replace function hrt.write_web_orders(p_orders hrt.draft_order[], p_variants bigint[], p_locations bigint[],
  p_hold_orders integer[], p_slots integer[], p_parts bigint[]) returns boolean
language plpgsql as $$
begin
  with holds as (
    insert into hrt.stock_hold (order_id, variant_id, location_id, quantity, expires_at)
      select p_orders[h.n].order_id, p_variants[h.slot], p_locations[h.slot], sum(h.part), p_orders[h.n].expires_at
      from unnest(p_hold_orders, p_slots, p_parts) as h (n, slot, part) group by h.n, h.slot),
  carts as (
    delete from hrt.cart_line c where c.cart_id = any (array(select o.cart_id from unnest(p_orders) o))),
  mails as (
    insert into hrt.outbox (topic, payload)
      select 'mail.order-placed',
        jsonb_build_object('order_id', o.order_id, 'number', o.number, 'language', o.language, 'to', o.contact_email)
      from unnest(p_orders) o where o.contact_email <> '')
  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    select 'order', 'customer', o.customer_id, o.number,
      jsonb_build_object('order', o.order_id, 'key', o.key, 'total', o.total, 'tax', o.tax, 'shipping', o.shipping,
        'lines', hrt.journal_lines(o))
    from unnest(p_orders) o;
  return true;
end $$;

-- The answer to a key that is in the database: the order as it was, or a conflict.
create or replace function hrt.known_order(o hrt.draft_order) returns hrt.order_result
language plpgsql stable as $$
declare
  s hrt.sales_order;
  r hrt.order_result;
begin
  select * into s from hrt.sales_order where key = o.key;
  if s.content = o.content then
    r := row(o.key, 'already_placed', s.id, s.number, hrt.secret_of_key(o.key), s.total, s.expires_at, '[]');
  elsif s.id is not null then
    r := row(o.key, 'refused', null, null, null, null, null, jsonb_build_array(hrt.problem('key_conflict')));
    if s.customer_id = o.customer_id then
      r.number := s.number;
      r.secret := hrt.secret_of_key(o.key);
    end if;
  end if;
  return r;
end $$;

-- The answer to the second of two orders with one key in a call: what became of the first.
create or replace function hrt.answer_again(o hrt.draft_order, p_first hrt.draft_order, p_answer hrt.order_result)
returns hrt.order_result
language plpgsql immutable as $$
declare
  r hrt.order_result := p_answer;
begin
  if p_answer.outcome in ('placed', 'already_placed') and o.content = p_first.content then
    r.outcome := 'already_placed';
    return r;
  end if;
  return row(o.key, 'refused', null, null, null, null, null,
    jsonb_build_array(hrt.problem(case when p_answer.outcome = 'refused' then 'repeated_key' else 'key_conflict' end)))::hrt.order_result;
end $$;

create or replace function hrt.place_order(p_orders jsonb) returns setof hrt.order_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_settings hrt.settings;
  v_orders hrt.draft_order[] := '{}';
  v_good hrt.draft_order[] := '{}';
  v_answers hrt.order_result[] := '{}';
  v_variants bigint[] := '{}';
  v_left bigint[];
  v_keys uuid[] := '{}';
  v_hold_orders integer[] := '{}';
  v_slots integer[] := '{}';
  v_parts bigint[] := '{}';
  v_stock record;
  v_taken record;
  o hrt.draft_order;
  n integer;
  v_done boolean;
begin
  n := hrt.require_orders(p_orders);
  v_settings := hrt.read_settings();
  for i in 1 .. n loop
    v_orders[i] := hrt.draft_order(p_orders -> (i - 1), v_settings);
    v_keys[i] := v_orders[i].key;
  end loop;
  v_done := hrt.lock_keys(v_keys);

  -- What can be known without stock.
  for i in 1 .. n loop
    continue when v_keys[i] is not null and array_position(v_keys, v_keys[i]) < i;
    v_answers[i] := hrt.known_order(v_orders[i]);
    continue when v_answers[i].outcome is not null or v_orders[i].problems <> '[]';
    v_orders[i] := hrt.price_web_order(v_orders[i], v_settings.rule);
    if v_orders[i].problems = '[]' then
      v_variants := v_variants || v_orders[i].variants;
    end if;
  end loop;

  -- From here on others wait.
  if v_variants <> '{}' then
    v_stock := hrt.lock_web_stock(v_variants);
    v_left := v_stock.lefts;
  end if;
  for i in 1 .. n loop
    o := v_orders[i];
    if o.key is not null and array_position(v_keys, o.key) < i then
      v_answers[i] := hrt.answer_again(o, v_orders[array_position(v_keys, o.key)], v_answers[array_position(v_keys, o.key)]);
    end if;
    continue when v_answers[i].outcome is not null;
    if o.problems = '[]' then
      v_taken := hrt.allocate(o.variants, o.quantities, v_stock.variants, v_stock.locations, v_left);
      o.problems := v_taken.short;
    end if;
    if o.problems = '[]' then
      v_left := v_taken.p_left;
      o := hrt.number_draft(o, v_settings);
      o.location_id := v_stock.locations[v_taken.slots[1]];
      o.expires_at := o.placed_at + make_interval(hours =>
        case o.payment_method when 'pay_at_pickup' then v_settings.pickup_hold_hours else v_settings.transfer_hold_hours end);
      v_good := v_good || o;
      v_hold_orders := v_hold_orders || array_fill(array_length(v_good, 1), array[array_length(v_taken.slots, 1)]);
      v_slots := v_slots || v_taken.slots;
      v_parts := v_parts || v_taken.parts;
      v_answers[i] := row(o.key, 'placed', o.order_id, o.number,
        o.secret, o.total, o.expires_at, '[]')::hrt.order_result;
    else
      v_answers[i] := row(o.key, 'refused', null, null, null, null, null, o.problems)::hrt.order_result;
    end if;
  end loop;
  if v_good <> '{}' then
    v_done := hrt.write_orders(v_good, 'web', v_settings)
      and hrt.write_web_orders(v_good, v_stock.variants, v_stock.locations, v_hold_orders, v_slots, v_parts);
  end if;
  return query select * from unnest(v_answers);
end $$;
