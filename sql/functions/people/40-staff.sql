-- Staff. Secrets are Argon2id texts made in the program.

drop type if exists hrt.staff_result cascade;
create type hrt.staff_result as (outcome text, problems jsonb, staff_id bigint, revision bigint);

-- hrt.create_staff(): p_by = the admin who does it; null only for the very first one, who must be an admin.
-- Returns 'created' or 'refused': bad_login, bad_name, bad_role, bad_password, login_taken, name_taken,
-- first_must_be_admin: whoever works here must be told apart on the sign-in page. Raises HR001.
create or replace function hrt.create_staff(p_login text, p_name text, p_role text, p_password_hash text, p_pin_hash text,
  p_language text, p_by bigint) returns setof hrt.staff_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_staff hrt.staff;
  v_problem jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('first staff', 0));
  if p_by is not null or exists (select from staff) then
    perform hrt.require_staff(p_by, 'admin');
  elsif p_role is distinct from 'admin' then
    v_problem := hrt.problem('first_must_be_admin');
  end if;
  v_problem := case
    when v_problem is not null then v_problem
    when p_login is null or p_login !~ '^[a-z0-9][a-z0-9._-]{1,39}$' then hrt.problem('bad_login')
    when coalesce(btrim(p_name), '') = '' or length(btrim(p_name)) > 120 then hrt.problem('bad_name')
    when p_role is null or p_role not in ('admin', 'staff', 'cashier') then hrt.problem('bad_role')
    when coalesce(p_password_hash, '') !~ '^\$argon2id\$' or p_pin_hash is not null and p_pin_hash !~ '^\$argon2id\$'
      then hrt.problem('bad_password')
    when exists (select from staff where active and lower(name) = lower(btrim(p_name)))
      and not exists (select from staff where login = p_login) then hrt.problem('name_taken') -- the login is said first
  end;
  if v_problem is null then
    insert into staff (login, name, role, password_hash, pin_hash, language)
      values (p_login, btrim(p_name), p_role::staff_role, p_password_hash, p_pin_hash,
        case when p_language in ('id', 'en') then p_language else 'id' end)
      on conflict do nothing returning * into v_staff;
    v_problem := case when v_staff.id is null then hrt.problem('login_taken') end;
  end if;
  if v_problem is not null then
    return next row('refused', jsonb_build_array(v_problem), null, null)::staff_result;
    return;
  end if;
  perform hrt.write_journal('role', 'staff', coalesce(p_by, v_staff.id), p_login, jsonb_build_object('role', p_role, 'created', true));
  return next row('created', '[]', v_staff.id, v_staff.revision)::staff_result;
end $$;

-- hrt.staff_credentials(): what the program needs to check a password or PIN.
create or replace function hrt.staff_credentials(p_login text) returns table (staff_id bigint, name text, role text,
  password_hash text, pin_hash text, language text, active boolean)
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  return query select s.id, s.name, s.role::text, s.password_hash, s.pin_hash, s.language, s.active
    from staff s where s.login = lower(btrim(p_login));
end $$;

-- hrt.staff_signed_in(): for the record. p_how: 'password' | 'pin'.
create or replace function hrt.staff_signed_in(p_staff_id bigint, p_how text) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  perform hrt.write_journal('sign_in', 'staff', p_staff_id, (select login from staff where id = p_staff_id),
    jsonb_build_object('how', p_how));
end $$;

