-- Locks stock rows and says what they hold. THE locking order: by (variant, location), rows that are missing made first.
-- p_variants, p_locations: pairs, repeated ones allowed.
-- Returns each pair once, in that order. available = on hand - live holds and may be negative after an oversold sale.
-- The holds are read after the locks were granted, and compared with the clock of that moment.
create or replace function hrt.lock_stock(p_variants bigint[], p_locations bigint[])
returns table (variant_id bigint, location_id bigint, on_hand bigint, available bigint)
language plpgsql security definer set search_path = hrt, pg_temp as $$
#variable_conflict use_column
begin
  insert into stock_level (variant_id, location_id)
    select distinct w.v, w.l from unnest(p_variants, p_locations) as w (v, l)
    where not exists (select from stock_level s where s.variant_id = w.v and s.location_id = w.l)
    order by 1, 2
  on conflict do nothing;

  perform from stock_level s
    join (select distinct * from unnest(p_variants, p_locations) as u (v, l)) w on s.variant_id = w.v and s.location_id = w.l
    order by s.variant_id, s.location_id
    for no key update of s;

  return query
    select s.variant_id, s.location_id, s.on_hand,
      s.on_hand - coalesce((select sum(h.quantity) from stock_hold h
        where h.variant_id = s.variant_id and h.location_id = s.location_id and h.expires_at > clock_timestamp()), 0)::bigint
    from (select distinct * from unnest(p_variants, p_locations) as u (v, l)) w
    join stock_level s on s.variant_id = w.v and s.location_id = w.l
    order by 1, 2;
end $$;

-- What a customer may still buy of a variant at a location, without a lock: for showing.
create or replace function hrt.available(p_variant_id bigint, p_location_id bigint) returns bigint
language sql stable security definer set search_path = hrt, pg_temp as $$
  select greatest(coalesce((select on_hand from hrt.stock_level where variant_id = p_variant_id and location_id = p_location_id), 0)
    - coalesce((select sum(quantity) from hrt.stock_hold
        where variant_id = p_variant_id and location_id = p_location_id and expires_at > now()), 0), 0)::bigint
$$;

-- The same over all locations that sell on the web.
create or replace function hrt.web_available(p_variant_id bigint) returns bigint
language sql stable security definer set search_path = hrt, pg_temp as $$
  select greatest(coalesce((select sum(s.on_hand) from hrt.stock_level s join hrt.location l on l.id = s.location_id and l.sells_web
      where s.variant_id = p_variant_id), 0)
    - coalesce((select sum(h.quantity) from hrt.stock_hold h join hrt.location l on l.id = h.location_id and l.sells_web
        where h.variant_id = p_variant_id and h.expires_at > now()), 0), 0)::bigint
$$;

-- As lock_stock(), for variants at all locations that sell on the web.
create or replace function hrt.lock_web_stock(p_variants bigint[])
returns table (variant_id bigint, location_id bigint, on_hand bigint, available bigint)
language plpgsql security definer set search_path = hrt, pg_temp as $$
begin
  return query
    select * from hrt.lock_stock(
      array(select v from unnest(p_variants) v, hrt.location l where l.sells_web order by v, l.id),
      array(select l.id from unnest(p_variants) v, hrt.location l where l.sells_web order by v, l.id));
end $$;
