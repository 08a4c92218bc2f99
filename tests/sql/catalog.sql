-- Writing the catalogue.
create table t.p as select * from hrt.save_product('{"name": "Les Paul Standard", "brand": "Gibson", "category_id": 1, "description_id": "Gitar <b>listrik</b>\nbagus",
  "specification": [{"id": "Bodi", "en": "Body", "value": "Mahoni"}],
  "variants": [{"sku": "LP-1", "name": "Sunburst", "price": 45000000, "cost": 30000000, "weight_g": 4200, "barcodes": ["012345678905"]}, {"sku": "LP-2", "price": 46000000}]}', 2, null);
select results_eq($$select outcome, problems from t.p$$, $$values ('saved', '[]'::jsonb)$$, 'a product');
select results_eq($$select p.slug, b.name, p.description_id from hrt.product p join hrt.brand b on b.id = p.brand_id where p.id = (select id from t.p)$$,
  $$values ('les-paul-standard', 'Gibson', E'Gitar <b>listrik</b>\nbagus')$$, 'its words');
select results_eq($$select sku, name, price, weight_g, position from hrt.variant where product_id = (select id from t.p) order by position$$,
  $$values ('LP-1', 'Sunburst', 45000000::bigint, 4200, 0), ('LP-2', '', 46000000, 0, 1)$$, 'its variants');
select is((select code from hrt.barcode), '0012345678905', 'a UPC as 13 digits');
select is((select cost from hrt.variant_cost), 30000000::bigint, 'what it cost');
select is((select count(*) from hrt.stock_level l join hrt.variant v on v.id = l.variant_id where v.product_id = (select id from t.p)), 4::bigint, 'a level at each place');
select from hrt.save_product('{"name": "Les Paul Standard", "category_id": 1, "variants": [{"sku": "LP-9", "price": 1}]}', 2, null);
select is((select max(slug) from hrt.product where name = 'Les Paul Standard'), 'les-paul-standard-2', 'another slug');

select results_eq($$select s.outcome, t.codes(s.problems) from (values ('{"name": "X", "category_id": 1}'::jsonb), ('{"name": " ", "category_id": 1, "variants": [{"sku": "A", "price": 1}]}'),
    ('{"name": "X", "category_id": 77, "variants": [{"sku": "A", "price": 1}]}'), ('{"name": "X", "category_id": 1, "variants": [{"sku": "LP-1", "price": 1}]}'),
    ('{"name": "X", "category_id": 1, "variants": [{"sku": "A", "price": -1}]}'), ('{"name": "X", "category_id": 1, "variants": [{"sku": "", "price": 1}]}'),
    (jsonb_build_object('name', repeat('x', 201), 'category_id', 1, 'variants', '[{"sku": "A", "price": 1}]'::jsonb))) x (p), hrt.save_product(p, 1, null) s$$,
  $$values ('refused', 'no_variant'), ('refused', 'bad_name'), ('refused', 'product_category_id_fkey'), ('refused', 'variant_sku_key'), ('refused', 'variant_price_ck'),
    ('refused', 'variant_sku_ck'), ('refused', 'product_name_ck')$$, 'named refusals, and nothing half made');
select is((select count(*) from hrt.product where name = 'X'), 0::bigint, 'nothing');
select throws_ok($$select * from hrt.save_product('{"id": 1, "name": "Y"}', 3, null)$$, 'HR001', null, 'a cashier writes no catalogue');
select throws_ok($$select * from hrt.save_product('{"id": 777, "name": "Y"}', 1, null)$$, 'HR404', null, 'no such product');
select throws_ok($$select * from hrt.save_product(jsonb_build_object('id', (select id from t.p), 'name', 'Y'), 1, 1)$$, 'HR409', null, 'changed in between');
select is((select outcome from hrt.save_product(jsonb_build_object('id', id, 'name', 'Les Paul', 'featured', true), 1, revision)), 'saved', 'with the revision that was read') from t.p;
select results_eq($$select name, featured, brand_id is not null, slug from hrt.product where id = (select id from t.p)$$, $$values ('Les Paul', true, true, 'les-paul-standard')$$, 'what is not named stays, links too');

select is((select outcome from hrt.set_price(1, 120000, 2, null)), 'saved', 'a price');
select is((select revision from hrt.search_document where variant_id = 1), (select last_value from hrt.revision_seq), 'who follows by revision sees it last');
select results_eq($$select subject, payload from hrt.journal where kind = 'price' order by id desc limit 1$$, $$values ('SKU-1', '{"variant": 1, "price": 120000, "was": 100000}'::jsonb)$$, 'in the journal, with the old one');
select results_eq($$select t.codes(s.problems) from (values (null::bigint), (-1), (9223372036854775807)) x (p), hrt.set_price(1, p, 2, null) s$$, $$select 'bad_price' from generate_series(1, 3)$$, 'prices that are none');
select is((select t.codes(problems) from hrt.save_variant('{"id": 1, "compare_at_price": 120000}', 2, null)), 'variant_compare_ck', 'a former price must be higher');
select throws_ok($$select * from hrt.set_price(1, 5, 3, null)$$, 'HR001', null, 'not by a cashier');

