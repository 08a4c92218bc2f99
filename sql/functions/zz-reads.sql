-- Rights to the views and functions of views/, which zz-grants.sql has just taken from everybody.
grant select on hrt.listed_product, hrt.priced_variant, hrt.listed_variant, hrt.stocked_variant, hrt.counted_product, hrt.shelf_product,
  hrt.titled_product, hrt.shelf_image, hrt.shelf_category, hrt.shelf_brand,
  hrt.indexed_document to hrt_staff, hrt_web;
grant select on hrt.staff_listed, hrt.customer_listed to hrt_staff;
grant execute on function hrt.categories_below(bigint), hrt.categories_above(bigint), hrt.product_ids_of(jsonb),
  hrt.product_condition(jsonb, text, boolean), hrt.product_order(jsonb), hrt.is_counted(jsonb), hrt.counts_of(jsonb, text),
  hrt.count_kind(jsonb, text), hrt.mark_before(text, text, bigint), hrt.slice_statement(text, bigint[], text, boolean, bigint, bigint),
  hrt.slice_products(jsonb, text, bigint, bigint), hrt.find_products(jsonb),
  hrt.count_products(jsonb), hrt.count_by_category(jsonb), hrt.count_by_brand(jsonb) to hrt_staff, hrt_web;
grant execute on function hrt.find_till(text, text, bigint) to hrt_staff;
