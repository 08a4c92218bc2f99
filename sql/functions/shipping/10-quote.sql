-- What a courier takes. Chargeable weight is the heavier of weight and volume / divisor, less what the courier forgives, at
-- least the minimum, rounded up to whole kilograms; price = base + kilograms x price per kg.

-- p_weight_g, p_volume_cm3: of all pieces together. A guitar box of 110 x 45 x 15 cm at 6000 is 12.375 kg: 13 kg.
create or replace function hrt.chargeable_kg(p_service hrt.shipping_service, p_weight_g numeric, p_volume_cm3 numeric)
returns bigint
language sql immutable parallel safe as $$
  select case when (p_service).is_pickup then 0 else least(
    ceil(greatest(p_weight_g - (p_service).tolerance_g,
      p_volume_cm3 * 1000 / (p_service).volumetric_divisor - (p_service).tolerance_g,
      (p_service).min_weight_g, 1) / 1000), 1000000000)::bigint end
$$;

-- Kilograms and price of every active service for goods; null price = more than can be charged.
-- p_variants, p_quantities: the goods; p_service_id: only this one, or null.
create or replace function hrt.shipping_prices(p_variants bigint[], p_quantities bigint[], p_service_id bigint default null)
returns table (service_id bigint, kg bigint, price bigint)
language plpgsql stable as $$
begin
  return query
    select s.id, hrt.chargeable_kg(s, g.weight, g.volume),
      case when s.base_price + hrt.chargeable_kg(s, g.weight, g.volume)::numeric * s.price_per_kg <= hrt.largest_amount()
        then case when s.is_pickup then s.base_price
          else s.base_price + hrt.chargeable_kg(s, g.weight, g.volume) * s.price_per_kg end end
    from hrt.shipping_service s,
      (select coalesce(sum(w.q::numeric * v.weight_g), 0) as weight,
          coalesce(sum(w.q::numeric * v.length_cm * v.width_cm * v.height_cm), 0) as volume
        from unnest(p_variants, p_quantities) as w (v, q) join hrt.variant v on v.id = w.v) g
    where s.active and (p_service_id is null or s.id = p_service_id);
end $$;
