-- hrt.save_shop(): the shop's profile and rules, by an admin. p_shop: {column: value}; absent ones stay. Returns 'saved' with
-- the revision, or 'refused' with the constraint's name. Raises HR001, HR409.
create or replace function hrt.save_shop(p_shop jsonb, p_staff_id bigint, p_revision bigint) returns setof hrt.catalog_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_old hrt.shop_profile;
  v_new hrt.shop_profile;
  v_code text;
begin
  perform hrt.require_staff(p_staff_id, 'admin');
  select * into v_old from shop_profile for update;
  perform hrt.require_revision(v_old.revision, p_revision);
  v_new := jsonb_populate_record(v_old, p_shop - 'id' - 'revision' - 'sample' - 'currency');
  if not exists (select from pg_timezone_names where name = v_new.time_zone) then
    return next hrt.catalog_refusal('bad_time_zone');
    return;
  end if;
  update shop_profile set name = v_new.name, tagline = v_new.tagline, address = v_new.address, city = v_new.city,
    postal_code = v_new.postal_code, phone = v_new.phone, email = v_new.email, opening_hours = v_new.opening_hours,
    language = v_new.language, time_zone = v_new.time_zone, charges_tax = v_new.charges_tax,
    prices_include_tax = v_new.prices_include_tax, tax_number = v_new.tax_number, bank_name = v_new.bank_name,
    bank_account = v_new.bank_account, bank_holder = v_new.bank_holder, transfer_hold_hours = v_new.transfer_hold_hours,
    pickup_hold_hours = v_new.pickup_hold_hours, cash_rounding = v_new.cash_rounding, receipt_footer = v_new.receipt_footer,
    web_address = v_new.web_address, web_order_pieces = v_new.web_order_pieces,
    revision = v_old.revision + 1;
  perform hrt.write_journal('shop', 'staff', p_staff_id, 'shop', p_shop);
  return next row('saved', '[]', 1, v_old.revision + 1)::catalog_result;
exception
  when integrity_constraint_violation then
    get stacked diagnostics v_code = constraint_name;
    return next hrt.catalog_refusal(coalesce(nullif(v_code, ''), 'bad_value'));
  when data_exception then
    return next hrt.catalog_refusal('bad_value');
end $$;

-- The outbox's worker takes rows for five minutes; what it does not finish comes back by itself.
create or replace function hrt.take_outbox(p_limit integer) returns setof hrt.outbox
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  return query
    update outbox o set attempts = o.attempts + 1, not_before = clock_timestamp() + interval '5 minutes'
    where o.id in (select b.id from outbox b where b.done_at is null and b.failed_at is null and b.not_before <= clock_timestamp()
      order by b.not_before, b.id limit greatest(p_limit, 0) for update skip locked)
    returning o.*;
end $$;

create or replace function hrt.finish_outbox(p_id bigint) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update outbox set done_at = clock_timestamp(), last_error = null where id = p_id;
end $$;

-- A failure: tried again after 1, 4, 16 ... minutes (at most a day), given up after ten.
create or replace function hrt.fail_outbox(p_id bigint, p_error text) returns void
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  update outbox set last_error = left(p_error, 2000), failed_at = case when attempts >= 10 then clock_timestamp() end,
      not_before = clock_timestamp() + least(make_interval(mins => (4 ^ least(attempts - 1, 6))::integer), interval '1 day')
    where id = p_id;
end $$;
