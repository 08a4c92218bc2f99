-- What happens to an order after it was placed. Locks: key, shift (shared), the order's row, stock rows.

-- Moves an order along its axes (null = stays) and writes its history. The caller holds the order's row.
-- Returns '[]', or illegal_transition{axis, from, to} for every step that the table does not know; then nothing is changed.
create or replace function hrt.move_order(p_order_id bigint, p_status text, p_payment text, p_fulfilment text,
  p_actor hrt.actor_kind, p_actor_id bigint, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_axis text[];
  v_from text[];
  v_to text[];
  v_bad jsonb;
begin
  select array_agg(a.axis), array_agg(a.from_state), array_agg(a.to_state) into v_axis, v_from, v_to
  from hrt.sales_order o
  cross join lateral (values ('order', o.status::text, p_status), ('payment', o.payment_status::text, p_payment),
    ('fulfilment', o.fulfilment_status::text, p_fulfilment)) as a (axis, from_state, to_state)
  where o.id = p_order_id and a.to_state is not null and a.to_state <> a.from_state;

  select coalesce(jsonb_agg(hrt.problem('illegal_transition', jsonb_build_object('axis', s.axis, 'from', s.f, 'to', s.t))), '[]')
    into v_bad
  from unnest(v_axis, v_from, v_to) as s (axis, f, t)
  where not exists (select from hrt.order_transition x where x.axis = s.axis and x.from_state = s.f and x.to_state = s.t);
  if v_bad <> '[]' then
    return v_bad;
  end if;

  insert into hrt.order_event (order_id, axis, from_state, to_state, actor, actor_id, reason)
    select p_order_id, s.axis, s.f, s.t, p_actor, p_actor_id, coalesce(p_reason, '')
    from unnest(v_axis, v_from, v_to) as s (axis, f, t);
  update hrt.sales_order set status = coalesce(p_status::hrt.order_status, status),
      payment_status = coalesce(p_payment::hrt.payment_status, payment_status),
      fulfilment_status = coalesce(p_fulfilment::hrt.fulfilment_status, fulfilment_status),
      revision = nextval('hrt.revision_seq')
    where id = p_order_id;
  return '[]';
end $$;

-- Turns what an unpaid order was promised into a sale. The caller holds the order's row; locks its stock rows.
-- A live hold needs the goods on hand; without one they are taken again, if nobody else has been promised them.
-- Returns '[]' or out_of_stock for every short variant; then nothing is changed.
create or replace function hrt.take_held(p_order_id bigint, p_staff_id bigint) returns jsonb
language plpgsql as $$
declare
  v_variants bigint[];
  v_locations bigint[];
  v_hand bigint[];
  v_left bigint[];
  v_slots integer[];
  v_parts bigint[];
  v_short jsonb;
begin
  select k.variants, k.locations, k.on_hands, k.lefts into v_variants, v_locations, v_hand, v_left
  from hrt.lock_stock(
    array(select l.variant_id from hrt.order_line l, hrt.location w where l.order_id = p_order_id order by l.line_no, w.id),
    array(select w.id from hrt.order_line l, hrt.location w where l.order_id = p_order_id order by l.line_no, w.id)) k;

  if (select min(h.expires_at) > clock_timestamp() from hrt.stock_hold h where h.order_id = p_order_id) then
    select array_agg(s.i::integer), array_agg(h.quantity),
        coalesce(jsonb_agg(hrt.problem('out_of_stock', jsonb_build_object('variant_id', h.variant_id, 'requested', h.quantity,
          'available', greatest(s.on_hand, 0)))) filter (where s.on_hand < h.quantity), '[]')
      into v_slots, v_parts, v_short
    from hrt.stock_hold h
    join unnest(v_variants, v_locations, v_hand) with ordinality as s (variant_id, location_id, on_hand, i)
      on s.variant_id = h.variant_id and s.location_id = h.location_id
    where h.order_id = p_order_id;
  else
    select slots, parts, short into v_slots, v_parts, v_short from hrt.allocate(
      array(select l.variant_id from hrt.order_line l where l.order_id = p_order_id order by l.line_no),
      array(select l.quantity from hrt.order_line l where l.order_id = p_order_id order by l.line_no),
      v_variants, v_locations,
      array(select case when w.sells_web then least(s.available, s.on_hand) else 0 end
        from unnest(v_locations, v_left, v_hand) with ordinality as s (location_id, available, on_hand, i)
        join hrt.location w on w.id = s.location_id order by s.i));
  end if;
  if v_short <> '[]' then
    return v_short;
  end if;

  delete from hrt.stock_hold where order_id = p_order_id;
  insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id, staff_id)
    select v_variants[t.slot], v_locations[t.slot], -sum(t.part), 'sale', p_order_id, p_staff_id
    from unnest(v_slots, v_parts) as t (slot, part) group by t.slot order by t.slot;
  perform hrt.change_level(v_variants[t.slot], v_locations[t.slot], -t.part)
    from unnest(v_slots, v_parts) as t (slot, part);
  return '[]';
end $$;

-- Gives back all that an order holds or has taken. The caller holds the order's row; locks its stock rows.
create or replace function hrt.give_back(p_order_id bigint, p_staff_id bigint) returns void
language plpgsql as $$
declare
  r record;
begin
  perform hrt.lock_stock(array(select m.variant_id from hrt.stock_movement m where m.order_id = p_order_id order by m.id),
    array(select m.location_id from hrt.stock_movement m where m.order_id = p_order_id order by m.id));
  delete from hrt.stock_hold where order_id = p_order_id;
  for r in
    select m.variant_id, m.location_id, -sum(m.quantity)::bigint as quantity from hrt.stock_movement m where m.order_id = p_order_id
    group by m.variant_id, m.location_id having sum(m.quantity) <> 0 order by m.variant_id, m.location_id
  loop
    insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id, staff_id)
      values (r.variant_id, r.location_id, r.quantity, 'cancel', p_order_id, p_staff_id);
    perform hrt.change_level(r.variant_id, r.location_id, r.quantity);
  end loop;
end $$;

create or replace function hrt.actor_of(p_actor text) returns hrt.actor_kind
language plpgsql immutable as $$
begin
  if p_actor is null or p_actor not in ('staff', 'customer', 'system') then
    raise exception 'an actor is staff, customer or system' using errcode = 'HR400', constraint = 'bad_request';
  end if;
  return p_actor::hrt.actor_kind;
end $$;
