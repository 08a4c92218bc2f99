-- Visitors of the web shop. Rules of a session: it ends 30 days after its start whatever happens (expires_at), and signed in
-- it ends after 30 minutes without a request; a guest's stays until its 30 days are over, so that the cart does. At sign-in
-- it gets a new id; at sign-out, when the password changes and when the customer is disabled it is deleted. The functions
-- get SHA-256 of the cookie, never the cookie, and the customer is whom the session says, never whom the caller says.

drop type if exists hrt.session_row cascade;
create type hrt.session_row as (
  csrf_token bytea, customer_id bigint, customer_name text, customer_email text, customer_phone text, language text,
  cart_pieces bigint, expires_at timestamptz
);

create or replace function hrt.session_rows(p_id_hash bytea) returns setof hrt.session_row
language sql stable as $$
  select s.csrf_token, s.customer_id, c.name, c.email, c.phone, s.language,
    coalesce((select sum(l.quantity) from hrt.cart_line l where l.cart_id = s.cart_id), 0)::bigint, s.expires_at
  from hrt.session s left join hrt.customer c on c.id = s.customer_id
  where s.id_hash = p_id_hash
$$;

-- Whether a session still lives by the rules above.
create or replace function hrt.is_alive(p_session hrt.session) returns boolean
language sql stable as $$
  select (p_session).expires_at > now()
    and ((p_session).customer_id is null or (p_session).last_seen_at > now() - interval '30 minutes')
$$;

-- hrt.session_start(): a new visitor. Two random texts of 32 bytes come from the caller: SHA-256 of the cookie, and the token
-- of the forms. Returns the session; a second call with the same id changes nothing.
create or replace function hrt.session_start(p_id_hash bytea, p_csrf_token bytea, p_language text)
returns setof hrt.session_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  insert into session (id_hash, csrf_token, language, expires_at)
    values (p_id_hash, p_csrf_token, case when p_language in ('id', 'en') then p_language
      else (select language from shop_profile) end, now() + interval '30 days')
    on conflict do nothing;
  return query select * from hrt.session_rows(p_id_hash);
end $$;

-- hrt.session_touch(): the session behind a cookie, or no row when it has ended. Written at most once a minute.
create or replace function hrt.session_touch(p_id_hash bytea) returns setof hrt.session_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_session hrt.session;
begin
  select * into v_session from session where id_hash = p_id_hash;
  if v_session.id_hash is null then
    return;
  elsif not hrt.is_alive(v_session) then
    delete from session where id_hash = p_id_hash;
    return;
  elsif v_session.last_seen_at < now() - interval '1 minute' then
    update session set last_seen_at = now() where id_hash = p_id_hash;
  end if;
  return query select * from hrt.session_rows(p_id_hash);
end $$;

create or replace function hrt.session_set_language(p_id_hash bytea, p_language text) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update session set language = p_language where id_hash = p_id_hash and p_language in ('id', 'en');
end $$;

-- The live session of a hash, its row locked; raises HR404 when there is none.
create or replace function hrt.require_session(p_id_hash bytea) returns hrt.session
language plpgsql as $$
declare
  v_session hrt.session;
begin
  select * into v_session from hrt.session where id_hash = p_id_hash for no key update;
  if v_session.id_hash is null or not hrt.is_alive(v_session) then
    perform hrt.raise_not_found('session');
  end if;
  return v_session;
end $$;

-- The customer of a live session; raises HR001 for a guest.
create or replace function hrt.require_customer(p_id_hash bytea) returns bigint
language plpgsql as $$
declare
  v_customer bigint := (hrt.require_session(p_id_hash)).customer_id;
begin
  if v_customer is null then
    raise exception 'not signed in' using errcode = 'HR001', constraint = 'not_allowed';
  end if;
  return v_customer;
end $$;

