-- why: an order by the secret of its link
-- params: secret text
-- returns: one HrtOrder
-- errors: none
-- used by: hrt-sales-order.c
select id, number, secret, status, payment_status, fulfilment_status, payment_method, contact_name, contact_phone, contact_email,
       address, city, postal_code, note, shipping_name, shipping_name_en, subtotal, discount, shipping_cost, tax, rounding, total, tax_included,
       placed_at, expires_at, pieces as n_pieces, revision, channel
  from hrt.order_by_secret($1)
