-- hrt.find_till(): the till of a code, made when there is none: each machine that sells has one.
create or replace function hrt.find_till(p_code text, p_name text, p_staff_id bigint)
returns table (id bigint, code text, name text)
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  if p_code is null or p_code !~ '^[A-Za-z0-9._-]{1,40}$' then
    raise exception 'a till needs a code of 1 to 40 letters and digits' using errcode = 'HR400', constraint = 'bad_request';
  end if;
  insert into till (code, name) values (p_code, left(coalesce(nullif(btrim(p_name), ''), p_code), 80)) on conflict do nothing;
  return query select t.id, t.code, t.name from till t where t.code = p_code;
end $$;
