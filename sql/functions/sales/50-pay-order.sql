-- hrt.pay_order(): the shop has received the money for a web order: a bank transfer, or cash at pick-up.
--
-- p_key: of this payment, made by the program; p_method: 'cash' or 'bank_transfer'; p_amount: must be the order's total;
-- p_staff_id: who received it, null for a provider, a cashier only the cash of an order that is picked up, at the counter;
-- p_shift_id: the open shift whose drawer takes the cash, else null; p_tendered: cash handed over (change is worked out).
-- Returns one row: 'paid', 'already_paid' (the key is known: the same answer) or 'refused': bad_key, unknown_order,
-- bad_payment_method, wrong_amount{due, amount}, short_tender{due, tendered}, no_open_shift, unknown_staff, already_settled (by another
-- payment), illegal_transition{axis, from, to}, out_of_stock (every short line; also after the hold has expired and the
-- goods went to somebody else), key_conflict. Raises HR001 for a cashier who may not.
-- The hold becomes a sale in the ledger. A payment that is late brings an expired order back while there are goods.
create or replace function hrt.pay_order(p_key uuid, p_order_id bigint, p_method text, p_amount bigint, p_staff_id bigint,
  p_shift_id bigint, p_tendered bigint default null) returns setof hrt.payment_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_order hrt.sales_order;
  v_payment hrt.payment;
  v_problems jsonb;
  v_tendered bigint := coalesce(p_tendered, p_amount);
begin
  perform hrt.lock_keys(array[p_key]);
  perform hrt.lock_shift(p_shift_id, false);
  select * into v_order from sales_order where id = p_order_id for no key update;
  select * into v_payment from payment where key = p_key;

  if v_payment.id is not null and v_payment.order_id = p_order_id and v_payment.amount = p_amount
      and v_payment.method = p_method and v_payment.kind = 'payment' then
    return next row('already_paid', '[]', v_order.id, v_order.number, v_order.total, v_payment.change, v_payment.id)::payment_result;
    return;
  end if;
  if exists (select from staff where id = p_staff_id and role = 'cashier') and (p_method is distinct from 'cash'
      or not exists (select from shipping_service where id = v_order.shipping_service_id and is_pickup)) then
    perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  end if;

  v_problems := case
    when p_key is null then hrt.problem('bad_key')
    when v_payment.id is not null then hrt.problem('key_conflict')
    when v_order.id is null then hrt.problem('unknown_order')
    when v_order.payment_status <> 'unpaid' then hrt.problem('already_settled')
    when p_method is null or p_method not in ('cash', 'bank_transfer') then hrt.problem('bad_payment_method')
    when p_amount is distinct from v_order.total
      then hrt.problem('wrong_amount', jsonb_build_object('due', v_order.total, 'amount', p_amount))
    when p_method = 'cash' and v_tendered < p_amount
      then hrt.problem('short_tender', jsonb_build_object('due', p_amount, 'tendered', v_tendered))
    when p_staff_id is not null and not exists (select from staff where id = p_staff_id and active)
      then hrt.problem('unknown_staff')
    when p_method = 'cash' and (p_staff_id is null
        or not exists (select from till_shift where id = p_shift_id and closed_at is null))
      then hrt.problem('no_open_shift')
  end;
  v_problems := case when v_problems is null then '[]' else jsonb_build_array(v_problems) end;

  -- Asked of the table before stock is touched; move_order() cannot refuse after this.
  if v_problems = '[]' and v_order.status not in ('placed', 'expired') then
    v_problems := jsonb_build_array(hrt.problem('illegal_transition',
      jsonb_build_object('axis', 'order', 'from', v_order.status, 'to', 'confirmed')));
  end if;
  if v_problems = '[]' then
    v_problems := hrt.take_held(p_order_id, p_staff_id);
  end if;
  if v_problems <> '[]' then
    return next row('refused', v_problems, v_order.id, v_order.number, v_order.total, null, null)::payment_result;
    return;
  end if;

  perform hrt.move_order(p_order_id, 'confirmed', 'paid', case when v_order.fulfilment_status = 'cancelled' then 'pending' end,
    case when p_staff_id is null then 'system' else 'staff' end::actor_kind, p_staff_id, p_method);
  -- now(), as the answer says: a copy of the receipt has the same minute.
  insert into payment (key, order_id, method, amount, tendered, change, staff_id, settled_at)
    values (p_key, p_order_id, p_method, p_amount, case when p_method = 'cash' then v_tendered else 0 end,
      case when p_method = 'cash' then v_tendered - p_amount else 0 end, p_staff_id, now())
    returning * into v_payment;
  if p_method = 'cash' and p_amount > 0 then
    insert into drawer_entry (shift_id, kind, amount, order_id, staff_id)
      values (p_shift_id, 'sale', p_amount, p_order_id, p_staff_id);
  end if;
  perform hrt.write_journal('payment', case when p_staff_id is null then 'system' else 'staff' end::actor_kind, p_staff_id,
    v_order.number, jsonb_build_object('order', p_order_id, 'key', p_key, 'method', p_method, 'amount', p_amount));
  return next row('paid', '[]', v_order.id, v_order.number, v_order.total, v_payment.change, v_payment.id)::payment_result;
