-- The shop's rules as one call sees them, in one statement; the day's tax comes from hrt.tax_rule_at().
create or replace function hrt.read_settings() returns hrt.settings
language plpgsql stable as $$
declare
  v hrt.settings;
begin
  select p.language, p.time_zone, p.cash_rounding, make_interval(hours => p.transfer_hold_hours),
      make_interval(hours => p.pickup_hold_hours), (select l.id from hrt.location l order by l.id limit 1), s.inner_key, s.outer_key,
      p.charges_tax, p.prices_include_tax
    into v
  from hrt.shop_profile p, hrt.shop_secret s;
  return v;
end $$;
