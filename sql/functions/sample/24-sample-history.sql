-- Turns the clock back: each row gets the time of the day it stands for. The owner's privilege, before the journal is sealed.
create or replace function hrt.sample_turn_back(p_zone text) returns void
language plpgsql set search_path = hrt, pg_temp as $$
begin
  create temporary table sample_when on commit drop as
    select o.id as order_id, s.at, o.number as old_number from sample_sale s join sales_order o on o.key = s.key
    union all
    select order_id, at, o.number from sample_order w join sales_order o on o.id = w.order_id;
  update sales_order o set placed_at = w.at, expires_at = w.at + (o.expires_at - o.placed_at),
      number = 'HRT-' || to_char(w.at at time zone p_zone, 'YYMMDD') || substr(w.old_number, 11)
    from sample_when w where w.order_id = o.id;
  update stock_hold h set expires_at = o.expires_at from sales_order o where o.id = h.order_id;
  -- Each step some hours after the one before; the courier takes two days.
  create temporary table sample_step on commit drop as
    select e.id, e.order_id, e.axis, e.to_state,
      least(w.at + make_interval(mins => 100 * greatest(row_number() over (partition by e.order_id order by e.id) - 3, 0)::integer)
        + case when e.to_state in ('handed_over', 'completed') and o.shipping_service_id is not null and not s.is_pickup
          then interval '2 days' else interval '0' end, now()) as at
    from order_event e join sample_when w using (order_id) join sales_order o on o.id = e.order_id
    left join shipping_service s on s.id = o.shipping_service_id;
  update order_event e set at = s.at from sample_step s where s.id = e.id;
  create temporary table sample_paid on commit drop as
    select order_id, max(at) as at from sample_step where axis = 'payment' and to_state = 'paid' group by 1;
  update payment p set settled_at = s.at from sample_paid s where s.order_id = p.order_id;
  update stock_movement m set at = s.at from sample_paid s where s.order_id = m.order_id;
  update drawer_entry d set at = s.at from sample_paid s where s.order_id = d.order_id;
  update till_shift f set opened_at = (h.day + time '09:25') at time zone p_zone, closed_at = (h.day + time '18:10') at time zone p_zone
    from sample_shift h where h.shift_id = f.id;
  update drawer_entry d set at = f.opened_at from till_shift f where f.id = d.shift_id and d.kind = 'float';
  update journal j set at = coalesce(s.at, w.at), subject = o.number
    from sample_when w join sales_order o on o.id = w.order_id left join sample_paid s on s.order_id = o.id
    where j.subject = w.old_number;
  update journal j set at = case when j.payload ? 'closed' then f.closed_at else f.opened_at end
    from till_shift f where j.kind = 'shift' and f.id = (j.payload -> 'shift')::bigint;
  -- Nobody is written to: these mails were sent long ago.
  update outbox x set created_at = w.at, not_before = w.at, done_at = w.at
    from sample_when w where w.order_id = (x.payload -> 'order_id')::bigint;
end $$;

-- hrt.sample_history(p_sample, p_seed): returns the number of sales and orders. Whoever began it and was killed is still at it in
-- the server until that notices: waited for, and what it made stays as it is.
create or replace function hrt.sample_history(p_sample jsonb, p_seed bigint) returns bigint
language plpgsql set search_path = hrt, pg_temp set jit = off as $$
declare
  v_zone text := (select time_zone from shop_profile);
  v_day date;
begin
  perform pg_advisory_xact_lock(hashtextextended('sample history', 0));
  if exists (select from sales_order) then
    return (select count(*) from sales_order);
  end if;
  perform hrt.sample_plan_till(p_seed, v_zone);
  perform hrt.sample_plan_web(p_sample, p_seed, v_zone);
  perform hrt.sample_deliver(v_zone);
  create temporary table sample_shift (day date, till text, till_id bigint, shift_id bigint, staff_id bigint) on commit drop;
  for v_day in select day from sample_sale union select day from sample_order order by 1 loop
    if exists (select from sample_sale where day = v_day) then
      perform hrt.sample_till_day(v_day, p_seed);
    end if;
    perform hrt.sample_web_day(p_sample, v_day, p_seed);
    perform hrt.sample_close_day(v_day, p_seed);
  end loop;
  update sales_order set expires_at = placed_at + interval '1 millisecond'
    where id in (select order_id from sample_order where ends = 'expired');
  update stock_hold set expires_at = clock_timestamp() - interval '1 second'
    where order_id in (select order_id from sample_order where ends = 'expired');
  perform hrt.expire_holds(1000);
  perform hrt.sample_turn_back(v_zone);
  update sales_order set expires_at = placed_at + interval '24 hours' where id in (select order_id from sample_order where ends = 'expired');
  update customer set created_at = now() - interval '120 days';
  perform hrt.seal_journal(1000000, null);
  return (select count(*) from sales_order);
end $$;