end $$;

-- hrt.refund_order(): money that went back to the customer, whole or in part; stock is the matter of cancelling.
-- Returns 'refunded', 'already_refunded' or 'refused': bad_key, unknown_order, bad_payment_method, bad_amount{left, amount},
-- no_open_shift, illegal_transition, key_conflict. total = what has gone back in all. Raises HR001 for who is not admin or
-- staff.
create or replace function hrt.refund_order(p_key uuid, p_order_id bigint, p_method text, p_amount bigint, p_staff_id bigint,
  p_shift_id bigint, p_reason text) returns setof hrt.payment_result
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_order hrt.sales_order;
  v_payment hrt.payment;
  v_paid bigint;
  v_back bigint;
  v_problems jsonb;
begin
  perform hrt.lock_keys(array[p_key]);
  perform hrt.lock_shift(p_shift_id, false);
  select * into v_order from sales_order where id = p_order_id for no key update;
  select * into v_payment from payment where key = p_key;
  select coalesce(sum(amount) filter (where kind = 'payment'), 0), coalesce(sum(amount) filter (where kind = 'refund'), 0)
    into v_paid, v_back from payment where order_id = p_order_id;

  if v_payment.id is not null and v_payment.order_id = p_order_id and v_payment.amount = p_amount and v_payment.kind = 'refund' then
    return next row('already_refunded', '[]', v_order.id, v_order.number, v_back, 0, v_payment.id)::payment_result;
    return;
  end if;
  perform hrt.require_staff(p_staff_id, 'admin', 'staff');
  v_problems := case
    when p_key is null then hrt.problem('bad_key')
    when v_payment.id is not null then hrt.problem('key_conflict')
    when v_order.id is null then hrt.problem('unknown_order')
    when p_method is null or p_method not in ('cash', 'bank_transfer') then hrt.problem('bad_payment_method')
    when p_amount is null or p_amount <= 0 or p_amount > v_paid - v_back
      then hrt.problem('bad_amount', jsonb_build_object('left', v_paid - v_back, 'amount', p_amount))
    when p_method = 'cash' and not exists (select from till_shift where id = p_shift_id and closed_at is null)
      then hrt.problem('no_open_shift')
  end;
  v_problems := case when v_problems is null then '[]' else jsonb_build_array(v_problems) end;
  if v_problems = '[]' then
    v_problems := hrt.move_order(p_order_id, null, case when v_back + p_amount = v_paid then 'refunded' else 'part_refunded' end,
      null, 'staff', p_staff_id, p_reason);
  end if;
  if v_problems <> '[]' then
    return next row('refused', v_problems, v_order.id, v_order.number, v_back, 0, null)::payment_result;
    return;
  end if;

  insert into payment (key, order_id, method, kind, amount, staff_id)
    values (p_key, p_order_id, p_method, 'refund', p_amount, p_staff_id) returning * into v_payment;
  if p_method = 'cash' then
    insert into drawer_entry (shift_id, kind, amount, order_id, staff_id)
      values (p_shift_id, 'refund', -p_amount, p_order_id, p_staff_id);
  end if;
  perform hrt.write_journal('refund', 'staff', p_staff_id, v_order.number, jsonb_build_object('order', p_order_id, 'key', p_key,
    'method', p_method, 'amount', p_amount, 'reason', p_reason));
  return next row('refunded', '[]', v_order.id, v_order.number, v_back + p_amount, 0, v_payment.id)::payment_result;
end $$;
