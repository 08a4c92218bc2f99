-- Why: the program serves the web shop on this machine only; where customers find it (a domain with a proxy in front) is
-- known to the owner alone. Receipts' QR codes and the site map lead there. And no text of the profile is without a bound.
-- Lock impact: one row is written.
-- Verify: select web_address from hrt.shop_profile gives ''.

alter table hrt.shop_profile
  add column web_address text not null default ''
    constraint shop_profile_web_address_ck check (web_address = ''
      or (web_address ~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$' and length(web_address) <= 270)),
  add constraint shop_profile_texts_ck check (greatest(length(tagline), length(address), length(city), length(postal_code),
    length(phone), length(email), length(opening_hours), length(tax_number), length(bank_name), length(bank_account),
    length(bank_holder), length(receipt_footer)) <= 2000);
