-- Customers, staff, the slowing down of guesses.
select results_eq($$select outcome, customer_id from hrt.register_customer(' Ani@Example.com ', 'Ani', '0812', '$argon2id$abc', 'en')$$, $$values ('registered', 3::bigint)$$, 'registered');
select results_eq($$select t.codes(r.problems) from (values ('ani@example.com', 'A', '$argon2id$x'), ('ani', 'A', '$argon2id$x'), ('a@b', 'A', '$argon2id$x'), ('x@example.com', ' ', '$argon2id$x'),
    ('x@example.com', 'A', 'secret'), (E'x\n@example.com', 'A', '$argon2id$x'), (null, 'A', '$argon2id$x')) x (e, n, h), hrt.register_customer(e, n, '', h, 'id') r$$,
  $$values ('email_taken'), ('bad_email'), ('bad_email'), ('bad_name'), ('bad_password'), ('bad_email'), ('bad_email')$$, 'named refusals');
select results_eq($$select customer_id, password_hash, active from hrt.customer_credentials('ANI@example.com')$$, $$values (3::bigint, '$argon2id$abc', true)$$, 'for the check of the password');
select is_empty($$select * from hrt.customer_credentials('nobody@example.com')$$, 'nobody');
select from hrt.session_sign_in(null, t.hash(1), t.hash(11), 3);
select from hrt.session_sign_in(null, t.hash(2), t.hash(12), 3);
select from hrt.set_customer_password(t.hash(1), '$argon2id$new');
select results_eq($$select password_hash from hrt.customer_credentials('ani@example.com')$$, $$values ('$argon2id$new')$$, 'a new password');
select is_empty($$select * from hrt.session_touch(t.hash(2))$$, 'ends the other sessions');
select throws_ok($$select hrt.set_customer_password(t.hash(1), 'plain')$$, 'HR400', null, 'a password itself is not taken');
select from hrt.session_start(t.hash(3), t.hash(13), 'id');
select throws_ok($$select hrt.set_customer_password(t.hash(3), '$argon2id$new')$$, 'HR001', null, 'a guest has none');
select from hrt.set_customer_profile(t.hash(1), 'Ani B', '0813', 'id');
select results_eq($$select customer_name, customer_phone from hrt.session_touch(t.hash(1))$$, $$values ('Ani B', '0813')$$, 'a new name');
select is((select outcome from t.place(t.order(1, '[[1, 1]]', jsonb_build_object('session', t.hex(1))))), 'placed', 'an order of hers');
select from hrt.cancel_order(1, 'customer', 3, '');
select from hrt.anonymise_customer(3, 1);
select results_eq($$select email, name, password_hash, active from hrt.customer where id = 3$$, $$values (null::text, '-', null::text, false)$$, 'anonymised');
select results_eq($$select contact_name, contact_phone, total from hrt.sales_order$$, $$values ('-', '', 100000::bigint)$$, 'the sale stays');

-- Guesses
select is(hrt.sign_in_delay(t.hash(1), '10.0.0.1'), 0::bigint, 'no wait');
select is((select max(hrt.sign_in_failed(t.hash(1), '10.0.0.1')) from generate_series(1, 3)), 0::bigint, 'three are free');
select ok((select f between 1 and 1000 from hrt.sign_in_failed(t.hash(1), '10.0.0.1') f), 'then a second');
select ok((select f between 1001 and 2000 from hrt.sign_in_failed(t.hash(1), '10.0.0.2') f), 'then two, from next door too');
select is(hrt.sign_in_delay(t.hash(1), '10.5.0.1'), 0::bigint, 'its owner elsewhere does not wait');
select is((select max(hrt.sign_in_failed(t.hash(1), null)) from generate_series(1, 3)), 0::bigint, 'no address is a place of its own');
select is((select max(hrt.sign_in_failed(t.hash(3), '2001:db8:1:2::1')) from generate_series(1, 3)), 0::bigint, 'three from a network');
select ok(hrt.sign_in_failed(t.hash(3), '2001:db8:1:2:ffff::9') > 0, 'it is one visitor');
select is(hrt.sign_in_delay(t.hash(3), '2001:db8:1:3::1'), 0::bigint, 'the next network is another');
select is((select max(hrt.sign_in_failed(t.hash(4), ('10.7.' || g || '.1')::inet)) from generate_series(1, 30) g), 0::bigint, 'thirty from everywhere');
select ok(hrt.sign_in_failed(t.hash(4), '10.8.0.1') > 0, 'then everybody waits');
select ok((select max(hrt.sign_in_failed(t.hash(1), ('10.0.1.' || g)::inet)) from generate_series(1, 200) g) between 40000 and 60000, 'never more than a minute');
select is(hrt.sign_in_delay(t.hash(2), '10.0.0.1'), 0::bigint, 'another account at that address does not wait');
select ok((select max(hrt.sign_in_failed(t.hash(g + 100), '10.9.9.9')) from generate_series(1, 25) g) > 10000, 'an address that tries many accounts does');
select is(hrt.sign_in_delay(t.hash(999), '10.9.9.8'), 0::bigint, 'its neighbour does not');
select from hrt.sign_in_succeeded(t.hash(1));
select is(hrt.sign_in_delay(t.hash(1), null), 0::bigint, 'the right password ends it');

