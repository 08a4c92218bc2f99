-- The common half of sell() and place_order(): from JSON to drafts with prices and named problems. Takes no lock.

-- How many they are. Refuses what is no array of a bearable size; raised, because it is a fault of the program.
create or replace function hrt.require_orders(p_orders jsonb) returns integer
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_orders) is distinct from 'array' or jsonb_array_length(p_orders) > 100 then
    raise exception 'an array of at most 100 orders is wanted' using errcode = 'HR400', constraint = 'bad_request';
  end if;
  return jsonb_array_length(p_orders);
end $$;

-- What makes two requests the same one: everything the buyer decided, nothing the program may fill in differently. A web
-- order that comes with another telephone number is a correction, and must not pass for the first one.
create or replace function hrt.content_of(p_channel text, p_order jsonb, p_discount bigint) returns bytea
language sql stable as $$
  select sha256(convert_to((jsonb_build_object('channel', p_channel, 'lines', p_order -> 'lines', 'discount', coalesce(p_discount, 0),
    'service', p_order -> 'shipping_service_id', 'payment', p_order -> 'payment_method', 'address', p_order -> 'address',
    'name', p_order -> 'contact_name') || case p_channel
      when 'web' then jsonb_build_object('phone', p_order -> 'contact_phone', 'email', p_order -> 'contact_email',
        'city', p_order -> 'city', 'postal_code', p_order -> 'postal_code', 'note', p_order -> 'note')
      else '{}' end)::text, 'UTF8'))
$$;

-- What is wrong with a line that is not plainly right, or null.
-- At the till the price must be the catalogue's, or the one that the customer was told when the line went on the ticket (p_key).
-- p_then: when a sale was confirmed that comes back (then any price is good), else null. A restored database gives ids a second
-- time: goods with another SKU than the journal says, or, when it says none, made after that, are not the goods that were sold.
create or replace function hrt.problem_of_line(p_line_no integer, p_variant_id bigint, p_quantity bigint, p_price bigint,
  p_sku text, p_key uuid, p_channel text, p_then timestamptz) returns jsonb
language plpgsql stable as $$
declare
  v hrt.variant;
  v_product hrt.product;
begin
  select * into v from hrt.variant where id = p_variant_id;
  select * into v_product from hrt.product where id = v.product_id;
  return case
    when p_quantity is null or p_quantity not between 1 and 9999
      then hrt.problem('bad_quantity', jsonb_build_object('variant_id', p_variant_id, 'line', p_line_no))
    when p_channel = 'web' and p_quantity > 999
      then hrt.problem('too_many', jsonb_build_object('variant_id', p_variant_id, 'limit', 999))
    when v.id is null or p_then is not null and coalesce(v.sku <> p_sku, v_product.created_at > p_then)
      then hrt.problem('unknown_variant', jsonb_build_object('variant_id', p_variant_id, 'line', p_line_no))
    when p_then is not null and p_price >= 0 then null
    when not (v.active and v_product.active) then hrt.problem('inactive_variant', jsonb_build_object('variant_id', v.id))
    when p_channel = 'till' and p_price is distinct from v.price and (p_price is null or (
        select t.unit_price from hrt.till_ticket_line t where t.ticket_id = p_key and t.variant_id = v.id)
        is distinct from p_price)
      then hrt.problem('price_changed', jsonb_build_object('variant_id', v.id, 'expected', p_price, 'actual', v.price))
  end;
end $$;

-- Adds the lines of a draft's request with the catalogue's words for them; each impossible one adds its problem. One statement
-- reads them and asks the catalogue, in their order: each line joined is looked up by itself (offset 0), whatever a plan may cost.
create or replace function hrt.add_lines(inout o hrt.draft_order, in p_channel text, in p_then timestamptz)
language plpgsql stable as $$
declare
  v_lines jsonb := o.request -> 'lines';
  v_right boolean; -- plainly, all of them
  v_problem jsonb;
  n integer := case when jsonb_typeof(v_lines) = 'array' then jsonb_array_length(v_lines) else 0 end;
