-- The till's ticket.
select results_eq($$select outcome, state, line_no, variant_id, sku, product_name, quantity, unit_price, line_total, available, subtotal, tax, total
    from hrt.ticket_set_line(t.key(1), 1, 3, 1, 2)$$,
  $$values ('ok', 'open', 1::bigint, 1::bigint, 'SKU-1', 'Product 1', 2::bigint, 100000::bigint, 200000::bigint, 10::bigint, 200000::bigint, 19820::bigint, 200000::bigint)$$, 'a first line makes the ticket');
select is((select count(*) from hrt.ticket_set_line(t.key(1), 1, 3, 2, 1)), 2::bigint, 'the whole ticket comes back');
select results_eq($$select variant_id, quantity from hrt.ticket_set_line(t.key(1), 1, 3, 1, 3)$$, $$values (1::bigint, 3::bigint), (2, 1)$$, 'a line keeps its place');
select results_eq($$select variant_id, total from hrt.ticket_set_line(t.key(1), 1, 3, 1, 0)$$, $$values (2::bigint, 100000::bigint)$$, 'none removes');
select results_eq($$select line_no, total from hrt.ticket_set_line(t.key(1), 1, 3, 2, 0)$$, $$values (null::bigint, 0::bigint)$$, 'an empty ticket is one row');
select results_eq($$select s.outcome, t.codes(s.problems) from (values (1::bigint, -1::bigint, null::bigint), (1, 10000, null), (1, null, null), (99, 1, null), (9, 1, null), (10, 1, null), (1, 1, 5)) x (v, q, p),
    hrt.ticket_set_line(t.key(1), 1, 3, v, q, p) s$$,
  $$values ('refused', 'bad_quantity'), ('refused', 'bad_quantity'), ('refused', 'bad_quantity'), ('refused', 'unknown_variant'), ('refused', 'inactive_variant'),
    ('refused', 'inactive_variant'), ('refused', 'price_changed')$$, 'named refusals');
select is((select t.codes(problems) from hrt.ticket_set_line(t.key(2), 77, 3, 1, 1)), 'unknown_till', 'no such till');
select is((select t.codes(problems) from hrt.ticket_set_line(null, 1, 3, 1, 1)), 'bad_key', 'no ticket');
select throws_ok($$select * from hrt.ticket_set_line(t.key(2), 1, 4, 1, 1)$$, 'HR001', null, 'who is disabled scans nothing');
update hrt.variant set price = 1000000000000 where id = 8;
select is((select t.codes(problems) from hrt.ticket_set_line(t.key(1), 1, 3, 8, 9999)), 'overflow', 'too much');

-- The price that was told
select from hrt.ticket_set_line(t.key(1), 1, 3, 3, 1);
update hrt.variant set price = 150000 where id = 3;
select results_eq($$select unit_price from hrt.ticket_set_line(t.key(1), 1, 3, 3, 2)$$, $$values (100000::bigint)$$, 'stays when the count changes');
select results_eq($$select unit_price from hrt.ticket_set_line(t.key(1), 1, 3, 3, 2, 150000)$$, $$values (150000::bigint)$$, 'or becomes the catalogue''s');

update hrt.shop_profile set cash_rounding = 1000, prices_include_tax = false;
update hrt.variant set price = 1234 where id = 4;
select results_eq($$select subtotal, tax, tax_base, rounding, total from hrt.ticket_set_line(t.key(3), 1, 3, 4, 1)$$,
  $$values (1234::bigint, 136::bigint, 1131::bigint, -370::bigint, 1000::bigint)$$, 'tax on top, base, cash rounding');
update hrt.shop_profile set cash_rounding = 0, prices_include_tax = true;

-- Parked, taken up elsewhere, voided, sold
select results_eq($$select outcome, state from hrt.ticket_park(t.key(1), 'gets the money')$$, $$values ('ok', 'parked')$$, 'parked');
select results_eq($$select outcome, state from hrt.ticket_resume(t.key(1), 2, 2)$$, $$values ('ok', 'open')$$, 'taken up at the other till');
select results_eq($$select till_id, staff_id, note from hrt.till_ticket where id = t.key(1)$$, $$values (2::bigint, 2::bigint, 'gets the money')$$, 'by somebody else');
select results_eq($$select outcome, state from hrt.ticket_void(t.key(1))$$, $$values ('ok', 'voided')$$, 'thrown away');
select results_eq($$select outcome, state from hrt.ticket_void(t.key(1))$$, $$values ('ok', 'voided')$$, 'twice is the same');
select is((select count(*) from hrt.journal where kind = 'void'), 1::bigint, 'but one row in the journal');
select is((select t.codes(problems) from hrt.ticket_set_line(t.key(1), 1, 3, 1, 1)), 'ticket_closed', 'nothing goes on it any more');
select is((select t.codes(problems) from hrt.ticket_park(t.key(9), '')), 'unknown_ticket', 'no such ticket');
select is((select t.codes(problems) from hrt.ticket_get(t.key(9))), 'unknown_ticket', 'nor to look at');
