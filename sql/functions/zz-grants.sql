-- Who may what. Run after everything else, every time. hrt_owner owns; nobody else may change a table: all writing goes
-- through functions that run with the owner's rights. hrt_staff reads what staff may read and calls what staff may do;
-- hrt_web reads the active catalogue and calls what a customer may do, as whom the session says.

do $$
declare
  v_role text;
begin
  foreach v_role in array array['hrt_owner', 'hrt_staff', 'hrt_web'] loop
    begin
      if not exists (select from pg_roles where rolname = v_role) then
        execute format('create role %I nologin', v_role);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- made by somebody else this very moment
    end;
  end loop;
end $$;

-- Migrated by a superuser: what was made belongs to the owner all the same, so that the functions run with his rights only.
do $$
declare
  v_what text;
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;
  for v_what in
    select format('schema %s', oid::regnamespace) from pg_namespace where nspname = 'hrt'
    union all
    select format(case c.relkind when 'v' then 'view %s' when 'S' then 'sequence %s' when 'c' then 'type %s' else 'table %s' end,
        c.oid::regclass)
      from pg_class c where c.relnamespace = 'hrt'::regnamespace and c.relkind in ('r', 'v', 'S', 'c')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and c.relkind = 'S')
    union all
    select format('type %s', t.oid::regtype) from pg_type t where t.typnamespace = 'hrt'::regnamespace and t.typtype = 'e'
    union all
    select format('routine %s', p.oid::regprocedure) from pg_proc p where p.pronamespace = 'hrt'::regnamespace
  loop
    execute 'alter ' || v_what || ' owner to hrt_owner';
  end loop;
end $$;

revoke all on schema hrt from public;
revoke all on all tables in schema hrt from public, hrt_staff, hrt_web;
revoke all on all sequences in schema hrt from public, hrt_staff, hrt_web;
revoke all on all routines in schema hrt from public, hrt_staff, hrt_web;
grant usage on schema hrt to hrt_staff, hrt_web;

-- Functions, by name.
do $$
declare
  v_staff text[] := array[
    'sell', 'replay_sales', 'note_compared_journals', 'pay_order', 'refund_order', 'cancel_order', 'expire_holds', 'fulfil_order', 'place_order',
    'adjust_stock', 'open_shift', 'close_shift', 'move_drawer', 'ticket_get', 'ticket_set_line', 'ticket_void', 'ticket_park',
    'ticket_resume', 'order_secret', 'secret_of_key', 'available', 'web_available', 'tax_rule_at', 'tax_of', 'tax_base_of', 'cash_rounding_of',
    'price_lines', 'shipping_prices', 'chargeable_kg', 'largest_amount',
    'create_staff', 'staff_credentials', 'staff_signed_in', 'set_staff_secret', 'set_staff', 'disable_staff',
    'disable_customer', 'anonymise_customer', 'register_customer', 'sign_in_delay', 'sign_in_failed', 'sign_in_succeeded',
    'session_sweep', 'save_product', 'save_variant', 'import_products', 'set_price', 'set_barcode', 'normal_barcode', 'add_image', 'remove_image',
    'order_images', 'save_category', 'save_shop', 'set_up_shop', 'take_outbox', 'finish_outbox', 'fail_outbox',
    'seal_journal', 'verify_journal', 'journal_head', 'check_invariants', 'changed_since', 'to_int8', 'to_text'];
  v_web text[] := array[
    'place_order', 'expire_holds', 'cart_add', 'cart_set', 'quote_cart', 'quote_shipping', 'order_by_secret',
    'order_lines_by_secret', 'order_history_by_secret', 'customer_orders', 'cancel_by_secret', 'available', 'web_available',
    'session_start', 'session_touch', 'session_set_language', 'session_sign_in', 'session_renew', 'session_sign_out',
    'session_end_others',
    'session_sweep', 'register_customer', 'customer_credentials', 'set_customer_password', 'set_customer_profile',
    'sign_in_delay', 'sign_in_failed', 'sign_in_succeeded', 'changed_since'];
  v_name text;
  v_routine record;
begin
  foreach v_name in array v_staff || v_web loop
    if not exists (select from pg_proc where pronamespace = 'hrt'::regnamespace and proname = v_name) then
      raise exception 'zz-grants names a function that does not exist: %', v_name;
    end if;
  end loop;
  for v_routine in select p.oid::regprocedure as what, p.proname from pg_proc p where p.pronamespace = 'hrt'::regnamespace loop
    if v_routine.proname = any (v_staff) then
      execute format('grant execute on routine %s to hrt_staff', v_routine.what);
    end if;
    if v_routine.proname = any (v_web) then
      execute format('grant execute on routine %s to hrt_web', v_routine.what);
    end if;
  end loop;
end $$;

-- Staff read every table but the secrets, the visitors' sessions and what guesses of passwords left.
do $$
declare
  v_table record;
begin
  for v_table in
    select c.relname, (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attname not in ('password_hash', 'pin_hash', 'secret_hash')) as columns
    from pg_class c
    where c.relnamespace = 'hrt'::regnamespace and c.relkind in ('r', 'v')
      and c.relname not in ('shop_secret', 'session', 'sign_in_attempt')
  loop
    if v_table.relname in ('staff', 'customer', 'sales_order') then
      execute format('grant select (%s) on hrt.%I to hrt_staff', v_table.columns, v_table.relname);
    else
      execute format('grant select on hrt.%I to hrt_staff', v_table.relname);
    end if;
  end loop;
end $$;

-- The web reads what is in the window. Rows that are not active do not exist for it (row security), nor do suppliers.
grant select (id, slug, name, brand_id, category_id, model, description_id, description_en, specification, featured, active,
  created_at, updated_at, revision) on hrt.product to hrt_web;
grant select (id, product_id, sku, name, colour, price, compare_at_price, weight_g, length_cm, width_cm, height_cm, low_stock,
  position, active, revision) on hrt.variant to hrt_web;
grant select on hrt.category, hrt.brand, hrt.barcode, hrt.image, hrt.shipping_service, hrt.shop_profile, hrt.tax_rate,
  hrt.location, hrt.web_search_document to hrt_web;

alter table hrt.product enable row level security;
alter table hrt.variant enable row level security;
drop policy if exists product_staff on hrt.product;
drop policy if exists product_web on hrt.product;
drop policy if exists variant_staff on hrt.variant;
drop policy if exists variant_web on hrt.variant;
create policy product_staff on hrt.product for select to hrt_staff using (true);
create policy product_web on hrt.product for select to hrt_web using (active);
create policy variant_staff on hrt.variant for select to hrt_staff using (true);
create policy variant_web on hrt.variant for select to hrt_web using (active);

-- The migrator's own books, when it has made them.
do $$
begin
  if to_regclass('hrt.schema_migration') is not null then
    execute 'grant select on hrt.schema_migration, hrt.schema_functions to hrt_staff, hrt_web';
  end if;
end $$;
