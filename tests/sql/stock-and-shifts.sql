-- Corrections of stock, shifts, the drawer.
select results_eq($$select outcome, on_hand, available from hrt.adjust_stock(t.key(1), 2, 1, 1, -3, 'damage', 'fell')$$, $$values ('adjusted', 7::bigint, 7::bigint)$$, 'broken');
select results_eq($$select outcome, on_hand from hrt.adjust_stock(t.key(1), 2, 1, 1, -3, 'damage', 'fell')$$, $$values ('already_adjusted', 7::bigint)$$, 'once');
select results_eq($$select t.codes(problems) from hrt.adjust_stock(t.key(1), 2, 1, 1, -4, 'damage', 'fell')$$, $$values ('key_conflict')$$, 'a key is of one correction');
select results_eq($$select problems from hrt.adjust_stock(t.key(2), 2, 1, 1, -8, 'loss', '')$$, $$values ('[{"code": "below_zero", "on_hand": 7, "requested": 8}]'::jsonb)$$, 'not below zero');
select results_eq($$select t.codes(a.problems) from (values (0::bigint, 'count', 1::bigint, 1::bigint), (5, 'damage', 1, 1), (-5, 'found', 1, 1), (1, 'sale', 1, 1), (1, null, 1, 1),
    (9223372036854775807, 'count', 1, 1), (1, 'count', 99, 1), (1, 'count', 1, 99)) x (q, r, v, l), hrt.adjust_stock(t.key(3), 1, v, l, q, r, '') a$$,
  $$values ('bad_quantity'), ('bad_quantity'), ('bad_quantity'), ('bad_reason'), ('bad_reason'), ('bad_quantity'), ('unknown_variant'), ('unknown_location')$$, 'named refusals');
select throws_ok($$select * from hrt.adjust_stock(t.key(4), 3, 1, 1, 5, 'found', '')$$, 'HR001', null, 'a cashier corrects no stock');
select results_eq($$select outcome, on_hand from hrt.adjust_stock(t.key(5), 1, 1, 2, 4, 'receipt', '')$$, $$values ('adjusted', 4::bigint)$$, 'a place that had none');
select is((select count(*) from hrt.journal where kind = 'stock'), 2::bigint, 'the journal knows');

select results_eq($$select outcome from hrt.open_shift(t.key(1), 1, 3, 200000)$$, $$values ('already_open')$$, 'the same key is the same shift');
select results_eq($$select problems from hrt.open_shift(t.key(11), 1, 3, 0)$$, $$values ('[{"code": "till_busy", "shift_id": 1}]'::jsonb)$$, 'one shift at a till');
select results_eq($$select t.codes(problems) from hrt.open_shift(t.key(11), 99, 3, 0)$$, $$values ('unknown_till')$$, 'no such till');
select results_eq($$select t.codes(problems) from hrt.open_shift(t.key(11), 2, 3, -1)$$, $$values ('bad_amount')$$, 'a float below nothing');
select results_eq($$select t.codes(problems) from hrt.open_shift(t.key(1), 2, 3, 200000)$$, $$values ('key_conflict')$$, 'a key is of one shift');
select is((select outcome from t.sell(t.sale(1, '[[2, 1]]'))), 'sold', 'a sale of 100000');
select results_eq($$select outcome, expected_cash from hrt.move_drawer(t.key(20), 1, 3, 'pay_out', 30000, 'milk')$$, $$values ('booked', 270000::bigint)$$, 'milk');
select results_eq($$select outcome, expected_cash from hrt.move_drawer(t.key(20), 1, 3, 'pay_out', 30000, 'milk')$$, $$values ('already_booked', 270000::bigint)$$, 'once');
select results_eq($$select outcome from hrt.move_drawer(t.key(21), 1, 3, 'open', 0, '')$$, $$values ('booked')$$, 'opened without a sale');
select results_eq($$select t.codes(m.problems) from (values ('pay_in', 0::bigint), ('open', 5), ('steal', 5), ('pay_in', -5)) x (k, a), hrt.move_drawer(t.key(22), 1, 3, k, a, '') m$$,
  $$values ('bad_amount'), ('bad_amount'), ('bad_kind'), ('bad_amount')$$, 'named refusals');
select results_eq($$select outcome, expected_cash, counted_cash, difference from hrt.close_shift(t.key(30), 1, 3, 269000, '')$$, $$values ('closed', 270000::bigint, 269000::bigint, -1000::bigint)$$, 'closed, a thousand short');
select results_eq($$select outcome, difference from hrt.close_shift(t.key(30), 1, 3, 269000, '')$$, $$values ('already_closed', -1000::bigint)$$, 'once');
select results_eq($$select t.codes(problems) from hrt.close_shift(t.key(31), 1, 3, 270000, '')$$, $$values ('shift_closed')$$, 'not by another');
select results_eq($$select t.codes(problems) from hrt.close_shift(t.key(31), 99, 3, 270000, '')$$, $$values ('unknown_shift')$$, 'no such shift');
select is((select t.codes(problems) from t.sell(t.sale(2, '[[2, 1]]'))), 'no_open_shift', 'nothing is sold into it');
select is((select outcome from t.sell(t.sale(1, '[[2, 1]]'))), 'already_sold', 'but what was sold is still known');
select results_eq($$select t.codes(problems) from hrt.move_drawer(t.key(23), 1, 3, 'pay_in', 5, '')$$, $$values ('no_open_shift')$$, 'nor put in');
select results_eq($$select outcome, shift_id from hrt.open_shift(t.key(12), 1, 3, 0)$$, $$values ('opened', 3::bigint)$$, 'the next one'); -- 2 was spent on the refused one

-- What a lost hint would have told: after a correction, an order of the web and a new price, and nothing that is older.
select id as revision, mark as movement from hrt.changed_since(null, null, 1000) where channel = 'now' \gset
select results_eq(format('select channel from hrt.changed_since(%s, %s, 1000)', :revision, :movement),
  $$values ('now'), ('since'), ('running'), ('hrt_shop')$$, 'nothing is new');
select from hrt.adjust_stock(t.key(90), 1, 3, 1, 1, 'found', '');
select from t.place(t.order(91, '[[4, 1]]'));
select from hrt.set_price(5, 90000, 1, (select revision from hrt.variant where id = 5));
select results_eq(format($$select distinct channel, id from hrt.changed_since(%s, %s, 1000)
    where channel in ('hrt_product', 'hrt_stock') order by 1, 2$$, :revision, :movement),
  $$select 'hrt_product', product_id from hrt.variant where id = 5 union all values ('hrt_stock', 3::bigint), ('hrt_stock', 4)$$, 'told');
select is(count(*), 1::bigint, 'the order too') from hrt.changed_since(:revision, :movement, 1000) where channel = 'hrt_order';
select is(count(*), 5::bigint, 'no more than was asked for') from hrt.changed_since(0, 0, 2);
