-- The till's ticket: every scanned line is durable before the beep, and the ticket's id becomes the sale's key.

-- The ticket as rows, priced; used by every function below.
create or replace function hrt.ticket_rows(p_ticket uuid, p_outcome text, p_problems jsonb) returns setof hrt.ticket_row
language plpgsql stable as $$
declare
  v_rule hrt.tax_rule := hrt.tax_rule_of(now());
  v_state text := (select t.state from hrt.till_ticket t where t.id = p_ticket);
  v_location bigint := (select min(id) from hrt.location);
  v_quantities bigint[];
  v_prices bigint[];
  v_sums record;
  v_total bigint;
  v_rounding bigint;
begin
  select array_agg(l.quantity order by l.line_no), array_agg(l.unit_price order by l.line_no) into v_quantities, v_prices
    from hrt.till_ticket_line l where l.ticket_id = p_ticket;
  v_sums := hrt.price_order(v_quantities, v_prices, 0, v_rule);
  v_total := v_sums.subtotal + case when v_rule.included then 0 else v_sums.tax end;
  v_rounding := hrt.cash_rounding_of(v_total, (select s.cash_rounding from hrt.shop_profile s));
  return query
    select p_outcome, p_problems, p_ticket, v_state, l.line_no::bigint, l.variant_id, v.product_id, v.sku, p.name, v.name,
      l.quantity, l.unit_price, (l.quantity::numeric * l.unit_price)::bigint, hrt.available(l.variant_id, v_location),
      v_sums.subtotal, v_sums.tax, hrt.tax_base_of(v_sums.subtotal, v_rule), v_rule.included, v_rounding, v_total + v_rounding
    from hrt.till_ticket_line l
    join hrt.variant v on v.id = l.variant_id join hrt.product p on p.id = v.product_id
    where l.ticket_id = p_ticket order by l.line_no;
  if not found then
    return next row(p_outcome, p_problems, p_ticket, v_state, null, null, null, null, null, null, null, null, null, null,
      0, 0, 0, v_rule.included, 0, 0)::hrt.ticket_row;
  end if;
end $$;

-- hrt.ticket_get(): the ticket as it is. Outcome 'ok', or 'refused' with unknown_ticket.
create or replace function hrt.ticket_get(p_ticket uuid) returns setof hrt.ticket_row
language plpgsql stable security definer set search_path = hrt, pg_temp as $$
begin
  if exists (select from till_ticket where id = p_ticket) then
    return query select * from hrt.ticket_rows(p_ticket, 'ok', '[]');
  else
    return query select * from hrt.ticket_rows(p_ticket, 'refused', jsonb_build_array(hrt.problem('unknown_ticket')));
  end if;
end $$;

-- hrt.ticket_set_line(): sets how many of a variant are on the ticket; makes the ticket at its first line; 0 removes.
-- p_unit_price: null = the catalogue's price; else it must be that, or the price the line has already.
-- Returns the whole ticket with its sums, outcome 'ok' or 'refused': bad_key, bad_quantity, unknown_variant,
-- inactive_variant, price_changed{expected, actual}, too_many{limit}, overflow, ticket_closed{state}, unknown_till.
-- Raises HR001. Locks: the ticket's row.
create or replace function hrt.ticket_set_line(p_ticket uuid, p_till_id bigint, p_staff_id bigint, p_variant_id bigint,
  p_quantity bigint, p_unit_price bigint default null) returns setof hrt.ticket_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
