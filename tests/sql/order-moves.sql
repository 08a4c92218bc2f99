-- Paying, cancelling, expiring, refunding, handing over.
create table t.o as select row_number() over () as n, order_id, number, secret from t.place(t.order(1, '[[1, 2]]'), t.order(2, '[[2, 10]]'), t.order(3, '[[3, 10]]'),
  t.order(4, '[[4, 1]]', '{"payment_method": "pay_at_pickup"}'), t.order(5, '[[5, 1]]'), t.order(6, '[[6, 1]]'));
create function t.o(k bigint) returns bigint language sql stable as $$ select order_id from t.o where n = k $$;

select results_eq($$select outcome, t.codes(problems) from hrt.pay_order(t.key(1), t.o(1), 'bank_transfer', 199999, null, null)$$, $$values ('refused', 'wrong_amount')$$, 'a wrong amount');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(1), 999, 'bank_transfer', 200000, null, null)$$, $$values ('unknown_order')$$, 'no such order');
select results_eq($$select t.codes(problems) from hrt.pay_order(null, t.o(1), 'bank_transfer', 200000, null, null)$$, $$values ('bad_key')$$, 'no key');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(1), t.o(1), 'shells', 200000, null, null)$$, $$values ('bad_payment_method')$$, 'no such method');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(1), t.o(4), 'pay_at_pickup', 100000, 2, null)$$, $$values ('bad_payment_method')$$, 'a promise to pay is no means of payment');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(1), t.o(1), 'cash', 200000, 2, null)$$, $$values ('no_open_shift')$$, 'cash without a drawer');
select results_eq($$select outcome, number from hrt.pay_order(t.key(1), t.o(1), 'bank_transfer', 200000, 2, null)$$, $$select 'paid', number from t.o where n = 1$$, 'paid');
select results_eq($$select outcome from hrt.pay_order(t.key(1), t.o(1), 'bank_transfer', 200000, 2, null)$$, $$values ('already_paid')$$, 'once');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(2), t.o(1), 'bank_transfer', 200000, 2, null)$$, $$values ('already_settled')$$, 'not twice');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(1), t.o(2), 'bank_transfer', 1000000, 2, null)$$, $$values ('key_conflict')$$, 'a key is of one payment');
select is(t.on_hand(1), 8::bigint, 'the hold became a sale');
select is_empty($$select * from hrt.stock_hold where order_id = t.o(1)$$, 'and is gone');
select results_eq($$select status::text, payment_status::text from hrt.sales_order where id = t.o(1)$$, $$values ('confirmed', 'paid')$$, 'the order is confirmed');

-- Late payments
select from t.let_expire(t.o(2)) a, t.let_expire(t.o(3)) b;
select is(hrt.available(2, 1), 10::bigint, 'what is over holds nothing, swept or not');
select results_eq($$select outcome from hrt.pay_order(t.key(10), t.o(2), 'bank_transfer', 1000000, 2, null)$$, $$values ('paid')$$, 'paid late, goods still there');
select results_eq($$select outcome, order_id from hrt.expire_holds(10)$$, $$select 'expired', t.o(3)$$, 'the other is swept');
select is_empty($$select * from hrt.expire_holds(10)$$, 'once');
select is((select outcome from t.sell(t.sale(90, '[[3, 1]]'))), 'sold', 'somebody buys of it');
select results_eq($$select outcome, problems from hrt.pay_order(t.key(11), t.o(3), 'bank_transfer', 1000000, 2, null)$$,
  $$values ('refused', '[{"code": "out_of_stock", "variant_id": 3, "requested": 10, "available": 9}]'::jsonb)$$, 'paid late, goods gone: refused by name');
select results_eq($$select status::text from hrt.sales_order where id = t.o(3)$$, $$values ('expired')$$, 'and nothing moved');
select from hrt.adjust_stock(t.key(901), 1, 3, 1, 1, 'found', '');
select results_eq($$select outcome from hrt.pay_order(t.key(11), t.o(3), 'bank_transfer', 1000000, 2, null)$$, $$values ('paid')$$, 'goods found again: paid');
select results_eq($$select status::text, fulfilment_status::text from hrt.sales_order where id = t.o(3)$$, $$values ('confirmed', 'pending')$$, 'expired became confirmed');

