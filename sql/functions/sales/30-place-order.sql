-- hrt.place_order(p_orders): orders from the web, any number in one call and one commit.
--
-- p_orders: [{"key": uuid, "session": hex of the session's hash, "language", "contact_name", "contact_phone",
--   "contact_email", "address", "city", "postal_code", "note", "shipping_service_id",
--   "payment_method": "bank_transfer" | "pay_at_pickup", "lines": [{"variant_id", "quantity"}], "expected_total"?}]
-- Customer and cart come from the session; another program than the web shop may name "customer_id" and "cart_id".
-- Returns one row per order in the order given: 'placed', 'already_placed' (the key is known: the same answer, with the same
-- secret), or 'refused' with every reason: bad_key, missing_contact, missing_address, too_long{field}, unknown_service,
-- bad_payment_method, pickup_needs_pickup_service, bad_quantity, too_many{limit}, unknown_variant, inactive_variant,
-- empty_sale, overflow, total_changed{expected, actual}, out_of_stock (every short line), key_conflict, repeated_key.
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

create or replace function hrt.draft_orders(p_orders jsonb) returns setof hrt.draft_order
language plpgsql stable as $$
begin
  return query select (d.o).* from (select row(
    e.no::integer, w.key, hrt.content_of('web', e.o), row_number() over (partition by w.key order by e.no) > 1, false,
    jsonb_path_query_array(jsonb_build_array(
      case when w.key is null then hrt.problem('bad_key') end,
      case when hrt.to_text(e.o -> 'contact_name') = '' or hrt.to_text(e.o -> 'contact_phone') = ''
        and hrt.to_text(e.o -> 'contact_email') = '' then hrt.problem('missing_contact') end,
      case when s.id is null then hrt.problem('unknown_service') end,
      case when not s.is_pickup and (hrt.to_text(e.o -> 'address', true) = '' or hrt.to_text(e.o -> 'city') = '')
        then hrt.problem('missing_address') end,
      case when w.method not in ('bank_transfer', 'pay_at_pickup') then hrt.problem('bad_payment_method') end,
      case when w.method = 'pay_at_pickup' and not s.is_pickup then hrt.problem('pickup_needs_pickup_service') end),
      '$[*] ? (@ != null)') || hrt.too_long(e.o),
    null, null, null, null, null, null, null, null, w.customer_id,
    case when e.o ->> 'language' in ('id', 'en') then e.o ->> 'language' else p.language end,
    hrt.to_text(e.o -> 'note', true), w.method, s.id,
    case when s.is_pickup then s.name else s.courier || ' ' || s.name end, null, false,
    0, 0, 0, 0, 0, 0, 0, false, 0, e.o || jsonb_build_object('cart_id', w.cart_id))::hrt.draft_order as o
  from hrt.shop_profile p
  cross join jsonb_array_elements(p_orders) with ordinality as e (o, no)
  left join lateral (select * from hrt.session_of(e.o ->> 'session')) n on true
  cross join lateral (select hrt.to_uuid(e.o -> 'key') as key, coalesce(e.o ->> 'payment_method', '') as method,
    case when e.o ? 'session' or session_user = 'hrt_web' then n.customer_id
      else (select c.id from hrt.customer c where c.id = hrt.to_int8(e.o -> 'customer_id')) end as customer_id,
    case when e.o ? 'session' or session_user = 'hrt_web' then n.cart_id else hrt.to_int8(e.o -> 'cart_id') end as cart_id
    offset 0) w
  left join hrt.shipping_service s on s.id = hrt.to_int8(e.o -> 'shipping_service_id') and s.active
  order by e.no offset 0) d;
end $$;

-- Known keys, and the price of shipping of those that are new.
create or replace function hrt.check_orders(p_orders hrt.draft_order[], p_lines hrt.draft_line[]) returns hrt.draft_order[]
language plpgsql as $$
declare
  r record;
begin
  for r in select o.no from unnest(p_orders) o where (select s.id from hrt.sales_order s where s.key = o.key) is not null loop
    p_orders[r.no].known := true;
  end loop;
  for r in select o.no, o.service_id from unnest(p_orders) o where o.problems = '[]' and not o.known loop
    p_orders[r.no].shipping := (select s.price from hrt.shipping_prices(
      array(select l.variant_id from unnest(p_lines) l where l.order_no = r.no order by l.line_no),
      array(select l.quantity from unnest(p_lines) l where l.order_no = r.no order by l.line_no), r.service_id) s);
    if p_orders[r.no].shipping is null then
      p_orders[r.no].problems := jsonb_build_array(hrt.problem('overflow'));
    end if;
  end loop;
  return p_orders;
end $$;

-- The customer pays what the customer saw, or is told.
create or replace function hrt.check_totals(p_orders hrt.draft_order[]) returns hrt.draft_order[]
language plpgsql as $$
declare
  r record;
begin
  for r in
    select o.no, o.total, hrt.to_int8(o.request -> 'expected_total') as expected
    from unnest(p_orders) o
    where o.problems = '[]' and not o.known and coalesce(o.request -> 'expected_total', 'null') <> 'null'
  loop
    if r.expected is distinct from r.total then
      p_orders[r.no].problems := jsonb_build_array(
        hrt.problem('total_changed', jsonb_build_object('expected', r.expected, 'actual', r.total)));
    end if;
  end loop;
  return p_orders;
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

