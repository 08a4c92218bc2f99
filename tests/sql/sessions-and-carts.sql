-- Visitors: sessions, carts, quotes.
select results_eq($$select customer_id, language, cart_pieces from hrt.session_start(t.hash(1), t.hash(11), 'en')$$, $$values (null::bigint, 'en', 0::bigint)$$, 'a visitor');
select results_eq($$select language, csrf_token from hrt.session_start(t.hash(1), t.hash(99), 'id')$$, $$select 'en', t.hash(11)$$, 'started once');
select results_eq($$select language from hrt.session_touch(t.hash(1))$$, $$values ('en')$$, 'known');
select is_empty($$select * from hrt.session_touch(t.hash(2))$$, 'a stranger is not');
select from hrt.session_set_language(t.hash(1), 'id');
select from hrt.session_set_language(t.hash(1), 'xx');
select results_eq($$select language from hrt.session_touch(t.hash(1))$$, $$values ('id')$$, 'another language');

select results_eq($$select outcome, pieces, lines from hrt.cart_add(t.hash(1), 1, 2)$$, $$values ('ok', 2::bigint, 1::bigint)$$, 'into the cart');
select results_eq($$select outcome, pieces from hrt.cart_add(t.hash(1), 1, 3)$$, $$values ('ok', 5::bigint)$$, 'more of it');
select results_eq($$select outcome, pieces, lines from hrt.cart_set(t.hash(1), 2, 1)$$, $$values ('ok', 6::bigint, 2::bigint)$$, 'something else');
select results_eq($$select problems, pieces from hrt.cart_add(t.hash(1), 1, 6)$$, $$values ('[{"code": "out_of_stock", "variant_id": 1, "requested": 11, "available": 10}]'::jsonb, 6::bigint)$$, 'more than there is');
select results_eq($$select t.codes(c.problems) from (values (1::bigint, -1::bigint), (1, 1000), (99, 1), (9, 1), (10, 1), (1, 9223372036854775807), (1, null)) x (v, q), hrt.cart_set(t.hash(1), v, q) c$$,
  $$values ('bad_quantity'), ('too_many'), ('unknown_variant'), ('unknown_variant'), ('unknown_variant'), ('too_many'), ('bad_quantity')$$, 'named refusals');
select results_eq($$select t.codes(c.problems) from (values (0::bigint), (-1), (null)) x (q), hrt.cart_add(t.hash(1), 1, q) c$$, $$select 'bad_quantity' from generate_series(1, 3)$$, 'nothing is not added');
select throws_ok($$select * from hrt.cart_add(t.hash(2), 1, 1)$$, 'HR404', null, 'no session, no cart');
select results_eq($$select outcome, pieces, lines from hrt.cart_set(t.hash(1), 2, 0)$$, $$values ('ok', 5::bigint, 1::bigint)$$, 'out of the cart');

-- Quotes
select results_eq($$select sku, quantity, line_total, available, problem, pieces, subtotal, shipping, tax, total from hrt.quote_cart(t.hash(1), 1)$$,
  $$values ('SKU-1', 5::bigint, 500000::bigint, 10::bigint, null, 5::bigint, 500000::bigint, 625000::bigint, 49550::bigint, 1125000::bigint)$$, 'five guitar boxes by courier: 61.9 kg');
select results_eq($$select shipping, total from hrt.quote_cart(t.hash(1))$$, $$values (0::bigint, 500000::bigint)$$, 'without shipping');
select results_eq($$select name, name_en from hrt.quote_shipping(t.hash(1))$$, $$values ('REG', ''), ('Ambil di toko', 'Pick up at the shop')$$, 'their names');
select results_eq($$select code, is_pickup, kg, price from hrt.quote_shipping(t.hash(1))$$, $$values ('jne-reg', false, 62::bigint, 625000::bigint), ('pickup', true, 0, 0)$$, 'all ways to get it');
select is_empty($$select * from hrt.quote_cart(t.hash(2))$$, 'nothing for a stranger');
select from hrt.cart_add(t.hash(1), 3, 4);
select from hrt.adjust_stock(t.key(1), 1, 3, 1, -7, 'loss', '');
select results_eq($$select sku, problem, subtotal from hrt.quote_cart(t.hash(1))$$, $$values ('SKU-1', null, 500000::bigint), ('SKU-3', 'out_of_stock', 500000)$$, 'what cannot be had is named, not counted');
create table t.total as select total from hrt.quote_cart(t.hash(1), 2) limit 1;
select is((select total from t.place(t.order(1, '[[1, 5]]'))), (select total from t.total), 'the order costs what the quote said');
select from hrt.cancel_order((select order_id from t.place(t.order(1, '[[1, 5]]'))), 'system', null, '');