-- A live hold whose goods the till took away
select is((select outcome from t.sell(t.sale(91, '[[5, 10]]', '{"oversell_reason": "in hand"}'))), 'sold', 'the till sells what was promised');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(12), t.o(5), 'bank_transfer', 100000, 2, null)$$, $$values ('out_of_stock')$$, 'then payment is refused, never negative');

-- Cancelling
select results_eq($$select outcome, amount from hrt.cancel_order(t.o(1), 'staff', 2, 'changed mind')$$, $$values ('cancelled', 200000::bigint)$$, 'a paid order is cancelled, the money is owed');
select is(t.on_hand(1), 10::bigint, 'the goods are back');
select results_eq($$select outcome from hrt.cancel_order(t.o(1), 'staff', 2, 'changed mind')$$, $$values ('already_cancelled')$$, 'once');
select is(t.on_hand(1), 10::bigint, 'and not twice');
select results_eq($$select outcome from hrt.cancel_order(t.o(6), 'customer', 1, '')$$, $$values ('cancelled')$$, 'an unpaid one');
select is(hrt.available(6, 1), 10::bigint, 'the promise ends');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(13), t.o(6), 'bank_transfer', 100000, 2, null)$$, $$values ('illegal_transition')$$, 'a cancelled order is not paid');
select results_eq($$select t.codes(problems) from hrt.cancel_order(t.o(2), 'customer', 1, '')$$, $$values ('already_paid')$$, 'a customer does not cancel what is paid');
select results_eq($$select t.codes(problems) from hrt.cancel_order(999, 'staff', 1, '')$$, $$values ('unknown_order')$$, 'no such order');
select results_eq($$select t.codes(problems) from hrt.cancel_order((select id from hrt.sales_order where key = t.key(90)), 'staff', 1, '')$$, $$values ('illegal_transition illegal_transition')$$, 'a sale over the counter is not cancelled');
select throws_ok($$select * from hrt.cancel_order(1, 'burglar', 1, '')$$, 'HR400', null, 'an actor is one of three');
select results_eq($$select outcome from hrt.cancel_by_secret((select secret from t.o where n = 5), 'too late')$$, $$values ('cancelled')$$, 'by the link');

-- Refunds
select results_eq($$select t.codes(problems) from hrt.refund_order(t.key(20), t.o(1), 'bank_transfer', 200001, 2, null, '')$$, $$values ('bad_amount')$$, 'not more than was paid');
select results_eq($$select outcome, total from hrt.refund_order(t.key(20), t.o(1), 'bank_transfer', 50000, 2, null, 'first')$$, $$values ('refunded', 50000::bigint)$$, 'a part');
select results_eq($$select outcome, total from hrt.refund_order(t.key(20), t.o(1), 'bank_transfer', 50000, 2, null, 'first')$$, $$values ('already_refunded', 50000::bigint)$$, 'once');
select results_eq($$select outcome, total from hrt.refund_order(t.key(21), t.o(1), 'cash', 150000, 2, 1, 'rest')$$, $$values ('refunded', 200000::bigint)$$, 'the rest in cash');
select is((select payment_status::text from hrt.sales_order where id = t.o(1)), 'refunded', 'all is back');
select results_eq($$select t.codes(problems) from hrt.refund_order(t.key(22), t.o(1), 'cash', 1, 2, 1, '')$$, $$values ('bad_amount')$$, 'nothing is left');

-- Fulfilment
select results_eq($$select t.codes(problems) from hrt.fulfil_order(t.o(4), 'handed_over', 3, '')$$, $$values ('not_paid')$$, 'not without money');
select results_eq($$select outcome from hrt.fulfil_order(t.o(4), 'ready_for_pickup', 2, '')$$, $$values ('moved')$$, 'but made ready');
select results_eq($$select outcome from hrt.fulfil_order(t.o(4), 'ready_for_pickup', 2, '')$$, $$values ('already_there')$$, 'once');
select results_eq($$select t.codes(problems) from hrt.fulfil_order(t.o(4), 'packing', 2, '')$$, $$values ('illegal_transition')$$, 'not backwards');
select results_eq($$select t.codes(problems) from hrt.pay_order(t.key(30), t.o(4), 'cash', 100000, 3, 1, 90000)$$, $$values ('short_tender')$$, 'too little');
select results_eq($$select outcome, change from hrt.pay_order(t.key(30), t.o(4), 'cash', 100000, 3, 1, 150000)$$, $$values ('paid', 50000::bigint)$$, 'paid at the counter');
select results_eq($$select outcome from hrt.fulfil_order(t.o(4), 'handed_over', 3, '')$$, $$values ('moved')$$, 'handed over');
select is((select status::text from hrt.sales_order where id = t.o(4)), 'completed', 'completed');
select results_eq($$select outcome from hrt.fulfil_order(t.o(2), 'shipped', 2, '')$$, $$values ('moved')$$, 'shipped');
select results_eq($$select t.codes(problems) from hrt.cancel_order(t.o(2), 'staff', 2, '')$$, $$values ('illegal_transition')$$, 'what is on its way is not cancelled');
select results_eq($$select t.codes(problems) from hrt.fulfil_order(t.o(6), 'packing', 2, '')$$, $$values ('illegal_transition')$$, 'a cancelled order is not packed');
select throws_ok($$select * from hrt.fulfil_order(t.o(2), 'handed_over', 4, '')$$, 'HR001', null, 'who is disabled does nothing');

