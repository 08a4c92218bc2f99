-- Sales at the till.
select results_eq($$select outcome, total, tax, rounding, change, problems from t.sell(t.sale(1, '[[1, 2], [2, 1]]'))$$,
  $$values ('sold', 300000::bigint, 29730::bigint, 0::bigint, 700000::bigint, '[]'::jsonb)$$, 'a sale');
select is(t.on_hand(1), 8::bigint, 'stock went down');
select results_eq($$select status::text, payment_status::text, fulfilment_status::text, payment_method, shift_id, staff_id from hrt.sales_order$$,
  $$values ('completed', 'paid', 'handed_over', 'cash', 1::bigint, 3::bigint)$$, 'the order is done');
select matches((select number from hrt.sales_order), '^HRT-[0-9]{6}-[0-9]{5,}$', 'its number');
select is((select sum(amount) from hrt.drawer_entry), 500000::numeric, 'the drawer has float and sale');
create table t.first as select * from t.sell(t.sale(1, '[[1, 2], [2, 1]]'));
select is((select outcome from t.first), 'already_sold', 'the same key is the same sale');
select is((select change from t.first), 700000::bigint, 'with the same change');
select is(t.on_hand(1), 8::bigint, 'and no stock again');
select is((select secret from t.first), (select secret from t.sell(t.sale(1, '[[1, 2], [2, 1]]'))), 'the same secret each time');
select is((select length(secret) from t.first), 32, 'of 32 characters');
select is((select count(*) from hrt.sales_order where secret_hash = sha256((select secret from t.first)::bytea)), 1::bigint, 'stored as a hash');
select is((select t.codes(problems) from t.sell(t.sale(1, '[[1, 3]]'))), 'key_conflict', 'the same key for other goods');
select is((select number from t.sell(t.sale(1, '[[1, 3]]'))), null, 'and nothing is told about the other sale');

