-- hrt.adjust_stock(): what somebody counted, found, broke or received: one row of the ledger by hand.
--
-- p_key: of this correction; p_quantity: the difference, negative takes away; p_reason: opening, receipt, found (only up),
-- damage, loss (only down), correction, count, transfer.
-- Returns 'adjusted', 'already_adjusted' (the key is known) or 'refused': bad_key, bad_quantity, bad_reason,
-- unknown_variant, unknown_location, below_zero{on_hand, requested}, key_conflict.
-- Raises HR001 for who is not staff or admin. Locks: key, stock row.
create or replace function hrt.adjust_stock(p_key uuid, p_staff_id bigint, p_variant_id bigint, p_location_id bigint,
  p_quantity bigint, p_reason text, p_note text) returns setof hrt.stock_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_move hrt.stock_movement;
  v_problem jsonb;
  v_sku text := (select sku from variant where id = p_variant_id);
  v_stock record;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  perform hrt.lock_keys(array[p_key]);
  select * into v_move from stock_movement where key = p_key;
  v_problem := case
    when p_key is null then hrt.problem('bad_key')
    when v_move.id is not null and (v_move.variant_id, v_move.location_id, v_move.quantity, v_move.reason::text)
      is distinct from (p_variant_id, p_location_id, p_quantity, p_reason) then hrt.problem('key_conflict')
    when v_sku is null then hrt.problem('unknown_variant', jsonb_build_object('variant_id', p_variant_id))
    when not exists (select from location where id = p_location_id) then hrt.problem('unknown_location')
    when p_reason is null or p_reason not in ('opening', 'receipt', 'correction', 'damage', 'loss', 'found', 'count', 'transfer')
      then hrt.problem('bad_reason')
    when p_quantity is null or p_quantity = 0 or p_quantity not between -1000000000 and 1000000000
      or p_reason in ('opening', 'receipt', 'found') and p_quantity < 0 or p_reason in ('damage', 'loss') and p_quantity > 0
      then hrt.problem('bad_quantity')
  end;
  if v_problem is null then
    select * into v_stock from hrt.lock_stock(array[p_variant_id], array[p_location_id]);
    if v_move.id is not null then
      return next row('already_adjusted', '[]', v_move.id, v_stock.on_hands[1], v_stock.lefts[1])::stock_result;
      return;
    end if;
    if p_quantity < 0 and v_stock.on_hands[1] + p_quantity < 0 then
      v_problem := hrt.problem('below_zero', jsonb_build_object('on_hand', v_stock.on_hands[1], 'requested', -p_quantity));
    end if;
  end if;
  if v_problem is not null then
    return next row('refused', jsonb_build_array(v_problem), null, null, null)::stock_result;
    return;
  end if;

  insert into stock_movement (variant_id, location_id, quantity, reason, staff_id, note, key)
    values (p_variant_id, p_location_id, p_quantity, p_reason::movement_reason, p_staff_id, left(coalesce(p_note, ''), 1000), p_key)
    returning * into v_move;
  perform hrt.change_level(p_variant_id, p_location_id, p_quantity);
  perform hrt.write_journal('stock', 'staff', p_staff_id, v_sku, jsonb_build_object('variant', p_variant_id,
    'location', p_location_id, 'quantity', p_quantity, 'reason', p_reason, 'note', p_note));
  return next row('adjusted', '[]', v_move.id, v_stock.on_hands[1] + p_quantity, v_stock.lefts[1] + p_quantity)::stock_result;
end $$;
