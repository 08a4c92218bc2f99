-- Shifts of a till and its drawer. A shift is closed alone (advisory lock) while its sales hold it shared, so that nothing is
-- sold into a shift that has been counted.

-- hrt.open_shift(): p_float = the cash in the drawer at the start.
-- Returns 'opened', 'already_open' (the key is known) or 'refused': bad_key, unknown_till, bad_amount, till_busy{shift_id},
-- key_conflict. Raises HR001. Locks: key; the till's unique open shift decides.
create or replace function hrt.open_shift(p_key uuid, p_till_id bigint, p_staff_id bigint, p_float bigint)
returns setof hrt.shift_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_shift hrt.till_shift;
  v_problem jsonb;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  perform hrt.lock_keys(array[p_key]);
  select * into v_shift from till_shift where key = p_key;
  v_problem := case
    when p_key is null then hrt.problem('bad_key')
    when v_shift.id is not null and (v_shift.till_id, v_shift.opening_float) is distinct from (p_till_id, p_float)
      then hrt.problem('key_conflict')
    when p_float is null or p_float not between 0 and hrt.largest_amount() then hrt.problem('bad_amount')
    when not exists (select from till where id = p_till_id) then hrt.problem('unknown_till')
  end;
  if v_problem is null and v_shift.id is not null then
    return next row('already_open', '[]', v_shift.id, v_shift.opening_float, null, null, null, v_shift.opened_at,
      v_shift.closed_at)::shift_result;
    return;
  end if;
  if v_problem is null then
    insert into till_shift (key, till_id, opened_by, opening_float) values (p_key, p_till_id, p_staff_id, p_float)
      on conflict (till_id) where closed_at is null do nothing returning * into v_shift;
    if v_shift.id is null then
      v_problem := hrt.problem('till_busy', (select jsonb_build_object('shift_id', max(id)) from till_shift
        where till_id = p_till_id and closed_at is null));
    end if;
  end if;
  if v_problem is not null then
    return next row('refused', jsonb_build_array(v_problem), null, null, null, null, null, null, null)::shift_result;
    return;
  end if;
  if p_float > 0 then
    insert into drawer_entry (shift_id, kind, amount, staff_id) values (v_shift.id, 'float', p_float, p_staff_id);
  end if;
  perform hrt.write_journal('shift', 'staff', p_staff_id, (select code from till where id = p_till_id),
    jsonb_build_object('shift', v_shift.id, 'opened', true, 'float', p_float));
  return next row('opened', '[]', v_shift.id, p_float, p_float, null, null, v_shift.opened_at, null)::shift_result;
end $$;

-- hrt.close_shift(): p_counted = the cash in the drawer. expected_cash = the drawer's entries.
-- Returns 'closed', 'already_closed' (this key closed it) or 'refused': bad_key, unknown_shift, bad_amount,
-- shift_closed (by somebody else). Raises HR001. Locks: key, the shift alone.
create or replace function hrt.close_shift(p_key uuid, p_shift_id bigint, p_staff_id bigint, p_counted bigint, p_note text)
returns setof hrt.shift_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_shift hrt.till_shift;
  v_problem jsonb;
  v_outcome text := 'closed';
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  perform hrt.lock_keys(array[p_key]);
  perform hrt.lock_shift(p_shift_id, true);
  select * into v_shift from till_shift where id = p_shift_id;
  v_problem := case
    when p_key is null then hrt.problem('bad_key')
    when v_shift.id is null then hrt.problem('unknown_shift')
    when p_counted is null or p_counted not between 0 and hrt.largest_amount() then hrt.problem('bad_amount')
    when v_shift.closed_at is not null and v_shift.close_key is distinct from p_key then hrt.problem('shift_closed')
    when v_shift.close_key is null and exists (select from till_shift where close_key = p_key) then hrt.problem('key_conflict')
  end;
  if v_problem is not null then
    return next row('refused', jsonb_build_array(v_problem), v_shift.id, v_shift.opening_float, v_shift.expected_cash,
      v_shift.counted_cash, v_shift.counted_cash - v_shift.expected_cash, v_shift.opened_at, v_shift.closed_at)::shift_result;
    return;
  end if;
  if v_shift.closed_at is not null then
    v_outcome := 'already_closed';
  else
    update till_shift set closed_by = p_staff_id, closed_at = clock_timestamp(), counted_cash = p_counted, close_key = p_key,
        note = left(coalesce(p_note, ''), 1000),
        expected_cash = coalesce((select sum(d.amount) from drawer_entry d where d.shift_id = p_shift_id), 0)
      where id = p_shift_id returning * into v_shift;
    perform hrt.write_journal('shift', 'staff', p_staff_id, (select code from till where id = v_shift.till_id),
      jsonb_build_object('shift', v_shift.id, 'closed', true, 'expected', v_shift.expected_cash, 'counted', p_counted));
  end if;
  return next row(v_outcome, '[]', v_shift.id, v_shift.opening_float, v_shift.expected_cash, v_shift.counted_cash,
    v_shift.counted_cash - v_shift.expected_cash, v_shift.opened_at, v_shift.closed_at)::shift_result;
