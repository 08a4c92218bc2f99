-- The shop's rules as one call sees them: what is needed of the profile, today's PPN, the link's keys.
-- What is rarely wanted (PPN of a shop that charges none) is not looked up: each look-up is set up anew in every transaction.
create or replace function hrt.read_settings() returns hrt.settings
language plpgsql stable as $$
declare
  v hrt.settings;
  r hrt.tax_rate;
  p record;
begin
  select s.language, s.time_zone, s.cash_rounding, s.transfer_hold_hours, s.pickup_hold_hours, k.inner_key, k.outer_key,
      s.charges_tax, s.prices_include_tax, s.bank_account, s.web_order_pieces
    into p
  from hrt.shop_profile s cross join hrt.shop_secret k;
  if p.charges_tax then
    select * into r from hrt.tax_rate t where t.valid_from <= (now() at time zone p.time_zone)::date
      order by t.valid_from desc limit 1;
  end if;
  v.language := p.language;
  v.time_zone := p.time_zone;
  v.cash_rounding := p.cash_rounding;
  v.transfer_hold_hours := p.transfer_hold_hours;
  v.pickup_hold_hours := p.pickup_hold_hours;
  v.location_id := (select l.id from hrt.location l order by l.id limit 1);
  v.inner_key := p.inner_key;
  v.outer_key := p.outer_key;
  v.rule := row(p.charges_tax and r.rate_num is not null, p.prices_include_tax, coalesce(r.rate_num::bigint * r.base_num, 0),
    coalesce(r.rate_den::bigint * r.base_den, 1), coalesce(r.base_num, 1), coalesce(r.base_den, 1))::hrt.tax_rule;
  v.takes_transfer := p.bank_account <> '';
  v.web_pieces := p.web_order_pieces;
  return v;
end $$;