-- Signing in
create table t.siti as select * from hrt.session_sign_in(t.hash(1), t.hash(3), t.hash(13), 1);
select results_eq($$select customer_id, customer_name, csrf_token, cart_pieces from t.siti$$, $$select 1::bigint, 'Siti', t.hash(13), 9::bigint$$, 'signed in, with the cart');
select is_empty($$select * from hrt.session_touch(t.hash(1))$$, 'the old id is dead');
select from hrt.session_start(t.hash(4), t.hash(14), 'id');
select from hrt.cart_add(t.hash(4), 1, 1);
select from hrt.cart_add(t.hash(4), 2, 1);
select results_eq($$select cart_pieces from hrt.session_sign_in(t.hash(4), t.hash(5), t.hash(15), 1)$$, $$values (11::bigint)$$, 'from another machine: carts are merged');
select results_eq($$select cart_pieces from hrt.session_touch(t.hash(3))$$, $$values (11::bigint)$$, 'and are one');
select is((select count(*) from hrt.cart), 1::bigint, 'the guest''s is gone');
select is((select count(*) from hrt.journal where kind = 'sign_in'), 2::bigint, 'the journal knows');
select is(hrt.session_end_others(t.hash(5)), 1::bigint, 'the other machine is signed out');
select is_empty($$select * from hrt.session_touch(t.hash(3))$$, 'there');
select throws_ok($$select hrt.session_end_others(t.hash(9))$$, 'HR404', null, 'by no stranger');
select from hrt.session_sign_out(t.hash(5));
select is_empty($$select * from hrt.session_touch(t.hash(5))$$, 'and here');

-- A guest under a new id
select from hrt.session_start(t.hash(20), t.hash(120), 'en');
select from hrt.cart_add(t.hash(20), 1, 2);
select results_eq($$select customer_id, csrf_token, language, cart_pieces from hrt.session_renew(t.hash(20), t.hash(21), t.hash(121), 'id')$$,
  $$select null::bigint, t.hash(121), 'en', 2::bigint$$, 'a new id, the same cart and language');
select is_empty($$select * from hrt.session_touch(t.hash(20))$$, 'the old id is dead');
select results_eq($$select customer_id, language, cart_pieces from hrt.session_renew(null, t.hash(22), t.hash(122), 'id')$$, $$values (null::bigint, 'id', 0::bigint)$$, 'out of nothing');
select from hrt.session_sign_in(null, t.hash(23), t.hash(123), 1);
select is((select customer_id from hrt.session_renew(t.hash(23), t.hash(24), t.hash(124), 'id')), null, 'nobody''s rights move along');
select is((select customer_id from hrt.session_touch(t.hash(23))), 1::bigint, 'nor are they taken');
select from unnest(array[t.hash(21), t.hash(22), t.hash(23), t.hash(24)]) x, lateral hrt.session_sign_out(x);

-- Time
select from hrt.session_sign_in(null, t.hash(6), t.hash(16), 1);
update hrt.session set last_seen_at = now() - interval '29 minutes' where id_hash = t.hash(6);
select is((select count(*) from hrt.session_touch(t.hash(6))), 1::bigint, '29 minutes idle');
select ok((select last_seen_at > now() - interval '1 minute' from hrt.session where id_hash = t.hash(6)), 'was seen');
update hrt.session set last_seen_at = now() - interval '31 minutes' where id_hash = t.hash(6);
select is_empty($$select * from hrt.session_touch(t.hash(6))$$, '31 minutes idle: over');
select from hrt.session_start(t.hash(7), t.hash(17), 'id');
update hrt.session set last_seen_at = now() - interval '5 days' where id_hash = t.hash(7);
select is((select count(*) from hrt.session_touch(t.hash(7))), 1::bigint, 'a guest comes back after days');
update hrt.session set expires_at = now() - interval '1 second' where id_hash = t.hash(7);
select is_empty($$select * from hrt.session_touch(t.hash(7))$$, 'not after thirty');
select is_empty($$select * from hrt.session_sign_in(null, t.hash(8), t.hash(18), 99)$$, 'nobody signs in as nobody');
select from hrt.session_sign_in(null, t.hash(8), t.hash(18), 1);
select from hrt.disable_customer(1, 2, false);
select is_empty($$select * from hrt.session_touch(t.hash(8))$$, 'who is disabled is out at once');
select is_empty($$select * from hrt.session_sign_in(null, t.hash(8), t.hash(18), 1)$$, 'and stays out');

-- Sweeping, in portions
select lives_ok($$select hrt.session_sweep()$$, 'swept');
insert into hrt.session (id_hash, csrf_token, expires_at) select t.hash(g), t.hash(g), now() - interval '1 minute' from generate_series(1000, 1004) g;
insert into hrt.cart (updated_at) select now() - interval '32 days' from generate_series(1, 5);
insert into hrt.cart_line (cart_id, variant_id, quantity) select id, 1, 1 from hrt.cart where customer_id is null and updated_at < now() - interval '31 days';
insert into hrt.cart (updated_at) values (now() - interval '30 days');
insert into hrt.session (id_hash, csrf_token, expires_at, cart_id)
  select t.hash(2000), t.hash(2000), now() + interval '1 minute', max(id) from hrt.cart where updated_at < now() - interval '31 days';
insert into hrt.sign_in_attempt (account, at) select t.hash(1), now() - interval '25 hours' from generate_series(1, 3);
insert into hrt.sign_in_attempt (account) values (t.hash(1));
select is(hrt.session_sweep(2), 6::bigint, 'two of each');
select is(hrt.session_sweep(2), 5::bigint, 'two more, and the last of the failures');
select is(hrt.session_sweep(2), 1::bigint, 'fewer than asked for: nothing is left');
select is(hrt.session_sweep(2), 0::bigint, 'as the next one says');
select results_eq($$select (select count(*) from hrt.session), (select count(*) from hrt.cart where updated_at < now() - interval '29 days'),
  (select count(*) from hrt.cart_line l join hrt.cart c on c.id = l.cart_id where c.updated_at < now() - interval '29 days'), (select count(*) from hrt.sign_in_attempt)$$,
  $$values (1::bigint, 2::bigint, 1::bigint, 1::bigint)$$, 'who is still about keeps the cart, and what is not old stays');
