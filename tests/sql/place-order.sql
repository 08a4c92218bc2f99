-- Orders from the web: prices, shipping, holds, refusals.
create table t.placed as select * from t.place(t.order(1, '[[1, 2], [2, 1]]', '{"expected_total": 300000}'));
select results_eq($$select outcome, total, problems from t.placed$$, $$values ('placed', 300000::bigint, '[]'::jsonb)$$, 'an order');
select ok((select expires_at between now() + interval '23 hours 59 minutes' and now() + interval '24 hours 1 minute' from t.placed), 'a day to pay');
select results_eq($$select variant_id, quantity from hrt.stock_hold order by 1$$, $$values (1::bigint, 2::bigint), (2, 1)$$, 'it holds the goods');
select is(t.on_hand(1), 10::bigint, 'they are still there');
select is(hrt.available(1, 1), 8::bigint, 'but promised');
select results_eq($$select channel::text, status::text, payment_status::text, fulfilment_status::text, contact_email from hrt.sales_order$$,
  $$values ('web', 'placed', 'unpaid', 'pending', 'siti@example.com')$$, 'placed and unpaid');
select results_eq($$select topic, payload ->> 'to' from hrt.outbox$$, $$values ('mail.order-placed', 'siti@example.com')$$, 'a mail will go out');
select is((select outcome from t.place(t.order(1, '[[1, 2], [2, 1]]', '{"expected_total": 300000}'))), 'already_placed', 'the same key is the same order');
select is((select secret from t.place(t.order(1, '[[1, 2], [2, 1]]'))), (select secret from t.placed), 'with the same secret');
select is((select count(*) from hrt.outbox), 1::bigint, 'and no second mail');
select is((select t.codes(problems) from t.place(t.order(1, '[[1, 1]]'))), 'key_conflict', 'the same key for other goods');
select is((select number from hrt.order_by_secret((select secret from t.placed))), (select number from t.placed), 'the link opens it');
select is((select secret from hrt.order_by_secret((select secret from t.placed))), (select secret from t.placed), 'and knows itself');
select is_empty($$select * from hrt.order_by_secret('x')$$, 'another link does not');
select is_empty($$select * from hrt.order_by_secret(null)$$, 'nor none');
select is((select count(*) from hrt.order_lines_by_secret((select secret from t.placed))), 2::bigint, 'its lines');
select is((select count(*) from hrt.order_history_by_secret((select secret from t.placed))), 3::bigint, 'its history');

-- The till sees the promise.
select is((select t.codes(problems) from t.sell(t.sale(2, '[[1, 9]]'))), 'out_of_stock', 'promised goods are not sold at the till');
select is((select problems -> 0 ->> 'available' from t.place(t.order(3, '[[1, 9]]'))), '8', 'nor to others on the web');

-- Refusals
select results_eq($$select t.codes(problems) from t.place(t.order(4, '[[3, 1]]', '{"contact_name": " "}'), t.order(5, '[[3, 1]]', '{"contact_phone": "", "contact_email": ""}'),
    t.order(6, '[[3, 1]]', '{"shipping_service_id": 77}'), t.order(7, '[[3, 1]]', '{"shipping_service_id": 1}'),
    t.order(8, '[[3, 1]]', '{"shipping_service_id": 1, "payment_method": "pay_at_pickup", "address": "Jl. A", "city": "Bandung"}'),
    t.order(9, '[[3, 1]]', '{"payment_method": "promise"}'), t.order(10, '[[3, 1000]]'), t.order(11, '[[3, 0]]'), t.order(12, '[[9, 1]]'), t.order(13, '[]'),
    t.order(14, '[[3, 1]]', '{"key": 5}'), t.order(15, '[[3, 1]]', '{"expected_total": 99999}'), t.order(16, '[[3, 1]]', '{"expected_total": "x"}'),
    t.order(17, '[[3, 1]]', jsonb_build_object('note', repeat('x', 1001), 'city', repeat('x', 81))))$$,
  $$values ('missing_contact'), ('missing_contact'), ('unknown_service'), ('missing_address'), ('pickup_needs_pickup_service'), ('bad_payment_method'),
    ('too_many'), ('bad_quantity'), ('inactive_variant'), ('empty_sale'), ('bad_key'), ('total_changed'), ('total_changed'), ('too_long too_long')$$, 'named refusals');
