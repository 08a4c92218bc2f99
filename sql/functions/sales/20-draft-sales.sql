-- Sales on their way in: from JSON to drafts with prices and named problems. What sell() does first.

-- Adds the tenders of a draft's request: what is paid in cash, what by other means.
create or replace function hrt.add_tenders(inout o hrt.draft_order)
language plpgsql stable as $$
declare
  v_tenders jsonb := hrt.to_array(o.request -> 'tenders');
  v_tender jsonb;
  v_method text;
  v_amount bigint;
  v_tendered bigint;
  v_bad boolean := false;
  n integer := jsonb_array_length(v_tenders);
begin
  o.cash := false;
  o.paid := 0;
  o.tendered := 0;
  for i in 0 .. n - 1 loop
    v_tender := v_tenders -> i;
    v_method := v_tender ->> 'method';
    v_amount := hrt.to_int8(v_tender ->> 'amount');
    v_tendered := hrt.to_int8(v_tender ->> 'tendered');
    if v_method = 'cash' then
      o.cash := true;
      o.tendered := o.tendered + coalesce(greatest(v_amount, v_tendered), 0);
    else
      o.paid := o.paid + coalesce(v_amount, 0);
    end if;
    v_bad := v_bad or v_method is null or v_method not in ('cash', 'bank_transfer') or v_amount is null or v_amount < 0
      or coalesce(v_tendered, 0) < 0 or greatest(v_amount, v_tendered) > hrt.largest_amount();
  end loop;
  o.payment_method := case when o.cash or o.paid = 0 then 'cash' else 'bank_transfer' end;
  if v_bad or n > 20 then
    o.problems := o.problems || hrt.problem('bad_tender');
  end if;
end $$;

-- What is asked for, what the catalogue says about it, and whether the people, the shift and the place are what they are said
-- to be: everything that can be known without stock. The locks of keys and shifts are held.
-- Every look-up is a subselect: joined, a plan made while a table is small reads all of it for each sale from then on.
-- A sale that comes back (v_back_at: when it was confirmed) belongs to none that are younger than itself: a restored database
-- gives the ids of what it lost a second time, and the till's shift of the afternoon may have the id of the morning's.
create or replace function hrt.draft_sale(p_sale jsonb, p_key uuid, p_shift_id bigint, p_settings hrt.settings, p_replay boolean)
returns hrt.draft_order
language plpgsql stable as $$
declare
  o hrt.draft_order;
  v_back_at timestamptz;
  v_is_staff boolean;
  v_is_open boolean;
begin
  o.request := case when jsonb_typeof(p_sale) = 'object' then p_sale else '{}' end;
  o.discount := 0;
  if o.request ? 'discount' then
    o.discount := hrt.to_int8(o.request ->> 'discount');
  end if;
  if p_replay then
    v_back_at := coalesce((o.request ->> 'placed_at')::timestamptz, clock_timestamp());
  end if;
  -- One statement: assigned one by one, each of them is set up alone.
  select p_key, p_shift_id, v_back_at, q.staff_id, q.till_id, p_settings.location_id, hrt.content_of('till', o.request, o.discount),
      case when o.request ->> 'language' in ('id', 'en') then o.request ->> 'language' else p_settings.language end,
      '', '', '', false, 0, 0, case when p_key is null then jsonb_build_array(hrt.problem('bad_key')) else '[]' end,
      (select k.id from hrt.sales_order k where k.key = p_key),
      (select s.active and v_back_at is null or s.created_at <= v_back_at from hrt.staff s where s.id = q.staff_id),
      (select f.closed_at is null and v_back_at is null or f.opened_at <= v_back_at
        from hrt.till_shift f where f.id = p_shift_id and f.till_id = q.till_id)
    into o.key, o.shift_id, o.placed_at, o.staff_id, o.till_id, o.location_id, o.content,
      o.language,
      o.note, o.service_name, o.service_name_en, o.oversold, o.shipping, o.rounding, o.problems,
      o.known_id, v_is_staff, v_is_open
  from (select hrt.to_int8(o.request ->> 'staff_id') as staff_id, hrt.to_int8(o.request ->> 'till_id') as till_id offset 0) q;
  if o.request ? 'note' then
    o.note := left(hrt.to_text(o.request -> 'note', true), 1000);
  end if;
  if o.request ? 'oversell_reason' then
    o.oversell_reason := nullif(hrt.to_text(o.request -> 'oversell_reason'), '');
  end if;
  if p_replay then
    o.number := nullif(hrt.to_text(o.request -> 'number'), '');
  end if;
  o := hrt.add_tenders(o);
  o := hrt.add_lines(o, 'till', v_back_at);
  if v_is_staff is not true then
    o.problems := o.problems || hrt.problem('unknown_staff');
  end if;
  if o.request ? 'customer_id' then
    o.customer_id := hrt.to_int8(o.request ->> 'customer_id');
    if o.customer_id is not null
        and (select c.id from hrt.customer c where c.id = o.customer_id and (v_back_at is null or c.created_at <= v_back_at)) is null then
      o.problems := o.problems || hrt.problem('unknown_customer');
    end if;
  end if;
  if o.location_id is null or (o.request ->> 'location_id') <> o.location_id::text then
    o.location_id := coalesce(hrt.to_int8(o.request ->> 'location_id'), o.location_id);
    if (select w.id from hrt.location w where w.id = o.location_id) is null then
      o.problems := o.problems || hrt.problem('unknown_location');
    end if;
  end if;
  if v_is_open is not true then
    o.problems := o.problems || hrt.problem('no_open_shift');
  end if;
  return o;
end $$;
