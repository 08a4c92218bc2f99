-- The common half of sell() and place_order(): from JSON to drafts with prices and named problems. Takes no lock.

-- Refuses what is no array of objects of a bearable size; raised, because it is a fault of the program.
create or replace function hrt.require_orders(p_orders jsonb) returns void
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_orders) is distinct from 'array' or jsonb_array_length(p_orders) > 100 then
    raise exception 'an array of at most 100 orders is wanted' using errcode = 'HR400', constraint = 'bad_request';
  end if;
end $$;

-- What makes two requests the same one: everything the buyer decided, nothing the program may fill in differently.
create or replace function hrt.content_of(p_channel text, p_order jsonb) returns bytea
language sql stable as $$
  select sha256(convert_to(jsonb_build_object('channel', p_channel, 'lines', p_order -> 'lines',
    'discount', coalesce(hrt.to_int8(p_order -> 'discount'), 0), 'service', p_order -> 'shipping_service_id',
    'payment', p_order -> 'payment_method', 'address', p_order -> 'address', 'name', p_order -> 'contact_name')::text, 'UTF8'))
$$;

-- The lines of all orders of a call with the catalogue's words for them; an impossible one carries its problem.
-- At the till the price must be the catalogue's, or the one that the customer was told when the line went on the ticket.
create or replace function hrt.draft_lines(p_orders jsonb, p_channel text, p_replay boolean) returns setof hrt.draft_line
language sql stable as $$
  select e.no::integer, l.no::integer, w.variant_id, v.sku, p.name, v.name, w.quantity,
    case when p_channel = 'till' then w.unit_price else v.price end, 0::bigint, 0::bigint, 0::bigint,
    case
      when w.quantity is null or w.quantity not between 1 and 9999
        then hrt.problem('bad_quantity', jsonb_build_object('variant_id', w.variant_id, 'line', l.no))
      when p_channel = 'web' and w.quantity > 999
        then hrt.problem('too_many', jsonb_build_object('variant_id', w.variant_id, 'limit', 999))
      when v.id is null then hrt.problem('unknown_variant', jsonb_build_object('variant_id', w.variant_id, 'line', l.no))
      when p_replay and w.unit_price >= 0 then null
      when not (v.active and p.active) then hrt.problem('inactive_variant', jsonb_build_object('variant_id', v.id))
      when p_channel = 'till' and w.unit_price is distinct from v.price and (
          select t.unit_price from hrt.till_ticket_line t where t.ticket_id = hrt.to_uuid(e.o -> 'key') and t.variant_id = v.id)
          is distinct from w.unit_price
        then hrt.problem('price_changed', jsonb_build_object('variant_id', v.id, 'expected', w.unit_price, 'actual', v.price))
    end
  from jsonb_array_elements(p_orders) with ordinality as e (o, no)
  cross join lateral jsonb_array_elements(hrt.to_array(e.o -> 'lines')) with ordinality as l (line, no)
  cross join lateral (select hrt.to_int8(l.line -> 'variant_id') as variant_id, hrt.to_int8(l.line -> 'quantity') as quantity,
    hrt.to_int8(l.line -> 'unit_price') as unit_price offset 0) w
  left join hrt.variant v on v.id = w.variant_id
  left join hrt.product p on p.id = v.product_id
  where l.no <= 200
  order by e.no, l.no
$$;

-- Adds to each order the problems of its lines, and of lines that are too few or too many.
create or replace function hrt.collect_line_problems(p_orders hrt.draft_order[], p_lines hrt.draft_line[])
returns hrt.draft_order[]
language plpgsql as $$
declare
  r record;
begin
  for r in
    select o.no, jsonb_array_length(hrt.to_array(o.request -> 'lines')) as n, f.found
    from unnest(p_orders) o
    left join (select l.order_no, jsonb_agg(l.problem order by l.line_no) as found
      from unnest(p_lines) l where l.problem is not null group by 1) f on f.order_no = o.no
  loop
    if r.n = 0 then
      p_orders[r.no].problems := p_orders[r.no].problems || hrt.problem('empty_sale');
    elsif r.n > 200 then
      p_orders[r.no].problems := p_orders[r.no].problems || hrt.problem('too_many', '{"limit": 200}');
    end if;
    if r.found is not null then
      p_orders[r.no].problems := p_orders[r.no].problems || r.found;
    end if;
  end loop;
  return p_orders;
end $$;

-- Prices the lines of the orders that are still good and sums them up. An order's shipping is in the draft already;
-- @p_unit rounds the total of one that is paid in cash alone.
create or replace function hrt.price_draft(
  inout p_orders hrt.draft_order[], inout p_lines hrt.draft_line[], in p_rule hrt.tax_rule, in p_unit bigint)
language plpgsql as $$
declare
  r record;
  l record;