select results_eq($$select problems from t.place(t.order(4, '[[3, 11], [4, 1], [5, 12]]'))$$,
  $$values ('[{"code": "out_of_stock", "variant_id": 3, "requested": 11, "available": 10}, {"code": "out_of_stock", "variant_id": 5, "requested": 12, "available": 10}]'::jsonb)$$,
  'every short line is named');
select is((select count(*) from hrt.sales_order), 1::bigint, 'no refusal left a trace');
select is((select count(*) from hrt.stock_hold), 2::bigint, 'nor a hold');

-- Shipping: 110 x 45 x 15 cm is 12.375 kg by volume, less 0.3 forgiven: 13 kg.
select is((select total from t.place(t.order(20, '[[3, 1]]', '{"shipping_service_id": 1, "address": "Jl. A", "city": "Bandung"}'))), 235000::bigint, 'with shipping');
select is((select total from t.place(t.order(21, '[[3, 2]]', '{"shipping_service_id": 1, "address": "Jl. A", "city": "Bandung"}'))), 455000::bigint, 'two pieces: 24.75 kg are 25');
select results_eq($$select hrt.chargeable_kg(s, w, v) from hrt.shipping_service s, (values (100, 0), (1000, 0), (1299, 0), (1300, 0), (1301, 0), (0, 7800), (0, 7807), (0, 0)) x (w, v) where s.id = 1$$,
  $$values (1::bigint), (1), (1), (1), (2), (1), (2), (1)$$, 'kilograms: minimum, forgiven grams, volume');
select is((select hrt.chargeable_kg(s, 99999, 99999) from hrt.shipping_service s where id = 2), 0::bigint, 'nothing is weighed at the counter');
select results_eq($$select tax from hrt.sales_order where key = t.key(20)$$, $$values (9910::bigint)$$, 'tax is of the goods');

-- Several places
update hrt.location set sells_web = true where id = 2;
select from hrt.adjust_stock(t.key(900), 1, 8, 2, 3, 'receipt', '');
select is((select outcome from t.place(t.order(30, '[[8, 12]]'))), 'placed', 'more than one place has is taken from two');
select results_eq($$select h.location_id, h.quantity from hrt.stock_hold h join hrt.sales_order o on o.id = h.order_id where o.key = t.key(30) order by 1$$,
  $$values (1::bigint, 10::bigint), (2, 2)$$, 'what is where');
select is((select problems -> 0 ->> 'available' from t.place(t.order(31, '[[8, 2]]'))), '1', 'one is left');

-- Who: the session says.
select from hrt.session_start(t.hash(1), t.hash(11), 'en');
select from hrt.session_sign_in(t.hash(1), t.hash(2), t.hash(12), 1);
select from hrt.cart_add(t.hash(2), 6, 2);
set session authorization hrt_web;
create temporary table mine as select * from hrt.place_order(jsonb_build_array(
  '{"key": "00000000-0000-0000-0000-000000000040", "customer_id": 2, "contact_name": "Siti", "contact_phone": "08", "shipping_service_id": 2, "payment_method": "pay_at_pickup",
    "lines": [{"variant_id": 6, "quantity": 2}]}'::jsonb || jsonb_build_object('session', 'ab'),
  '{"key": "00000000-0000-0000-0000-000000000041", "customer_id": 2, "contact_name": "Siti", "contact_phone": "08", "shipping_service_id": 2, "payment_method": "pay_at_pickup",
    "lines": [{"variant_id": 6, "quantity": 2}]}'::jsonb || jsonb_build_object('session', encode(sha256('2'), 'hex'))));
reset session authorization;
select results_eq($$select outcome from mine$$, $$values ('placed'), ('placed')$$, 'a guest with a wrong session, and a customer');
select results_eq($$select customer_id from hrt.sales_order where key in ('00000000-0000-0000-0000-000000000040', '00000000-0000-0000-0000-000000000041') order by key$$,
  $$values (null::bigint), (1)$$, 'the session says who it is, not the request');
select results_eq($$select o.customer_id, e.axis, e.actor::text, e.actor_id from hrt.order_event e join hrt.sales_order o on o.id = e.order_id
    where o.key in ('00000000-0000-0000-0000-000000000040', '00000000-0000-0000-0000-000000000041') order by o.key, e.axis$$,
  $$select g.id, a.axis, 'customer', g.id from (values (null::bigint), (1)) g (id) cross join (values ('fulfilment'), ('order'), ('payment')) a (axis)
    order by g.id nulls first, a.axis$$,
  'either is ordered by a customer; a guest has no number');
