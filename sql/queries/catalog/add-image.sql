-- why: a picture for a product
-- params: product_id int8, variant_id int8, hash text, width int8, height int8, alt text, staff_id int8
-- returns: one
-- errors: HR001 not_allowed, HR404, HR409 revision_conflict
-- used by: hrt-catalog-write.c
select r.outcome, r.problems, r.id, r.revision from hrt.add_image($1, $2, $3, $4, $5, $6, $7) r
