-- why: the shop's name, rules of tax and money, for receipts, pages and the till
-- params: none
-- returns: one HrtShopProfile
-- errors: none
-- used by: hrt-shop.c
select id::int8 as id, name, tagline, address, city, postal_code, phone, email, opening_hours, language, currency::text as currency,
       time_zone, charges_tax, prices_include_tax, tax_number, bank_name, bank_account, bank_holder,
       transfer_hold_hours::int8 as transfer_hold_hours, pickup_hold_hours::int8 as pickup_hold_hours,
       cash_rounding, receipt_footer, web_address, web_order_pieces::int8 as web_order_pieces, sample, revision
  from hrt.shop_profile