select results_eq($$select j.actor::text, j.actor_id from hrt.journal j join hrt.sales_order o on o.number = j.subject
    where j.kind = 'order' and o.key in ('00000000-0000-0000-0000-000000000040', '00000000-0000-0000-0000-000000000041') order by o.key$$,
  $$values ('customer', null::bigint), ('customer', 1)$$, 'and so says the journal');
select is((select cart_pieces from hrt.session_touch(t.hash(2))), 0::bigint, 'the cart is empty afterwards');
select ok((select expires_at > now() + interval '47 hours' from hrt.sales_order where key = '00000000-0000-0000-0000-000000000041'), 'two days to come by');
select is((select count(*) from hrt.customer_orders(t.hash(2), 10)), 1::bigint, 'my orders');
select results_eq($$select shipping_name, shipping_name_en from hrt.customer_orders(t.hash(2), 10)$$,
  $$values ('Ambil di toko', 'Pick up at the shop')$$, 'how it gets home, as it was called in either language');
select is((select count(*) from hrt.customer_orders(t.hash(3), 10)), 0::bigint, 'not a stranger''s');

-- A call of many; one key twice
create table t.many as select * from t.place(t.order(50, '[[7, 6]]'), t.order(51, '[[7, 6]]'), t.order(52, '[[7, 4]]'), t.order(50, '[[7, 6]]'));
select results_eq($$select outcome from t.many$$, $$values ('placed'), ('refused'), ('placed'), ('already_placed')$$, 'a refused one leaves its neighbours alone');

-- A shop without an account cannot be paid by transfer.
update hrt.shop_profile set bank_account = '';
select is((select t.codes(problems) from t.place(t.order(60, '[[3, 1]]'))), 'bad_payment_method', 'no account, no transfer');
select is((select outcome from t.place(t.order(61, '[[3, 1]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'))), 'placed', 'but at pick-up');

-- How many pieces one order may hold is the owner's to say.
select from hrt.adjust_stock(t.key(901), 1, 3, 1, 100, 'receipt', '');
select results_eq($$select problems from t.place(t.order(70, '[[3, 30], [4, 21]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'))$$,
  $$values ('[{"code": "too_many", "field": "pieces", "limit": 50}]'::jsonb)$$, 'more than an order may hold');
select is((select outcome from t.place(t.order(71, '[[3, 50]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'))), 'placed', 'as many as it may');
select is((select outcome from hrt.save_shop('{"web_order_pieces": 2}', 1, null)), 'saved', 'the owner allows fewer');
select is((select t.codes(problems) from t.place(t.order(72, '[[3, 3]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'))), 'too_many', 'at once');
select is((select t.codes(problems) from hrt.save_shop('{"web_order_pieces": 10000}', 1, null)), 'shop_profile_web_order_pieces_ck', 'but not any number');

-- The same key with other words for the same buyer is no repetition.
select is((select outcome from t.place(t.order(73, '[[3, 1]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'))), 'placed', 'an order');
select results_eq($$select r.outcome, t.codes(r.problems), r.secret from (values ('{"contact_phone": "0813"}'::jsonb), ('{"contact_email": "x@example.com"}'),
    ('{"city": "Bandung"}'), ('{"postal_code": "40135"}'), ('{"note": "after six"}')) x (change)
  cross join lateral t.place(t.order(73, '[[3, 1]]', '{"shipping_service_id": 2, "payment_method": "pay_at_pickup"}'::jsonb || x.change)) r$$,
  $$select 'refused', 'key_conflict', null::text from generate_series(1, 5)$$, 'a correction is not taken for the first one');
create function t.own(p_session text, p_phone text) returns setof hrt.order_result language sql as $$
  select * from t.place(t.order(74, '[[3, 1]]', jsonb_build_object('shipping_service_id', 2, 'payment_method', 'pay_at_pickup',
    'session', encode(sha256(p_session::bytea), 'hex'), 'contact_phone', p_phone))) $$;
select is((select outcome from t.own('2', '0812')), 'placed', 'a customer''s order');
select results_eq($$select t.codes(r.problems), r.secret = hrt.secret_of_key(t.key(74)) from t.own('2', '0813') r$$, $$values ('key_conflict', true)$$, 'its customer gets the link');
select results_eq($$select t.codes(r.problems), r.secret, r.number from t.own('x', '0813') r$$, $$values ('key_conflict', null::text, null::text)$$, 'nobody else does');
