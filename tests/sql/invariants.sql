-- Every invariant notices what it is for. -- leaves faults
select from t.sell(t.sale(1, '[[1, 1], [2, 2]]'));
select from t.place(t.order(2, '[[3, 1]]'), t.order(3, '[[4, 1]]'));
select from hrt.pay_order(t.key(31), 3, 'bank_transfer', 100000, 2, null);
select from t.sell(t.sale(4, '[[5, 11]]', '{"oversell_reason": "x", "tenders": [{"method": "cash", "amount": 2000000}]}'));
select from hrt.open_shift(t.key(5), 2, 3, 1000);
select from hrt.close_shift(t.key(6), 2, 3, 1000, '');
-- Sales of the journal file: into shifts that were counted, with goods and without, and into one that was not.
select from hrt.open_shift(t.key(7), 2, 3, 2000);
select from hrt.close_shift(t.key(8), 3, 3, 2000, '');
select results_eq($$select outcome from hrt.replay_sales(jsonb_build_array(t.sale(9, '[[6, 1]]', '{"till_id": 2, "shift_id": 2}'),
    t.sale(10, '[[6, 10]]', '{"till_id": 2, "shift_id": 3}'), t.sale(11, '[[8, 1]]')))$$, $$select 'sold' from generate_series(1, 3)$$, 'replayed');
select results_eq($$select shift_id, note, count(*) from hrt.drawer_entry where kind = 'sale' group by 1, 2 order by 1, 2$$,
  $$values (1::bigint, '', 3::bigint), (2, 'replayed', 1), (3, 'replayed', 1)$$, 'the drawer says what it was not counted with');
select hrt.seal_journal() > 0 as sealed \gset
select is_empty('select * from hrt.check_invariants()', 'healthy to begin with');

-- Breaks something, asks, and puts it back.
create function t.finds(p_sql text) returns text language plpgsql as $$
declare
  v_found text;
begin
  begin
    set local session_replication_role = replica;
    execute p_sql;
    v_found := (select string_agg(distinct invariant, '; ' order by invariant) from hrt.check_invariants());
    raise exception using errcode = 'HR999';
  exception when sqlstate 'HR999' then
    null;
  end;
  return v_found;