-- Refusals
select results_eq($$select outcome, problems from t.sell(t.sale(2, '[[1, 9], [2, 1], [3, 99], [4, 10]]', '{"tenders": [{"method": "cash", "amount": 20000000}]}'))$$,
  $$values ('refused', '[{"code": "out_of_stock", "variant_id": 1, "requested": 9, "available": 8},
    {"code": "out_of_stock", "variant_id": 3, "requested": 99, "available": 10}]'::jsonb)$$, 'every short line is named');
select results_eq($$select problems from t.sell(t.sale(2, '[[4, 6], [4, 5]]', '{"tenders": [{"method": "cash", "amount": 20000000}]}'))$$,
  $$values ('[{"code": "out_of_stock", "variant_id": 4, "requested": 5, "available": 4}]'::jsonb)$$, 'the same goods in two lines');
select results_eq($$select t.codes(problems) from t.sell(t.sale(3, '[[1, 0]]'), t.sale(4, '[[1, -1]]'), t.sale(5, '[[1, 9223372036854775808]]'),
    t.sale(6, '[[1, 1.5]]'), t.sale(7, '[[1, "many"]]'), t.sale(8, '[[1, null]]'), t.sale(9, '[[1, 10000]]'), t.sale(10, '[[1, 1e400]]'))$$,
  $$select 'bad_quantity' from generate_series(1, 8)$$, 'quantities that are none');
select results_eq($$select t.codes(problems) from t.sell(t.sale(3, '[[999, 1]]'), t.sale(4, '[[9, 1]]'), t.sale(5, '[[10, 1]]'), t.sale(6, '[]'),
    t.sale(7, '[[1, 1]]', '{"shift_id": 77}'), t.sale(8, '[[1, 1]]', '{"till_id": 2}'), t.sale(9, '[[1, 1]]', '{"staff_id": 4}'),
    t.sale(10, '[[1, 1]]', '{"key": "none"}'), t.sale(11, '[[1, 1]]', '{"customer_id": 77}'), t.sale(12, '[[1, 1]]', '{"location_id": 77}'))$$,
  $$values ('unknown_variant'), ('inactive_variant'), ('inactive_variant'), ('empty_sale'), ('no_open_shift'), ('no_open_shift'),
    ('unknown_staff'), ('bad_key'), ('unknown_customer'), ('unknown_location')$$, 'named refusals');
select results_eq($$select problems from t.sell(t.sale(3, '[[1, 2]]', '{"tenders": [{"method": "cash", "amount": 150000}]}'))$$,
  $$values ('[{"code": "short_tender", "due": 200000, "tendered": 150000}]'::jsonb)$$, 'too little money');
select results_eq($$select t.codes(problems) from t.sell(t.sale(3, '[[1, 2]]', '{"tenders": [{"method": "cash", "amount": -5}]}'),
    t.sale(4, '[[1, 2]]', '{"tenders": [{"method": "shells", "amount": 500000}]}'), t.sale(5, '[[1, 2]]', '{"tenders": [{"method": "bank_transfer", "amount": 500000}]}'),
    t.sale(6, '[[1, 2]]', '{"tenders": [{"method": "cash", "amount": 1e30}]}'))$$,
  $$select 'bad_tender' from generate_series(1, 4)$$, 'money that is none');
select results_eq($$select t.codes(problems) from t.sell(t.sale(3, '[[1, 2]]', '{"discount": -1}'), t.sale(4, '[[1, 2]]', '{"discount": 200001}'),
    t.sale(5, '[[1, 2]]', '{"discount": "x"}'))$$, $$select 'bad_discount' from generate_series(1, 3)$$, 'discounts that are none');
select is((select problems from t.sell(t.sale(3, '[]', '{"lines": [{"variant_id": 1, "quantity": 1, "unit_price": 90000}]}'))),
  '[{"code": "price_changed", "variant_id": 1, "expected": 90000, "actual": 100000}]'::jsonb, 'a price that is not the price');
select throws_ok($$select * from hrt.sell('{}')$$, 'HR400', null, 'not an array');
select throws_ok($$select * from hrt.sell(null)$$, 'HR400', null, 'null');
select throws_ok($$select * from hrt.sell((select jsonb_agg(t.sale(g, '[[1, 1]]')) from generate_series(1, 101) g))$$, 'HR400', null, 'more than a hundred');
select is_empty($$select * from hrt.sell('[]')$$, 'nothing to sell');
select is((select count(*) from hrt.sales_order), 1::bigint, 'no refusal left a trace');
select is((select count(*) from hrt.journal where kind = 'sale'), 1::bigint, 'not in the journal either');

-- Many at once
create table t.many as select * from t.sell(t.sale(20, '[[5, 6]]'), t.sale(21, '[[5, 6]]'), t.sale(22, '[[5, 4]]'), t.sale(20, '[[5, 6]]'), t.sale(23, '[[6, 0]]'));
select results_eq($$select outcome, t.codes(problems) from t.many$$, $$values ('sold', null), ('refused', 'out_of_stock'), ('sold', null),
  ('already_sold', null), ('refused', 'bad_quantity')$$, 'a refused one leaves its neighbours alone, and takes nothing');
select is(t.on_hand(5), 0::bigint, 'all sold');
select results_eq($$select outcome, t.codes(problems) from t.sell(t.sale(24, '[[5, 1]]'), t.sale(24, '[[5, 1]]'))$$,
  $$values ('refused', 'out_of_stock'), ('refused', 'repeated_key')$$, 'a refused key twice in a call');

-- Oversold
select is((select outcome from t.sell(t.sale(25, '[[5, 2]]', '{"oversell_reason": "in the customer''s hand"}'))), 'sold', 'goods in hand are sold with a reason');
select is(t.on_hand(5), -2::bigint, 'and stock is negative');
select results_eq($$select oversold, note from hrt.stock_movement where quantity = -2 and variant_id = 5$$, $$values (true, 'in the customer''s hand')$$, 'which is recorded');
select is(hrt.available(5, 1), 0::bigint, 'available is never below zero');

-- Taken and given back in one call: what a web order holds is not sold, and a place where the goods never lay gets a level.
insert into hrt.stock_hold (order_id, variant_id, location_id, quantity, expires_at) values (900, 7, 1, 9, now() + interval '1 hour'),
  (901, 7, 1, 5, now() - interval '1 hour'), (902, 7, 2, 5, now() + interval '1 hour');
select results_eq($$select outcome, problems from t.sell(t.sale(26, '[[6, 1], [7, 2]]'), t.sale(27, '[[7, 1]]'))$$,
  $$values ('refused', '[{"code": "out_of_stock", "variant_id": 7, "requested": 2, "available": 1}]'::jsonb), ('sold', '[]')$$,
  'a hold is not sold, its neighbour is');
select results_eq($$select t.on_hand(6), t.on_hand(7)$$, $$values (10::bigint, 9::bigint)$$, 'what was refused is back');
delete from hrt.stock_hold where order_id >= 900;
select results_eq($$select outcome, t.codes(problems) from t.sell(t.sale(28, '[[7, 1]]', '{"location_id": 2}'),
    t.sale(29, '[[7, 1], [7, 2]]', '{"location_id": 2, "oversell_reason": "found"}'))$$,
  $$values ('refused', 'out_of_stock'), ('sold', null)$$, 'goods that never lay there');
select is(t.on_hand(7, 2), -3::bigint, 'are missing there now');

-- Money
select results_eq($$select outcome, total, tax, change from t.sell(t.sale(30, '[[6, 1]]', '{"discount": 100000}'))$$,
  $$values ('sold', 0::bigint, 0::bigint, 1000000::bigint)$$, 'given away');
select results_eq($$select outcome, change from t.sell(t.sale(31, '[[6, 3]]', '{"tenders": [{"method": "bank_transfer", "amount": 120000}, {"method": "cash", "amount": 180000, "tendered": 200000}]}'))$$,
  $$values ('sold', 20000::bigint)$$, 'part by transfer, part in cash');
update hrt.shop_profile set cash_rounding = 1000;
select results_eq($$select total, rounding from t.sell(t.sale(32, '[[6, 1]]', '{"discount": 1600}'), t.sale(33, '[[6, 1]]', '{"discount": 1600, "tenders": [{"method": "bank_transfer", "amount": 98400}]}'))$$,
  $$values (98000::bigint, -400::bigint), (98400, 0)$$, 'only cash is rounded');
update hrt.shop_profile set cash_rounding = 0, prices_include_tax = false;
select results_eq($$select total, tax from t.sell(t.sale(34, '[[6, 1]]'))$$, $$values (111000::bigint, 11000::bigint)$$, 'tax on top');
update hrt.shop_profile set prices_include_tax = true;
select from t.sell(t.sale(35, '[[6, 1]]', '{"language": "en", "note": "a\u0007b\nc", "customer_id": 1}'));
select results_eq($$select language, note, customer_id from hrt.sales_order where key = t.key(35)$$,
  $$values ('en', E'a b\nc', 1::bigint)$$, 'language, note, customer');

-- Ticket and replay
select from hrt.ticket_set_line(t.key(40), 1, 3, 7, 1);
update hrt.variant set price = 120000 where id = 7;
select is((select outcome from t.sell(t.sale(40, '[[7, 1]]'))), 'sold', 'the price the customer was told holds');
select is((select state from hrt.till_ticket where id = t.key(40)), 'sold', 'and the ticket is done');
select is((select outcome from t.sell(t.sale(41, '[[7, 1]]'))), 'refused', 'for that ticket only');
update hrt.till_shift set opened_at = '2026-01-01'; -- the shop is older than the sale
update hrt.product set created_at = '2026-01-01';
update hrt.staff set created_at = '2026-01-01';
update hrt.customer set created_at = '2026-01-01';
select results_eq($$select outcome, number, placed_at from hrt.replay_sales(jsonb_build_array(t.sale(42, '[[7, 50]]', '{"shift_id": 1, "number": "HRT-260101-00007", "placed_at": "2026-01-01T10:00:00+07:00", "tenders": [{"method": "cash", "amount": 5000000}]}')))$$,
  $$values ('sold', 'HRT-260101-00007', '2026-01-01 10:00+07'::timestamptz)$$, 'a lost sale comes back as it was');
select is((select outcome from hrt.replay_sales(jsonb_build_array(t.sale(42, '[[7, 50]]')))), 'already_sold', 'once');

-- A restored database gives ids a second time: what was made after the sale is not what was sold.
create function t.back(n bigint, p_more jsonb default '{}') returns text language sql as $$
  select coalesce(t.codes(problems), outcome) from hrt.replay_sales(jsonb_build_array(t.sale(n, '[[6, 1], [8, 1]]',
    '{"number": "HRT-260102-00001", "placed_at": "2026-01-02T10:00:00+07:00"}' || p_more))) $$;
insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (6, 1, 20, 'count'), (8, 1, 20, 'count');
update hrt.stock_level set on_hand = on_hand + 20 where variant_id in (6, 8);
update hrt.till_shift set opened_at = '2026-01-02 10:00:01+07' where id = 1;
create table t.drawer as select sum(amount) as cash from hrt.drawer_entry where shift_id = 1;
select is(t.back(49), 'sold', 'the shift was opened later: the sale gets one of its own');
select is(t.back(48, '{"shift_id": 77, "number": "HRT-260102-00002"}'), 'sold', 'as does one of a shift that is gone');
select results_eq($$select f.id <> 1, f.till_id, f.closed_at = o.placed_at, f.expected_cash, f.note
    from hrt.sales_order o join hrt.till_shift f on f.id = o.shift_id where o.key in (t.key(48), t.key(49))$$,
  $$values (true, 1::bigint, true, 0::bigint, 'replayed'), (true, 1, true, 0, 'replayed')$$, 'closed, with nothing to count');
select is((select count(distinct shift_id) from hrt.sales_order where key in (t.key(48), t.key(49))), 2::bigint, 'one for each lost one');
select is((select sum(amount) from hrt.drawer_entry where shift_id = 1), (select cash from t.drawer), 'the drawer of today expects none of it');
select is(t.back(47, '{"till_id": 77}'), 'no_open_shift', 'a till that nobody knows');
update hrt.till_shift set opened_at = '2026-01-02 10:00:00+07' where id = 1;
update hrt.product set created_at = '2026-01-03' where id = 8;
select is(t.back(50), 'unknown_variant', 'the product was made later');
update hrt.product set created_at = '2026-01-01' where id = 8;
update hrt.staff set created_at = '2026-01-03' where id = 3;
select is(t.back(50), 'unknown_staff', 'the cashier came later');
update hrt.staff set created_at = '2026-01-01' where id = 3;
update hrt.customer set created_at = '2026-01-03' where id = 1;
select is(t.back(50, '{"customer_id": 1}'), 'unknown_customer', 'the customer came later');
update hrt.product set created_at = '2026-01-03' where id = 8;
select is(t.back(46, '{"skus": ["SKU-6", "SKU-8"], "number": "HRT-260102-00003"}'), 'sold', 'the SKU is a better proof than the clock');
update hrt.product set created_at = '2026-01-01' where id = 8;
select is(t.back(50, '{"skus": ["SKU-8", "SKU-6"]}'), 'unknown_variant unknown_variant', 'other goods have the ids');
select is(t.back(50, '{"skus": ["SKU-6", "SKU-88"]}'), 'unknown_variant', 'one of them');
select is_empty('select from hrt.sales_order where key = t.key(50)', 'nothing of it was sold');
select is(t.back(50, '{"skus": ["SKU-6", "SKU-8"]}'), 'sold', 'the same goods, the same shift');
select is((select skus from t.sell(t.sale(51, '[[6, 1], [8, 1]]'))), '["SKU-6", "SKU-8"]', 'a sale tells the SKUs for the journal');
select is((select skus from t.sell(t.sale(51, '[[6, 1], [8, 1]]'))), '["SKU-6", "SKU-8"]', 'a second time too');

-- A plan made while there were few sales must not read all of them for each one more.
create function t.n_read() returns table (relation regclass, n bigint) language sql volatile as $$
  select relid::regclass, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_all_tables
  where relid in ('hrt.sales_order'::regclass, 'hrt.till_ticket'::regclass) $$;
analyze hrt.sales_order;
analyze hrt.till_ticket;
begin;
create table t.read_before as select * from t.n_read();
select from t.sell(t.sale(43, '[[6, 1]]'));
select results_eq($$select b.relation::text, a.n - b.n from t.n_read() a join t.read_before b using (relation) order by 1$$,
  $$values ('hrt.sales_order', 0::bigint), ('hrt.till_ticket', 0)$$, 'a sale reads no other sale and no other ticket');
commit;