-- hrt.set_staff_secret(): own secrets, or another's by an admin; null leaves one as it is. p_pin_hash '' removes the PIN.
create or replace function hrt.set_staff_secret(p_staff_id bigint, p_password_hash text, p_pin_hash text, p_by bigint)
returns setof hrt.staff_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_staff hrt.staff;
begin
  if p_by is distinct from p_staff_id then
    perform hrt.require_staff(p_by, 'admin');
  else
    perform hrt.require_staff(p_by, 'admin', 'staff', 'cashier');
  end if;
  if p_password_hash is not null and p_password_hash !~ '^\$argon2id\$' or coalesce(p_pin_hash, '') !~ '^$|^\$argon2id\$' then
    return next row('refused', jsonb_build_array(hrt.problem('bad_password')), p_staff_id, null)::staff_result;
    return;
  end if;
  update staff set password_hash = coalesce(p_password_hash, password_hash),
      pin_hash = case when p_pin_hash = '' then null else coalesce(p_pin_hash, pin_hash) end, revision = nextval('hrt.revision_seq')
    where id = p_staff_id returning * into v_staff;
  if v_staff.id is null then
    perform hrt.raise_not_found('staff');
  end if;
  perform hrt.write_journal('password', 'staff', p_by, v_staff.login,
    jsonb_build_object('password', p_password_hash is not null, 'pin', p_pin_hash is not null));
  return next row('saved', '[]', v_staff.id, v_staff.revision)::staff_result;
end $$;

-- hrt.set_staff(): role, name, active. Whoever is disabled can do nothing from the next call on: every function looks; open
-- tickets are parked for the others. Nobody shuts himself out: another admin has to. Returns 'saved' or 'refused': last_admin,
-- own_account, bad_name, name_taken, bad_role. Raises HR001, HR404, HR409.
create or replace function hrt.set_staff(p_staff_id bigint, p_name text, p_role text, p_active boolean, p_by bigint,
  p_revision bigint) returns setof hrt.staff_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_old hrt.staff;
  v_new hrt.staff;
  v_problem jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('first staff', 0)); -- two admins who disable each other
  perform hrt.require_staff(p_by, 'admin');
  select * into v_old from staff where id = p_staff_id for update;
  if v_old.id is null then
    perform hrt.raise_not_found('staff');
  end if;
  perform hrt.require_revision(v_old.revision, p_revision);
  v_problem := case
    when p_role is not null and p_role not in ('admin', 'staff', 'cashier') then hrt.problem('bad_role')
    when v_old.role = 'admin' and v_old.active and (coalesce(p_role, 'admin') <> 'admin' or not coalesce(p_active, true))
      and not exists (select from staff where role = 'admin' and active and id <> p_staff_id) then hrt.problem('last_admin')
    when p_by = p_staff_id and (coalesce(p_role, 'admin') <> 'admin' or not coalesce(p_active, true)) then hrt.problem('own_account')
    when length(btrim(p_name)) > 120 then hrt.problem('bad_name')
    when coalesce(p_active, v_old.active)
      and (not v_old.active or lower(coalesce(nullif(btrim(p_name), ''), v_old.name)) <> lower(v_old.name))
      and exists (select from staff where active and id <> p_staff_id
        and lower(name) = lower(coalesce(nullif(btrim(p_name), ''), v_old.name))) then hrt.problem('name_taken')
  end;
  if v_problem is not null then
    return next row('refused', jsonb_build_array(v_problem), p_staff_id, v_old.revision)::staff_result;
    return;
  end if;
  update staff set name = coalesce(nullif(btrim(p_name), ''), name), role = coalesce(p_role::staff_role, role),
      active = coalesce(p_active, active), revision = nextval('hrt.revision_seq')
    where id = p_staff_id returning * into v_new;
  if v_old.active and not v_new.active then
    update till_ticket set state = 'parked', updated_at = now() where staff_id = p_staff_id and state = 'open';
  end if;
  if (v_old.role, v_old.active) is distinct from (v_new.role, v_new.active) then
    perform hrt.write_journal('role', 'staff', p_by, v_new.login, jsonb_build_object('role', v_new.role, 'active', v_new.active,
      'was', jsonb_build_object('role', v_old.role, 'active', v_old.active)));
  end if;
  return next row('saved', '[]', v_new.id, v_new.revision)::staff_result;
end $$;

create or replace function hrt.disable_staff(p_staff_id bigint, p_by bigint) returns setof hrt.staff_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  return query select * from hrt.set_staff(p_staff_id, null, null, false, p_by, null);
end $$;
