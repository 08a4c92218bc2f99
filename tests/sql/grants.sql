-- What the roles cannot do. The web's side first: whoever has taken over that process has this and no more.
select from t.place(t.order(1, '[[1, 1]]'));
select from hrt.session_start(t.hash(1), t.hash(11), 'id');

create function t.denied(p_role text, p_sql text) returns text language plpgsql as $$
begin
  execute format('set local role %I', p_role);
  begin
    execute p_sql;
    reset role;
    return 'allowed';
  exception when insufficient_privilege then
    reset role;
    return 'denied';
  end;
end $$;
select is(t.denied('hrt_web', 'select * from hrt.' || x), 'denied', 'the web does not read ' || x) from unnest(array['staff', 'customer', 'session', 'sign_in_attempt', 'shop_secret',
  'sales_order', 'order_line', 'order_event', 'payment', 'payment_event', 'drawer_entry', 'till_shift', 'till_ticket', 'variant_cost', 'supplier', 'stock_movement', 'stock_level', 'stock_hold',
  'journal', 'journal_seal', 'outbox', 'cart', 'cart_line', 'search_document', 'stock_overview', 'waiting_order']) x;
select is(t.denied('hrt_web', 'select supplier_id from hrt.product'), 'denied', 'nor whom the shop buys from');
select is(t.denied('hrt_staff', 'select * from hrt.' || x), 'denied', 'staff do not read ' || x) from unnest(array['shop_secret', 'session', 'sign_in_attempt']) x;
select is(t.denied('hrt_staff', x), 'denied', 'staff: ' || x) from unnest(array['select password_hash from hrt.staff', 'select pin_hash from hrt.staff', 'select password_hash from hrt.customer',
  'select secret_hash from hrt.sales_order', 'create table hrt.x (i int)', 'alter table hrt.product add x int', 'drop function hrt.sell(jsonb)', 'truncate hrt.journal']) x;

-- Nobody writes a table.
select is_empty($$select table_name, grantee, privilege_type from information_schema.table_privileges
  where table_schema = 'hrt' and grantee in ('hrt_web', 'hrt_staff', 'PUBLIC') and privilege_type <> 'SELECT'$$, 'no right to write on any table');
select is_empty($$select table_name, grantee, privilege_type from information_schema.column_privileges
  where table_schema = 'hrt' and grantee in ('hrt_web', 'hrt_staff', 'PUBLIC') and privilege_type <> 'SELECT'$$, 'nor on any column');
select is_empty($$select c.relname from pg_class c, unnest(array['hrt_web', 'hrt_staff']) r where c.relnamespace = 'hrt'::regnamespace and c.relkind = 'S'
  and has_sequence_privilege(r, c.oid, 'usage, update')$$, 'nor on a sequence');
select is_empty($$select p.proname from pg_proc p where p.pronamespace = 'hrt'::regnamespace and has_function_privilege('public', p.oid, 'execute')$$, 'no function is everybody''s');

-- Functions: of those with the owner's rights, exactly these are the web's. (The others have no more than who calls them.)
select results_eq($$select distinct p.proname::text collate "C" from pg_proc p where p.pronamespace = 'hrt'::regnamespace and p.prosecdef and has_function_privilege('hrt_web', p.oid, 'execute') order by 1$$,
  $$select x collate "C" from unnest(array['available', 'cancel_by_secret', 'cart_add', 'cart_set', 'categories_above', 'categories_below', 'changed_since', 'customer_credentials', 'customer_orders', 'expire_holds', 'mark_before', 'order_by_secret',
    'order_history_by_secret', 'order_lines_by_secret', 'place_order', 'quote_cart', 'quote_shipping', 'register_customer', 'session_end_others', 'session_renew', 'session_set_language', 'session_sign_in',
    'session_sign_out', 'session_start', 'session_sweep', 'session_touch', 'set_customer_password', 'set_customer_profile', 'sign_in_delay', 'sign_in_failed', 'sign_in_succeeded',
    'web_available']) x order by 1$$, 'the web calls this and nothing else');
select is_empty($$select p.proname from pg_proc p where p.pronamespace = 'hrt'::regnamespace and (has_function_privilege('hrt_web', p.oid, 'execute') or has_function_privilege('hrt_staff', p.oid, 'execute'))
  and p.prosecdef and not coalesce(p.proconfig @> array['search_path=hrt, pg_temp'], false)$$, 'what runs with the owner''s rights has its own search path');
select is_empty($$select p.proname from pg_proc p where p.pronamespace = 'hrt'::regnamespace and p.proowner <> 'hrt_owner'::regrole$$, 'the owner owns every function');
select is_empty($$select c.relname from pg_class c where c.relnamespace = 'hrt'::regnamespace and c.relkind in ('r', 'v', 'S') and c.relowner <> 'hrt_owner'::regrole$$, 'and every table');
select is((select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = r), false, r || ' is no superuser') from unnest(array['hrt_owner', 'hrt_staff', 'hrt_web']) r;
select is_empty($$select 1 from pg_auth_members m where m.member in ('hrt_web'::regrole, 'hrt_staff'::regrole)$$, 'nor a member of anybody');

-- What the web reads of the catalogue
set session authorization hrt_web;
create temporary table seen as select (select count(*) from hrt.product) as products, (select count(*) from hrt.variant) as variants,
  (select count(*) from hrt.category) + (select count(*) from hrt.shipping_service) + (select count(*) from hrt.shop_profile) as others, hrt.web_available(1) as n;
reset session authorization;
select results_eq('select products, variants, n from seen', 'values (9::bigint, 9::bigint, 9::bigint)', 'what is active, and how many are left');
set session authorization hrt_staff;
create temporary table seen_by_staff as select (select count(*) from hrt.product) as products, (select count(*) from hrt.variant) as variants;
reset session authorization;
select results_eq('select products, variants from seen_by_staff', 'values (10::bigint, 10::bigint)', 'staff see all');
