-- Sales on their way in: from JSON to drafts with prices and named problems. What sell() does first.

-- The tenders of a request, as one row.
create or replace function hrt.tenders_of(p_request jsonb)
returns table (bad boolean, cash boolean, paid numeric, tendered numeric)
language sql stable as $$
  select coalesce(bool_or(x.amount is null or x.amount < 0 or x.tendered < 0 or x.method is null
        or x.method not in ('cash', 'bank_transfer') or greatest(x.amount, x.tendered) > hrt.largest_amount()), false) or count(*) > 20,
      coalesce(bool_or(x.method = 'cash'), false), coalesce(sum(x.amount) filter (where x.method <> 'cash'), 0),
      coalesce(sum(greatest(x.amount, x.tendered)) filter (where x.method = 'cash'), 0)
  from jsonb_array_elements(hrt.to_array(p_request -> 'tenders')) t (t)
  cross join lateral (select t.t ->> 'method' as method, hrt.to_int8(t.t ->> 'amount') as amount,
    hrt.to_int8(t.t ->> 'tendered') as tendered offset 0) x
$$;

-- What is asked for, what the catalogue says about it, and whether the people, the shift and the place are what they are said
-- to be: everything that can be known without stock, of all sales in one statement. The locks of keys and shifts are held.
-- Every look-up is a subselect: joined, a plan made while a table is small reads all of it for each sale from then on.
-- A sale that comes back (h.back_at: when it was confirmed) belongs to none that are younger than itself: a restored database
-- gives the ids of what it lost a second time, and the till's shift of the afternoon may have the id of the morning's.
create or replace function hrt.draft_sales(p_sales jsonb, p_settings hrt.settings, p_replay boolean) returns hrt.draft_order[]
language plpgsql stable as $$
begin
  return (
  select array_agg(row(
      h.key, hrt.content_of('till', h.request), (select k.id from hrt.sales_order k where k.key = h.key),
      case when h.key is null then jsonb_build_array(hrt.problem('bad_key')) else '[]' end
        || case when t.bad then jsonb_build_array(hrt.problem('bad_tender')) else '[]' end
        || l.problems
        || case when (select s.id from hrt.staff s where s.id = h.staff_id
            and (s.active and h.back_at is null or s.created_at <= h.back_at)) is null
          then jsonb_build_array(hrt.problem('unknown_staff')) else '[]' end
        || case when h.customer_id is not null and (select c.id from hrt.customer c where c.id = h.customer_id
            and (h.back_at is null or c.created_at <= h.back_at)) is null
          then jsonb_build_array(hrt.problem('unknown_customer')) else '[]' end
        || case when (select w.id from hrt.location w where w.id = h.location_id) is null
          then jsonb_build_array(hrt.problem('unknown_location')) else '[]' end
        || case when (select f.id from hrt.till_shift f where f.id = h.shift_id and f.till_id = h.till_id
            and (f.closed_at is null and h.back_at is null or f.opened_at <= h.back_at)) is null
          then jsonb_build_array(hrt.problem('no_open_shift')) else '[]' end,
      h.request, null, -- id
      case when p_replay then nullif(hrt.to_text(h.request -> 'number'), '') end,
      h.back_at, null, -- expiry
      h.staff_id, h.till_id, h.shift_id, h.location_id, h.customer_id, null, -- cart
      case when h.language in ('id', 'en') then h.language else p_settings.language end,
      null, null, null, null, null, null, -- contact and address
      left(hrt.to_text(h.request -> 'note', true), 1000),
      case when t.cash or t.paid = 0 then 'cash' else 'bank_transfer' end, null, '', '', -- shipping service
      nullif(hrt.to_text(h.request -> 'oversell_reason'), ''), false,
      null, case when h.request ? 'discount' then h.discount else 0 end, 0, null, 0, null, -- sums
      t.paid, t.cash, t.tendered,
      l.variants, l.quantities, l.prices, l.skus, l.names, l.variant_names, null, null, null)::hrt.draft_order order by h.i)
  from (
    select e.i, e.request, r.language, hrt.to_uuid(e.request -> 'key') as key, hrt.to_int8(r.staff_id) as staff_id,
      hrt.to_int8(r.till_id) as till_id, hrt.to_int8(r.shift_id) as shift_id, hrt.to_int8(r.customer_id) as customer_id,
      coalesce(hrt.to_int8(r.location_id), p_settings.location_id) as location_id, hrt.to_int8(r.discount) as discount,
      case when p_replay then coalesce((e.request ->> 'placed_at')::timestamptz, clock_timestamp()) end as back_at
    from (select a.i, case when jsonb_typeof(a.sale) = 'object' then a.sale else '{}' end as request
      from jsonb_array_elements(p_sales) with ordinality as a (sale, i)) e
    cross join lateral jsonb_to_record(e.request) as r (language text, staff_id text, till_id text, shift_id text,
      customer_id text, location_id text, discount text)
    offset 0) h
  cross join lateral hrt.tenders_of(h.request) t
  cross join lateral hrt.lines_of(h.request, h.key, 'till', h.back_at) l);
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
