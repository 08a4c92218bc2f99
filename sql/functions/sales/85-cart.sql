-- The web's cart: of a session, a guest's or a customer's. Nothing is promised here: prices and stock are those of now.

-- The cart of a session, made when there is none. Locks: the session's row.
create or replace function hrt.cart_of(p_session_hash bytea) returns bigint
language plpgsql as $$
declare
  v_session hrt.session := hrt.require_session(p_session_hash);
  v_cart bigint := v_session.cart_id;
begin
  if v_cart is null then
    insert into hrt.cart (customer_id) values (v_session.customer_id)
      on conflict (customer_id) do update set updated_at = now() returning id into v_cart;
    update hrt.session set cart_id = v_cart where id_hash = p_session_hash;
  else
    update hrt.cart set updated_at = now() where id = v_cart;
  end if;
  return v_cart;
end $$;

-- hrt.cart_set(): how many of a variant are in the cart; 0 removes. Returns 'ok' or 'refused': bad_quantity,
-- unknown_variant (also one that is not for sale), too_many{limit}, out_of_stock{requested, available}; then nothing is
-- changed. pieces, lines: of the cart afterwards. Raises HR404 when the session has ended. Locks: session, cart.
create or replace function hrt.cart_set(p_session_hash bytea, p_variant_id bigint, p_quantity bigint)
returns setof hrt.cart_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_cart bigint := hrt.cart_of(p_session_hash);
  v_available bigint := hrt.web_available(p_variant_id);
  v_problem jsonb;
begin
  v_problem := case
    when p_quantity is null or p_quantity < 0 then hrt.problem('bad_quantity')
    when p_quantity = 0 then null
    when p_quantity > 999 then hrt.problem('too_many', jsonb_build_object('variant_id', p_variant_id, 'limit', 999))
    when not exists (select from variant v join product p on p.id = v.product_id
      where v.id = p_variant_id and v.active and p.active) then hrt.problem('unknown_variant')
    when p_quantity > v_available then hrt.problem('out_of_stock', jsonb_build_object('variant_id', p_variant_id,
      'requested', p_quantity, 'available', v_available))
    when (select count(*) from cart_line where cart_id = v_cart and variant_id <> p_variant_id) >= 100
      then hrt.problem('too_many', '{"limit": 100}')
  end;
  if v_problem is null and p_quantity = 0 then
    delete from cart_line where cart_id = v_cart and variant_id = p_variant_id;
  elsif v_problem is null then
    insert into cart_line (cart_id, variant_id, quantity) values (v_cart, p_variant_id, p_quantity)
      on conflict (cart_id, variant_id) do update set quantity = excluded.quantity;
  end if;
  return query select case when v_problem is null then 'ok' else 'refused' end,
    case when v_problem is null then '[]' else jsonb_build_array(v_problem) end,
    coalesce(sum(l.quantity), 0)::bigint, count(*)::bigint
    from cart_line l where l.cart_id = v_cart;
end $$;

-- hrt.cart_add(): as hrt.cart_set(), but so many more.
create or replace function hrt.cart_add(p_session_hash bytea, p_variant_id bigint, p_quantity bigint)
returns setof hrt.cart_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_cart bigint := hrt.cart_of(p_session_hash);
  v_old bigint := coalesce((select quantity from cart_line where cart_id = v_cart and variant_id = p_variant_id), 0);
begin
  return query select * from hrt.cart_set(p_session_hash, p_variant_id,
    case when p_quantity between 1 and 1000000 then v_old + p_quantity else -1 end);
end $$;

-- hrt.quote_cart(): the cart with what it comes to, by the engine that will price the order. p_service_id: with shipping, or
-- null without. No rows for an empty cart. A line that cannot be had is listed with its problem and counted in nothing.
create or replace function hrt.quote_cart(p_session_hash bytea, p_service_id bigint default null) returns setof hrt.quote_row
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
declare
  v_cart bigint := (select s.cart_id from session s where s.id_hash = p_session_hash and hrt.is_alive(s));
  v_rule hrt.tax_rule := hrt.tax_rule_of(now());
  v_variants bigint[];
  v_quantities bigint[];
  v_prices bigint[];
  v_sums record;
  v_shipping bigint := 0;
begin
  select array_agg(l.variant_id order by l.added_at, l.variant_id), array_agg(l.quantity order by l.added_at, l.variant_id),
      array_agg(v.price order by l.added_at, l.variant_id)
    into v_variants, v_quantities, v_prices
  from cart_line l join variant v on v.id = l.variant_id join product p on p.id = v.product_id
  where l.cart_id = v_cart and v.active and p.active and hrt.web_available(l.variant_id) >= l.quantity;
  v_sums := hrt.price_order(v_quantities, v_prices, 0, v_rule);
  if p_service_id is not null and v_variants is not null then
    v_shipping := (select s.price from hrt.shipping_prices(v_variants, v_quantities, p_service_id) s);
  end if;
  return query
    select row_number() over (order by l.added_at, l.variant_id), l.variant_id, v.product_id, p.slug, v.sku, p.name, v.name,
      (select i.hash from image i where i.product_id = p.id order by i.variant_id is not distinct from v.id desc, i.position, i.id limit 1),
      l.quantity, v.price, l.quantity * v.price, a.n,
      case when not (v.active and p.active) then 'inactive_variant' when a.n < l.quantity then 'out_of_stock' end,
      sum(l.quantity) over ()::bigint, v_sums.subtotal, v_shipping, v_sums.tax, v_rule.included,
      v_sums.subtotal + v_shipping + case when v_rule.included then 0 else v_sums.tax end
    from cart_line l join variant v on v.id = l.variant_id join product p on p.id = v.product_id
    cross join lateral (select hrt.web_available(l.variant_id) as n) a
    where l.cart_id = v_cart
    order by 1;
end $$;

-- hrt.quote_shipping(): what each way of getting the cart's goods costs; in the order of the shop.
create or replace function hrt.quote_shipping(p_session_hash bytea)
returns table (service_id bigint, code text, courier text, name text, name_en text, is_pickup boolean, kg bigint, price bigint,
  min_days bigint, max_days bigint)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
declare
  v_cart bigint := (select s.cart_id from session s where s.id_hash = p_session_hash and hrt.is_alive(s));
begin
  return query
    select s.id, s.code, s.courier, s.name, s.name_en, s.is_pickup, q.kg, q.price, s.min_days::bigint, s.max_days::bigint
    from hrt.shipping_prices(
      array(select l.variant_id from cart_line l where l.cart_id = v_cart order by l.variant_id),
      array(select l.quantity from cart_line l where l.cart_id = v_cart order by l.variant_id)) q
    join shipping_service s on s.id = q.service_id
    where q.price is not null
    order by s.position, s.id;
end $$;
