-- hrt.set_up_shop(): the first set-up: the owner's account and the shop's profile, both or neither. p_shop: as for
-- hrt.save_shop(). Returns 'created', or 'refused' as hrt.create_staff() and hrt.save_shop() refuse; then a second try
-- finds nothing of the first. Raises HR001 when there is somebody already.
create or replace function hrt.set_up_shop(p_login text, p_name text, p_password_hash text, p_language text, p_shop jsonb)
returns setof hrt.staff_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_owner hrt.staff_result;
  v_saved hrt.catalog_result;
begin
  select * into v_owner from hrt.create_staff(p_login, p_name, 'admin', p_password_hash, null, p_language, null);
  if v_owner.outcome = 'created' then
    select * into v_saved from hrt.save_shop(p_shop, v_owner.staff_id, null);
    if v_saved.outcome <> 'saved' then -- takes the owner back
      raise exception 'the profile was refused' using errcode = 'HR410';
    end if;
  end if;
  return next v_owner;
exception
  when sqlstate 'HR410' then
    return next row('refused', v_saved.problems, null, null)::staff_result;
end $$;