declare
  v_state text;
  v_line hrt.till_ticket_line;
  v_price bigint;
  v_active boolean;
  v_problem jsonb;
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  if p_ticket is not null and exists (select from till where id = p_till_id) then
    insert into till_ticket (id, till_id, staff_id) values (p_ticket, p_till_id, p_staff_id) on conflict do nothing;
  end if;
  select state into v_state from till_ticket where id = p_ticket for update;
  select * into v_line from till_ticket_line where ticket_id = p_ticket and variant_id = p_variant_id;
  select v.price, v.active and p.active into v_price, v_active
    from variant v join product p on p.id = v.product_id where v.id = p_variant_id;
  v_problem := case
    when p_ticket is null then hrt.problem('bad_key')
    when v_state is null then hrt.problem('unknown_till')
    when v_state not in ('open', 'parked') then hrt.problem('ticket_closed', jsonb_build_object('state', v_state))
    when p_quantity is null or p_quantity not between 0 and 9999 then hrt.problem('bad_quantity')
    when p_quantity = 0 then null
    when v_price is null then hrt.problem('unknown_variant', jsonb_build_object('variant_id', p_variant_id))
    when not v_active then hrt.problem('inactive_variant', jsonb_build_object('variant_id', p_variant_id))
    when p_unit_price is not null and p_unit_price <> v_price and p_unit_price is distinct from v_line.unit_price
      then hrt.problem('price_changed', jsonb_build_object('variant_id', p_variant_id, 'expected', p_unit_price, 'actual', v_price))
    when v_line.ticket_id is null and (select count(*) from till_ticket_line where ticket_id = p_ticket) >= 200
      then hrt.problem('too_many', '{"limit": 200}')
    when coalesce((select sum(quantity::numeric * unit_price) from till_ticket_line
        where ticket_id = p_ticket and variant_id <> p_variant_id), 0)
      + p_quantity::numeric * coalesce(p_unit_price, v_line.unit_price, v_price) * 2 > hrt.largest_amount()
      then hrt.problem('overflow')
  end;
  if v_problem is not null then
    return query select * from hrt.ticket_rows(p_ticket, 'refused', jsonb_build_array(v_problem));
    return;
  end if;
  if p_quantity = 0 then
    delete from till_ticket_line where ticket_id = p_ticket and variant_id = p_variant_id;
  else
    insert into till_ticket_line (ticket_id, variant_id, line_no, quantity, unit_price)
      values (p_ticket, p_variant_id, coalesce((select max(line_no) from till_ticket_line where ticket_id = p_ticket), 0) + 1,
        p_quantity, coalesce(p_unit_price, v_price))
      on conflict (ticket_id, variant_id) do update set quantity = excluded.quantity,
        unit_price = coalesce(p_unit_price, till_ticket_line.unit_price);
  end if;
  update till_ticket set updated_at = now(), state = 'open' where id = p_ticket;
  return query select * from hrt.ticket_rows(p_ticket, 'ok', '[]');
end $$;

-- The one way in which a ticket changes its state by hand. Locks: the ticket's row.
create or replace function hrt.move_ticket(p_ticket uuid, p_to text, p_note text, p_till_id bigint, p_staff_id bigint)
returns setof hrt.ticket_row
language plpgsql as $$
declare
  v_state text;
begin
  select state into v_state from hrt.till_ticket where id = p_ticket for update;
  if v_state is null or v_state not in ('open', 'parked') and v_state <> p_to then
    return query select * from hrt.ticket_rows(p_ticket, 'refused', jsonb_build_array(case when v_state is null
      then hrt.problem('unknown_ticket') else hrt.problem('ticket_closed', jsonb_build_object('state', v_state)) end));
    return;
  end if;
  update hrt.till_ticket set state = p_to, note = coalesce(left(p_note, 200), note), updated_at = now(),
      till_id = coalesce(p_till_id, till_id), staff_id = coalesce(p_staff_id, staff_id)
    where id = p_ticket;
  return query select * from hrt.ticket_rows(p_ticket, 'ok', '[]');
end $$;

-- hrt.ticket_void(): throws the ticket away; its lines stay for the record. 'ok' or 'refused': unknown_ticket, ticket_closed.
create or replace function hrt.ticket_void(p_ticket uuid) returns setof hrt.ticket_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  if exists (select from till_ticket where id = p_ticket and state in ('open', 'parked')) then
    insert into journal (kind, actor, actor_id, subject, payload)
      select 'void', 'staff', t.staff_id, t.id::text, coalesce((select jsonb_build_object('lines', jsonb_agg(
          jsonb_build_array(l.variant_id, l.quantity, l.unit_price) order by l.line_no))
        from till_ticket_line l where l.ticket_id = t.id), '{}')
      from till_ticket t where t.id = p_ticket;
  end if;
  return query select * from hrt.move_ticket(p_ticket, 'voided', null, null, null);
end $$;

-- hrt.ticket_park(): sets the ticket aside under a note. 'ok' or 'refused': unknown_ticket, ticket_closed.
create or replace function hrt.ticket_park(p_ticket uuid, p_note text) returns setof hrt.ticket_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  return query select * from hrt.move_ticket(p_ticket, 'parked', coalesce(p_note, ''), null, null);
end $$;

-- hrt.ticket_resume(): takes a parked ticket up again, at this or another till. 'ok' or 'refused' as above.
create or replace function hrt.ticket_resume(p_ticket uuid, p_till_id bigint, p_staff_id bigint) returns setof hrt.ticket_row
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  perform hrt.require_staff(p_staff_id, 'admin', 'staff', 'cashier');
  return query select * from hrt.move_ticket(p_ticket, 'open', null, p_till_id, p_staff_id);
end $$;
