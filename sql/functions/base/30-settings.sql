-- The shop's rules as one call sees them, in one statement: what is needed of the profile, today's PPN, the link's keys.
create or replace function hrt.read_settings() returns hrt.settings
language plpgsql stable as $$
declare
  v hrt.settings;
begin
  select p.language, p.time_zone, p.cash_rounding, make_interval(hours => p.transfer_hold_hours),
      make_interval(hours => p.pickup_hold_hours), (select l.id from hrt.location l order by l.id limit 1), s.inner_key, s.outer_key,
      (p.charges_tax and r.rate_num is not null, p.prices_include_tax, coalesce(r.rate_num::bigint * r.base_num, 0),
        coalesce(r.rate_den::bigint * r.base_den, 1), coalesce(r.base_num, 1)::bigint, coalesce(r.base_den, 1)::bigint)::hrt.tax_rule,
      p.bank_account <> '', p.web_order_pieces
    into v
  from hrt.shop_profile p
  cross join hrt.shop_secret s
  left join lateral (select * from hrt.tax_rate t where t.valid_from <= (now() at time zone p.time_zone)::date
    order by t.valid_from desc limit 1) r on true;
  return v;
end $$;
