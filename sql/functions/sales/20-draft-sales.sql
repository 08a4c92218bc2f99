-- Sales on their way in: from JSON to drafts with prices and named problems. What sell() does first.

-- Adds the tenders of a draft's request: what is paid in cash, what by other means.
create or replace function hrt.add_tenders(inout o hrt.draft_order)
language plpgsql stable as $$
declare
  v_tenders jsonb := hrt.to_array(o.request -> 'tenders');
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
    v_method := v_tenders -> i ->> 'method';
    v_amount := hrt.to_int8(v_tenders -> i ->> 'amount');
    v_tendered := hrt.to_int8(v_tenders -> i ->> 'tendered');
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
  r record;
  v_back_at timestamptz;
begin
  o.request := case when jsonb_typeof(p_sale) = 'object' then p_sale else '{}' end;
  o.problems := '[]';
  o.key := p_key;
  if o.key is null then
    o.problems := o.problems || hrt.problem('bad_key');
  end if;
  o.staff_id := hrt.to_int8(o.request ->> 'staff_id');
  o.till_id := hrt.to_int8(o.request ->> 'till_id');
  o.shift_id := p_shift_id;
  if o.request ? 'customer_id' then
    o.customer_id := hrt.to_int8(o.request ->> 'customer_id');
  end if;
  o.location_id := p_settings.location_id;
  if (o.request ->> 'location_id') <> o.location_id::text then
    o.location_id := coalesce(hrt.to_int8(o.request ->> 'location_id'), o.location_id);
  end if;
  o.discount := 0;
  if o.request ? 'discount' then
    o.discount := hrt.to_int8(o.request ->> 'discount');
  end if;
  o.content := hrt.content_of('till', o.request, o.discount);
  o.language := o.request ->> 'language';
  if o.language is null or o.language not in ('id', 'en') then
    o.language := p_settings.language;
  end if;
  o.note := '';
  if o.request ? 'note' then
    o.note := left(hrt.to_text(o.request -> 'note', true), 1000);
  end if;
  if o.request ? 'oversell_reason' then
    o.oversell_reason := nullif(hrt.to_text(o.request -> 'oversell_reason'), '');
  end if;
  if p_replay then
    v_back_at := coalesce((o.request ->> 'placed_at')::timestamptz, clock_timestamp());
    o.placed_at := v_back_at;
    o.number := nullif(hrt.to_text(o.request -> 'number'), '');
  end if;
  o.service_name := '';
  o.service_name_en := '';
  o.oversold := false;
  o.shipping := 0;
  o.rounding := 0;
  o := hrt.add_tenders(o);
  o := hrt.add_lines(o, 'till', v_back_at);
  select (select k.id from hrt.sales_order k where k.key = o.key) as known_id,
      (select s.id from hrt.staff s where s.id = o.staff_id
        and (s.active and v_back_at is null or s.created_at <= v_back_at)) as staff_id,
      (select f.id from hrt.till_shift f where f.id = o.shift_id and f.till_id = o.till_id
        and (f.closed_at is null and v_back_at is null or f.opened_at <= v_back_at)) as shift_id
    into r;
  o.known_id := r.known_id;
  if r.staff_id is null then
    o.problems := o.problems || hrt.problem('unknown_staff');
  end if;
  if o.customer_id is not null then
    if (select c.id from hrt.customer c where c.id = o.customer_id and (v_back_at is null or c.created_at <= v_back_at)) is null then
      o.problems := o.problems || hrt.problem('unknown_customer');
    end if;
  end if;
  if o.location_id is null or o.location_id <> p_settings.location_id then
    if (select w.id from hrt.location w where w.id = o.location_id) is null then
      o.problems := o.problems || hrt.problem('unknown_location');
    end if;
  end if;
  if r.shift_id is null then
    o.problems := o.problems || hrt.problem('no_open_shift');
  end if;
  return o;
end $$;

-- Does the money reach?
create or replace function hrt.check_tenders(inout o hrt.draft_order)
language plpgsql immutable as $$
begin
  if o.paid + o.tendered < o.total then
    o.problems := o.problems || hrt.problem('short_tender', jsonb_build_object('due', o.total, 'tendered', o.paid + o.tendered));
  elsif o.paid > o.total then
    o.problems := o.problems || hrt.problem('bad_tender', jsonb_build_object('due', o.total));
  end if;
end $$;