begin
  if n not between 1 and 200 then
    o.problems := o.problems || case when n = 0 then hrt.problem('empty_sale') else hrt.problem('too_many', '{"limit": 200}') end;
    return;
  end if;
  select array_agg(l.variant_id), array_agg(l.quantity), array_agg(case p_channel when 'web' then c.price else l.price end),
      array_agg(c.sku), array_agg(c.name), array_agg(c.variant_name),
      bool_and(coalesce(c.active and l.quantity between 1 and 999 and (p_channel = 'web' or l.price = c.price), false))
    into o.variants, o.quantities, o.prices, o.skus, o.names, o.variant_names, v_right
  from (select hrt.to_int8(j.line ->> 'variant_id') as variant_id, hrt.to_int8(j.line ->> 'quantity') as quantity,
      hrt.to_int8(j.line ->> 'unit_price') as price
    from (select v_lines -> generate_series(0, n - 1) as line) j offset 0) l
  left join lateral (select v.price, v.sku, p.name, v.name as variant_name, v.active and p.active as active
    from hrt.variant v join hrt.product p on p.id = v.product_id where v.id = l.variant_id offset 0) c on true;
  if not v_right or p_then is not null then
    for i in 1 .. n loop
      v_problem := hrt.problem_of_line(i, o.variants[i], o.quantities[i], o.prices[i], o.request -> 'skus' ->> (i - 1), o.key,
        p_channel, p_then);
      if v_problem is not null then
        o.problems := o.problems || v_problem;
      end if;
    end loop;
  end if;
end $$;

-- Prices a draft that is still good; its shipping stands already. p_unit rounds the total of one that is paid in cash alone.
create or replace function hrt.price_draft(inout o hrt.draft_order, in p_rule hrt.tax_rule, in p_unit bigint)
language plpgsql stable as $$
declare
  r record;
begin
  r := hrt.price_order(o.quantities, o.prices, o.discount, p_rule);
  if r.overflow or r.subtotal + r.tax + o.shipping > hrt.largest_amount() then
    o.problems := o.problems || hrt.problem('overflow');
    return;
  end if;
  if o.discount is null or o.discount not between 0 and r.subtotal then
    o.problems := o.problems || hrt.problem('bad_discount', jsonb_build_object('discount', o.discount, 'subtotal', r.subtotal));
    return;
  end if;
  o.discounts := r.discounts;
  o.taxes := r.taxes;
  o.totals := r.totals;
  o.subtotal := r.subtotal;
  o.tax := r.tax;
  o.total := r.subtotal - o.discount + o.shipping;
  if not p_rule.included then
    o.total := o.total + o.tax;
  end if;
  if p_unit > 0 and o.cash and o.paid = 0 then
    o.rounding := hrt.cash_rounding_of(o.total, p_unit);
    o.total := o.total + o.rounding;
  end if;
end $$;

-- Moves the running number past those that stand on printed receipts: a damaged log or a restored dump has set the sequence
-- back, and what is sold next must not get a number that is about to come back. It is never set back here.
create or replace function hrt.pass_numbers(p_numbers text[]) returns boolean
language plpgsql as $$
declare
  v_highest bigint := (select max(hrt.to_int8(substring(n from '-([0-9]{5,15})$'))) from unnest(p_numbers) n);
begin
  if v_highest > coalesce(pg_sequence_last_value('hrt.order_number_seq'), 0) then
    perform setval('hrt.order_number_seq', v_highest);
  end if;
  return true;
end $$;

-- The accepted draft gets its id, number, secret and time. HRT-241125-00042: the day of the shop and a running number. Not without
-- gaps: a crash may leave one, and so may a sale that was refused at the last moment. A sale that comes back has its number;
-- when a newer order (or one of the same call: p_taken) got that meanwhile, it takes another, and its note says what is
-- printed on the receipt.
create or replace function hrt.number_draft(inout o hrt.draft_order, in p_settings hrt.settings, in p_taken text[] default '{}')
language plpgsql as $$
declare
  v_n text;
