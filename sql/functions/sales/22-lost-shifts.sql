-- Shifts for sales that come back to a database that is older than their shift: a restored backup has not got the shift of
-- today's morning, or has given its id to another one since.

-- p_sales as for hrt.replay_sales(), with the shift of each sale that has none any more replaced by one made for it: closed, with
-- an empty drawer, one for each till, lost shift and day. A sale that is there already, or of a till or a person that nobody
-- knows, is left as it is: what follows names it.
create or replace function hrt.with_lost_shifts(p_sales jsonb) returns jsonb
language plpgsql as $$
declare
  v_sales jsonb := p_sales;
  v_zone text := (select time_zone from hrt.shop_profile);
  v_till bigint;
  v_staff bigint;
  v_lost bigint;
  v_then timestamptz;
  v_key uuid;
  v_shift bigint;
begin
  for i in 0 .. jsonb_array_length(p_sales) - 1 loop
    v_till := hrt.to_int8(p_sales -> i -> 'till_id');
    v_staff := hrt.to_int8(p_sales -> i -> 'staff_id');
    v_lost := hrt.to_int8(p_sales -> i -> 'shift_id');
    v_then := coalesce((p_sales -> i ->> 'placed_at')::timestamptz, clock_timestamp());
    continue when v_lost is null
      or exists (select from hrt.till_shift f where f.id = v_lost and f.till_id = v_till and f.opened_at <= v_then)
      or exists (select from hrt.sales_order o where o.key = hrt.to_uuid(p_sales -> i -> 'key'))
      or not exists (select from hrt.till t where t.id = v_till)
      or not exists (select from hrt.staff s where s.id = v_staff and s.created_at <= v_then);
    v_key := md5(format('lost shift %s %s %s', v_till, v_lost, (v_then at time zone v_zone)::date))::uuid;
    insert into hrt.till_shift as f (key, till_id, opened_by, opened_at, opening_float, closed_by, closed_at, expected_cash,
        counted_cash, note)
      values (v_key, v_till, v_staff, v_then, 0, v_staff, v_then, 0, 0, 'replayed')
      on conflict (key) do update set opened_at = least(f.opened_at, excluded.opened_at),
        closed_at = greatest(f.closed_at, excluded.closed_at)
      returning id into v_shift;
    v_sales := jsonb_set(v_sales, array[i::text, 'shift_id'], to_jsonb(v_shift));
  end loop;
  return v_sales;
end $$;