-- hrt.session_sign_in(): the password was right. The old session ends, the new one belongs to the customer and has the
-- customer's cart with the guest's goods added. Returns the new session, or no row for a customer who may not sign in.
-- p_id_hash may be null or unknown. Locks: customer, sessions, carts.
create or replace function hrt.session_sign_in(p_id_hash bytea, p_new_id_hash bytea, p_new_csrf_token bytea, p_customer_id bigint)
returns setof hrt.session_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_old hrt.session;
  v_cart bigint;
  v_language text;
begin
  select language into v_language from customer where id = p_customer_id and active and anonymised_at is null for no key update;
  if v_language is null then
    return;
  end if;
  delete from session where id_hash = p_id_hash returning * into v_old;
  insert into cart (customer_id) values (p_customer_id) on conflict (customer_id) do update set updated_at = now()
    returning id into v_cart;
  if v_old.cart_id is not null and v_old.cart_id <> v_cart and v_old.customer_id is null then
    insert into cart_line (cart_id, variant_id, quantity, added_at)
      select v_cart, l.variant_id, l.quantity, l.added_at from cart_line l where l.cart_id = v_old.cart_id
      on conflict (cart_id, variant_id) do update set quantity = least(cart_line.quantity + excluded.quantity, 999);
    delete from cart where id = v_old.cart_id and customer_id is null;
  end if;
  insert into session (id_hash, csrf_token, customer_id, cart_id, language, expires_at)
    values (p_new_id_hash, p_new_csrf_token, p_customer_id, v_cart, coalesce(v_old.language, v_language), now() + interval '30 days');
  perform hrt.write_journal('sign_in', 'customer', p_customer_id, 'customer ' || p_customer_id, '{}');
  return query select * from hrt.session_rows(p_new_id_hash);
end $$;

-- hrt.session_renew(): a guest goes on under a new id, with the cart and the language; whoever had no session gets one.
-- The answer to a registration uses it, so that it looks like a sign-in from outside. Returns the session.
create or replace function hrt.session_renew(p_id_hash bytea, p_new_id_hash bytea, p_new_csrf_token bytea, p_language text)
returns setof hrt.session_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update session s set id_hash = p_new_id_hash, csrf_token = p_new_csrf_token
    where s.id_hash = p_id_hash and s.customer_id is null and hrt.is_alive(s);
  return query select * from hrt.session_start(p_new_id_hash, p_new_csrf_token, p_language);
end $$;

create or replace function hrt.session_sign_out(p_id_hash bytea) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  delete from session where id_hash = p_id_hash;
end $$;

-- hrt.session_end_others(): ends all other sessions of the same customer; returns how many.
create or replace function hrt.session_end_others(p_id_hash bytea) returns bigint
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_customer bigint := hrt.require_customer(p_id_hash);
  v_ended bigint;
begin
  delete from session where customer_id = v_customer and id_hash <> p_id_hash;
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;

-- hrt.session_sweep(): removes what has ended: sessions, carts of guests who cannot come back, old failures to sign in; at most
-- p_limit of each, so that one call stays within any time-out, however much is left from a long pause. Returns how many; fewer
-- than p_limit means that nothing is left. Nothing waits for it, and what somebody is at is left for the next time.
create or replace function hrt.session_sweep(p_limit integer default 5000) returns bigint
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_gone bigint;
  v_removed bigint := 0;
begin
  delete from session where id_hash = any (array(select s.id_hash from session s where not hrt.is_alive(s)
    limit greatest(p_limit, 0) for update skip locked));
  get diagnostics v_gone = row_count;
  v_removed := v_removed + v_gone;
  delete from cart where id = any (array(select c.id from cart c where c.customer_id is null
      and c.updated_at < now() - interval '31 days' and not exists (select from session s where s.cart_id = c.id)
    limit greatest(p_limit, 0) for update skip locked));
  get diagnostics v_gone = row_count;
  v_removed := v_removed + v_gone;
  delete from sign_in_attempt where id = any (array(select a.id from sign_in_attempt a where a.at < now() - interval '1 day'
    limit greatest(p_limit, 0) for update skip locked));
  get diagnostics v_gone = row_count;
  return v_removed + v_gone;
end $$;