begin
  o.order_id := nextval('hrt.sales_order_id_seq');
  o.secret := hrt.secret_with(o.key, p_settings.inner_key, p_settings.outer_key);
  o.placed_at := coalesce(o.placed_at, clock_timestamp());
  if o.number is not null then -- apart, so that a sale that does not come back is not asked
    if o.number = any (p_taken) or (select k.id from hrt.sales_order k where k.number = o.number) is not null then
      o.note := left(concat_ws(E'\n', case p_settings.language when 'en' then 'Number on the receipt: ' else 'Nomor di struk: ' end
        || o.number, nullif(o.note, '')), 1000);
      o.number := null;
    end if;
  end if;
  if o.number is null then
    v_n := nextval('hrt.order_number_seq');
    o.number := 'HRT-' || to_char(clock_timestamp() at time zone p_settings.time_zone, 'YYMMDD') || '-'
      || lpad(v_n, greatest(5, length(v_n)), '0');
  end if;
end $$;

-- Writes accepted drafts with their lines and the first row of their history on each axis: one statement a table, however many.
-- Drafts and lines are unnested in the select list: in FROM each array would be put into a store of 16 KiB, set up for each
-- sale, and so much memory goes back to the system after every one.
-- Whoever orders on the web is a customer, with an id or, as a guest, without one.
create or replace function hrt.write_orders(p_orders hrt.draft_order[], p_channel hrt.channel, p_settings hrt.settings)
returns boolean
language plpgsql as $$
declare
  v_states text[] := case p_channel when 'till' then array['completed', 'paid', 'handed_over'] else array['placed', 'unpaid', 'pending'] end;
begin
  insert into hrt.sales_order (id, key, content, number, channel, status, payment_status, fulfilment_status, customer_id,
      staff_id, shift_id, location_id, contact_name, contact_phone, contact_email, address, city, postal_code, note,
      shipping_service_id, shipping_name, shipping_name_en, payment_method, subtotal, discount, shipping_cost, tax, rounding, total,
      tax_included, secret_hash, language, placed_at, expires_at)
    overriding system value
    select (o).order_id, (o).key, (o).content, (o).number, p_channel, v_states[1]::hrt.order_status,
      v_states[2]::hrt.payment_status, v_states[3]::hrt.fulfilment_status, (o).customer_id, (o).staff_id, (o).shift_id,
      (o).location_id, coalesce((o).contact_name, ''), coalesce((o).contact_phone, ''), coalesce((o).contact_email, ''),
      coalesce((o).address, ''), coalesce((o).city, ''), coalesce((o).postal_code, ''), (o).note, (o).service_id,
      (o).service_name, (o).service_name_en, (o).payment_method, (o).subtotal, (o).discount, (o).shipping, (o).tax,
      (o).rounding, (o).total, (p_settings.rule).included, hrt.hash_secret((o).secret), (o).language, (o).placed_at,
      (o).expires_at
    from (select unnest(p_orders) as o) x;
  insert into hrt.order_line (order_id, line_no, variant_id, sku, product_name, variant_name, quantity, unit_price, discount, tax, total)
    select (o).order_id, generate_subscripts((o).variants, 1), unnest((o).variants), unnest((o).skus), unnest((o).names),
      unnest((o).variant_names), unnest((o).quantities), unnest((o).prices), unnest((o).discounts), unnest((o).taxes),
      unnest((o).totals)
    from (select unnest(p_orders) as o) x;
  insert into hrt.order_event (order_id, axis, from_state, to_state, actor, actor_id)
    select (o).order_id, unnest('{order,payment,fulfilment}'::text[]), '', unnest(v_states),
      case when (o).staff_id is not null then 'staff' when p_channel = 'web' then 'customer' else 'system' end::hrt.actor_kind,
      coalesce((o).staff_id, (o).customer_id)
    from (select unnest(p_orders) as o) x;
  return true;
end $$;

-- The lines of a draft for the journal.
create or replace function hrt.journal_lines(o hrt.draft_order) returns jsonb
language sql stable as $$
  select jsonb_build_object('variants', o.variants, 'quantities', o.quantities, 'prices', o.prices)
$$;
