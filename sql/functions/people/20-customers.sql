-- Customers and their passwords. Hashing is the program's work: the database sees Argon2id texts only.

-- hrt.register_customer(): returns 'registered' with the id, or 'refused': bad_email, bad_name, bad_password,
-- email_taken. A guest's registration does not sign in: hrt.session_sign_in() does.
create or replace function hrt.register_customer(p_email text, p_name text, p_phone text, p_password_hash text, p_language text)
returns table (outcome text, problems jsonb, customer_id bigint)
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_email text := lower(btrim(p_email));
  v_id bigint;
  v_problem jsonb;
begin
  v_problem := case
    when v_email is null or v_email !~ '^[^@[:space:][:cntrl:]]{1,64}@[^@[:space:][:cntrl:]]+\.[^@[:space:][:cntrl:]]{2,}$'
      or length(v_email) > 254 then hrt.problem('bad_email')
    when coalesce(btrim(p_name), '') = '' or length(p_name) > 120 or p_name ~ '[[:cntrl:]]' then hrt.problem('bad_name')
    when coalesce(p_password_hash, '') !~ '^\$argon2id\$' then hrt.problem('bad_password')
  end;
  if v_problem is null then
    insert into customer (email, name, phone, password_hash, language)
      values (v_email, btrim(p_name), left(coalesce(p_phone, ''), 30), p_password_hash,
        case when p_language in ('id', 'en') then p_language else (select language from shop_profile) end)
      on conflict do nothing returning id into v_id;
    v_problem := case when v_id is null then hrt.problem('email_taken') end;
  end if;
  return query select case when v_problem is null then 'registered' else 'refused' end,
    case when v_problem is null then '[]' else jsonb_build_array(v_problem) end, v_id;
end $$;

-- hrt.customer_credentials(): what the program needs to check a password; no row for an unknown address.
create or replace function hrt.customer_credentials(p_email text)
returns table (customer_id bigint, password_hash text, active boolean)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select c.id, c.password_hash, c.active and c.anonymised_at is null from customer c where c.email = lower(btrim(p_email));
end $$;

-- hrt.set_customer_password(): of the customer who is signed in; ends all other sessions. The old one was checked before.
create or replace function hrt.set_customer_password(p_id_hash bytea, p_password_hash text) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_customer bigint := hrt.require_customer(p_id_hash);
begin
  if coalesce(p_password_hash, '') !~ '^\$argon2id\$' then
    raise exception 'no Argon2id hash' using errcode = 'HR400', constraint = 'bad_request';
  end if;
  update customer set password_hash = p_password_hash, revision = nextval('hrt.revision_seq') where id = v_customer;
  delete from session where customer_id = v_customer and id_hash <> p_id_hash;
  perform hrt.write_journal('password', 'customer', v_customer, 'customer ' || v_customer, '{}');
end $$;

-- hrt.set_customer_profile(): name, phone and language of the customer who is signed in.
create or replace function hrt.set_customer_profile(p_id_hash bytea, p_name text, p_phone text, p_language text) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update customer set name = btrim(p_name), phone = left(coalesce(p_phone, ''), 30),
      language = case when p_language in ('id', 'en') then p_language else language end, revision = nextval('hrt.revision_seq')
    where id = hrt.require_customer(p_id_hash);
end $$;

-- hrt.disable_customer(), by staff: ends the customer's sessions at once.
create or replace function hrt.disable_customer(p_customer_id bigint, p_staff_id bigint, p_active boolean) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  update customer set active = p_active, revision = nextval('hrt.revision_seq') where id = p_customer_id;
  if not p_active then
    delete from session where customer_id = p_customer_id;
  end if;
  perform hrt.write_journal('customer', 'staff', p_staff_id, 'customer ' || p_customer_id, jsonb_build_object('active', p_active));
end $$;

-- hrt.anonymise_customer(), by staff (UU PDP): the person goes, the sales stay.
create or replace function hrt.anonymise_customer(p_customer_id bigint, p_staff_id bigint) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin');
  update customer set email = null, name = '-', phone = '', password_hash = null, active = false, anonymised_at = now(),
      revision = nextval('hrt.revision_seq')
    where id = p_customer_id;
  delete from session where customer_id = p_customer_id;
  delete from cart where customer_id = p_customer_id;
  update sales_order set contact_name = '-', contact_phone = '', contact_email = '', address = '', note = '',
      revision = nextval('hrt.revision_seq')
    where customer_id = p_customer_id and status in ('completed', 'cancelled', 'expired');
  perform hrt.write_journal('customer', 'staff', p_staff_id, 'customer ' || p_customer_id, '{"anonymised": true}');
end $$;
