-- Locks stock rows and says what they hold. THE locking order: by (variant, location).
-- p_variants, p_locations: pairs, repeated ones allowed. Gives each pair once, in that order; a row that does not exist holds
-- nothing and comes last, unlocked: nothing can be taken from it, and hrt.change_level() makes it when something is put there.
-- lefts = on hand - live holds, and may be negative after an oversold sale. The holds are read after the locks were granted,
-- and compared with the clock of that moment.
create or replace function hrt.lock_stock(in p_variants bigint[], in p_locations bigint[],
  out variants bigint[], out locations bigint[], out on_hands bigint[], out lefts bigint[])
language plpgsql as $$
begin
  select array_agg(x.variant_id), array_agg(x.location_id), array_agg(x.on_hand) into variants, locations, on_hands
  from (select s.variant_id, s.location_id, s.on_hand
    from (select distinct v, l from unnest(p_variants, p_locations) as u (v, l)) w
    join hrt.stock_level s on s.variant_id = w.v and s.location_id = w.l
    order by s.variant_id, s.location_id
    for no key update of s) x;
  if coalesce(array_length(variants, 1), 0) < array_length(p_variants, 1) then -- repeated ones, or rows that do not exist
    select variants || array_agg(w.v), locations || array_agg(w.l), on_hands || array_agg(0::bigint)
      into variants, locations, on_hands
    from (select distinct v, l from unnest(p_variants, p_locations) as u (v, l) order by v, l) w
    where not exists (select from unnest(variants, locations) f (v, l) where f.v = w.v and f.l = w.l);
  end if;
  -- A statement of its own: it sees what was committed while the locks were waited for.
  select array_agg(u.on_hand - coalesce((select sum(h.quantity) from hrt.stock_hold h
      where h.variant_id = u.v and h.location_id = u.l and h.expires_at > clock_timestamp()), 0)) into lefts
  from unnest(variants, locations, on_hands) as u (v, l, on_hand);
end $$;

-- As lock_stock(), for variants at all locations that sell on the web.
create or replace function hrt.lock_web_stock(in p_variants bigint[],
  out variants bigint[], out locations bigint[], out on_hands bigint[], out lefts bigint[])
language plpgsql as $$
declare
  r record;
begin
  r := hrt.lock_stock(
    array(select v from unnest(p_variants) v, hrt.location l where l.sells_web order by v, l.id),
    array(select l.id from unnest(p_variants) v, hrt.location l where l.sells_web order by v, l.id));
  variants := r.variants;
  locations := r.locations;
  on_hands := r.on_hands;
  lefts := r.lefts;
end $$;

-- Adds to a level (negative takes away); the caller has locked it and writes the ledger.
create or replace function hrt.change_level(p_variant_id bigint, p_location_id bigint, p_quantity bigint) returns void
language plpgsql as $$
begin
  update hrt.stock_level set on_hand = on_hand + p_quantity where variant_id = p_variant_id and location_id = p_location_id;
  if not found then
    insert into hrt.stock_level as s (variant_id, location_id, on_hand) values (p_variant_id, p_location_id, p_quantity)
      on conflict (variant_id, location_id) do update set on_hand = s.on_hand + excluded.on_hand;
  end if;
end $$;

-- Takes from levels that the caller has locked with lock_stock() and writes the ledger for; each pair once. One statement,
-- and a second one for rows that do not exist yet.
create or replace function hrt.change_levels(p_variants bigint[], p_locations bigint[], p_takes bigint[]) returns boolean
language plpgsql as $$
declare
  v_changed integer;
begin
  update hrt.stock_level s set on_hand = s.on_hand - t.take
    from unnest(p_variants, p_locations, p_takes) as t (variant_id, location_id, take)
    where s.variant_id = t.variant_id and s.location_id = t.location_id;
  get diagnostics v_changed = row_count;
  if v_changed < array_length(p_variants, 1) then
    perform hrt.change_level(t.variant_id, t.location_id, -t.take)
    from unnest(p_variants, p_locations, p_takes) as t (variant_id, location_id, take)
    where t.take <> 0 and not exists (select from hrt.stock_level s where s.variant_id = t.variant_id and s.location_id = t.location_id);
  end if;
  return true;
end $$;

-- Locks and takes at once: what lock_stock() and change_levels() do, in one statement, for who gives back what cannot be had
-- (with p_quantities below zero). p_quantities: of pairs, repeated ones allowed. Says whether all was there, and nobody's hold on
-- any of it. Locks in THE order: a nested loop goes through the sorted pairs, or through the table by its only index, which has
-- the same one.
create or replace function hrt.take_levels(p_variants bigint[], p_locations bigint[], p_quantities bigint[]) returns boolean
language plpgsql as $$
declare
  v_least bigint;
  v_rows bigint;
  v_pieces numeric;
begin
  with taken as (
    update hrt.stock_level s set on_hand = s.on_hand - w.quantity
      from (select u.v, u.l, sum(u.q)::bigint as quantity
        from (select unnest(p_variants) as v, unnest(p_locations) as l, unnest(p_quantities) as q) u
        group by u.v, u.l order by u.v, u.l) w
      where s.variant_id = w.v and s.location_id = w.l
      returning s.on_hand, w.quantity)
  select min(t.on_hand), count(*), sum(t.quantity) into v_least, v_rows, v_pieces from taken t;
  if v_rows < array_length(p_variants, 1) then -- repeated ones, or rows that do not exist
    if v_pieces is distinct from (select sum(q) from unnest(p_quantities) q) then
      return false;
    end if;
  end if;
  if v_least < 0 then
    return false;
  end if;
  -- A statement of its own: it sees what was committed while the locks were waited for.
  return (select s.variant_id from hrt.stock_hold s
    where s.variant_id = any (p_variants) and s.expires_at > clock_timestamp() limit 1) is null;
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