end $$;

-- hrt.move_drawer(): cash put in or taken out without a sale ('pay_in', 'pay_out'), or the drawer opened ('open', amount 0).
-- p_amount: not negative; pay_out is booked negative. Returns 'booked', 'already_booked' or 'refused': bad_key, bad_kind,
-- bad_amount, no_open_shift, key_conflict. Raises HR001. Locks: key, shift (shared).
create or replace function hrt.move_drawer(p_key uuid, p_shift_id bigint, p_staff_id bigint, p_kind text, p_amount bigint,
  p_note text) returns setof hrt.shift_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_shift hrt.till_shift;
  v_entry hrt.drawer_entry;
  v_amount bigint := case when p_kind = 'pay_out' then -p_amount else p_amount end;
  v_problem jsonb;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  perform hrt.lock_keys(array[p_key]);
  perform hrt.lock_shift(p_shift_id, false);
  select * into v_shift from till_shift where id = p_shift_id;
  select * into v_entry from drawer_entry where key = p_key;
  v_problem := case
    when p_key is null then hrt.problem('bad_key')
    when p_kind is null or p_kind not in ('pay_in', 'pay_out', 'open') then hrt.problem('bad_kind')
    when v_entry.id is not null and (v_entry.shift_id, v_entry.kind, v_entry.amount) is distinct from (p_shift_id, p_kind, v_amount)
      then hrt.problem('key_conflict')
    when p_amount is null or p_amount not between 0 and hrt.largest_amount() or (p_kind = 'open') <> (p_amount = 0)
      then hrt.problem('bad_amount')
    when v_entry.id is null and (v_shift.id is null or v_shift.closed_at is not null) then hrt.problem('no_open_shift')
  end;
  if v_problem is null and v_entry.id is null then
    insert into drawer_entry (shift_id, key, kind, amount, staff_id, note)
      values (p_shift_id, p_key, p_kind, v_amount, p_staff_id, left(coalesce(p_note, ''), 1000));
    perform hrt.write_journal('drawer', 'staff', p_staff_id, (select code from till where id = v_shift.till_id),
      jsonb_build_object('shift', p_shift_id, 'kind', p_kind, 'amount', v_amount, 'note', p_note));
  end if;
  return next row(case when v_problem is not null then 'refused' when v_entry.id is null then 'booked' else 'already_booked' end,
    case when v_problem is null then '[]' else jsonb_build_array(v_problem) end, p_shift_id, v_shift.opening_float,
    (select coalesce(sum(amount), 0)::bigint from drawer_entry where shift_id = p_shift_id), null, null, v_shift.opened_at,
    v_shift.closed_at)::shift_result;
end $$;
