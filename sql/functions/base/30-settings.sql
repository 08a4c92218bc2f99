-- The shop's rules as one call sees them: what is needed of the profile, today's PPN, the link's keys.
-- What is rarely wanted (PPN of a shop that charges none) is not looked up: each look-up is set up anew in every transaction.
create or replace function hrt.read_settings() returns hrt.settings
language plpgsql stable as $$
declare
  v hrt.settings;
  r hrt.tax_rate;
begin
  select p.language, p.time_zone, p.cash_rounding, p.transfer_hold_hours, p.pickup_hold_hours,
      (select l.id from hrt.location l order by l.id limit 1), k.inner_key, k.outer_key,
      row(p.charges_tax, p.prices_include_tax, 0, 1, 1, 1)::hrt.tax_rule, p.bank_account <> '', p.web_order_pieces
    into v
  from hrt.shop_profile p cross join hrt.shop_secret k;
  if (v.rule).charged then
    select * into r from hrt.tax_rate t where t.valid_from <= (now() at time zone v.time_zone)::date
      order by t.valid_from desc limit 1;
    v.rule := row(r.rate_num is not null, (v.rule).included, coalesce(r.rate_num::bigint * r.base_num, 0),
      coalesce(r.rate_den::bigint * r.base_den, 1), coalesce(r.base_num, 1), coalesce(r.base_den, 1))::hrt.tax_rule;
  end if;
  return v;
end $$;
