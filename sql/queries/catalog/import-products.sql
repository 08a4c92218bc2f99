-- why: a catalogue from a file, all of it or nothing, or a look at what is wrong with it
-- params: rows jsonb, staff_id int8, dry_run bool
-- returns: many
-- errors: HR001 not_allowed, product_name_ck, variant_sku_ck, barcode_code_ck and other limits
-- used by: hrt-product-import.c
select r.row_no, r.field, r.code, r.detail from hrt.import_products($1, $2, $3) r