-- Locks the stock of all good orders at all locations that sell on the web, then decides one order after the other on what
-- the earlier ones left. Writes the holds of accepted orders.
create or replace function hrt.take_for_orders(p_orders hrt.draft_order[], p_lines hrt.draft_line[])
returns hrt.draft_order[]
language plpgsql as $$
declare
  v_variants bigint[];
  v_locations bigint[];
  v_left bigint[];
  v_asked bigint[] := array(select distinct d.variant_id from unnest(p_lines) d
    where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known);
  o record;
  a record;
begin
  select array_agg(k.variant_id), array_agg(k.location_id), array_agg(k.available) into v_variants, v_locations, v_left
  from hrt.lock_web_stock(v_asked) k;

  for o in select d.no, d.payment_method from unnest(p_orders) d where d.problems = '[]' and not d.known order by d.no loop
    select * into a from hrt.allocate(
      array(select d.variant_id from unnest(p_lines) d where d.order_no = o.no order by d.line_no),
      array(select d.quantity from unnest(p_lines) d where d.order_no = o.no order by d.line_no),
      v_variants, v_locations, v_left);
    if a.short <> '[]' then
      p_orders[o.no].problems := a.short;
      continue;
    end if;
    v_left := a.p_left;
    p_orders[o.no].accepted := true;
    p_orders[o.no].order_id := nextval('hrt.sales_order_id_seq');
    p_orders[o.no].placed_at := clock_timestamp();
    p_orders[o.no].number := hrt.next_order_number(clock_timestamp());
    p_orders[o.no].location_id := v_locations[a.slots[1]];
    p_orders[o.no].expires_at := clock_timestamp() + (select make_interval(hours =>
      case o.payment_method when 'pay_at_pickup' then p.pickup_hold_hours else p.transfer_hold_hours end) from hrt.shop_profile p);
    insert into hrt.stock_hold (order_id, variant_id, location_id, quantity, expires_at)
      select p_orders[o.no].order_id, v_variants[h.slot], v_locations[h.slot], sum(h.part), p_orders[o.no].expires_at
      from unnest(a.slots, a.parts) as h (slot, part) group by h.slot;
  end loop;
  return p_orders;
end $$;

create or replace function hrt.place_order(p_orders jsonb) returns setof hrt.order_result
language plpgsql security definer set search_path = hrt, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_orders hrt.draft_order[];
  v_lines hrt.draft_line[];
  v_rule hrt.tax_rule := hrt.tax_rule_at();
begin
  perform hrt.require_orders(p_orders);
  v_orders := array(select d from hrt.draft_orders(p_orders) d);
  perform hrt.lock_keys(array(select o.key from unnest(v_orders) o));
  v_lines := array(select l from hrt.draft_lines(p_orders, 'web', false) l);
  v_orders := hrt.collect_line_problems(v_orders, v_lines);
  v_orders := hrt.check_orders(v_orders, v_lines);
  select * into v_orders, v_lines from hrt.price_draft(v_orders, v_lines, v_rule, 0);
  v_orders := hrt.check_totals(v_orders);
  v_orders := hrt.take_for_orders(v_orders, v_lines);
  perform hrt.write_orders(v_orders, v_lines, 'web', v_rule);

  delete from hrt.cart_line where cart_id in (
    select hrt.to_int8(o.request -> 'cart_id') from unnest(v_orders) o where o.accepted);
  insert into hrt.outbox (topic, payload)
    select 'mail.order-placed', jsonb_build_object('order_id', o.order_id, 'number', o.number, 'language', o.language,
      'to', lower(hrt.to_text(o.request -> 'contact_email')))
    from unnest(v_orders) o where o.accepted and hrt.to_text(o.request -> 'contact_email') <> '';
  insert into hrt.journal (kind, actor, actor_id, subject, payload)
    select 'order', case when o.customer_id is null then 'system' else 'customer' end::hrt.actor_kind, o.customer_id, o.number,
      jsonb_build_object('order', o.order_id, 'key', o.key, 'total', o.total, 'tax', o.tax, 'shipping', o.shipping, 'lines', (
        select jsonb_agg(jsonb_build_array(l.variant_id, l.quantity, l.unit_price) order by l.line_no)
        from unnest(v_lines) l where l.order_no = o.no))
    from unnest(v_orders) o where o.accepted order by o.no;

  return query
    select o.key, case when o.accepted then 'placed' when s.id is not null then 'already_placed' else 'refused' end,
      s.id, s.number, case when s.id is not null then hrt.secret_of_key(s.key) end, s.total, s.expires_at,
      case
        when s.id is not null then '[]'
        when o.known and (select k.id from hrt.sales_order k where k.key = o.key) is not null
          then jsonb_build_array(hrt.problem('key_conflict'))
        when o.known then jsonb_build_array(hrt.problem('repeated_key'))
        else o.problems end
    from unnest(v_orders) o
    left join hrt.sales_order s on s.key = o.key and (o.accepted or o.known) and s.content = o.content
    order by o.no;
end $$;