-- What a cashier may: take the money of what is picked up, and hand it over; the rest is the staff's.
create table t.p as select row_number() over () as n, order_id from t.place(t.order(40, '[[7, 1]]'), t.order(41, '[[7, 1]]', '{"payment_method": "pay_at_pickup"}'),
  t.order(42, '[[7, 1]]', '{"shipping_service_id": 1, "address": "Jl. Asia Afrika 1", "city": "Bandung"}'));
create function t.p(k bigint) returns bigint language sql stable as $$ select order_id from t.p where n = k $$;
select is((select is_pickup from hrt.shipping_service s, hrt.sales_order o where o.id = t.p(2) and s.id = o.shipping_service_id), true, 'the second is picked up');
select throws_ok($$select * from hrt.pay_order(t.key(40), t.p(1), 'bank_transfer', 100000, 3, null)$$, 'HR001', null, 'a cashier confirms no transfer');
select throws_ok($$select * from hrt.pay_order(t.key(40), t.p(2), 'bank_transfer', 100000, 3, null)$$, 'HR001', null, 'also not of what is picked up');
select throws_ok($$select * from hrt.pay_order(t.key(40), t.p(3), 'cash', 100000, 3, 1, 100000)$$, 'HR001', null, 'nor takes cash for what is sent');
select throws_ok($$select * from hrt.cancel_order(t.p(1), 'staff', 3, '')$$, 'HR001', null, 'a cashier cancels nothing');
select throws_ok($$select * from hrt.cancel_order(t.p(1), 'staff', null, '')$$, 'HR001', null, 'nobody cancels as staff');
select throws_ok($$select * from hrt.fulfil_order(t.p(2), 'ready_for_pickup', 3, '')$$, 'HR001', null, 'a cashier makes nothing ready');
select results_eq($$select status::text, payment_status::text, fulfilment_status::text from hrt.sales_order where id in (t.p(1), t.p(2))$$, $$values ('placed', 'unpaid', 'pending'), ('placed', 'unpaid', 'pending')$$, 'nothing moved');
select is((select outcome from hrt.fulfil_order(t.p(2), 'ready_for_pickup', 2, '')), 'moved', 'staff does');
select is((select outcome from hrt.pay_order(t.key(41), t.p(2), 'cash', 100000, 3, 1, 100000)), 'paid', 'a cashier takes the cash at the counter');
select is((select outcome from hrt.fulfil_order(t.p(2), 'handed_over', 3, '')), 'moved', 'and hands over');
select is((select outcome from hrt.pay_order(t.key(42), t.p(1), 'bank_transfer', 100000, 2, null)), 'paid', 'staff confirms a transfer');
select throws_ok($$select * from hrt.refund_order(t.key(43), t.p(1), 'bank_transfer', 1, 3, null, '')$$, 'HR001', null, 'a cashier gives nothing back');
select is((select outcome from hrt.pay_order(t.key(44), t.p(3), 'bank_transfer', o.total, 2, null)), 'paid', 'what is sent is paid') from hrt.sales_order o where o.id = t.p(3);
select from hrt.fulfil_order(t.p(3), 'packing', 2, '');
select from hrt.fulfil_order(t.p(3), 'shipped', 2, '');
select throws_ok($$select * from hrt.fulfil_order(t.p(3), 'handed_over', 3, '')$$, 'HR001', null, 'a cashier does not say that it has arrived');