-- Staff
select results_eq($$select t.codes(s.problems) from (values ('X', 'N', 'staff', '$argon2id$x'), ('owner', 'N', 'staff', '$argon2id$x'), ('new', ' ', 'staff', '$argon2id$x'), ('new', 'N', 'boss', '$argon2id$x'),
    ('new', 'N', 'staff', 'plain')) x (l, n, r, h), hrt.create_staff(l, n, r, h, null, 'id', 1) s$$,
  $$values ('bad_login'), ('login_taken'), ('bad_name'), ('bad_role'), ('bad_password')$$, 'named refusals');
select throws_ok($$select * from hrt.create_staff('new', 'New', 'staff', '$argon2id$x', null, 'id', 2)$$, 'HR001', null, 'by an admin only');
select throws_ok($$select * from hrt.create_staff('new', 'New', 'admin', '$argon2id$x', null, 'id', null)$$, 'HR001', null, 'nobody makes the second one alone');
select results_eq($$select outcome, staff_id from hrt.create_staff('new', 'New', 'staff', '$argon2id$x', '$argon2id$pin', 'id', 1)$$, $$values ('created', 6::bigint)$$, 'created');
select results_eq($$select role, pin_hash, active from hrt.staff_credentials('NEW')$$, $$values ('staff', '$argon2id$pin', true)$$, 'for the check');
select throws_ok($$select * from hrt.set_staff_secret(6, '$argon2id$z', null, 3)$$, 'HR001', null, 'not another''s');
select is((select outcome from hrt.set_staff_secret(6, null, '', 6)), 'saved', 'own PIN away');
select is((select t.codes(problems) from hrt.set_staff(1, null, 'staff', null, 1, null)), 'last_admin', 'the last admin stays one');
select is((select t.codes(problems) from hrt.disable_staff(1, 1)), 'last_admin', 'and stays');
update hrt.staff set role = 'admin' where id = 6;
select results_eq($$select t.codes(s.problems) from (values ('staff', true), (null, false)) x (r, a), hrt.set_staff(1, null, r, a, 1, null) s$$,
  $$values ('own_account'), ('own_account')$$, 'with another admin there, nobody shuts himself out either');
select is((select outcome from hrt.set_staff(1, 'Owner', 'admin', true, 1, null)), 'saved', 'an own name may change');
select is((select outcome from hrt.set_staff(6, null, 'staff', null, 1, null)), 'saved', 'another admin may');
select is((select t.codes(problems) from hrt.set_staff(6, repeat('x', 121), null, null, 1, null)), 'bad_name', 'a name too long');
select is((select t.codes(problems) from hrt.set_staff(6, ' owner ', null, null, 1, null)), 'name_taken', 'a name that somebody else has');
select is((select outcome from hrt.set_staff(6, 'NEW', null, null, 1, null)), 'saved', 'an own one in other letters');
select throws_ok($$select * from hrt.set_staff(6, 'Newer', null, null, 1, 1)$$, 'HR409', null, 'changed in between');
select from hrt.ticket_set_line(t.key(50), 1, 6, 1, 1);
select is((select outcome from hrt.disable_staff(6, 1)), 'saved', 'disabled');
select is((select state from hrt.till_ticket where id = t.key(50)), 'parked', 'the open ticket is for the others');
select throws_ok($$select * from hrt.ticket_set_line(t.key(50), 1, 6, 1, 2)$$, 'HR001', null, 'and nothing works any more');
select is((select count(*) from hrt.journal where kind = 'role'), 3::bigint, 'the journal knows');
delete from hrt.till_ticket; delete from hrt.till_shift; delete from hrt.drawer_entry; delete from hrt.staff;
select is((select t.codes(problems) from hrt.create_staff('first', 'First', 'staff', '$argon2id$x', null, 'id', null)), 'first_must_be_admin', 'a new shop begins with an admin');
select is((select outcome from hrt.create_staff('first', 'First', 'admin', '$argon2id$x', null, 'id', null)), 'created', 'made by nobody');
delete from hrt.staff;
select results_eq($$select outcome, t.codes(problems) from hrt.set_up_shop('first', 'First', '$argon2id$x', 'id', jsonb_build_object('name', repeat('x', 201)))$$, $$values ('refused', 'shop_profile_name_ck')$$, 'a profile that is refused');
select is((select count(*) from hrt.staff), 0::bigint, 'takes its owner back');
select is((select t.codes(problems) from hrt.set_up_shop('First!', 'First', '$argon2id$x', 'id', '{"name": "Never"}')), 'bad_login', 'an owner who is refused');
select is((select outcome from hrt.set_up_shop('first', 'First', '$argon2id$x', 'id', '{"name": "Gema"}')), 'created', 'and the next try works');
select results_eq($$select p.name, s.role::text from hrt.shop_profile p, hrt.staff s$$, $$values ('Gema', 'admin')$$, 'shop and owner');
select throws_ok($$select * from hrt.set_up_shop('second', 'Second', '$argon2id$x', 'id', '{}')$$, 'HR001', null, 'once');
