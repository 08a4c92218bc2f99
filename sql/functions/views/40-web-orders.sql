-- What the web shop may read of orders: the one whose secret was given, or those of whoever is signed in. No query of that
-- role can list the orders of others.

drop type if exists hrt.web_order_row, hrt.web_order_line_row, hrt.web_order_event_row cascade;

create type hrt.web_order_row as (
  id bigint, number text, channel text, status text, payment_status text, fulfilment_status text, customer_id bigint,
  contact_name text, contact_phone text, contact_email text, address text, city text, postal_code text, note text,
  shipping_service_id bigint, shipping_name text, payment_method text, subtotal bigint, discount bigint, shipping_cost bigint,
  tax bigint, rounding bigint, total bigint, tax_included boolean, language text, placed_at timestamptz, expires_at timestamptz,
  n_lines bigint, n_pieces bigint, first_line text, secret text
);

create type hrt.web_order_line_row as (
  order_id bigint, line_no bigint, variant_id bigint, product_id bigint, sku text, product_name text, variant_name text,
  quantity bigint, unit_price bigint, discount bigint, tax bigint, total bigint, image_hash text
);

create type hrt.web_order_event_row as (
  id bigint, order_id bigint, axis text, from_state text, to_state text, actor text, at timestamptz
);

create or replace function hrt.web_order_rows(p_ids bigint[]) returns setof hrt.web_order_row
language sql stable as $$
  select o.id, o.number, o.channel::text, o.status::text, o.payment_status::text, o.fulfilment_status::text, o.customer_id,
    o.contact_name, o.contact_phone, o.contact_email, o.address, o.city, o.postal_code, o.note, o.shipping_service_id,
    o.shipping_name, o.payment_method, o.subtotal, o.discount, o.shipping_cost, o.tax, o.rounding, o.total, o.tax_included,
    o.language, o.placed_at, o.expires_at, l.n_lines, l.n_pieces, l.first_line, hrt.secret_of_key(o.key)
  from hrt.sales_order o
  cross join lateral (select count(*) as n_lines, coalesce(sum(x.quantity), 0)::bigint as n_pieces,
      (array_agg(x.product_name order by x.line_no))[1] as first_line
    from hrt.order_line x where x.order_id = o.id) l
  where o.id = any (p_ids)
  order by o.placed_at desc, o.id desc
$$;

create or replace function hrt.order_of_secret(p_secret text) returns bigint
language sql stable as $$
  select o.id from hrt.sales_order o where o.secret_hash = hrt.hash_secret(p_secret)
$$;

-- The secret of an order of the customer who is signed in, or null.
create or replace function hrt.secret_of_session_order(p_session_hash bytea, p_order_id bigint) returns text
language sql stable security definer set search_path = hrt, pg_temp as $$
  select hrt.secret_of_key(o.key) from hrt.session s join hrt.sales_order o on o.customer_id = s.customer_id
  where s.id_hash = p_session_hash and o.id = p_order_id and hrt.is_alive(s)
$$;

create or replace function hrt.web_order(p_secret text) returns setof hrt.web_order_row
language sql stable security definer set search_path = hrt, pg_temp rows 1 as $$
  select * from hrt.web_order_rows(array[hrt.order_of_secret(p_secret)])
$$;

create or replace function hrt.web_order_lines(p_secret text) returns setof hrt.web_order_line_row
language sql stable security definer set search_path = hrt, pg_temp rows 5 as $$
  select l.order_id, l.line_no::bigint, l.variant_id, v.product_id, l.sku, l.product_name, l.variant_name, l.quantity,
    l.unit_price, l.discount, l.tax, l.total,
    (select i.hash from hrt.image i where i.product_id = v.product_id
      order by i.variant_id is not distinct from v.id desc, i.variant_id is null desc, i.position, i.id limit 1)
  from hrt.order_line l left join hrt.variant v on v.id = l.variant_id
  where l.order_id = hrt.order_of_secret(p_secret) order by l.line_no
$$;

create or replace function hrt.web_order_events(p_secret text) returns setof hrt.web_order_event_row
language sql stable security definer set search_path = hrt, pg_temp rows 5 as $$
  select e.id, e.order_id, e.axis, e.from_state, e.to_state, e.actor::text, e.at from hrt.order_event e
  where e.order_id = hrt.order_of_secret(p_secret) order by e.id
$$;

create or replace function hrt.session_orders(p_session_hash bytea, p_limit bigint) returns setof hrt.web_order_row
language sql stable security definer set search_path = hrt, pg_temp rows 10 as $$
  select * from hrt.web_order_rows(array(
    select o.id from hrt.session s join hrt.sales_order o on o.customer_id = s.customer_id
    where s.id_hash = p_session_hash and hrt.is_alive(s)
    order by o.placed_at desc, o.id desc limit least(greatest(p_limit, 1), 200)))
$$;

grant execute on function hrt.secret_of_session_order(bytea, bigint), hrt.web_order(text), hrt.web_order_lines(text),
  hrt.web_order_events(text), hrt.session_orders(bytea, bigint) to hrt_web;
