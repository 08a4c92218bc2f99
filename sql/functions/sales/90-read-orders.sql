-- How customers read their orders: by the secret of the link, or all of their own by their session. The web role has no
-- other way to an order.

drop type if exists hrt.order_view, hrt.order_line_view cascade;
create type hrt.order_view as (
  id bigint, number text, channel text, secret text, status text, payment_status text, fulfilment_status text, payment_method text,
  contact_name text, contact_phone text, contact_email text, address text, city text, postal_code text, note text,
  shipping_name text, shipping_name_en text, subtotal bigint, discount bigint, shipping_cost bigint, tax bigint, rounding bigint, total bigint,
  tax_included boolean, placed_at timestamptz, expires_at timestamptz, pieces bigint, revision bigint
);
create type hrt.order_line_view as (
  line_no bigint, variant_id bigint, product_id bigint, slug text, sku text, product_name text, variant_name text,
  image_hash text, quantity bigint, unit_price bigint, discount bigint, total bigint
);

create or replace function hrt.view_orders(p_ids bigint[]) returns setof hrt.order_view
language sql stable as $$
  select o.id, o.number, o.channel::text, hrt.secret_of_key(o.key), o.status::text, o.payment_status::text, o.fulfilment_status::text,
    o.payment_method, o.contact_name, o.contact_phone, o.contact_email, o.address, o.city, o.postal_code, o.note,
    o.shipping_name, o.shipping_name_en, o.subtotal, o.discount, o.shipping_cost, o.tax, o.rounding, o.total, o.tax_included, o.placed_at,
    o.expires_at, (select sum(l.quantity)::bigint from hrt.order_line l where l.order_id = o.id), o.revision
  from unnest(p_ids) with ordinality as w (id, place) join hrt.sales_order o on o.id = w.id
  order by w.place
$$;

-- hrt.order_by_secret(): the order of a link, or no row. p_secret: as in the link.
create or replace function hrt.order_by_secret(p_secret text) returns setof hrt.order_view
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select * from hrt.view_orders(array(
    select o.id from sales_order o where p_secret ~ '^[A-Za-z0-9_-]{32}$' and o.secret_hash = hrt.hash_secret(p_secret)));
end $$;

-- hrt.order_lines_by_secret(): its lines, with the picture and page that the goods have today.
create or replace function hrt.order_lines_by_secret(p_secret text) returns setof hrt.order_line_view
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query
    select l.line_no::bigint, l.variant_id, p.id, p.slug, l.sku, l.product_name, l.variant_name,
      (select i.hash from image i where i.product_id = p.id order by i.variant_id is not distinct from l.variant_id desc, i.position, i.id limit 1),
      l.quantity, l.unit_price, l.discount, l.total
    from sales_order o join order_line l on l.order_id = o.id
    left join variant v on v.id = l.variant_id left join product p on p.id = v.product_id and p.active
    where p_secret ~ '^[A-Za-z0-9_-]{32}$' and o.secret_hash = hrt.hash_secret(p_secret)
    order by l.line_no;
end $$;

-- hrt.order_history_by_secret(): what happened to it, in words of the tables; who did it stays inside.
create or replace function hrt.order_history_by_secret(p_secret text)
returns table (axis text, to_state text, at timestamptz)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select e.axis, e.to_state, e.at
    from sales_order o join order_event e on e.order_id = o.id
    where p_secret ~ '^[A-Za-z0-9_-]{32}$' and o.secret_hash = hrt.hash_secret(p_secret) order by e.id;
end $$;

-- hrt.customer_orders(): of the customer who is signed in, newest first. p_before: the last id of the page before, or null.
create or replace function hrt.customer_orders(p_session_hash bytea, p_limit bigint, p_before bigint default null)
returns setof hrt.order_view
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select * from hrt.view_orders(array(
    select o.id from session s join sales_order o on o.customer_id = s.customer_id
    where s.id_hash = p_session_hash and hrt.is_alive(s) and (p_before is null or o.id < p_before)
    order by o.id desc limit least(greatest(p_limit, 0), 100)));
end $$;

-- hrt.cancel_by_secret(): the customer takes back an order that is not paid. As hrt.cancel_order().
create or replace function hrt.cancel_by_secret(p_secret text, p_reason text) returns setof hrt.outcome_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  return query select c.* from hrt.order_by_secret(p_secret) o, hrt.cancel_order(o.id, 'customer', null, p_reason) c;
end $$;

-- hrt.order_secret(), for staff and the mail worker: the secret of an order's link.
create or replace function hrt.order_secret(p_order_id bigint) returns text
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return (select hrt.secret_of_key(o.key) from sales_order o where o.id = p_order_id and o.secret_hash is not null);
end $$;