select is((select outcome from hrt.set_barcode(1, '4006381333931', 2)), 'saved', 'a barcode');
select is((select outcome from hrt.set_barcode(1, '4006381333931', 2)), 'saved', 'twice');
select is((select t.codes(problems) from hrt.set_barcode(2, '4006381333931', 2)), 'barcode_taken', 'of one variant only');
select is((select t.codes(problems) from hrt.set_barcode(2, 'ab c', 2)), 'barcode_code_ck', 'not any text');
select is((select barcodes from hrt.search_document where variant_id = 1), array['4006381333931'], 'for the search');
select is((select id from hrt.set_barcode(null, '4006381333931', 2)), 1::bigint, 'taken away');

create table t.i as select row_number() over () as n, id from (select (hrt.add_image(1, null, repeat(g::text, 64), 100, 50, 'a', 2)).id from generate_series(1, 2) g) x;
select results_eq($$select position from hrt.image order by id$$, $$values (0), (1)$$, 'pictures');
select is((select t.codes(problems) from hrt.add_image(1, null, '../../etc', 1, 1, '', 2)), 'image_hash_ck', 'a name is a hash');
select from hrt.order_images(1, array(select id from t.i order by n desc), 2);
select results_eq($$select position from hrt.image order by id$$, $$values (1), (0)$$, 'in another order');
select results_eq($$select outcome, hash, still_used from hrt.remove_image((select id from t.i where n = 1), 2)$$, $$select 'removed', repeat('1', 64), false$$, 'one is gone');
select throws_ok($$select * from hrt.remove_image(777, 2)$$, 'HR404', null, 'once');

select results_eq($$select outcome from hrt.save_category('{"name_id": "Drum & Perkusi", "name_en": "Drums"}', 2)$$, $$values ('saved')$$, 'a category');
select is((select slug from hrt.category order by id desc limit 1), 'drum-perkusi', 'its slug');
select is((select t.codes(problems) from hrt.save_category('{"id": 1, "parent_id": 1}', 2)), 'category_parent_ck', 'not below itself');

select is((select outcome from hrt.save_shop('{"name": "Toko Gitar", "cash_rounding": 100}', 1, 1)), 'saved', 'the shop''s profile');
select results_eq($$select name, cash_rounding, revision from hrt.shop_profile$$, $$values ('Toko Gitar', 100::bigint, 2::bigint)$$, 'saved');
select results_eq($$select t.codes(s.problems) from (values ('{"cash_rounding": 7}'::jsonb), ('{"time_zone": "Mars"}'), ('{"transfer_hold_hours": "x"}'), ('{"name": ""}'),
    ('{"web_address": "toko.example"}'), (jsonb_build_object('receipt_footer', repeat('x', 2001)))) x (p), hrt.save_shop(p, 1, null) s$$,
  $$values ('shop_profile_rounding_ck'), ('bad_time_zone'), ('bad_value'), ('shop_profile_name_ck'), ('shop_profile_web_address_ck'), ('shop_profile_texts_ck')$$, 'named refusals');
select is((select outcome from hrt.save_shop('{"web_address": "https://toko.example:8443"}', 1, null)), 'saved', 'its own address');
select throws_ok($$select * from hrt.save_shop('{"name": "Y"}', 2, null)$$, 'HR001', null, 'by an admin only');
select is((select count(*) from hrt.search_document where not active), 2::bigint, 'what is not for sale is marked');
select is((select count(*) from hrt.web_search_document where not active), 0::bigint, 'and not shown');

-- Imports: what the dry run says can be done, can be done.
create function t.rows(variadic p_categories text[]) returns jsonb language sql immutable as $$
  select jsonb_agg(jsonb_build_object('row', n, 'sku', 'I-' || c, 'product', 'Import ' || n || c, 'category', c, 'brand', 'Brand ' || c, 'price', 5000))
  from unnest(p_categories) with ordinality u (c, n) $$;
create function t.category_of(p_category text) returns text language sql stable as $$
  select c.slug from hrt.variant v join hrt.product p on p.id = v.product_id join hrt.category c on c.id = p.category_id where v.sku = 'I-' || p_category $$;
insert into hrt.category (slug, name_id, name_en) values ('gitar-akustik', 'Gitar Akustik', 'Acoustic Guitars'), ('lama', 'Gitar Bas', 'Bass'), ('gitar-bas', 'Bas Baru', 'New Basses');
create table t.names as select array['Gitar / Akustik', 'acoustic guitars', 'Gitar-Akustik', 'gitar bas', 'Gitar / Bas', 'Drum / Elektrik', 'Drum Elektrik', 'Drum & Perkusi'] as names;
select results_eq($$select code, detail::jsonb from hrt.import_products(t.rows(variadic (select names from t.names)), 2, true)$$,
  $$values ('importable', '{"products_new": 8, "variants_new": 8, "variants_changed": 0, "categories_new": ["Drum / Elektrik"]}'::jsonb)$$, 'one category is new, however it is written');
select results_eq($$select code, detail::jsonb from hrt.import_products(t.rows(variadic (select names from t.names)), 2, false)$$,
  $$values ('imported', '{"products_new": 8, "variants_new": 8, "variants_changed": 0, "categories_new": ["Drum / Elektrik"]}'::jsonb)$$, 'and so it goes');
select results_eq($$select t.category_of(c) from t.names, unnest(names) with ordinality u (c, n) order by n$$,
  $$values ('gitar-akustik'), ('gitar-akustik'), ('gitar-akustik'), ('lama'), ('gitar-bas'), ('drum-elektrik'), ('drum-elektrik'), ('drum-perkusi')$$,
  'by slug or name, then by the slug of the name');