end $$;
select is(t.finds(b.sql), b.invariant, coalesce(b.invariant, 'no false alarm')) from (values
  ('update hrt.stock_level set on_hand = on_hand + 1 where variant_id = 1', 'level = ledger'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (7, 2, 1, ''found'')', 'level = ledger'),
  ('update hrt.stock_movement set oversold = false', 'negative stock only where something was oversold'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (5, 1, -5, ''loss''); update hrt.stock_level set on_hand = -6 where variant_id = 5',
    'negative stock only where something was oversold'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (5, 1, 100, ''receipt''), (5, 1, -105, ''correction''); update hrt.stock_level set on_hand = -6 where variant_id = 5',
    'negative stock only where something was oversold'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason, oversold) values (5, 1, 100, ''receipt'', false), (5, 1, -90, ''loss'', false), (5, 1, -15, ''correction'', true), (5, 1, 1, ''found'', false);
    update hrt.stock_level set on_hand = -5 where variant_id = 5', null),
  ('insert into hrt.stock_level values (7, 2, -1)', 'level = ledger; negative stock only where something was oversold'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (7, 99, 1, ''found''), (7, 99, -1, ''loss'')', 'stock of known goods at known places'),
  ('update hrt.stock_hold set location_id = 99', 'stock of known goods at known places'),
  ('insert into hrt.stock_hold select order_id, 8, 1, 1, expires_at from hrt.stock_hold', 'an order holds only what it sells'),
  ('delete from hrt.variant where id = 7', 'a product has a variant; a product knows the prices of its variants; stock of known goods at known places'),
  ('insert into hrt.stock_hold values (1, 1, 1, 1, now())', 'holds only for unpaid orders'),
  ('delete from hrt.stock_hold', 'a placed order holds what it sells'),
  ('update hrt.order_line set quantity = 2, total = 200000 where order_id = 3', 'a sold order has taken what it sells, another nothing; an order has lines that add up to it'),
  ('update hrt.order_line set tax = tax + 1 where order_id = 1 and line_no = 1', 'an order has lines that add up to it'),
  ('alter table hrt.sales_order drop constraint sales_order_total_ck; update hrt.sales_order set total = total + 1, payment_status = ''unpaid'' where id = 2',
    'lines + shipping - discount + tax + rounding = total'),
  ('update hrt.sales_order set secret_hash = null where id = 2', 'an order has its place and link'),
  ('update hrt.order_event set from_state = ''shipped'' where order_id = 2 and axis = ''fulfilment''', 'every step is a legal one'),
  ('update hrt.sales_order set fulfilment_status = ''shipped'' where id = 2', 'the history ends where the order is'),
  ('delete from hrt.payment where order_id = 3', 'payments agree with the payment status'),
  ('insert into hrt.payment (key, order_id, method, amount) values (gen_random_uuid(), 999, ''bank_transfer'', 1)', 'a payment belongs to an order'),
  ('delete from hrt.drawer_entry where order_id = 1', 'cash is in a drawer'),
  ('insert into hrt.drawer_entry (shift_id, kind, amount, order_id, staff_id) values (1, ''sale'', 100000, 3, 3)', 'cash is in a drawer'),
  ('insert into hrt.drawer_entry (shift_id, kind, amount, order_id, staff_id) values (1, ''sale'', 100000, 999, 3)', 'a drawer entry of a sale or refund belongs to an order'),
  ('insert into hrt.drawer_entry (shift_id, kind, amount, staff_id) values (1, ''refund'', -100000, 3)', 'a drawer entry of a sale or refund belongs to an order'),
  ('update hrt.drawer_entry set note = '''' where note = ''replayed''', 'a closed shift expected what its drawer says'),
  ('insert into hrt.drawer_entry (shift_id, kind, amount, staff_id, note) values (2, ''pay_in'', 1, 3, ''replayed'')', 'a closed shift expected what its drawer says'),
  ('update hrt.till_shift set expected_cash = 5 where id = 2', 'a closed shift expected what its drawer says'),
  ('insert into hrt.drawer_entry (shift_id, kind, amount, staff_id) values (99, ''pay_in'', 1, 1)', 'a drawer entry belongs to a shift'),
  ('update hrt.sales_order set shift_id = null where id = 1', 'a sale at the till belongs to a shift'),
  ('delete from hrt.journal_seal; delete from hrt.journal where kind = ''sale'' and subject = (select number from hrt.sales_order where id = 1)', 'every order is in the journal'),
  ('update hrt.journal set subject = subject || ''!'' where id = 2',
    'every order is in the journal; the journal''s chain is unbroken; what the journal says was sold is there'),
  ('delete from hrt.stock_hold where order_id = 2; delete from hrt.order_line where order_id = 2; delete from hrt.order_event where order_id = 2;
    delete from hrt.sales_order where id = 2', 'what the journal says was sold is there'),
  ('update hrt.sales_order set payment_status = ''refunded'' where id = 3; update hrt.order_event set to_state = ''refunded'' where order_id = 3 and axis = ''payment'' and to_state = ''paid'';
    insert into hrt.order_transition select ''payment'', ''unpaid'', ''refunded'' on conflict do nothing; delete from hrt.payment where order_id = 3',
    'payments agree with the payment status'),
  ('insert into hrt.cart overriding system value values (90, null, now()); insert into hrt.session (id_hash, csrf_token, customer_id, cart_id, expires_at)
    select sha256(''a''), sha256(''b''), min(id), 90, now() from hrt.customer', 'a cart of a session is a customer''s own or a guest''s'),
  ('insert into hrt.order_line select (jsonb_populate_record(l, ''{"order_id": 999}'')).* from hrt.order_line l where order_id = 1 and line_no = 1', 'a line belongs to an order'),
  ('insert into hrt.stock_movement (variant_id, location_id, quantity, reason, order_id) values (7, 2, 1, ''found'', 999), (7, 2, -1, ''loss'', 999)', 'a movement of an order belongs to one'),
  ('insert into hrt.image (product_id, variant_id, hash, width, height) select 1, max(id), repeat(''a'', 64), 1, 1 from hrt.variant', 'a picture''s variant is of its product'),
  ('insert into hrt.order_event overriding system value select (jsonb_populate_record(e, jsonb_build_object(''order_id'', 999, ''id'', 9000 + e.id))).* from hrt.order_event e where order_id = 2',
    'a step belongs to an order'),
  ('update hrt.journal set at = at - interval ''2 hours''; delete from hrt.journal_seal where seq = 1', 'an hour later a journal row is sealed; the journal''s chain is unbroken'),
  ('update hrt.journal set at = at - interval ''2 hours'' where id <= 3; update hrt.journal set at = at - interval ''11 minutes'' where id > 3; delete from hrt.journal_seal',
    'an hour later a journal row is sealed'),
  ('update hrt.journal set at = at - interval ''2 hours''; delete from hrt.journal_seal', null), -- nobody was at the till since
  ('update hrt.product set price = 1 where id = 1', 'a product knows the prices of its variants'),
  ('update hrt.product_count set n = n + 1', 'products are counted'),
  ('insert into hrt.product_mark values (''newest'', null, null, 5, 3, 3, 3)', 'a mark and what was noted since say where a product is'),
  ('insert into hrt.category (id, parent_id, slug, name_id, name_en) overriding system value values (50, 51, ''a'', '''', ''''), (51, 50, ''b'', '''', '''')', 'categories do not go round in a circle')
) as b (sql, invariant);