begin
  for r in
    select d.order_no, sum(d.unit_price::numeric * d.quantity) as subtotal, o.discount as asked, o.shipping,
      o.cash and o.paid = 0 as round_it
    from unnest(p_lines) d join unnest(p_orders) o on o.no = d.order_no
    where o.problems = '[]' and not o.known
    group by d.order_no, o.discount, o.shipping, o.cash, o.paid
  loop
    if r.subtotal + r.shipping > hrt.largest_amount() then
      p_orders[r.order_no].problems := p_orders[r.order_no].problems || hrt.problem('overflow');
    elsif r.asked is null or r.asked not between 0 and r.subtotal then
      p_orders[r.order_no].problems := p_orders[r.order_no].problems
        || hrt.problem('bad_discount', jsonb_build_object('discount', r.asked, 'subtotal', r.subtotal));
    else
      p_orders[r.order_no].subtotal := r.subtotal;
      p_orders[r.order_no].tax := 0;
      p_orders[r.order_no].total := r.subtotal - r.asked + r.shipping;
    end if;
  end loop;

  for l in
    select w.at, p.* from (
      select d.at, row_number() over (order by d.at) as i
      from (select ordinality as at, order_no from unnest(p_lines) with ordinality) d
      where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known) w
    join hrt.price_lines(
      array(select d.order_no from unnest(p_lines) with ordinality d
        where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known order by ordinality),
      array(select d.quantity from unnest(p_lines) with ordinality d
        where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known order by ordinality),
      array(select d.unit_price from unnest(p_lines) with ordinality d
        where p_orders[d.order_no].problems = '[]' and not p_orders[d.order_no].known order by ordinality),
      array(select o.discount from unnest(p_orders) o order by o.no), p_rule) p on p.i = w.i
  loop
    if l.overflow then
      p_orders[l.order_no].problems := jsonb_build_array(hrt.problem('overflow'));
      continue;
    end if;
    p_lines[l.at].discount := l.discount;
    p_lines[l.at].tax := l.tax;
    p_lines[l.at].total := l.total;
    p_orders[l.order_no].tax := p_orders[l.order_no].tax + l.tax;
    if not p_rule.included then
      p_orders[l.order_no].total := p_orders[l.order_no].total + l.tax;
    end if;
  end loop;

  for r in select o.no, o.total from unnest(p_orders) o where o.problems = '[]' and not o.known and o.cash and o.paid = 0 loop
    p_orders[r.no].rounding := hrt.cash_rounding_of(r.total, p_unit);
    p_orders[r.no].total := r.total + p_orders[r.no].rounding;
  end loop;
end $$;

-- Writes the orders that were accepted, with their lines and the first row of their history on each axis.
create or replace function hrt.write_orders(p_orders hrt.draft_order[], p_lines hrt.draft_line[], p_channel hrt.channel,
  p_rule hrt.tax_rule) returns void
language plpgsql as $$
declare
  v_status text := case p_channel when 'till' then 'completed' else 'placed' end;
  v_payment text := case p_channel when 'till' then 'paid' else 'unpaid' end;
  v_fulfilment text := case p_channel when 'till' then 'handed_over' else 'pending' end;
begin
  insert into hrt.sales_order (id, key, content, number, channel, status, payment_status, fulfilment_status, customer_id,
      staff_id, shift_id, location_id, contact_name, contact_phone, contact_email, address, city, postal_code, note,
      shipping_service_id, shipping_name, payment_method, subtotal, discount, shipping_cost, tax, rounding, total,
      tax_included, secret_hash, language, placed_at, expires_at)
    overriding system value
    select o.order_id, o.key, o.content, o.number, p_channel, v_status::hrt.order_status, v_payment::hrt.payment_status,
      v_fulfilment::hrt.fulfilment_status, o.customer_id, o.staff_id, o.shift_id, o.location_id,
      hrt.to_text(o.request -> 'contact_name'), hrt.to_text(o.request -> 'contact_phone'),
      lower(hrt.to_text(o.request -> 'contact_email')), hrt.to_text(o.request -> 'address', true),
      hrt.to_text(o.request -> 'city'), hrt.to_text(o.request -> 'postal_code'), o.note, o.service_id, o.service_name,
      o.payment_method, o.subtotal, o.discount, o.shipping, o.tax, o.rounding, o.total, p_rule.included,
      hrt.hash_secret(hrt.secret_of_key(o.key)), o.language, o.placed_at, o.expires_at
    from unnest(p_orders) o where o.accepted order by o.no;

  insert into hrt.order_line (order_id, line_no, variant_id, sku, product_name, variant_name, quantity, unit_price, discount,
      tax, total)
    select p_orders[l.order_no].order_id, l.line_no, l.variant_id, l.sku, l.product_name, l.variant_name, l.quantity,
      l.unit_price, l.discount, l.tax, l.total
    from unnest(p_lines) l where p_orders[l.order_no].accepted;

  insert into hrt.order_event (order_id, axis, from_state, to_state, actor, actor_id)
    select o.order_id, a.axis, '', a.state,
      (case when o.staff_id is not null then 'staff' when o.customer_id is not null then 'customer' else 'system' end)::hrt.actor_kind,
      coalesce(o.staff_id, o.customer_id)
    from unnest(p_orders) o
    cross join (values ('order', v_status), ('payment', v_payment), ('fulfilment', v_fulfilment)) as a (axis, state)
    where o.accepted;
end $$;

-- HRT-241125-00042: the day of the shop and a running number. Not without gaps: a refused sale takes none, a crash may.
create or replace function hrt.next_order_number(p_at timestamptz) returns text
language plpgsql as $$
declare
  v_n text := nextval('hrt.order_number_seq');
begin
  return 'HRT-' || to_char(p_at at time zone (select s.time_zone from hrt.shop_profile s), 'YYMMDD') || '-'
    || lpad(v_n, greatest(5, length(v_n)), '0');
end $$;
