-- hrt.cancel_order(): stops an order that has not left the shop; stock comes back exactly once, paid or not.
-- p_actor: 'staff' | 'customer' | 'system' with its id. A customer may cancel only what is not paid.
-- Returns 'cancelled', 'already_cancelled' or 'refused': unknown_order, already_paid, illegal_transition.
-- amount = what was paid and is now owed to the customer (hrt.refund_order()). Raises HR001 for 'staff' who is not admin or
-- staff.
-- Locks: the order's row, stock rows.
create or replace function hrt.cancel_order(p_order_id bigint, p_actor text, p_actor_id bigint, p_reason text)
returns setof hrt.outcome_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_order hrt.sales_order;
  v_actor hrt.actor_kind := hrt.actor_of(p_actor);
  v_problems jsonb;
  v_owed bigint;
begin
  if v_actor = 'staff' then
    perform hrt.require_staff(p_actor_id, 'admin', 'staff');
  end if;
  select * into v_order from sales_order where id = p_order_id for no key update;
  select coalesce(sum(case kind when 'payment' then amount else -amount end), 0) into v_owed from payment where order_id = p_order_id;
  if v_order.status = 'cancelled' then
    return next row('already_cancelled', '[]', v_order.id, v_order.number, v_owed)::outcome_result;
    return;
  end if;
  if v_order.id is null then
    v_problems := jsonb_build_array(hrt.problem('unknown_order'));
  elsif v_actor = 'customer' and v_order.payment_status <> 'unpaid' then
    v_problems := jsonb_build_array(hrt.problem('already_paid'));
  else
    v_problems := hrt.move_order(p_order_id, 'cancelled', null, 'cancelled', v_actor, p_actor_id, left(p_reason, 1000));
  end if;
  if v_problems <> '[]' then
    return next row('refused', v_problems, v_order.id, v_order.number, v_owed)::outcome_result;
    return;
  end if;
  perform hrt.give_back(p_order_id, case v_actor when 'staff' then p_actor_id end);
  perform hrt.write_journal('cancel', v_actor, p_actor_id, v_order.number,
    jsonb_build_object('order', p_order_id, 'owed', v_owed, 'reason', p_reason));
  return next row('cancelled', '[]', v_order.id, v_order.number, v_owed)::outcome_result;
end $$;

-- hrt.expire_holds(): ends unpaid orders whose time is over, at most p_limit of them; others at the same work are skipped.
-- Nothing waits for it: a hold that is over counts for nothing from that second on.
-- Returns a row 'expired' for each. Locks: the orders' rows.
create or replace function hrt.expire_holds(p_limit integer) returns setof hrt.outcome_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_order record;
  v_bad jsonb;
begin
  for v_order in
    select o.id, o.number, o.total from sales_order o
    where o.status = 'placed' and o.payment_status = 'unpaid' and o.expires_at <= clock_timestamp()
      and o.fulfilment_status <> 'shipped' -- nothing unpaid is; this way the index of open orders serves
    order by o.id limit greatest(p_limit, 0)
    for no key update skip locked
  loop
    v_bad := hrt.move_order(v_order.id, 'expired', null, 'cancelled', 'system', null, 'not paid in time');
    continue when v_bad <> '[]';
    delete from stock_hold where order_id = v_order.id;
    perform hrt.write_journal('cancel', 'system', null, v_order.number, jsonb_build_object('order', v_order.id, 'expired', true));
    return next row('expired', '[]', v_order.id, v_order.number, v_order.total)::outcome_result;
  end loop;
end $$;

-- hrt.fulfil_order(): packing, ready_for_pickup, shipped, handed_over. What was handed over is completed.
-- Returns 'moved', 'already_there' or 'refused': unknown_order, not_paid (before it leaves the shop, and for a bank
-- transfer before anything), illegal_transition. Raises HR001 for who is no active staff, and for a cashier who does more than hand over
-- what is picked up. Locks: the order's row.
create or replace function hrt.fulfil_order(p_order_id bigint, p_to text, p_staff_id bigint, p_reason text)
returns setof hrt.outcome_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_order hrt.sales_order;
  v_problems jsonb;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  select * into v_order from sales_order where id = p_order_id for no key update;
  if p_to is distinct from 'handed_over' or v_order.fulfilment_status = 'shipped' then
    perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  end if;
  if v_order.id is null then
    v_problems := jsonb_build_array(hrt.problem('unknown_order'));
  elsif p_to is null or p_to not in ('packing', 'ready_for_pickup', 'shipped', 'handed_over') then
    v_problems := jsonb_build_array(hrt.problem('illegal_transition',
      jsonb_build_object('axis', 'fulfilment', 'from', v_order.fulfilment_status, 'to', p_to)));
  elsif v_order.fulfilment_status::text = p_to then
    return next row('already_there', '[]', v_order.id, v_order.number, v_order.total)::outcome_result;
    return;
  elsif v_order.status in ('cancelled', 'expired') then
    v_problems := jsonb_build_array(hrt.problem('illegal_transition',
      jsonb_build_object('axis', 'fulfilment', 'from', v_order.status, 'to', p_to)));
  elsif v_order.payment_status = 'unpaid'
      and (p_to in ('shipped', 'handed_over') or v_order.payment_method <> 'pay_at_pickup') then
    v_problems := jsonb_build_array(hrt.problem('not_paid', jsonb_build_object('due', v_order.total)));
  else
    v_problems := hrt.move_order(p_order_id, case when p_to = 'handed_over' then 'completed' end, null, p_to, 'staff',
      p_staff_id, left(p_reason, 1000));
  end if;
  return next row(case when v_problems = '[]' then 'moved' else 'refused' end, v_problems, v_order.id, v_order.number,
    v_order.total)::outcome_result;
end $$;
